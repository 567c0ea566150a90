"""The front page, and the first page of each role."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from app.auth.decorators import public, requires
from app.auth.permissions import Permission

home = Blueprint("home", __name__)


@home.get("/")
@public
def front() -> ResponseReturnValue:
    """Say what this is."""
    return render_template("tracking/home/front.html")


@home.get("/beranda")
@requires(Permission.HOME)
def first() -> ResponseReturnValue:
    """Show the first page of the user's role."""
    return render_template("tracking/home/front.html")
