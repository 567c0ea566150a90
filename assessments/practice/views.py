"""Practice: five questions a day, never a mark."""

from random import Random
from uuid import UUID

from flask import Blueprint, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import LazyString

from app.auth.decorators import requires
from app.auth.identity import me
from app.auth.permissions import Permission
from app.forms import ActionForm
from app.web import shown_again
from assessments.attempts.drawing import shuffled
from assessments.attempts.feedback import feedback_by
from assessments.bank.models import QuestionVersion
from assessments.bank.types import Unreadable, get_type
from assessments.practice.operations import record_practice
from assessments.practice.queries import Today, get_newest, last_answer, todays_practice

practice = Blueprint("practice", __name__)


@practice.get("/latihan")
@requires(Permission.STUDY)
def show_today() -> ResponseReturnValue:
    """Say how far today's practice is, and where to go on."""
    return render_template("assessments/practice/today.html", today=_today())


@practice.get("/latihan/<int:place>")
@requires(Permission.STUDY)
def show_question(place: int) -> ResponseReturnValue:
    """Show one of today's questions; once it is answered, whether that was right and why."""
    today = _today()
    question_id = _question_at(today, place)
    if question_id in today.answered:
        return _answered_page(today, place, question_id)
    return _question_page(today, place, get_newest(question_id), ActionForm())


@practice.post("/latihan/<int:place>")
@requires(Permission.STUDY)
def answer(place: int) -> ResponseReturnValue:
    """Keep her answer; the same form a second time changes nothing."""
    today, form = _today(), ActionForm()
    question_id = _question_at(today, place)
    version, given = get_newest(question_id), request.form.getlist("answer")
    if not form.validate_on_submit():
        return shown_again(_question_page(today, place, version, form))
    try:
        value = get_type(version.type).read(version.body, given)
    except Unreadable as wrong:
        return shown_again(_question_page(today, place, version, form, wrong.problem))
    record_practice(_cadre_id(), version, value)
    return redirect(url_for("practice.show_question", place=_today().questions.index(question_id) + 1), 303)


def _today() -> Today:
    return todays_practice(_cadre_id(), me().region_code)


def _cadre_id() -> UUID:
    cadre_id = me().cadre_id
    assert cadre_id is not None  # only a cadre studies
    return cadre_id


def _question_at(today: Today, place: int) -> UUID:
    if not 1 <= place <= len(today.questions):
        abort(404)
    return today.questions[place - 1]


def _question_page(
    today: Today, place: int, version: QuestionVersion, form: ActionForm, problem: LazyString | None = None
) -> str:
    kind, given = get_type(version.type), request.form.getlist("answer")
    return render_template(
        "assessments/practice/question.html",
        today=today,
        place=place,
        form=form,
        problem=problem,
        face=kind.face(version.body, _order(version, today), given),
    )


def _answered_page(today: Today, place: int, question_id: UUID) -> str:
    answered = last_answer(_cadre_id(), question_id)
    assert answered is not None  # it is one of today's
    return render_template(
        "assessments/practice/answered.html",
        today=today,
        place=place,
        feedback=feedback_by(answered.version, _order(answered.version, today), answered.value),
    )


def _order(version: QuestionVersion, today: Today) -> list[str]:
    """Return the order of the options, the same all day long."""
    ids = get_type(version.type).option_ids(version.body)
    if version.body.get("fixed_order"):
        return ids
    return shuffled(ids, Random(f"{version.id}{today.day}{_cadre_id()}"))  # noqa: S311  an order, no secret
