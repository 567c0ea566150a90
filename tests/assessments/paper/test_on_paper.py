"""Pak Budi prints a quiz for cadres without a phone, and keys what they bring back: an attempt like any other."""

import re
import subprocess
from typing import Any

import pytest

from app.auth.models import Role
from app.registry.models import Cadre
from assessments.attempts.models import Attempt, Mark
from assessments.competency.models import Evidence
from assessments.paper.models import PaperForm, PaperKeying
from assessments.quizzes.models import Quiz
from tests.client import Browser, Page
from tests.factories import Make, count_rows
from tests.queries import counted

ALL_KINDS = ["single", "multiple", "truefalse", "number", "matching", "ordering", "cloze"]


@pytest.fixture
def budi(browser: Browser, make: Make) -> Browser:
    browser.sign_in(make.user(Role.TRAINER, region="17.02", sign_in_name="budi").sign_in_name)
    return browser


def words_of(pdf: bytes) -> str:
    done = subprocess.run(["pdftotext", "-layout", "-", "-"], input=pdf, capture_output=True, check=True)
    return done.stdout.decode()


def print_it(budi: Browser, quiz: Quiz) -> Page:
    """Print a quiz; return the page of the printing."""
    return budi.follow(budi.submit(budi.get("paper.print_sheets", quiz_slug=quiz.slug)))


def code_of(page: Page, label: str) -> str:
    found = re.search(rf"Versi {label} · kode (\d{{4}}) (\d{{4}})", page.words)
    assert found
    return found[1] + found[2]


def test_two_versions_a_sheet_and_a_key_are_printed(budi: Browser, make: Make) -> None:
    quiz = make.quiz(questions=7, kinds=ALL_KINDS, shuffle=True)

    page = print_it(budi, quiz)

    booklet = budi.click(page, "Soal dan lembar jawaban (PDF)").response
    key = budi.click(page, "Kunci kedua versi (PDF), untuk pelatih saja").response
    assert booklet.headers["Cache-Control"] == key.headers["Cache-Control"] == "no-store"
    text = words_of(booklet.data)
    assert "Lembar jawaban" in text
    assert "Nomor kader" in text
    assert f"B · {code_of(page, 'B')[:4]}" in text  # the last of the two links
    assert "700 gram" not in text
    assert "700 gram" in words_of(key.data)
    assert count_rows(PaperForm) == 2


def test_a_scale_to_read_is_printed_with_its_question(budi: Browser, make: Make) -> None:
    version = make.question(kind="number", body={"pictures": [make.picture()]})
    page = print_it(budi, make.fixed_quiz([version]))

    booklet = budi.click(page, "Soal dan lembar jawaban (PDF)").response

    assert "Berapa gram?" in words_of(booklet.data)  # a picture that cannot be fetched would be an error


def test_a_second_tap_prints_nothing_new(budi: Browser, make: Make) -> None:
    form = budi.get("paper.print_sheets", quiz_slug=make.quiz(questions=2).slug)

    budi.submit(form)
    budi.submit(form)

    assert count_rows(PaperForm) == 2


def key_one(budi: Browser, code: str, cadre: Cadre, run: str, again: str | None = None, **more: Any) -> Page:
    form = budi.get("paper.key", code=code)
    said = {"number": cadre.number, "run": run, "again": run if again is None else again, **more}
    return budi.submit(form, **said)


def test_a_keyed_sheet_is_an_attempt_like_any_other(budi: Browser, make: Make) -> None:
    siti = make.cadre("Siti Rahayu")
    code = code_of(print_it(budi, make.quiz(questions=5)), "A")

    page = budi.follow(key_one(budi, code, siti, "1 1 1 1 2"))

    assert "Siti Rahayu: 80 dari 100, lulus." in page.words
    assert page.select("input[name=number]")[0].get("value", "") == ""
    assert count_rows(Attempt, Attempt.cadre_id == siti.id) == 1
    assert count_rows(Evidence, Evidence.cadre_id == siti.id, Evidence.kind == "quiz") == 1
    assert count_rows(Mark) == 5


def test_two_keyings_that_differ_are_shown_and_nothing_is_kept(budi: Browser, make: Make) -> None:
    siti = make.cadre("Siti Rahayu")
    code = code_of(print_it(budi, make.quiz(questions=5)), "A")

    page = key_one(budi, code, siti, "11112", "11122", status=422)

    assert "Kedua ketikan berbeda pada soal 4." in page.words
    assert page.select("input[name=run]")[0]["value"] == "11112"
    assert count_rows(Attempt) == 0


def test_an_unknown_number_is_asked_again(budi: Browser, make: Make) -> None:
    outsider = make.cadre("Nurlela Wati", desa="17.03.01.2001")
    code = code_of(print_it(budi, make.quiz(questions=2)), "A")

    page = key_one(budi, code, outsider, "11", status=422)

    assert "Tidak ada kader dengan nomor ini di wilayah Anda." in page.words
    assert count_rows(Attempt) == 0


def test_a_double_tap_keys_once(budi: Browser, make: Make) -> None:
    siti = make.cadre()
    code = code_of(print_it(budi, make.quiz(questions=2)), "A")
    form = budi.get("paper.key", code=code)

    for _ in range(2):
        budi.submit(form, number=siti.number, run="11", again="11", status=303)

    assert (count_rows(Attempt), count_rows(PaperKeying)) == (1, 1)


def test_the_same_sheet_again_is_asked_about(budi: Browser, make: Make) -> None:
    siti = make.cadre()
    code = code_of(print_it(budi, make.quiz(questions=2)), "A")
    key_one(budi, code, siti, "11")

    again = key_one(budi, code, siti, "12", status=422)

    assert "sudah pernah dimasukkan" in again.words
    assert count_rows(Attempt) == 1
    budi.submit(again, another_try="y", status=303)
    assert count_rows(Attempt) == 2


def test_the_code_on_a_sheet_leads_to_its_page(budi: Browser, make: Make) -> None:
    code = code_of(print_it(budi, make.quiz(questions=2)), "B")

    found = budi.follow(budi.submit(budi.get("paper.list_printed"), code=f"{code[:4]} {code[4:]}"))
    lost = budi.submit(budi.get("paper.list_printed"), code="99999999", status=422)

    assert found.heading.startswith("Versi B, kode")
    assert "Tidak ada lembar dengan kode ini." in lost.words


def test_another_kabupaten_does_not_see_it(budi: Browser, make: Make, new_browser: Any) -> None:
    page = print_it(budi, make.quiz(questions=2))
    other = new_browser()
    other.sign_in(make.user(Role.TRAINER, region="17.03", sign_in_name="lain").sign_in_name)

    assert other.open(f"/kertas/isi/{code_of(page, 'A')}", 404).status == 404
    assert "Belum ada." in other.get("paper.list_printed").words


def test_it_costs_few_statements(budi: Browser, make: Make) -> None:
    siti = make.cadre()
    page = print_it(budi, make.quiz(questions=5))
    code = code_of(page, "A")
    for _ in range(3):
        key_one(budi, code, siti, "11112", another_try="y")

    with counted() as keying:
        budi.get("paper.key", code=code)
    with counted() as listing:
        budi.get("paper.list_printed")

    assert len(keying) <= 4
    assert len(listing) <= 3
