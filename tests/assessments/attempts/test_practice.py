"""Practice says at once whether an answer was right; what a test shows afterwards is the trainer's choice."""

from typing import Any

import pytest

from app.auth.models import User
from assessments.attempts.models import Answer
from assessments.competency.models import Evidence
from assessments.quizzes.models import Quiz
from tests.assessments.attempts.stories import answer_all
from tests.client import Browser, Page
from tests.factories import Make, count_rows, reload
from tests.queries import counted

KEY, WHY = "Yang pertama", "Bukan yang kedua."


@pytest.fixture
def siti(make: Make, browser: Browser) -> User:
    user = make.cadre_user(name="Siti Rahayu")
    browser.sign_in(user.sign_in_name)
    return user


def begin(browser: Browser, quiz: Quiz) -> Page:
    return browser.follow(browser.submit(browser.get("quizzes.show_quiz", quiz_slug=quiz.slug)))


def test_each_answer_is_followed_by_what_was_right_and_why(browser: Browser, make: Make, siti: User) -> None:
    quiz = make.quiz(questions=2, mode="practice")
    assert "Ini latihan" in browser.get("quizzes.show_quiz", quiz_slug=quiz.slug).words
    first = begin(browser, quiz)
    assert WHY not in first.words

    told = browser.follow(browser.submit(first, answer="b"))

    for words in ("Soal 1 dari 2", "Belum tepat.", WHY, f"Yang benar: {KEY}", "Jawaban Anda: Yang kedua"):
        assert words in told.words
    second = browser.click(told, "Lanjut")
    assert "Benar." in browser.follow(browser.submit(second, answer="a")).words


def test_the_first_answer_stands(browser: Browser, make: Make, siti: User) -> None:
    quiz = make.quiz(questions=2, mode="practice")
    first = begin(browser, quiz)
    browser.submit(first, answer="b")

    told = browser.follow(browser.submit(first, answer="a"))  # back, and another choice

    assert "Jawaban Anda: Yang kedua" in told.words
    assert count_rows(Answer) == 1
    assert browser.submit(first, answer="b").status == 303  # the same once more


def test_it_is_evidence_of_nothing_and_nobody_waits(browser: Browser, make: Make, siti: User) -> None:
    quiz = make.quiz(questions=5, mode="practice", wait_minutes=[600])
    for key in ("a", "b"):
        attempt = make.attempt(siti.cadre_id, quiz)
        answer_all(attempt, [key] * 5)
        check = browser.get("attempts.review", quiz_slug=quiz.slug, attempt_id=attempt.id)
        assert browser.follow(browser.submit(check)).heading == "Latihan selesai"

    page = browser.get("quizzes.show_quiz", quiz_slug=quiz.slug)
    assert count_rows(Evidence) == 0
    assert "Ulangi kuis" in page.words
    assert "Anda sudah lulus" not in page.words
    assert "100 dari 100 · latihan" in page.words


def test_a_trainer_who_ends_the_practice_leaves_open_ones_alone(
    browser: Browser, make: Make, siti: User
) -> None:
    quiz = make.quiz(questions=5, mode="practice")
    attempt = make.attempt(siti.cadre_id, quiz)
    make.change(Quiz, quiz.id, mode="test")
    answer_all(attempt, ["a"] * 5)
    browser.submit(browser.get("attempts.review", quiz_slug=quiz.slug, attempt_id=attempt.id))

    assert count_rows(Evidence) == 0


@pytest.mark.parametrize(
    ("shows", "seen"),
    [
        ("all", {"Jawaban Anda: Yang kedua", KEY, WHY}),
        ("mistakes", {"Jawaban Anda: Yang kedua"}),
        ("mark", set()),
    ],
)
def test_the_result_shows_what_the_trainer_chose(
    browser: Browser, make: Make, siti: User, shows: str, seen: set[str]
) -> None:
    quiz = make.quiz(questions=1, shows=shows)
    attempt = make.attempt(siti.cadre_id, quiz)
    answer_all(attempt, ["b"])

    page = browser.follow(
        browser.submit(browser.get("attempts.review", quiz_slug=quiz.slug, attempt_id=attempt.id))
    )

    assert "Nilai Anda 0 dari 100" in page.words
    assert {words for words in ("Jawaban Anda: Yang kedua", KEY, WHY) if words in page.words} == seen


@pytest.mark.parametrize("mode", ["test", "practice"])
def test_no_page_before_its_time_gives_a_key_away(
    browser: Browser, make: Make, siti: User, mode: str
) -> None:
    body = {"explanation": "Penjelasan rahasia."}
    quiz = make.quiz(questions=0, mode=mode)
    make.add_draw(quiz, question_id=make.question(body=body).question_id)
    page = begin(browser, quiz)
    where: dict[str, Any] = {"quiz_slug": quiz.slug, "attempt_id": page.response.request.path.split("/")[3]}
    pages = [page, browser.submit(page, status=422), browser.get("attempts.review", **where)]
    if mode == "test":
        pages.append(browser.follow(browser.submit(page, answer="b")))

    for one in pages:
        assert "rahasia" not in one.words
        assert WHY not in one.words


def test_the_page_of_what_was_right_is_light(browser: Browser, make: Make, siti: User) -> None:
    quiz = make.quiz(questions=5, mode="practice", time_limit=30)
    told = browser.submit(begin(browser, quiz), answer="b")

    with counted() as statements:
        browser.follow(told)

    assert len(statements) <= 6, statements
    assert reload(Quiz, quiz.id).mode == "practice"
