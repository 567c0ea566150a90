"""Siti meets every question type: she answers, comes back, leaves lines empty, sends an old form; it weighs little."""

from collections.abc import Callable
from typing import Any

import pytest

from app.auth.models import User
from assessments.attempts.models import Answer, Mark
from assessments.bank.models import QuestionVersion
from tests.assessments.bank.bodies import on_page
from tests.client import Browser, Page
from tests.factories import BODIES, Make, count_rows

RIGHT: dict[str, Any] = {
    "single": "a",
    "multiple": ["a", "b"],
    "truefalse": "benar",
    "number": "700 gram",
    "short": "kms balita",
    "matching": ["a:a", "b:b", "c:a"],
    "ordering": ["a:1", "b:2", "c:3", "d:4"],
    "cloze": ["1:a", "2:b"],
}
WRONG: dict[str, Any] = {
    "single": "b",
    "multiple": "c",
    "truefalse": "salah",
    "number": "7",
    "short": "buku KIA",
    "matching": ["a:a", "b:x", ""],
    "ordering": ["a:2", "b:1", "", ""],
    "cloze": ["", "2:c"],
}
for answers in (RIGHT, WRONG):
    answers |= {code: on_page(code, BODIES[code], answers[code]) for code in ("matching", "ordering")}
ASKED = list(RIGHT)
Open = Callable[..., Page]
Where = dict[str, Any]


@pytest.fixture
def hers(make: Make, siti: User) -> Where:
    """Where her open attempt is: a text to read, then one question of each type."""
    return start(make, siti, [make.question(kind=code) for code in ["text", *ASKED]])


def start(make: Make, siti: User, versions: list[QuestionVersion]) -> Where:
    """Start an attempt at these questions; return where it is."""
    quiz = make.fixed_quiz(versions)
    return {"quiz_slug": quiz.slug, "attempt_id": make.attempt(siti.cadre_id, quiz).id}


def page_of(browser: Browser, hers: Where, code: str) -> Page:
    return browser.get("attempts.show_question", position=ASKED.index(code) + 2, **hers)


def shown_answers(page: Page) -> list[str]:
    """Return what the form shows as answered."""
    ticked = [str(one["value"]) for one in page.select("input[checked], option[selected]")]
    return ticked or [page.value("input.text")]


def test_every_type_answered_rightly_is_a_full_mark(browser: Browser, hers: Where) -> None:
    page = browser.click(page_of(browser, hers, "single"), "Bacaan sebelumnya")
    assert page.heading == "Bacaan"
    page = browser.click(page, "Lanjut")
    for n, code in enumerate(ASKED, 1):
        assert page.heading == f"Soal {n} dari {len(ASKED)}"
        page = browser.follow(browser.submit(page, answer=RIGHT[code]))
    assert "Semua 8 soal sudah dijawab" in page.words

    result = browser.follow(browser.submit(page))

    assert "Nilai Anda 100 dari 100." in result.words
    assert "Semua jawaban Anda benar." in result.words
    assert count_rows(Mark, Mark.attempt_id == hers["attempt_id"]) == len(ASKED)


def test_what_she_answered_is_there_when_she_comes_back_and_can_be_changed(
    browser: Browser, hers: Where
) -> None:
    for code in ASKED:
        page = page_of(browser, hers, code)
        browser.submit(page, answer=WRONG[code])
        again = page_of(browser, hers, code)
        assert "tersimpan" in again.words
        listed = WRONG[code] if isinstance(WRONG[code], list) else [WRONG[code]]
        assert sorted(shown_answers(again)) == sorted(filter(None, listed))

        stale = browser.submit(page, status=422, answer=RIGHT[code])

        assert "sudah punya jawaban tersimpan" in stale.words
        browser.submit(stale)
    assert count_rows(Answer, Answer.attempt_id == hers["attempt_id"]) == 2 * len(ASKED)


def test_an_empty_form_asks_for_an_answer(browser: Browser, hers: Where) -> None:
    for code in ASKED:
        page = browser.submit(page_of(browser, hers, code), status=422)

        assert page.select(".ask.wrong .error")
    assert count_rows(Answer) == 0


def test_one_place_given_twice_is_said_at_the_question_and_nothing_is_lost(
    browser: Browser, hers: Where
) -> None:
    sent = on_page("ordering", BODIES["ordering"], ["a:1", "b:2", "c:2", ""])

    page = browser.submit(page_of(browser, hers, "ordering"), status=422, answer=sent)

    assert "Urutan ke-2 dipakai dua kali." in page.select(".ask .error")[0].get_text()
    assert sorted(shown_answers(page)) == sorted(filter(None, sent))


def test_a_text_is_read_not_answered(browser: Browser, hers: Where) -> None:
    page = browser.get("attempts.show_question", position=1, **hers)
    assert "Bu Ani datang" in page.words
    assert not page.select("form")

    check = browser.get("attempts.review", **hers)

    assert "8 soal belum dijawab: 1, 2, 3, 4, 5, 6, 7, 8" in check.words
    assert browser.click(check, "Jawab soal 1").heading == "Soal 1 dari 8"
    first = browser.get("attempts.show_result", status=302, **hers)
    assert browser.follow(first).heading == "Bacaan"  # she reads it before its question


def test_the_result_says_what_was_asked_answered_and_right(browser: Browser, hers: Where) -> None:
    for code in ASKED:
        browser.submit(page_of(browser, hers, code), answer=WRONG[code])
    result = browser.follow(browser.submit(browser.get("attempts.review", **hers)))

    rows = [" ".join(row.get_text(" ").split()) for row in result.select(".row")]
    assert len(rows) == len(ASKED)
    assert "Benar sebagian. Jawaban Anda: buku KIA Yang benar: KMS… Lebih tepat lagi." in rows[4]
    assert "Jawaban Anda: BCG – 1 bulan Campak-rubela – 18 bulan" in rows[5]
    assert "Jawaban Anda: 1. Setel ke nol 2. Gantung dacin" in rows[6]
    assert "umur (1) … bulan." in rows[7]
    assert "Jawaban Anda: (2) teh manis Yang benar: (1) enam (2) MP-ASI Hitung lagi." in rows[7]


def test_what_is_left_empty_is_not_called_right(browser: Browser, hers: Where) -> None:
    result = browser.follow(browser.submit(browser.get("attempts.review", **hers)))

    first = result.select(".row")[0].get_text(" ")
    assert "Jawaban Anda: kosong" in " ".join(first.split())
    assert "Memang yang pertama." not in first


def test_each_type_is_light_and_hides_its_key(open_light: Open, hers: Where) -> None:
    for position in range(1, len(ASKED) + 2):
        page = open_light("attempts.show_question", position=position, **hers)

        assert not [key for key in ("correct", "weight", "Tepat sekali", "Hitung lagi") if key in str(page)]


@pytest.mark.parametrize("code", ["matching", "ordering"])
def test_a_long_list_is_light(open_light: Open, make: Make, siti: User, code: str) -> None:
    texts = [f"Langkah yang agak panjang dengan {n} kata tentang menimbang balita" for n in range(8)]
    items = [{"id": "abcdefgh"[n], "text": text} for n, text in enumerate(texts)]
    pairs = [{"id": item["id"], "left": item["text"], "right": f"Sisi {item['id']}"} for item in items]
    version = make.question(kind=code, body={"items": items} if code == "ordering" else {"pairs": pairs})
    long = start(make, siti, [version])

    open_light("attempts.show_question", position=1, **long)


def with_pictures(make: Make) -> QuestionVersion:
    """Return a question to read a scale: a picture under the stem, and one in each option."""
    options = [
        {"id": key, "text": "", "correct": key == "a", "picture": make.picture(f"Jarum di {key}", 640)}
        for key in "ab"
    ]
    return make.question(body={"pictures": [make.picture()], "options": options})


def test_pictures_come_with_words_a_size_and_late(
    open_light: Open,
    browser: Browser,
    make: Make,
    siti: User,
) -> None:
    reading = start(make, siti, [with_pictures(make)])

    page = open_light("attempts.show_question", position=1, **reading)

    stem, *options = page.select(".ask img")
    assert stem["alt"] == "Jarum timbangan di angka 6,5 kg"
    assert [(one["width"], one["height"], one["loading"]) for one in options] == [("320", "213", "lazy")] * 2
    assert all(one.find_parent("label") for one in options)
    assert browser.raw(str(stem["src"])).status_code == 200
    browser.submit(page, answer="b")
    result = browser.follow(browser.submit(browser.get("attempts.review", **reading)))
    assert result.select(".row img")
    assert "Jawaban Anda: gambar: Jarum di b" in result.words


def test_practice_says_at_once_what_was_right_by_the_number_of_the_question(
    browser: Browser, make: Make, siti: User
) -> None:
    quiz = make.fixed_quiz([make.question(kind="text"), make.question(kind="cloze")], mode="practice")
    practice: Where = {"quiz_slug": quiz.slug, "attempt_id": make.attempt(siti.cadre_id, quiz).id}
    page = browser.get("attempts.show_question", position=2, **practice)

    said = browser.follow(browser.submit(page, answer=WRONG["cloze"]))

    assert said.heading == "Soal 1 dari 1"
    assert "sampai umur (1) … bulan." in said.words
    assert "Yang benar: (1) enam (2) MP-ASI" in said.words


def test_a_trainer_sees_them_all_with_their_keys(
    new_browser: Callable[[], Browser], make: Make, hers: Where
) -> None:
    budi = new_browser()
    budi.sign_in(make.user("pelatih").sign_in_name)

    page = budi.get("quizzes.show_quiz", quiz_slug=hers["quiz_slug"])

    assert len(page.select("section.card .ask")) == 1 + len(ASKED)
    assert len(page.select("details")) == len(ASKED)
    assert BODIES["text"]["stem"] in page.words
