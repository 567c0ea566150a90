"""Siti reads and answers all questions of an attempt on one page, which holds nothing personal: a phone may keep it."""

from collections.abc import Callable
from typing import Any

import pytest
from bs4 import Tag

from app.auth.models import User
from app.db import db
from assessments.attempts.models import Answer, Attempt
from assessments.attempts.operations import finish_attempt
from tests.assessments.attempts.stories import answer_all
from tests.assessments.attempts.test_question_types import ASKED, RIGHT, WRONG, start
from tests.client import Browser, Page
from tests.factories import Make, count_rows
from tests.queries import counted

Where = dict[str, Any]
PLACES = range(2, len(ASKED) + 2)  # after a text to read


@pytest.fixture
def hers(make: Make, siti: User) -> Where:
    """Where her open attempt is: a text to read, then one question of each type."""
    return start(make, siti, [make.question(kind=code) for code in ["text", *ASKED]])


def state_of(page: Page, position: int) -> str:
    """Return what the page says of an answer."""
    return page.select(f"#soal-{position} .pill")[0].get_text()


def shown_in(form: Tag) -> list[str]:
    ticked = [str(one["value"]) for one in form.select("input[checked], option[selected]") if one["value"]]
    return ticked or [str(one["value"]) for one in form.select("input.text")]


def test_every_type_is_answered_there_and_she_comes_back_to_it(browser: Browser, hers: Where) -> None:
    page = browser.get("attempts.show_all", **hers)
    assert "0 dari 8 soal tersimpan di server." in page.words
    assert "Bu Ani datang" in page.words
    assert len(page.select("form")) == len(ASKED)
    for position, code in zip(PLACES, ASKED, strict=True):
        assert state_of(page, position) == "belum dijawab"
        sent = browser.submit(page, form=f"#soal-{position}", answer=WRONG[code])
        assert sent.response.location == f"{browser.url('attempts.show_all', **hers)}#soal-{position}"
        page = browser.follow(sent)
        assert state_of(page, position) == "tersimpan di server"
        given = WRONG[code] if isinstance(WRONG[code], list) else [WRONG[code]]
        assert sorted(shown_in(page.select(f"#soal-{position}")[0])) == sorted(filter(None, given))
        browser.submit(page, form=f"#soal-{position}", answer=RIGHT[code])  # and changes her mind

    result = browser.follow(browser.submit(browser.get("attempts.review", **hers)))

    assert "Nilai Anda 100 dari 100." in result.words
    assert count_rows(Answer) == 2 * len(ASKED)


def test_all_forms_of_one_page_can_be_sent_one_after_the_other(browser: Browser, hers: Where) -> None:
    page = browser.get("attempts.show_all", **hers)

    for position, code in zip(PLACES, ASKED, strict=True):
        browser.submit(page, form=f"#soal-{position}", answer=RIGHT[code])

    assert "8 dari 8 soal tersimpan di server." in browser.get("attempts.show_all", **hers).words


def test_a_mistake_is_mended_on_the_questions_own_page_and_leads_back(browser: Browser, hers: Where) -> None:
    page = browser.get("attempts.show_all", **hers)
    empty = browser.submit(page, status=422, form="#soal-2")
    assert empty.heading == "Soal 1 dari 8"
    assert browser.submit(empty, answer="a").response.location.endswith("/semua#soal-2")

    stale = browser.submit(page, status=422, form="#soal-2", answer="b")

    assert "sudah punya jawaban tersimpan" in stale.words
    assert browser.submit(stale).response.location.endswith("/semua#soal-2")


def test_where_she_goes_on_cannot_be_chosen_by_others(browser: Browser, hers: Where) -> None:
    page = browser.get("attempts.show_all", **hers)

    sent = browser.submit(page, form="#soal-2", answer="a", dari="https://contoh.id/")

    assert sent.response.location == browser.url("attempts.show_question", position=3, **hers)


def test_nothing_personal_stands_there(browser: Browser, make: Make, siti: User, hers: Where) -> None:
    with browser.client.session_transaction() as session:
        session["_flashes"] = [("ok", "PIN Siti sudah diganti.")]

    page = browser.get("attempts.show_all", **hers)

    for personal in ("Siti", "Rahayu", siti.sign_in_name, "Keluar", "Akun", "PIN"):
        assert personal not in str(page)
    assert not page.select(".who a, nav.tabs, .note")
    assert "PIN Siti sudah diganti." in browser.get("attempts.show_question", position=2, **hers).words


def test_it_asks_the_database_little(browser: Browser, hers: Where) -> None:
    with counted() as statements:
        browser.get("attempts.show_all", **hers)

    assert len(statements) <= 6, statements


def test_it_is_found_from_the_quiz_and_from_a_question(browser: Browser, hers: Where) -> None:
    words = "Semua soal di satu halaman"
    for page in (
        browser.get("quizzes.show_quiz", quiz_slug=hers["quiz_slug"]),
        browser.get("attempts.show_question", position=2, **hers),
    ):
        assert browser.click(page, words).select("#soal-2")


def test_an_attempt_that_has_ended_goes_on_to_its_result(browser: Browser, hers: Where) -> None:
    db.close()
    with db.transaction():
        finish_attempt(hers["attempt_id"], "sent", None)

    page = browser.get("attempts.show_all", status=302, **hers)

    assert page.response.location == browser.url("attempts.show_result", **hers)


def test_practice_goes_on_one_by_one(browser: Browser, make: Make, siti: User) -> None:
    quiz = make.quiz(questions=2, mode="practice")
    attempt = make.attempt(siti.cadre_id, quiz)
    answer_all(attempt, ["a", None])
    where = {"quiz_slug": quiz.slug, "attempt_id": attempt.id}

    page = browser.get("attempts.show_all", status=302, **where)

    assert page.response.location == browser.url("attempts.show_question", position=2, **where)
    for one in (browser.follow(page), browser.get("quizzes.show_quiz", quiz_slug=quiz.slug)):
        assert "Semua soal" not in one.words


def test_another_cadres_does_not_exist(new_browser: Callable[[], Browser], make: Make, hers: Where) -> None:
    dewi = new_browser()
    dewi.sign_in(make.cadre_user(name="Dewi").sign_in_name)

    dewi.get("attempts.show_all", status=404, **hers)


def send_later(browser: Browser, page: Page, answer: str) -> Any:
    """Send the first form of a page as the offline helper does: later, and without cookies."""
    form = page.select("form")[0]
    data = {"token": page.value("[name=token]"), "dari": "semua", "answer": answer}
    later = Browser(browser.app)
    return later.raw(str(form["action"]), method="POST", data=data, headers={"Prefer": "return=minimal"})


def outcome_of(response: Any) -> tuple[int, str, bytes]:
    return response.status_code, response.headers["Answer-Outcome"], response.data


def test_what_is_sent_later_gets_its_outcome_in_a_header(browser: Browser, make: Make, siti: User) -> None:
    quiz = make.quiz(questions=1)
    attempt: Attempt = make.attempt(siti.cadre_id, quiz)
    page = browser.get("attempts.show_all", quiz_slug=quiz.slug, attempt_id=attempt.id)

    assert outcome_of(send_later(browser, page, "")) == (422, "unreadable", b"")
    assert outcome_of(send_later(browser, page, "a")) == (200, "saved", b"")
    assert outcome_of(send_later(browser, page, "a")) == (200, "already", b"")
    assert outcome_of(send_later(browser, page, "b")) == (422, "stale", b"")
    assert count_rows(Answer) == 1
    fresh = browser.get("attempts.show_all", quiz_slug=quiz.slug, attempt_id=attempt.id)
    db.close()
    with db.transaction():
        finish_attempt(attempt.id, "sent", None)
    assert outcome_of(send_later(browser, fresh, "b")) == (409, "closed", b"")
    assert outcome_of(send_later(browser, page, "a")) == (200, "already", b"")


def test_in_practice_the_first_answer_stands_also_later(browser: Browser, make: Make, siti: User) -> None:
    quiz = make.quiz(questions=1, mode="practice")
    attempt = make.attempt(siti.cadre_id, quiz)
    page = browser.get("attempts.show_question", quiz_slug=quiz.slug, attempt_id=attempt.id, position=1)

    assert outcome_of(send_later(browser, page, "a"))[1] == "saved"
    assert outcome_of(send_later(browser, page, "b")) == (200, "stands", b"")


def test_a_forged_answer_is_refused_without_an_outcome(browser: Browser, hers: Where) -> None:
    page = browser.get("attempts.show_all", **hers)
    page.select("[name=token]")[0]["value"] = "palsu"

    response = send_later(browser, page, "a")

    assert response.status_code == 400
    assert "Answer-Outcome" not in response.headers
