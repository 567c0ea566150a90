"""The quiz's own page and its start button. Here because it shows her attempts: docs/layout.md, decision 3."""

from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.auth.decorators import requires
from app.auth.identity import me
from app.auth.permissions import Permission
from app.db import now
from app.forms import ActionForm
from app.web import shown_again
from assessments.attempts.operations import TooEarly, TooFewQuestions, start_attempt
from assessments.attempts.queries import list_places, list_tries, next_start
from assessments.attempts.scoring import ENOUGH_QUESTIONS
from assessments.attempts.views import attempts, url_to_go_on
from assessments.bank.types import get_type
from assessments.quizzes.models import Quiz
from assessments.quizzes.queries import get_quiz_for, list_drawable

quizzes = Blueprint("quizzes", __name__)
TRIES_SHOWN = 10


@quizzes.get("/kuis/<quiz_slug>")
@requires(Permission.QUIZ_SEE)
def show_quiz(quiz_slug: str) -> ResponseReturnValue:
    """Show what the quiz is, her attempts, and the button; a trainer sees its questions with their keys instead."""
    quiz = get_quiz_for(me().region_code, quiz_slug)
    cadre_id = me().cadre_id
    if cadre_id is None:
        return _preview(quiz)
    return _quiz_page(quiz, cadre_id, ActionForm())


@attempts.post("/kuis/<quiz_slug>")
@requires(Permission.QUIZ_TAKE)
def start(quiz_slug: str) -> ResponseReturnValue:
    """Start an attempt, or go on with the open one, at the first question without an answer."""
    quiz, form, cadre_id = get_quiz_for(me().region_code, quiz_slug), ActionForm(), me().cadre_id
    assert cadre_id is not None
    if not form.validate_on_submit():
        return shown_again(_quiz_page(quiz, cadre_id, form))
    try:
        attempt = start_attempt(quiz, cadre_id, by=me().id)
    except TooEarly:
        pass  # the quiz's page says until when
    except TooFewQuestions:
        flash(_("Soal kuis ini belum lengkap. Beri tahu pelatih Anda."), "bad")
    else:
        return redirect(url_to_go_on(quiz_slug, attempt.id, list_places(attempt.id)), 303)
    return redirect(url_for("quizzes.show_quiz", quiz_slug=quiz_slug), 303)


def _quiz_page(quiz: Quiz, cadre_id: UUID, form: ActionForm) -> str:
    tries = list_tries(cadre_id, quiz.id)
    allowed = next_start(quiz, tries)
    return render_template(
        "assessments/attempts/quiz.html",
        quiz=quiz,
        form=form,
        count=sum(draw.count for draw in quiz.draws),
        shows=[draw.skill.label for draw in quiz.draws if draw.count >= ENOUGH_QUESTIONS],
        is_open=any(one.is_open for one in tries),
        is_passed=any(one.passed for one in tries),
        wait_until=allowed if allowed and allowed > now() else None,
        tries=tries[: -TRIES_SHOWN - 1 : -1],
    )


def _preview(quiz: Quiz) -> str:
    questions = []
    for version in list_drawable(quiz):
        kind = get_type(version.type)
        face = kind.face(version.body, kind.option_ids(version.body), [])
        questions.append((version, face, kind.correct_words(version.body)))
    return render_template("assessments/attempts/preview.html", quiz=quiz, questions=questions)
