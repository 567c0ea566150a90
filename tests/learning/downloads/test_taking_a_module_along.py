"""Siti takes a module along: one file that needs nothing, a PDF to print, and a link to pass on."""

import re
from urllib.parse import unquote

import pytest
from sqlalchemy import func, select

from app.db import db
from app.web import Portal
from learning.curriculum.models import Lesson, Module, shipped_id
from learning.downloads.models import ModuleFile
from learning.downloads.operations import load_files, make_pdfs
from learning.downloads.queries import kilobytes_of
from tests.client import Browser
from tests.factories import count_rows
from tests.queries import counted

SLUG = "buku-kia-bagian-anak"
MODULE, HTML, PDF = f"/belajar/{SLUG}", f"/belajar/{SLUG}/unduh.html", f"/belajar/{SLUG}/unduh.pdf"
LARGEST = 100 * 1024  # bytes of one HTML file


def change_a_lesson() -> None:
    with db.transaction() as session:
        session.get_one(Lesson, shipped_id("lesson", "baca-bersama-ibu")).title = "Judul yang baru"
        session.flush()
        load_files()


def test_the_size_stands_before_the_file(browser: Browser) -> None:
    page = browser.open(MODULE)
    sent = browser.raw(HTML)

    assert f"Satu berkas HTML, {-(-len(sent.data) // 1024)} KB" in page.words
    assert sent.headers["Content-Disposition"] == f"attachment; filename=jenjang-{SLUG}.html"
    assert "Set-Cookie" not in sent.headers


def test_the_file_needs_nothing_but_itself(browser: Browser, app: Portal) -> None:
    text = browser.raw(HTML).get_data(as_text=True)

    pointed = re.findall(r'(?:src|href|action)="([^"]*)"', text)
    assert pointed
    assert all(target.startswith(("#", "data:image/")) for target in pointed)
    assert not re.search(r"<script|<link|url\(|@import|/media/", text)
    assert text.index("1 dari ") < text.index("2 dari ") < text.index("Sumber")
    assert f"{app.config['PUBLIC_URL']}{MODULE}" in text
    assert "CC BY 4.0" in text
    assert "<summary>Lihat jawaban</summary>" in text


def test_every_shipped_module_is_light(app: Portal) -> None:
    sizes = db.session.scalars(select(ModuleFile.size).where(ModuleFile.kind == "html")).all()

    assert len(sizes) == count_rows(Module)
    assert max(sizes) < LARGEST


def test_no_pdf_is_promised_before_it_is_made(browser: Browser) -> None:
    assert "PDF," not in browser.open(MODULE).words
    browser.open(PDF, status=404)


def test_the_pdf_is_made_once(browser: Browser) -> None:
    db.close()
    assert make_pdfs(only=SLUG) == 1
    assert make_pdfs(only=SLUG) == 0

    sent = browser.raw(PDF)
    assert sent.data.startswith(b"%PDF-")
    assert sent.headers["Content-Disposition"] == f"attachment; filename=jenjang-{SLUG}.pdf"
    assert f"PDF, {kilobytes_of(None, SLUG)['pdf']} KB" in browser.open(MODULE).words


@pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)
def test_what_changed_is_never_handed_out_as_it_was(browser: Browser) -> None:
    db.close()
    make_pdfs(only=SLUG)
    before = browser.raw(HTML).headers["ETag"]
    assert browser.raw(HTML, headers={"If-None-Match": before}).status_code == 304

    change_a_lesson()

    browser.open(PDF, status=404)
    after = browser.raw(HTML, headers={"If-None-Match": before})
    assert after.status_code == 200
    assert "Judul yang baru" in after.get_data(as_text=True)


def test_a_module_without_lessons_has_no_file(browser: Browser) -> None:
    with db.transaction() as session:
        for lesson in session.scalars(select(Lesson).where(Lesson.module_id == shipped_id("module", SLUG))):
            lesson.retired_at = func.now()
        session.flush()
        assert load_files().retired == 1

    browser.open(HTML, status=404)
    browser.open("/belajar/tidak-ada/unduh.html", status=404)


def test_a_file_is_one_statement(browser: Browser) -> None:
    with counted() as statements:
        browser.raw(HTML)

    assert len(statements) == 1


@pytest.mark.parametrize("path", [MODULE, f"{MODULE}/baca-bersama-ibu"])
def test_she_passes_the_address_on_with_a_plain_link(browser: Browser, app: Portal, path: str) -> None:
    page = browser.open(path)
    link = page.select_one("a[href^='https://wa.me/']")

    assert link is not None
    assert link["rel"] == ["noopener"]
    assert (
        unquote(str(link["href"])) == f"https://wa.me/?text={page.heading} {app.config['PUBLIC_URL']}{path}"
    )
