"""The ladder of a cadre, and the levels that an office records from paper."""

from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.auth.decorators import requires
from app.auth.identity import Identity, me
from app.auth.permissions import Permission
from app.auth.scope import require_people
from app.errors import Refused
from app.registry.models import Cadre
from app.registry.queries import get_cadre_for
from app.web import no_store, shown_again
from assessments.competency import operations
from assessments.competency.forms import PaperLevelForm, WithdrawForm
from assessments.competency.ladder import ways_to
from assessments.competency.queries import get_paper_level_of, ladder_of, paper_levels_of, where_to_learn

competency = Blueprint("competency", __name__)


@competency.get("/jenjang")
@requires(Permission.OWN_LEVEL)
def show_ladder() -> ResponseReturnValue:
    """Show where she stands, what is missing for the next level, and where to get it."""
    cadre_id = me().cadre_id
    assert cadre_id is not None  # only cadres have this permission
    ladder = ladder_of(cadre_id)
    missing = ladder.missing_skills
    ways = ways_to(
        missing, where_to_learn([skill.slug for skill in missing], me().region_code) if missing else {}
    )
    return render_template("assessments/competency/ladder.html", ladder=ladder, ways=ways)


@competency.route("/kader/<number>/jenjang-kertas", methods=["GET", "POST"])
@requires(Permission.REGISTRY_WRITE)
def paper_levels(number: str) -> ResponseReturnValue:
    """List the levels decided on paper, and add one."""
    cadre = _cadre_for(me(), number)
    form = PaperLevelForm()
    if form.validate_on_submit() and form.decided_on.data:
        try:
            operations.record_paper_level(
                cadre.id,
                str(form.level_code.data),
                form.decided_on.data,
                source=str(form.source.data),
                by=me().id,
            )
        except Refused as refusal:
            form.source.errors = [refusal.reason]
        else:
            flash(_("Jenjang dari kertas dicatat."))
            return redirect(url_for("competency.paper_levels", number=cadre.number), 303)
    page = render_template(
        "assessments/competency/paper_levels.html", cadre=cadre, form=form, rows=paper_levels_of(cadre.id)
    )
    return no_store(shown_again(page) if request.method == "POST" else page)


@competency.route("/kader/<number>/jenjang-kertas/<uuid:paper_id>/tarik", methods=["GET", "POST"])
@requires(Permission.REGISTRY_WRITE)
def withdraw_paper_level(number: str, paper_id: UUID) -> ResponseReturnValue:
    """Ask why, then take a level on paper back."""
    cadre = _cadre_for(me(), number)
    paper = get_paper_level_of(cadre.id, paper_id)
    form = WithdrawForm()
    if form.validate_on_submit():
        operations.withdraw_paper_level(paper.id, str(form.reason.data), by=me().id)
        flash(_("Jenjang dari kertas ditarik."))
        return redirect(url_for("competency.paper_levels", number=cadre.number), 303)
    page = render_template(
        "assessments/competency/withdraw_paper_level.html", cadre=cadre, form=form, paper=paper
    )
    return no_store(shown_again(page) if request.method == "POST" else page)


def _cadre_for(user: Identity, number: str) -> Cadre:
    require_people(user)
    return get_cadre_for(user, number)
