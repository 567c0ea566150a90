"""The quiz's own page and its start button. Here because it shows her attempts: docs/layout.md, decision 3."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.auth.decorators import requires
from app.auth.identity import me
from app.auth.permissions import Permission
from app.db import now
from app.forms import ActionForm
from app.places import kabupaten_around
from app.web import shown_again
from assessments.attempts.operations import NotOpen, TooEarly, TooFewQuestions, start_attempt
from assessments.attempts.queries import level_of, list_places
from assessments.attempts.scoring import ENOUGH_QUESTIONS
from assessments.attempts.tries import list_tries, list_tries_by_quiz, next_start
from assessments.attempts.views import attempts, url_to_go_on
from assessments.bank.types import get_type
from assessments.quizzes.models import TEST, Quiz
from assessments.quizzes.opening import shut_for
from assessments.quizzes.queries import (
    get_quiz_for,
    get_quiz_kept,
    list_of_trainers,
    list_parts,
    outline_of,
)

quizzes = Blueprint("quizzes", __name__)
TRIES_SHOWN = 10


@quizzes.get("/kuis")
@requires(Permission.QUIZ_TAKE)
def list_quizzes() -> ResponseReturnValue:
    """Show a cadre the quizzes that the trainers of her kabupaten made for her, with how hers stand."""
    cadre_id, region_code = me().cadre_id, me().region_code
    assert cadre_id is not None
    assert region_code is not None
    tries = list_tries_by_quiz(cadre_id)
    return render_template(
        "assessments/attempts/list_quizzes.html",
        quizzes=list_of_trainers(region_code, level_of(cadre_id), now()),
        opened={family for family, own in tries.items() if any(one.is_open for one in own)},
        passed={family for family, own in tries.items() if any(one.passed for one in own)},
    )


@quizzes.get("/kuis/<quiz_slug>")
@requires(Permission.QUIZ_SEE)
def show_quiz(quiz_slug: str) -> ResponseReturnValue:
    """Show what the quiz is, her attempts, and the button; a trainer sees its questions with their keys instead."""
    if me().cadre_id is None:
        return _preview(get_quiz_kept(kabupaten_around(me().region_code), quiz_slug))
    return _quiz_page(get_quiz_for(me().region_code, quiz_slug), ActionForm())


@attempts.post("/kuis/<quiz_slug>")
@requires(Permission.QUIZ_TAKE)
def start(quiz_slug: str) -> ResponseReturnValue:
    """Start an attempt, or go on with the open one, at the first question without an answer."""
    quiz, form, cadre_id = get_quiz_for(me().region_code, quiz_slug), ActionForm(), me().cadre_id
    assert cadre_id is not None
    if not form.validate_on_submit():
        return shown_again(_quiz_page(quiz, form))
    try:
        attempt = start_attempt(quiz, cadre_id, by=me().id)
    except (TooEarly, NotOpen):
        pass  # the quiz's page says until when, for whom, or that it is over
    except TooFewQuestions:
        flash(_("Soal kuis ini belum lengkap. Beri tahu pelatih Anda."), "bad")
    else:
        return redirect(url_to_go_on(quiz_slug, attempt.id, list_places(attempt.id)), 303)
    return redirect(url_for("quizzes.show_quiz", quiz_slug=quiz_slug), 303)


def _quiz_page(quiz: Quiz, form: ActionForm) -> str:
    cadre_id = me().cadre_id
    assert cadre_id is not None
    tries, outline = list_tries(cadre_id, quiz), outline_of(quiz)
    allowed = next_start(quiz, tries)
    level = level_of(cadre_id) if quiz.audience_levels else None
    return render_template(
        "assessments/attempts/quiz.html",
        quiz=quiz,
        form=form,
        count=outline.questions,
        shows=[skill for skill, n in outline.by_skill.items() if n >= ENOUGH_QUESTIONS and quiz.mode == TEST],
        is_open=any(one.is_open for one in tries),
        is_passed=any(one.passed for one in tries),
        wait_until=allowed if allowed and allowed > now() else None,
        shut=shut_for(quiz, me().region_code, level, now()),
        tries=tries[: -TRIES_SHOWN - 1 : -1],
    )


def _preview(quiz: Quiz) -> str:
    parts = list_parts(quiz, kabupaten_around(me().region_code))
    versions = {version.question_id: version for part in parts for version in part.pool}
    questions = []
    for version in versions.values():
        kind = get_type(version.type)
        face = kind.face(version.body, kind.option_ids(version.body), [])
        questions.append((version, face, kind.correct_words(version.body)))
    return render_template("assessments/attempts/preview.html", quiz=quiz, parts=parts, questions=questions)
