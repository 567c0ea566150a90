"""When a quiz may be started, and by whom; and how a trainer ends a wait."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from app.audit import AuditEvent
from app.auth.models import User
from app.db import now
from assessments.attempts.models import Attempt
from assessments.quizzes.models import Quiz, Reopening
from tests.assessments.attempts.stories import answer_all
from tests.client import Browser
from tests.factories import Make, count_rows
from tests.queries import counted

HOUR = timedelta(hours=1)


@pytest.fixture
def siti(make: Make, browser: Browser) -> User:
    user = make.cadre_user(name="Siti Rahayu")
    browser.sign_in(user.sign_in_name)
    return user


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"opens_at": now() + HOUR}, "Kuis ini dibuka mulai"),
        ({"closes_at": now() - HOUR}, "Kuis ini sudah ditutup pada"),
        ({"audience_levels": ["madya", "utama"]}, "Kuis ini untuk kader: Madya, Utama."),
    ],
)
def test_who_comes_too_early_too_late_or_is_not_meant_is_told_so(
    browser: Browser, make: Make, siti: User, values: dict[str, Any], words: str
) -> None:
    quiz = make.quiz()
    open_page = browser.get("quizzes.show_quiz", quiz_slug=quiz.slug)
    make.change(Quiz, quiz.id, **values)

    page = browser.follow(browser.submit(open_page))

    assert words in page.words
    assert not page.select("main form")
    assert count_rows(Attempt) == 0


def test_closing_ends_starting_but_no_open_attempt(browser: Browser, make: Make, siti: User) -> None:
    quiz = make.quiz(questions=1)
    attempt = make.attempt(siti.cadre_id, quiz)
    make.change(Quiz, quiz.id, closes_at=now() - HOUR, retired_at=None)

    assert "Lanjutkan kuis" in browser.get("quizzes.show_quiz", quiz_slug=quiz.slug).words
    answer_all(attempt, ["a"])
    check = browser.get("attempts.review", quiz_slug=quiz.slug, attempt_id=attempt.id)
    assert "Lulus!" in browser.follow(browser.submit(check)).words


def test_a_quiz_for_another_kecamatan_does_not_exist(browser: Browser, make: Make, siti: User) -> None:
    quiz = make.quiz(region_code="17.02", audience_code="17.02.06")
    hers = make.quiz(region_code="17.02", audience_code="17.02.09")

    browser.get("quizzes.show_quiz", 404, quiz_slug=quiz.slug)
    browser.get("quizzes.show_quiz", quiz_slug=hers.slug)


def test_a_retired_copy_takes_the_shipped_quiz_away_and_says_so(
    browser: Browser, make: Make, siti: User
) -> None:
    shipped = make.quiz()
    make.quiz(region_code="17.02", copy_of=shipped.id, retired_at=now())

    page = browser.get("quizzes.show_quiz", quiz_slug=shipped.slug)

    assert "sedang tidak dipakai di kabupaten Anda" in page.words
    assert not page.select("main form")


def test_the_page_stays_light_with_all_that(browser: Browser, make: Make, siti: User) -> None:
    quiz = make.quiz(questions=5, region_code="17.02", audience_levels=["madya"], audience_code="17.02.09")

    with counted() as statements:
        browser.get("quizzes.show_quiz", quiz_slug=quiz.slug)

    assert len(statements) <= 6, statements


def fail(make: Make, browser: Browser, siti: User, quiz: Quiz) -> None:
    attempt = make.attempt(siti.cadre_id, quiz)
    browser.submit(browser.get("attempts.review", quiz_slug=quiz.slug, attempt_id=attempt.id))


def test_a_trainer_lets_her_try_again_at_once(
    browser: Browser, new_browser: Callable[[], Browser], make: Make, siti: User
) -> None:
    quiz = make.quiz(wait_minutes=[1440])
    fail(make, browser, siti, quiz)
    budi = new_browser()
    budi.sign_in(make.user("pelatih", region="17.02.09").sign_in_name)
    page = budi.get("builder.list_takers", quiz_slug=quiz.slug)
    assert "Siti Rahayu" in page.words
    assert "menunggu sampai" in page.words

    after = budi.follow(budi.submit(page, form="tbody form"))

    assert "boleh mulai lagi sekarang" in after.words
    assert "boleh mulai" in after.select_one("tbody").get_text()  # type: ignore[union-attr]
    assert count_rows(Reopening) == count_rows(AuditEvent, AuditEvent.verb == "reopened") == 1
    assert browser.follow(browser.submit(browser.get("quizzes.show_quiz", quiz_slug=quiz.slug))).heading == (
        "Soal 1 dari 3"
    )


def test_a_failure_after_that_makes_her_wait_as_after_the_first(
    browser: Browser, new_browser: Callable[[], Browser], make: Make, siti: User
) -> None:
    quiz = make.quiz(wait_minutes=[0, 1440])
    fail(make, browser, siti, quiz)
    fail(make, browser, siti, quiz)
    budi = new_browser()
    budi.sign_in(make.user("pelatih").sign_in_name)
    budi.submit(budi.get("builder.list_takers", quiz_slug=quiz.slug), form="tbody form")

    fail(make, browser, siti, quiz)

    assert "Ulangi kuis" in browser.get("quizzes.show_quiz", quiz_slug=quiz.slug).words


def test_only_cadres_of_her_own_region_are_listed(new_browser: Callable[[], Browser], make: Make) -> None:
    quiz = make.quiz()
    near, far = make.cadre("Siti Rahayu"), make.cadre("Nurlela Wati", desa="17.02.06.1004")
    for cadre in (near, far):
        make.attempt(cadre.id, quiz)
    budi = new_browser()
    budi.sign_in(make.user("pelatih", region="17.02.09").sign_in_name)

    page = budi.get("builder.list_takers", quiz_slug=quiz.slug)

    assert "Siti Rahayu" in page.words
    assert "Nurlela" not in page.words
    address = budi.url("builder.reopen", quiz_slug=quiz.slug, number=far.number)
    token = page.value("[name=csrf_token]") if page.select("[name=csrf_token]") else ""
    budi.open(address, 404, method="POST", data={"csrf_token": token})


@pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)
def test_a_long_list_of_takers_asks_no_more(new_browser: Callable[[], Browser], make: Make) -> None:
    quiz = make.quiz()
    budi, costs = new_browser(), []
    budi.sign_in(make.user("pelatih").sign_in_name)
    for count in (2, 20):
        for number in range(count):
            make.attempt(make.cadre(f"Kader {count} {number}").id, quiz)
        with counted() as statements:
            page = budi.get("builder.list_takers", quiz_slug=quiz.slug)
        costs.append(len(statements))

    assert costs[0] == costs[1] <= 8
    assert len(page.select("tbody tr")) == 22
    assert len(budi.get("builder.list_takers", quiz_slug=quiz.slug, q="kader 20 19").select("tbody tr")) == 1


def test_she_finds_the_quizzes_her_trainers_made_for_her(browser: Browser, make: Make, siti: User) -> None:
    make.quiz(title="Kuis kami", region_code="17.02")
    make.quiz(title="Untuk Madya", region_code="17.02", audience_levels=["madya"])
    make.quiz(title="Draf", region_code="17.02", is_draft=True)
    make.quiz(title="Kuis tetangga", region_code="17.03")
    make.quiz(title="Sudah lewat", region_code="17.02", closes_at=now() - HOUR)

    page = browser.click(browser.get("curriculum.list_themes"), "Kuis dari pelatih Anda")

    assert [link.get_text() for link in page.select(".row a")] == ["Kuis kami"]
