"""Anybody reads the lessons: light, without a cookie, and asked for again only when they changed."""

import gzip
from collections.abc import Iterator

import pytest

from app.config import ROOT
from app.db import db
from app.media import Media
from app.web import Portal
from learning.curriculum.models import Lesson, shipped_id
from learning.curriculum.reader import Reader
from learning.progress.queries import study_of
from tests.client import Browser
from tests.factories import Make, count_rows
from tests.queries import counted

LESSON = "/belajar/mengukur-dan-membaca-kms/kbm-dan-tindak-lanjut"
WARM, COLD = 3_000, 8_000  # bytes of a cadre page


def shipped_pages() -> Iterator[str]:
    """Return the address of every list and every lesson."""
    yield "/belajar"
    for course in study_of(Reader(None, None)).modules:
        yield f"/belajar/{course.module.slug}"
        for step in course.steps:
            yield f"/belajar/{course.module.slug}/{step.slug}"


def test_a_visitor_finds_a_lesson(browser: Browser) -> None:
    themes = browser.get("curriculum.list_themes")
    module = browser.click(themes, "Mengukur dan membaca KMS")
    lesson = browser.click(module, "5. Pakai KBM, lalu tindak lanjut")

    headings = [heading.get_text() for heading in themes.select("h2")]
    assert headings[:3] == ["Gizi", "Pencatatan data", "Komunikasi"]
    assert "5 pelajaran · sekitar 29 menit" in themes.words
    assert lesson.heading == "Pakai KBM, lalu tindak lanjut"
    assert "pelajaran 5 dari 5 · 6 menit" in lesson.words
    assert "Pelajaran ini belum ditinjau petugas kesehatan." in lesson.words
    assert not lesson.select("form")
    assert "Set-Cookie" not in lesson.response.headers


def test_the_sources_stand_in_the_lesson(browser: Browser) -> None:
    page = browser.open(LESSON)

    sources = [item.get_text() for item in page.select("details")[-1].select("li")]
    assert "Buku KIA 2023, halaman KMS" in sources
    assert not page.select("details a")


def test_an_answer_unfolds(browser: Browser) -> None:
    answers = browser.open(LESSON).select("details > summary")

    assert [answer.get_text() for answer in answers] == ["Lihat jawaban"] * 3 + ["Sumber"]


def test_a_visitor_goes_from_lesson_to_lesson(browser: Browser) -> None:
    first = browser.open("/belajar/bicara-dengan-ibu/sapa-lalu-dengar")
    second = browser.click(first, "Pelajaran berikutnya")

    assert second.heading == "SAJI saat kunjungan rumah"
    assert browser.click(second, "Kembali ke: Sapa, lalu dengar").heading == first.heading


def test_the_last_lesson_leads_to_the_quiz(browser: Browser) -> None:
    link = browser.open(LESSON).select_one("a.btn")

    assert link is not None
    assert (link.get_text(), link["href"]) == ("Kuis modul ini", "/kuis/mengukur-dan-membaca-kms")


@pytest.mark.parametrize(
    "path",
    [
        "/belajar/tidak-ada",
        "/belajar/bicara-dengan-ibu/tidak-ada",
        "/belajar/catat-dan-hitung-skdn/sapa-lalu-dengar",
    ],
)
def test_what_is_not_there_is_not_found(browser: Browser, path: str) -> None:
    browser.open(path, status=404)


def test_a_retired_lesson_is_not_found(browser: Browser) -> None:
    with db.transaction() as session:
        lesson = session.get_one(Lesson, shipped_id("lesson", "kbm-dan-tindak-lanjut"))
        lesson.retired_at = lesson.changed_at

    browser.open(LESSON, status=404)
    assert "4 pelajaran" in browser.open("/belajar").words


def test_a_page_read_before_is_not_sent_again(browser: Browser) -> None:
    tag = browser.open(LESSON).response.headers["ETag"]

    assert browser.raw(LESSON, headers={"If-None-Match": tag}).status_code == 304


def test_an_officer_reads_without_progress(browser: Browser, make: Make) -> None:
    browser.sign_in(make.user("pelatih").sign_in_name)

    page = browser.open(LESSON)

    assert "menit" in page.words
    assert not page.select("main form")
    assert "dari 5 pelajaran" not in browser.open("/belajar").words


def test_every_page_is_light(app: Portal, make: Make) -> None:
    css = len(gzip.compress((ROOT / "static/css/portal.css").read_bytes(), 6))
    siti = Browser(app)
    siti.sign_in(make.cadre_user(name="Siti Rahayu Kusumawardhani").sign_in_name)

    for path in shipped_pages():
        response = siti.raw(path, headers={"Accept-Encoding": "gzip"})
        assert response.status_code == 200, path
        assert response.headers["Content-Encoding"] == "gzip"
        assert len(response.data) <= WARM, f"{path} weighs {len(response.data)} bytes"
        assert len(response.data) + css <= COLD, path


def test_every_page_is_whole_and_its_pictures_are_light(browser: Browser) -> None:
    pictures = 0
    for path in shipped_pages():
        for picture in browser.open(path).select("main img"):
            sent = browser.raw(str(picture["src"]))
            assert sent.status_code == 200
            assert len(sent.data) <= 25_000
            assert picture["loading"] == "lazy"
            assert picture["alt"]
            assert int(str(picture["width"])) <= 320
            pictures += 1
    assert pictures >= 9
    assert count_rows(Media) == pictures


@pytest.mark.parametrize(
    ("path", "number"),
    [
        ("/belajar", 2),  # the user; all lessons with what is done
        ("/belajar/mengukur-dan-membaca-kms", 3),  # the user; the module's lessons; its files
        (LESSON, 4),  # the user; the lesson; its module's lessons; whether it can be listened to
    ],
)
def test_statements_are_few(browser: Browser, make: Make, path: str, number: int) -> None:
    browser.sign_in(make.cadre_user().sign_in_name)

    with counted() as statements:
        browser.open(path)

    assert len(statements) == number
