"""Siti practises for two minutes; nothing is marked, and what was wrong comes again."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from sqlalchemy import select

from app.auth.models import User
from app.db import db, now
from assessments.attempts.models import Mark
from assessments.attempts.operations import finish_attempt
from assessments.bank.models import Question
from assessments.competency.models import Evidence
from assessments.practice.models import PracticeAnswer
from tests.assessments.attempts.stories import answer_all
from tests.client import Browser, Page
from tests.factories import Make, count_rows
from tests.queries import counted

YESTERDAY = datetime(2026, 11, 20, 3, tzinfo=UTC)
TODAY = YESTERDAY + timedelta(days=1)


@pytest.fixture
def siti(make: Make, browser: Browser) -> User:
    """Siti, who took a quiz of five yesterday and got two wrong, and signs in today."""
    user = make.cadre_user(name="Siti Rahayu")
    with time_machine.travel(YESTERDAY, tick=False):
        attempt = make.attempt(user.cadre_id, make.quiz(questions=5))
        answer_all(attempt, ["a", "b", "a", "c", "a"])
        with db.transaction():
            finish_attempt(attempt.id, "sent", None)
    return user


@pytest.fixture(autouse=True)
def today(siti: User, browser: Browser):
    with time_machine.travel(TODAY, tick=False):
        browser.sign_in(siti.sign_in_name)
        yield


def practise(browser: Browser, *answers: str) -> Page:
    """Answer today's questions one after the other."""
    page = browser.click(browser.get("practice.show_today"), "latihan")
    for given in answers:
        page = browser.follow(browser.submit(page, answer=given))
        page = browser.click(page, "Lanjut")
    return page


def test_five_questions_and_the_day_is_done(browser: Browser) -> None:
    page = practise(browser, "a", "a", "b", "a", "a")

    assert page.heading == "Latihan hari ini"
    assert "Selesai untuk hari ini. 4 dari 5 tepat." in page.words
    assert count_rows(PracticeAnswer) == 5
    assert (count_rows(Mark), count_rows(Evidence)) == (5, 0)


def test_what_was_wrong_in_the_quiz_comes_first(browser: Browser) -> None:
    practise(browser, "a", "a")

    assert count_rows(PracticeAnswer) == 2
    page = browser.get("practice.show_today")
    assert "2 dari 5 soal" in page.words


def test_an_answer_is_explained_at_once_and_stands(browser: Browser) -> None:
    form = browser.get("practice.show_question", place=1)

    told = browser.follow(browser.submit(form, answer="b"))
    again = browser.follow(browser.submit(form, answer="a"))

    assert "Belum tepat." in told.words
    assert "Yang benar: Yang pertama" in told.words
    assert again.words == told.words
    assert count_rows(PracticeAnswer) == 1


def test_an_empty_answer_is_asked_again(browser: Browser) -> None:
    page = browser.submit(browser.get("practice.show_question", place=1), status=422)

    assert "Pilih satu jawaban dulu." in page.words
    assert count_rows(PracticeAnswer) == 0


def test_the_wrong_ones_come_back_and_days_are_counted(browser: Browser, siti: User) -> None:
    practise(browser, "a", "a", "a", "a", "b")
    with time_machine.travel(TODAY + timedelta(days=1), tick=False):
        tomorrow = browser.get("practice.show_today")
    with time_machine.travel(TODAY + timedelta(days=2), tick=False):
        later = browser.get("practice.show_today")

    assert "0 dari 1 soal" in tomorrow.words
    assert "0 dari 5 soal" in later.words


def test_who_has_read_nothing_reads_first(make: Make, new_browser: Callable[[], Browser]) -> None:
    dewi = new_browser()
    dewi.sign_in(make.cadre_user(name="Dewi Lestari").sign_in_name)

    page = dewi.get("practice.show_today")

    assert "Baca dulu satu pelajaran." in page.words
    dewi.get("practice.show_question", 404, place=1)


def test_it_costs_few_statements(browser: Browser) -> None:
    for open_page in (
        lambda: browser.get("practice.show_today"),
        lambda: browser.get("practice.show_question", place=1),
    ):
        with counted() as statements:
            open_page()
        assert len(statements) <= 6


def test_a_retired_question_is_not_practised(browser: Browser) -> None:
    with db.transaction() as session:
        question = session.scalars(select(Question).where(Question.slug.like("soal-%")).limit(1)).one()
        question.retired_at = now()

    assert "0 dari 4 soal" in browser.get("practice.show_today").words
