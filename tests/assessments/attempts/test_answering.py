"""Siti answers: each answer is kept on its own, and nothing she sends twice, late or oddly is lost or doubled."""

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.auth.models import User
from assessments.attempts.models import Answer, Attempt
from assessments.quizzes.models import Quiz
from tests.client import Browser, Page
from tests.factories import Make, count_rows


@pytest.fixture
def siti(make: Make) -> User:
    return make.cadre_user(name="Siti Rahayu")


@pytest.fixture
def quiz(make: Make) -> Quiz:
    return make.quiz(questions=3)


def question(browser: Browser, quiz: Quiz, attempt: Attempt, position: int, status: int = 200) -> Page:
    return browser.get(
        "attempts.show_question", status, quiz_slug=quiz.slug, attempt_id=attempt.id, position=position
    )


@pytest.fixture
def attempt(make: Make, siti: User, quiz: Quiz, browser: Browser) -> Attempt:
    """Siti is signed in, and her attempt is open."""
    browser.sign_in(siti.sign_in_name)
    return make.attempt(siti.cadre_id, quiz)


def test_siti_starts_answers_and_moves_on(browser: Browser, siti: User, quiz: Quiz) -> None:
    browser.sign_in(siti.sign_in_name)
    page = browser.follow(browser.submit(browser.get("quizzes.show_quiz", quiz_slug=quiz.slug)))
    assert page.heading == "Soal 1 dari 3"
    assert [label.get_text(strip=True) for label in page.select(".opt")] == [
        "Yang pertama",
        "Yang kedua",
        "Yang ketiga",
    ]

    after = browser.follow(browser.submit(page, answer="a"))

    assert after.heading == "Soal 2 dari 3"
    assert "1 jawaban tersimpan" in after.words
    assert count_rows(Answer) == 1


def test_what_was_saved_is_shown_again(browser: Browser, quiz: Quiz, attempt: Attempt) -> None:
    browser.submit(question(browser, quiz, attempt, 1), answer="b")

    page = question(browser, quiz, attempt, 1)

    assert page.value("input[checked]") == "b"
    assert "tersimpan" in page.words


def test_after_the_last_question_she_checks_before_sending(
    browser: Browser, quiz: Quiz, attempt: Attempt
) -> None:
    after = browser.follow(browser.submit(question(browser, quiz, attempt, 3), answer="a"))

    assert after.heading == "Periksa dan kirim"
    assert "2 soal belum dijawab: 1, 2" in after.words


def test_a_double_tap_is_one_answer(browser: Browser, quiz: Quiz, attempt: Attempt) -> None:
    page = question(browser, quiz, attempt, 1)

    first, second = browser.submit(page, answer="a"), browser.submit(page, answer="a")

    assert first.response.location == second.response.location
    assert count_rows(Answer) == 1


def test_back_and_another_choice_is_asked_with_what_stands(
    browser: Browser, quiz: Quiz, attempt: Attempt
) -> None:
    old = question(browser, quiz, attempt, 1)
    browser.submit(old, answer="a")

    page = browser.submit(old, status=422, answer="b")

    assert "Soal ini sudah punya jawaban tersimpan: Yang pertama" in page.words
    assert page.value("input[checked]") == "b"
    assert count_rows(Answer) == 1
    browser.submit(page)
    assert question(browser, quiz, attempt, 1).value("input[checked]") == "b"
    assert count_rows(Answer) == 2


def test_two_tabs_do_not_overwrite_each_other(browser: Browser, quiz: Quiz, attempt: Attempt) -> None:
    left, right = question(browser, quiz, attempt, 2), question(browser, quiz, attempt, 2)
    browser.submit(right, answer="c")

    page = browser.submit(left, status=422, answer="a")
    assert "Yang ketiga" in page.words
    browser.submit(page)
    browser.submit(right, answer="c", status=422)

    assert count_rows(Answer) == 2


def test_an_answer_after_the_session_ended_is_saved(
    browser: Browser, siti: User, quiz: Quiz, attempt: Attempt
) -> None:
    page = question(browser, quiz, attempt, 1)
    browser.client.delete_cookie("sesi")

    after = browser.submit(page, status=200, answer="a")

    assert after.heading == "Jawaban tersimpan"
    assert "Mana yang benar?" not in after.words
    assert count_rows(Answer) == 1
    sign_in = browser.open(str(after.select("main a")[0]["href"]))
    back = browser.submit(sign_in, name=siti.sign_in_name, pin="246813")
    assert browser.follow(back).heading == "Soal 2 dari 3"


@pytest.mark.parametrize(("answer", "says"), [(None, "belum tersimpan"), ("b", "belum diganti")])
def test_without_a_session_no_question_is_shown(
    browser: Browser, quiz: Quiz, attempt: Attempt, answer: str | None, says: str
) -> None:
    page = question(browser, quiz, attempt, 1)
    browser.submit(page, answer="a")
    browser.client.delete_cookie("sesi")

    after = browser.submit(page, status=422, answer=answer)

    assert says in after.words
    assert "Yang pertama" not in after.words


def test_on_a_shared_phone_the_answer_is_hers_and_dewi_sees_nothing_of_it(
    browser: Browser, make: Make, quiz: Quiz, attempt: Attempt
) -> None:
    page = question(browser, quiz, attempt, 1)
    browser.client.delete_cookie("sesi")
    browser.sign_in(make.cadre_user(name="Dewi Lestari").sign_in_name)

    after = browser.submit(page, status=200, answer="a")

    assert after.heading == "Jawaban tersimpan"
    assert "Dewi Lestari" in after.words
    assert "Mana yang benar?" not in after.words
    assert count_rows(Answer, Answer.attempt_id == attempt.id) == 1


def test_an_empty_form_asks_for_an_answer_and_loses_nothing(
    browser: Browser, quiz: Quiz, attempt: Attempt
) -> None:
    page = browser.submit(question(browser, quiz, attempt, 1), status=422)

    assert "Pilih satu jawaban dulu." in page.words
    browser.submit(page, answer="a")
    assert count_rows(Answer) == 1


def test_a_choice_of_another_question_is_refused(browser: Browser, quiz: Quiz, attempt: Attempt) -> None:
    page = browser.submit(question(browser, quiz, attempt, 1), status=422, answer="z")

    assert "Pilihan ini tidak ada" in page.words


def test_a_number_that_is_none_stays_as_typed(browser: Browser, make: Make, siti: User) -> None:
    quiz = make.quiz(questions=1, kinds=["number"])
    browser.sign_in(siti.sign_in_name)
    attempt = make.attempt(siti.cadre_id, quiz)

    page = browser.submit(question(browser, quiz, attempt, 1), status=422, answer="kira-kira 700")

    assert "Tulis dengan angka, misalnya 6,4 atau 1.250." in page.words
    assert page.value("input[name=answer]") == "kira-kira 700"
    browser.submit(page, answer="0,7 kg", status=422)
    browser.submit(page, answer="700 gram")
    assert question(browser, quiz, attempt, 1).value("input[name=answer]") == "700"


def test_a_forged_or_foreign_token_saves_nothing(browser: Browser, quiz: Quiz, attempt: Attempt) -> None:
    first, second = question(browser, quiz, attempt, 1), question(browser, quiz, attempt, 2)

    browser.submit(first, status=400, token="x" + first.value("[name=token]"), answer="a")
    browser.submit(first, status=400, token=None, answer="a")
    browser.submit(first, status=400, token=second.value("[name=token]"), answer="a")

    assert count_rows(Answer) == 0


def test_another_cadre_finds_nothing(
    new_browser: Callable[[], Browser], make: Make, quiz: Quiz, attempt: Attempt
) -> None:
    dewi = new_browser()
    dewi.sign_in(make.cadre_user(name="Dewi Lestari").sign_in_name)

    where = {"quiz_slug": quiz.slug, "attempt_id": attempt.id}
    dewi.get("attempts.show_question", 404, position=1, **where)
    dewi.get("attempts.review", 404, **where)
    dewi.get("attempts.show_result", 404, **where)


def test_a_trainer_is_sent_away_and_a_visitor_asked_to_sign_in(
    new_browser: Callable[[], Browser], make: Make, quiz: Quiz, attempt: Attempt
) -> None:
    where = {"quiz_slug": quiz.slug, "attempt_id": attempt.id, "position": 1}
    budi = new_browser()
    budi.sign_in(make.user("pelatih").sign_in_name)

    budi.get("attempts.show_question", 403, **where)
    nobody = new_browser().get("attempts.show_question", 302, **where)
    assert nobody.response.location.startswith("/masuk?lanjut=/kuis/")


@pytest.mark.parametrize("position", [0, 4, 99])
def test_a_question_number_that_does_not_exist_is_not_found(
    browser: Browser, quiz: Quiz, attempt: Attempt, position: int
) -> None:
    question(browser, quiz, attempt, position, status=404)


def test_an_answer_to_a_finished_attempt_is_refused_with_the_way_to_its_result(
    browser: Browser, quiz: Quiz, attempt: Attempt
) -> None:
    page = question(browser, quiz, attempt, 1)
    check = browser.get("attempts.review", quiz_slug=quiz.slug, attempt_id=attempt.id)
    browser.submit(check)

    after = browser.submit(page, status=409, answer="a")

    assert after.heading == "Kuis ini sudah selesai"
    assert browser.click(after, "Lihat hasil").heading == "Ayo coba lagi"
    assert count_rows(Answer) == 0


def test_no_page_before_the_end_holds_a_key(browser: Browser, make: Make, siti: User) -> None:
    quiz = make.quiz(questions=4, kinds=["single", "multiple", "truefalse", "number"])
    browser.sign_in(siti.sign_in_name)
    attempt = make.attempt(siti.cadre_id, quiz)

    pages = [question(browser, quiz, attempt, position) for position in (1, 2, 3, 4)]
    pages.append(browser.get("attempts.review", quiz_slug=quiz.slug, attempt_id=attempt.id))
    pages.append(browser.get("quizzes.show_quiz", quiz_slug=quiz.slug))

    html = " ".join(str(page) for page in pages)
    for secret in ("correct", "Memang yang", "Tepat sekali", "Hitung lagi", "Tiga tidak benar", "700"):
        assert secret not in html


def test_garbage_in_every_field_changes_nothing_and_breaks_nothing(
    browser: Browser, make: Make, siti: User
) -> None:
    kinds = ["single", "multiple", "truefalse", "number"]
    quiz = make.quiz(questions=4, kinds=kinds)
    browser.sign_in(siti.sign_in_name)
    attempt = make.attempt(siti.cadre_id, quiz)
    pages = [question(browser, quiz, attempt, position) for position in (1, 2, 3, 4)]

    @settings(max_examples=60, deadline=None)
    @given(
        st.sampled_from(pages), st.lists(st.text(max_size=60), max_size=3), st.none() | st.text(max_size=60)
    )
    def post(page: Page, answers: list[str], token: str | None) -> None:
        sent: dict[str, Any] = {
            "token": token or page.value("[name=token]"),
            "answer": [f"{text}?" for text in answers],
        }
        browser.submit(page, status=400 if token else 422, **sent)

    post()
    assert count_rows(Answer) == 0
