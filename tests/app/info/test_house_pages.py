"""Pages about the portal: readable by everybody, light, and honest; and the machine's question."""

import gzip

import pytest
from sqlalchemy import text

from app import schema
from app.db import db
from app.web import Portal
from tests.client import Browser
from tests.queries import counted


@pytest.mark.parametrize(
    ("endpoint", "words"),
    [
        ("info.help", ["PIN", "Ganti pengguna", "DPMD kabupaten Anda"]),
        ("info.about", ["ODbL", "CC BY 4.0", "Open Font License", "Zero-Clause BSD", "belum ditinjau"]),
        ("info.privacy", ["Undang-Undang Nomor 27 Tahun 2022", "NIK", "DPMD kabupaten Anda", "tahun lahir"]),
    ],
)
def test_everybody_may_read_them(browser: Browser, endpoint: str, words: list[str]) -> None:
    with counted() as statements:
        page = browser.get(endpoint)
    for word in words:
        assert word in page.words
    assert not statements
    assert len(gzip.compress(page.response.data)) < 3_000
    assert not page.has_script


def test_the_portal_says_that_it_is_well(app: Portal, browser: Browser) -> None:
    response = browser.raw("/sehat")
    assert (response.status_code, response.json) == (200, {"alive": True, "ready": True})
    assert response.headers["Cache-Control"] == "no-store"


def test_an_old_database_is_not_ready(app: Portal, browser: Browser) -> None:
    with db.transaction() as session:
        session.execute(text("UPDATE alembic_version SET version_num = '0000'"))
    response = browser.raw("/sehat")
    assert (response.status_code, response.json) == (503, {"alive": True, "ready": False})


def test_a_database_that_does_not_answer_is_not_ready(
    app: Portal, browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_version: str) -> bool:
        from sqlalchemy.exc import OperationalError

        raise OperationalError("SELECT", {}, Exception("gone"))

    monkeypatch.setattr(schema, "is_current", fail)
    assert browser.raw("/sehat").status_code == 503
