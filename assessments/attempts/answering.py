"""Saving one answer: let in by the signed token of its form, whoever is signed in by now, or nobody."""

from uuid import UUID

from flask import abort, current_app, g, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import LazyString
from flask_login import current_user

from app.auth.decorators import by_answer_token
from app.db import db
from app.web import saved
from assessments.attempts.models import Attempt, AttemptQuestion
from assessments.attempts.operations import Outcome, record_answer
from assessments.attempts.queries import count_questions, get_asked, get_attempt_of, list_places
from assessments.attempts.sheet import make_sheet
from assessments.attempts.tokens import Claim, Forged, read
from assessments.attempts.views import ADDRESS, attempts, url_of, url_of_result
from assessments.bank.types import Unreadable, get_type
from assessments.quizzes.models import PRACTICE

SAVED = (Outcome.SAVED, Outcome.ALREADY)
OUTCOME = "Answer-Outcome"  # the header that names an Outcome, or UNREADABLE
UNREADABLE = "unreadable"


@attempts.post(f"{ADDRESS}/<int:position>")
@by_answer_token
def answer_question(quiz_slug: str, attempt_id: UUID, position: int) -> ResponseReturnValue:
    """Save what was posted and go on to the next question; what cannot be saved is shown with what to do.

    The offline helper asks for no page (`Prefer: return=minimal`): it reads the header that says what became of it.
    """
    claim = _claim_for(attempt_id, position)
    asked = get_asked(attempt_id, position)
    outcome, problem = _save(claim, asked)
    if request.headers.get("Prefer") == "return=minimal":
        response = make_response(_say_briefly(outcome))
    else:
        response = make_response(_show(quiz_slug, claim, asked, outcome, problem))
    response.headers[OUTCOME] = outcome or UNREADABLE
    return response


def _claim_for(attempt_id: UUID, position: int) -> Claim:
    """Return what the posted token allows; 400 when it is forged or belongs to another question."""
    try:
        claim = read(request.form.get("token", ""), str(current_app.secret_key))
    except Forged:
        abort(400)
    if (claim.attempt_id, claim.position) != (attempt_id, position):
        abort(400)
    g.form_is_ours = True
    return claim


def _save(claim: Claim, asked: AttemptQuestion) -> tuple[Outcome | None, LazyString | None]:
    """Save the posted answer; return what became of it, or no outcome and what is wrong with it."""
    try:
        value = get_type(asked.version.type).read(asked.version.body, request.form.getlist("answer"))
    except Unreadable as unreadable:
        return None, unreadable.problem
    return record_answer(claim.attempt_id, claim.position, claim.seq, value), None


def _say_briefly(outcome: Outcome | None) -> ResponseReturnValue:
    if outcome in SAVED or outcome is Outcome.STANDS:
        return saved("")
    return "", 409 if outcome is Outcome.CLOSED else 422


def _show(
    quiz_slug: str, claim: Claim, asked: AttemptQuestion, outcome: Outcome | None, problem: LazyString | None
) -> ResponseReturnValue:
    """Answer whoever posted the form: where she goes on, or the page that says why her answer was not saved."""
    if not (current_user.is_authenticated and current_user.cadre_id == claim.cadre_id):
        return _receipt(quiz_slug, claim, outcome)
    if outcome in SAVED or outcome is Outcome.STANDS:
        return redirect(_url_after(quiz_slug, claim), 303)
    if outcome is Outcome.CLOSED:
        attempt = get_attempt_of(claim.cadre_id, quiz_slug, claim.attempt_id)
        return render_template("assessments/attempts/closed.html", attempt=attempt), 409
    return _question_again(quiz_slug, claim, asked, problem), 422


def _question_again(quiz_slug: str, claim: Claim, asked: AttemptQuestion, problem: LazyString | None) -> str:
    """Show the question with what she gave; a stale form becomes a fresh one, beside the answer that stands."""
    attempt = get_attempt_of(claim.cadre_id, quiz_slug, claim.attempt_id)
    sheet = make_sheet(
        attempt,
        asked,
        list_places(claim.attempt_id),
        str(current_app.secret_key),
        given=request.form.getlist("answer"),
        token=request.form["token"] if problem else None,
    )
    return render_template(
        "assessments/attempts/question.html",
        attempt=attempt,
        sheet=sheet,
        problem=problem,
        is_stale=not problem,
        from_all=_is_from_all(),
    )


def _receipt(quiz_slug: str, claim: Claim, outcome: Outcome | None) -> ResponseReturnValue:
    """Say what became of the answer to somebody who may not see the question: she signs in to go on."""
    onward = request.path
    if outcome in SAVED:
        onward = _url_after(quiz_slug, claim)
    elif outcome is Outcome.CLOSED:
        onward = url_of_result(quiz_slug, claim.attempt_id)
    page = render_template("assessments/attempts/receipt.html", outcome=outcome, onward=onward)
    if outcome in SAVED:
        return saved(page)
    return page, 409 if outcome is Outcome.CLOSED else 422


def _url_after(quiz_slug: str, claim: Claim) -> str:
    """Return where she goes from a saved answer: on, or back to the page of all questions when she came from there.

    In practice first to the same question, which now says why.
    """
    is_practice = db.session.get_one(Attempt, claim.attempt_id).mode == PRACTICE
    if _is_from_all() and not is_practice:
        anchor = f"soal-{claim.position}"
        return url_for("attempts.show_all", quiz_slug=quiz_slug, attempt_id=claim.attempt_id, _anchor=anchor)
    position = claim.position if is_practice else claim.position + 1
    return url_of(quiz_slug, claim.attempt_id, position, count_questions(claim.attempt_id))


def _is_from_all() -> bool:
    return request.form.get("dari") == "semua"
