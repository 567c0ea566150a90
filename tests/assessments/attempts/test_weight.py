"""A cadre's quiz pages weigh little and ask the database little: her phone is old and her data prepaid."""

from collections.abc import Callable

from app.auth.models import User
from app.db import db
from assessments.attempts.models import Attempt
from assessments.attempts.operations import finish_attempt
from tests.assessments.attempts.stories import LAST_SKILL, answer_all, ready_for_pratama
from tests.client import Page
from tests.factories import Make


def test_the_quiz_and_its_questions_are_light(
    open_light: Callable[..., Page], make: Make, siti: User
) -> None:
    quiz = make.quiz(questions=10, kinds=["single", "multiple", "truefalse", "number"], wait_minutes=[0])
    for _ in range(12):
        finish(make.attempt(siti.cadre_id, quiz))
    attempt = make.attempt(siti.cadre_id, quiz)
    answer_all(attempt, [None, "a", None, "700", None, "a", None, "700", "b", "a"])
    where = {"quiz_slug": quiz.slug, "attempt_id": attempt.id}

    open_light("quizzes.show_quiz", quiz_slug=quiz.slug)
    for position in (1, 2, 3, 10):
        open_light("attempts.show_question", position=position, **where)
    open_light("attempts.review", **where)


def test_a_failed_result_is_light(open_light: Callable[..., Page], make: Make, siti: User) -> None:
    quiz = make.quiz(questions=10, kinds=["single", "multiple", "number"], lesson_slug="sapa-lalu-dengar")
    attempt = make.attempt(siti.cadre_id, quiz)
    finish(attempt)

    page = open_light("attempts.show_result", quiz_slug=quiz.slug, attempt_id=attempt.id)

    assert len(page.select(".row")) == 10


def test_a_result_that_brings_a_certificate_is_light(
    open_light: Callable[..., Page], make: Make, siti: User
) -> None:
    ready_for_pratama(siti.cadre_id)
    quiz = make.quiz(questions=5, skill=LAST_SKILL, lesson_slug="sapa-lalu-dengar")
    attempt = make.attempt(siti.cadre_id, quiz)
    answer_all(attempt, ["a", "a", "a", "a", "b"])
    finish(attempt)

    page = open_light("attempts.show_result", quiz_slug=quiz.slug, attempt_id=attempt.id)

    assert page.heading == "Selamat, Anda Kader Pratama!"


def finish(attempt: Attempt) -> None:
    """Send an attempt."""
    db.close()
    with db.transaction():
        finish_attempt(attempt.id, "sent", None)
