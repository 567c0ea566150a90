"""The page that finds lessons by words, also misspelt ones."""

from flask import Blueprint, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.auth.decorators import requires
from app.auth.identity import me
from app.auth.permissions import Permission
from app.auth.scope import kabupaten_of
from app.forms import typable
from app.web import page_number
from learning.search.matching import asked_words
from learning.search.queries import list_themes, search_lessons, show_hits

LONGEST = 80  # letters of what is looked for

search = Blueprint("search", __name__)


@search.get("/cari")
@requires(Permission.STUDY)
def find() -> ResponseReturnValue:
    """Show the lessons in which `?kata=` stands; where there are none, or nothing was asked, the themes."""
    typed = " ".join(typable(request.args.get("kata"))[:LONGEST].split())
    words = asked_words(typed)
    kabupaten = kabupaten_of(me())
    found = search_lessons(kabupaten, words) if words else None
    if not found or not found.scores:
        return render_template("learning/search/nothing.html", typed=typed, themes=list_themes(kabupaten))
    return render_template(
        "learning/search/found.html",
        typed=typed,
        hits=show_hits(found, page_number()),
        meant=found.meant_by(typed),
        url=lambda number: url_for(".find", kata=typed, hal=number),
    )
