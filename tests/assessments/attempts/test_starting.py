"""Siti opens a quiz: what it is, one attempt at a time, and when she may try again."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import update

from app.auth.models import User
from app.db import db, now
from assessments.attempts.models import Attempt, AttemptClosing, AttemptQuestion
from assessments.attempts.operations import close_overdue
from assessments.bank.models import Question
from assessments.quizzes.models import Quiz
from tests.assessments.attempts.stories import answer_all
from tests.client import Browser
from tests.factories import Make, count_rows


@pytest.fixture
def siti(make: Make, browser: Browser) -> User:
    user = make.cadre_user(name="Siti Rahayu")
    browser.sign_in(user.sign_in_name)
    return user


def fail(browser: Browser, make: Make, siti: User, quiz: Quiz) -> None:
    attempt = make.attempt(siti.cadre_id, quiz)
    check = browser.get("attempts.review", quiz_slug=quiz.slug, attempt_id=attempt.id)
    browser.submit(check)


def test_the_page_says_what_the_quiz_is(browser: Browser, make: Make, siti: User) -> None:
    page = browser.get("quizzes.show_quiz", quiz_slug=make.quiz(questions=6).slug)

    assert "6 soal. Batas lulus 70 dari 100. Tanpa batas waktu." in page.words
    assert "Keluarga berencana" in page.words
    assert page.select_one("form button").get_text(strip=True) == "Mulai kuis"  # type: ignore[union-attr]


def test_a_second_start_goes_on_with_the_open_attempt(browser: Browser, make: Make, siti: User) -> None:
    quiz = make.quiz()
    page = browser.get("quizzes.show_quiz", quiz_slug=quiz.slug)

    first, second = browser.submit(page), browser.submit(page)

    assert first.response.location == second.response.location
    assert count_rows(Attempt) == 1
    assert "Lanjutkan kuis" in browser.get("quizzes.show_quiz", quiz_slug=quiz.slug).words


def test_she_goes_on_on_another_phone_at_the_first_empty_question(
    browser: Browser, new_browser: Callable[[], Browser], make: Make, siti: User
) -> None:
    quiz = make.quiz()
    answer_all(make.attempt(siti.cadre_id, quiz), ["a", None, None])
    other = new_browser()
    other.sign_in(siti.sign_in_name)

    page = other.follow(other.submit(other.get("quizzes.show_quiz", quiz_slug=quiz.slug)))

    assert page.heading == "Soal 2 dari 3"


def test_after_failing_twice_she_waits_and_is_told_until_when(
    browser: Browser, make: Make, siti: User
) -> None:
    quiz = make.quiz(wait_minutes=[0, 10])
    page = browser.get("quizzes.show_quiz", quiz_slug=quiz.slug)
    fail(browser, make, siti, quiz)
    fail(browser, make, siti, quiz)

    refused = browser.follow(browser.submit(page))

    assert "Kuis ini boleh diulang mulai" in refused.words
    assert not refused.select("main form")
    assert refused.words.count("0 dari 100 · belum lulus") == 2
    assert count_rows(Attempt) == 2


def test_a_quiz_she_passed_says_so_and_may_be_repeated(browser: Browser, make: Make, siti: User) -> None:
    quiz = make.quiz(questions=1)
    attempt = make.attempt(siti.cadre_id, quiz)
    answer_all(attempt, ["a"])
    browser.submit(browser.get("attempts.review", quiz_slug=quiz.slug, attempt_id=attempt.id))

    page = browser.get("quizzes.show_quiz", quiz_slug=quiz.slug)

    assert "Anda sudah lulus kuis ini." in page.words
    assert "100 dari 100 · lulus" in page.words
    assert browser.follow(browser.submit(page)).heading == "Soal 1 dari 1"


def test_a_quiz_without_enough_questions_says_so(browser: Browser, make: Make, siti: User) -> None:
    quiz = make.quiz()
    with db.transaction() as session:
        session.execute(
            update(Question).where(Question.skill_slug == "keluarga-berencana").values(retired_at=now())
        )

    after = browser.follow(browser.submit(browser.get("quizzes.show_quiz", quiz_slug=quiz.slug)))

    assert "Soal kuis ini belum lengkap. Beri tahu pelatih Anda." in after.words
    assert count_rows(Attempt) == 0


def test_the_next_attempt_brings_what_she_has_not_met(make: Make, siti: User, browser: Browser) -> None:
    quiz = make.quiz(questions=2, wait_minutes=[0])
    make.question(), make.question()
    fail(browser, make, siti, quiz)
    fail(browser, make, siti, quiz)

    db.close()
    drawn = list(db.session.query(AttemptQuestion.version_id))
    db.close()
    assert len(drawn) == len(set(drawn)) == 4


@pytest.mark.parametrize("slug", ["tidak-ada", "retired", "of-another-kabupaten"])
def test_a_quiz_that_is_not_for_her_does_not_exist(
    browser: Browser, make: Make, siti: User, slug: str
) -> None:
    if slug == "retired":
        slug = make.quiz(retired_at=now()).slug
    elif slug == "of-another-kabupaten":
        slug = make.quiz(region_code="17.03").slug
    browser.get("quizzes.show_quiz", 404, quiz_slug=slug)


def test_her_own_kabupatens_quiz_is_hers(browser: Browser, make: Make, siti: User) -> None:
    browser.get("quizzes.show_quiz", quiz_slug=make.quiz(region_code="17.02").slug)


def test_an_old_start_form_is_shown_again(browser: Browser, make: Make, siti: User) -> None:
    page = browser.get("quizzes.show_quiz", quiz_slug=make.quiz().slug)

    again = browser.submit(page, status=422, csrf_token="old")

    assert "Formulir ini sudah lama terbuka." in again.words
    browser.submit(again)
    assert count_rows(Attempt) == 1


def test_a_trainer_sees_the_questions_with_their_keys_and_starts_nothing(
    new_browser: Callable[[], Browser], make: Make
) -> None:
    quiz = make.quiz(questions=4, kinds=["single", "multiple", "truefalse", "number"])
    budi = new_browser()
    budi.sign_in(make.user("pelatih").sign_in_name)

    page = budi.get("quizzes.show_quiz", quiz_slug=quiz.slug)

    assert len(page.select("fieldset")) == len(page.select("details")) == 4
    assert not page.select("main form")
    budi.open(budi.url("attempts.start", quiz_slug=quiz.slug), 403, method="POST")
    assert count_rows(Attempt) == 0


def test_time_over_keeps_what_was_saved_and_takes_no_more(
    browser: Browser, make: Make, siti: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    quiz = make.quiz(questions=2, time_limit=30)
    attempt = make.attempt(siti.cadre_id, quiz)
    answer_all(attempt, ["a", None])
    where: dict[str, Any] = {"quiz_slug": quiz.slug, "attempt_id": attempt.id}
    page = browser.get("attempts.show_question", position=2, **where)
    pass_by(monkeypatch, timedelta(minutes=32))

    browser.submit(page, status=409, answer="a")
    over = browser.get("attempts.show_result", **where)

    assert over.heading == "Waktu habis"
    assert "Nilai Anda 50 dari 100" in browser.follow(browser.submit(over)).words


def test_the_nightly_command_closes_what_nobody_did(
    make: Make, siti: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    attempt = make.attempt(siti.cadre_id, make.quiz(time_limit=30))
    make.attempt(siti.cadre_id, make.quiz(skill="germas"))
    db.close()
    assert close_overdue() == 0
    pass_by(monkeypatch, timedelta(minutes=32))

    assert close_overdue() == 1
    assert close_overdue() == 0
    assert (
        count_rows(AttemptClosing, AttemptClosing.at == attempt.deadline, AttemptClosing.how == "time") == 1
    )


def test_starting_closes_an_attempt_whose_time_is_over(
    browser: Browser, make: Make, siti: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    quiz = make.quiz(time_limit=30, wait_minutes=[60])
    make.attempt(siti.cadre_id, quiz)
    page = browser.get("quizzes.show_quiz", quiz_slug=quiz.slug)
    pass_by(monkeypatch, timedelta(minutes=32))

    after = browser.follow(browser.submit(page))

    assert "Kuis ini boleh diulang mulai" in after.words
    assert (count_rows(Attempt), count_rows(AttemptClosing)) == (1, 1)


def pass_by(monkeypatch: pytest.MonkeyPatch, span: timedelta) -> None:
    """Let everything that asks the time of an attempt see a later moment."""
    later = now() + span
    for module in ("queries", "tries", "operations", "views", "front"):
        monkeypatch.setattr(f"assessments.attempts.{module}.now", lambda: later)
