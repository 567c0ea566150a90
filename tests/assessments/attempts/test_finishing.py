"""Siti sends her answers: marks, evidence, level and certificate come once, and the page says what to read again."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import delete, update
from sqlalchemy.exc import IntegrityError

from app.auth.models import User
from app.db import db
from app.registry.models import Cadre
from assessments.attempts.models import Answer, Attempt, AttemptClosing, AttemptQuestion, Mark
from assessments.attempts.operations import finish_attempt
from assessments.certificates.models import Certificate
from assessments.competency.models import Award, Evidence
from assessments.quizzes.models import Quiz
from tests.assessments.attempts.stories import LAST_SKILL, answer_all, ready_for_pratama
from tests.client import Browser, Page
from tests.factories import Make, count_rows, reload


@pytest.fixture
def siti(make: Make, browser: Browser) -> User:
    user = make.cadre_user(name="Siti Rahayu")
    browser.sign_in(user.sign_in_name)
    return user


def send(browser: Browser, quiz: Quiz, attempt: Attempt) -> Page:
    where: dict[str, Any] = {"quiz_slug": quiz.slug, "attempt_id": attempt.id}
    return browser.follow(browser.submit(browser.get("attempts.review", **where)))


def level_of(user: User) -> str:
    assert user.cadre_id is not None
    return str(reload(Cadre, user.cadre_id).level_code)


def test_a_passed_quiz_becomes_evidence_once(browser: Browser, make: Make, siti: User) -> None:
    quiz = make.quiz(questions=5)
    attempt = make.attempt(siti.cadre_id, quiz)
    answer_all(attempt, ["a", "a", "a", "a", "b"])

    page = send(browser, quiz, attempt)

    assert "Lulus! Nilai Anda 80 dari 100. Batas lulus 70." in page.words
    assert page.heading == "1 keterampilan bertambah"
    assert "Keluarga berencana" in page.words
    assert "Anda punya 1 dari 25 keterampilan." in page.words
    assert count_rows(Evidence, Evidence.source == f"attempt:{attempt.id}") == 1
    assert level_of(siti) == "belum"


def test_a_mistake_is_shown_with_the_right_answer_and_why(browser: Browser, make: Make, siti: User) -> None:
    quiz = make.quiz(questions=4, kinds=["single", "multiple", "truefalse", "number"])
    attempt = make.attempt(siti.cadre_id, quiz)
    answer_all(attempt, ["b", "a", None, "800"])

    page = send(browser, quiz, attempt)

    assert page.heading == "Ayo coba lagi"
    assert "Nilai Anda 0 dari 100." in page.words
    assert "Kuis ini boleh diulang kapan saja." in page.words
    assert "Jawaban Anda: Yang kedua Yang benar: Yang pertama Bukan yang kedua." in page.words
    assert "Yang benar: Satu Dua Dua: Dua memang benar." in page.words
    assert "Jawaban Anda: kosong Yang benar: Benar Hitung lagi." in page.words
    assert "Jawaban Anda: 800 gram Yang benar: 700 gram Hitung lagi." in page.words


def test_a_mistake_points_back_to_its_lesson(browser: Browser, make: Make, siti: User) -> None:
    quiz = make.quiz(questions=1, lesson_slug="sapa-lalu-dengar")
    attempt = make.attempt(siti.cadre_id, quiz)

    page = send(browser, quiz, attempt)

    assert page.select('a[href="/belajar/bicara-dengan-ibu/sapa-lalu-dengar"]')


def test_a_double_tap_on_send_closes_once(browser: Browser, make: Make, siti: User) -> None:
    quiz = make.quiz(questions=5)
    attempt = make.attempt(siti.cadre_id, quiz)
    answer_all(attempt, ["a"] * 5)
    check = browser.get("attempts.review", quiz_slug=quiz.slug, attempt_id=attempt.id)

    first, second = browser.submit(check), browser.submit(check)

    assert first.response.location == second.response.location
    assert (count_rows(AttemptClosing), count_rows(Mark), count_rows(Evidence)) == (1, 5, 1)


def test_what_is_empty_is_named_before_it_is_sent(browser: Browser, make: Make, siti: User) -> None:
    quiz = make.quiz(questions=3)
    attempt = make.attempt(siti.cadre_id, quiz)
    answer_all(attempt, [None, "a", None])
    check = browser.get("attempts.review", quiz_slug=quiz.slug, attempt_id=attempt.id)

    again = browser.submit(check, status=422, confirm=None)

    assert "2 soal belum dijawab: 1, 3" in again.words
    assert browser.click(again, "Jawab soal 1").heading == "Soal 1 dari 3"
    assert count_rows(AttemptClosing) == 0
    assert "Nilai Anda 33 dari 100" in browser.follow(browser.submit(again)).words


def test_a_finished_attempt_shows_its_result_from_every_address(
    browser: Browser, make: Make, siti: User
) -> None:
    quiz = make.quiz(questions=2)
    attempt = make.attempt(siti.cadre_id, quiz)
    send(browser, quiz, attempt)

    where: dict[str, Any] = {"quiz_slug": quiz.slug, "attempt_id": attempt.id}
    for after in (
        browser.get("attempts.show_question", 302, position=1, **where),
        browser.get("attempts.review", 302, **where),
    ):
        assert browser.follow(after).heading == "Ayo coba lagi"


def test_the_result_of_an_open_attempt_is_the_next_question(browser: Browser, make: Make, siti: User) -> None:
    quiz = make.quiz(questions=2)
    attempt = make.attempt(siti.cadre_id, quiz)
    answer_all(attempt, ["a", None])

    after = browser.get("attempts.show_result", 302, quiz_slug=quiz.slug, attempt_id=attempt.id)

    assert browser.follow(after).heading == "Soal 2 dari 2"


def test_the_last_skill_makes_her_pratama_with_a_certificate(
    browser: Browser, make: Make, siti: User
) -> None:
    ready_for_pratama(siti.cadre_id)
    quiz = make.quiz(questions=5, skill=LAST_SKILL)
    attempt = make.attempt(siti.cadre_id, quiz)
    answer_all(attempt, ["a"] * 5)

    page = send(browser, quiz, attempt)

    assert page.heading == "Selamat, Anda Kader Pratama!"
    assert browser.click(page, "Lihat sertifikat").status == 200
    assert level_of(siti) == "pratama"
    assert (count_rows(Award), count_rows(Certificate)) == (1, 1)


def test_an_earlier_attempt_does_not_claim_a_later_level(browser: Browser, make: Make, siti: User) -> None:
    early, late = make.quiz(questions=5), make.quiz(questions=5, skill=LAST_SKILL)
    ready_for_pratama(siti.cadre_id)
    first = make.attempt(siti.cadre_id, early)
    answer_all(first, ["a"] * 5)
    send(browser, early, first)
    second = make.attempt(siti.cadre_id, late)
    answer_all(second, ["a"] * 5)
    send(browser, late, second)

    page = browser.get("attempts.show_result", quiz_slug=early.slug, attempt_id=first.id)

    assert page.heading == "1 keterampilan bertambah"


@pytest.mark.parametrize("table", [Attempt, AttemptQuestion, AttemptClosing, Answer, Mark])
def test_what_happened_is_never_changed_or_removed(make: Make, table: type) -> None:
    attempt = make.attempt(make.cadre().id, make.quiz(questions=1))
    answer_all(attempt, ["a"])
    with db.transaction():
        finish_attempt(attempt.id, "sent", None)
    column = next(iter(table.__table__.columns))  # type: ignore[attr-defined]

    for change in (update(table).values({column.name: column}), delete(table)):
        with pytest.raises(IntegrityError), db.transaction() as session:
            session.execute(change)


def test_nobody_else_can_send_for_her(new_browser: Callable[[], Browser], make: Make, siti: User) -> None:
    quiz = make.quiz(questions=1)
    attempt = make.attempt(siti.cadre_id, quiz)
    dewi = new_browser()
    dewi.sign_in(make.cadre_user(name="Dewi Lestari").sign_in_name)
    own = make.attempt(make.cadre_user().cadre_id, quiz)
    assert own.id != attempt.id

    dewi.open(dewi.url("attempts.review", quiz_slug=quiz.slug, attempt_id=attempt.id), 404, method="POST")

    assert count_rows(AttemptClosing) == 0
