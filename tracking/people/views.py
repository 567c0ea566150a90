"""/kader/<number>: a cadre with her history."""

from flask import Blueprint, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from app.audit import record_viewed
from app.auth.decorators import requires
from app.auth.identity import me
from app.auth.permissions import Permission
from app.registry.queries import get_cadre_for
from app.web import no_store
from tracking.people.queries import history_of

people = Blueprint("people", __name__)


@people.get("/kader/<number>")
@requires(Permission.REGISTRY_READ)
def show_cadre(number: str) -> ResponseReturnValue:
    """Show a cadre of the user's region; a merged number leads to the one it was merged into."""
    cadre = get_cadre_for(me(), number)
    if cadre.number != number:
        return redirect(url_for("people.show_cadre", number=cadre.number))
    record_viewed(me().id, "cadre", cadre.id, cadre.region_code)
    return no_store(render_template("tracking/people/cadre.html", history=history_of(cadre)))
