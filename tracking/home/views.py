"""The front page, and the first page of each role."""

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.auth.decorators import public, requires
from app.auth.identity import Identity, me
from app.auth.models import Role
from app.auth.permissions import Permission
from app.auth.sessions import is_signed_in
from app.db import now
from app.places import fold, may_see_people
from app.web import no_store, page_number
from assessments.attempts.regraded import list_lately_regraded
from assessments.competency.ladder import Ladder
from assessments.competency.queries import ladder_of, where_to_learn
from tracking.home.next_step import next_step
from tracking.home.queries import Studies, first_unanswered, list_stuck_first, studies_of

home = Blueprint("home", __name__)
MOST_MODULES = 10


@home.get("/")
@public
def front() -> ResponseReturnValue:
    """Say what this is; whoever is signed in goes on to her own first page."""
    if is_signed_in():
        return redirect(url_for("home.first"))
    return render_template("tracking/home/front.html")


@home.get("/beranda")
@requires(Permission.HOME)
def first() -> ResponseReturnValue:
    """Show the first page of the user's role."""
    user = me()
    if user.role is Role.CADRE:
        return _cadre_page(user)
    if user.role is Role.ADMIN:
        return redirect(url_for("accounts.list_users"))
    if user.role is Role.TRAINER and may_see_people(user.region_code):
        return _trainer_page(user)
    return redirect(url_for("dashboards.show_own_region"))


def _cadre_page(user: Identity) -> ResponseReturnValue:
    assert user.cadre_id is not None  # a constraint of the table
    ladder = ladder_of(user.cadre_id)
    studies = studies_of(user.cadre_id, user.region_code)
    step = next_step(studies.modules, _helpful_for(ladder, studies), now())
    open_attempt = step.open_attempt
    position = first_unanswered(open_attempt) if open_attempt else None
    return render_template(
        "tracking/home/cadre.html",
        ladder=ladder,
        studies=studies,
        modules=studies.modules[:MOST_MODULES],
        step=step,
        position=position,
        regraded=list_lately_regraded(user.cadre_id) if studies.was_regraded else [],
    )


def _helpful_for(ladder: Ladder, studies: Studies) -> set[str]:
    """Return the modules that teach what she still needs.

    None are looked up where an open quiz comes first anyway, or where the page has to say that a quiz was marked anew.
    """
    if studies.has_open_quiz or studies.was_regraded or not ladder.missing_skills:
        return set()
    places = where_to_learn([skill.slug for skill in ladder.missing_skills], me().region_code)
    return {place.module_slug for place in places.values()}


def _trainer_page(user: Identity) -> ResponseReturnValue:
    text = request.args.get("cari", "").replace("\0", "").strip()
    page = list_stuck_first(user, fold(text), page_number())
    return no_store(render_template("tracking/home/trainer.html", page=page, text=text))
