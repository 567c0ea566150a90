"""An attempt's pages: a question, check and send, the result. `front` has the start, `whole` all questions, `answering` the answers."""

from uuid import UUID

from flask import Blueprint, current_app, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.auth.decorators import requires
from app.auth.identity import me
from app.auth.permissions import Permission
from app.db import now
from app.web import shown_again
from assessments.attempts.feedback import feedback_on
from assessments.attempts.forms import SendForm
from assessments.attempts.models import Attempt, AttemptQuestion
from assessments.attempts.operations import finish_attempt
from assessments.attempts.queries import (
    Place,
    get_asked,
    get_attempt_of,
    list_places,
)
from assessments.attempts.regraded import list_regraded
from assessments.attempts.results import gained_by, list_marked, mistakes_shown
from assessments.attempts.scoring import is_passed, percent_correct
from assessments.attempts.sheet import make_sheet, numbered
from assessments.attempts.timing import is_time_over
from assessments.attempts.tries import list_tries, next_start
from assessments.quizzes.models import PRACTICE

attempts = Blueprint("attempts", __name__)
ADDRESS = "/kuis/<quiz_slug>/<uuid:attempt_id>"


@attempts.get(f"{ADDRESS}/<int:position>")
@requires(Permission.QUIZ_TAKE)
def show_question(quiz_slug: str, attempt_id: UUID, position: int) -> ResponseReturnValue:
    """Show one question of her open attempt with what is saved; an attempt that has ended goes on to its result."""
    attempt = get_hers(quiz_slug, attempt_id)
    asked = get_asked(attempt_id, position)
    if has_ended(attempt):
        return redirect(url_of_result(quiz_slug, attempt_id))
    places = list_places(attempt_id)
    if attempt.mode == PRACTICE and (value := places[position - 1].value):
        return _feedback_page(attempt, asked, value, places)
    sheet = make_sheet(attempt, asked, places, str(current_app.secret_key))
    return render_template("assessments/attempts/question.html", attempt=attempt, sheet=sheet)


@attempts.route(f"{ADDRESS}/kirim", methods=["GET", "POST"])
@requires(Permission.QUIZ_TAKE)
def review(quiz_slug: str, attempt_id: UUID) -> ResponseReturnValue:
    """Show which questions are answered before she sends; sending closes the attempt, once."""
    attempt = get_hers(quiz_slug, attempt_id)
    form, result = SendForm(), url_of_result(quiz_slug, attempt_id)
    if request.method == "GET" and has_ended(attempt):
        return redirect(result)
    questions = numbered(list_places(attempt_id))
    left_empty = [(number, place) for number, place in questions if place.is_left_empty]
    if form.validate_on_submit() and (not left_empty or form.confirm.data or has_ended(attempt)):
        finish_attempt(attempt_id, "sent", me().id)
        return redirect(result, 303)
    page = render_template(
        "assessments/attempts/review.html",
        attempt=attempt,
        questions=questions,
        left_empty=left_empty,
        form=form,
    )
    return shown_again(page) if request.method == "POST" else page


@attempts.get(f"{ADDRESS}/hasil")
@requires(Permission.QUIZ_TAKE)
def show_result(quiz_slug: str, attempt_id: UUID) -> ResponseReturnValue:
    """Show the mark, what was gained and what to read again; one whose time is over is closed from here first."""
    attempt = get_hers(quiz_slug, attempt_id)
    if attempt.closing is None:
        if has_ended(attempt):
            return render_template("assessments/attempts/time_over.html", attempt=attempt, form=SendForm())
        return redirect(url_to_go_on(quiz_slug, attempt_id, list_places(attempt_id)))
    marked = list_marked(attempt)
    marks = [one.mark for one in marked]
    passed = is_passed(marks, attempt.pass_mark)
    return render_template(
        "assessments/attempts/result.html",
        attempt=attempt,
        percent=percent_correct(marks),
        passed=passed,
        mistakes=mistakes_shown(marked, attempt.quiz.shows),
        gained=gained_by(attempt) if passed else None,
        regraded=list_regraded(attempt_id),
        retry_at=None if passed else next_start(attempt.quiz, list_tries(attempt.cadre_id, attempt.quiz)),
        now=now(),
    )


def get_hers(quiz_slug: str, attempt_id: UUID) -> Attempt:
    """Return an attempt of the signed-in cadre; another cadre's does not exist."""
    cadre_id = me().cadre_id
    assert cadre_id is not None  # only a cadre may take quizzes
    return get_attempt_of(cadre_id, quiz_slug, attempt_id)


def has_ended(attempt: Attempt) -> bool:
    """Return whether an attempt, as it was read, takes no more answers."""
    return attempt.closing is not None or is_time_over(attempt.deadline, now())


def url_to_go_on(quiz_slug: str, attempt_id: UUID, places: list[Place]) -> str:
    """Return the address of the first question without an answer, of the text just before it, or of the check."""
    position = next((place.position for place in places if place.is_left_empty), len(places) + 1)
    while 1 < position <= len(places) and not places[position - 2].is_asked:
        position -= 1
    return url_of(quiz_slug, attempt_id, position, len(places))


def url_of(quiz_slug: str, attempt_id: UUID, position: int, count: int) -> str:
    """Return the address of question `position` of `count`; past the last one, of the check before sending."""
    if position > count:
        return url_for("attempts.review", quiz_slug=quiz_slug, attempt_id=attempt_id)
    return url_for("attempts.show_question", quiz_slug=quiz_slug, attempt_id=attempt_id, position=position)


def url_of_result(quiz_slug: str, attempt_id: UUID) -> str:
    """Return the address of the attempt's result."""
    return url_for("attempts.show_result", quiz_slug=quiz_slug, attempt_id=attempt_id)


def _feedback_page(attempt: Attempt, asked: AttemptQuestion, value: str, places: list[Place]) -> str:
    return render_template(
        "assessments/attempts/feedback.html",
        attempt=attempt,
        number=len(numbered(places[: asked.position])),
        count=len(numbered(places)),
        feedback=feedback_on(attempt, asked, value),
        onward=url_of(attempt.quiz.slug, attempt.id, asked.position + 1, len(places)),
    )
