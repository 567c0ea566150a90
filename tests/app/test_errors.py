"""Every failure has its page in plain Indonesian, and a full or busy database keeps what was typed."""

from typing import Any

import pytest
from flask import abort
from sqlalchemy import event
from sqlalchemy.exc import NoResultFound, OperationalError

from app import db as database
from app.auth.decorators import public
from app.db import db
from app.factory import UPLOAD_LIMIT
from app.web import Portal
from tests.app.conftest import Desk
from tests.app.test_writing import ON_SQLITE, events
from tests.client import Browser

TITLES = {
    400: "Permintaan tidak terbaca",
    403: "Bukan bagian Anda",
    404: "Halaman tidak ditemukan",
    405: "Halaman tidak ditemukan",
    409: "Data sudah berubah",
    413: "Berkas terlalu besar",
    418: "Permintaan tidak terbaca",
    429: "Terlalu sering mencoba",
    500: "Ada yang rusak di server",
    503: "Belum tersimpan",
}


@pytest.fixture
def failing(own_app: Portal) -> Browser:
    """A browser beside a page that fails as its address says."""

    @own_app.get("/gagal/<int:code>")
    @public
    def fail(code: int) -> Any:
        abort(code)

    return Browser(own_app)


@pytest.mark.parametrize(("code", "title"), TITLES.items())
def test_each_has_a_page_in_indonesian_with_a_way_on(failing: Browser, code: int, title: str) -> None:
    page = failing.open(f"/gagal/{code}", status=code)

    assert page.heading == title
    assert page.select("html[lang=id]")
    assert f"Kode {code}" in page.words
    assert page.select("main a[href='/']")


def test_nothing_at_this_address(browser: Browser) -> None:
    assert browser.open("/tidak-ada", status=404).heading == TITLES[404]


def test_an_address_that_no_database_can_be_asked_for(browser: Browser) -> None:
    assert browser.open("/sertifikat/%00", status=404).heading == "Halaman tidak ditemukan"


def test_a_wrong_method_says_which_are_right(browser: Browser) -> None:
    page = browser.open("/", status=405, method="POST")

    assert "GET" in page.response.headers["Allow"]


def test_an_upload_that_is_too_large(desk: Desk) -> None:
    page = desk.post("redirect", 413, words="x" * (UPLOAD_LIMIT + 1))

    assert "paling besar 5 MB" in page.words
    assert events() == 0


@pytest.mark.parametrize(
    ("problem", "status"),
    [(NoResultFound(), 404), (OperationalError("x", {}, Exception()), 503), (KeyError("mistake"), 500)],
)
def test_what_goes_wrong_inside_becomes_a_page(own_app: Portal, problem: Exception, status: int) -> None:
    @own_app.get("/salah")
    @public
    def fail() -> Any:
        raise problem

    page = Browser(own_app).open("/salah", status=status)
    assert "Traceback" not in page.words
    assert page.heading == TITLES[status]


@ON_SQLITE
def test_a_busy_database_keeps_the_form_and_one_tap_sends_it_again(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    short = tuple(p for p in database.PRAGMAS if "busy" not in p)
    monkeypatch.setattr(database, "PRAGMAS", (*short, "busy_timeout=50"))
    form = desk.browser.open("/uji")
    desk.browser.app.extensions["db"].engine.dispose()
    stranger = _lock_from_outside()

    page = desk.browser.submit(form, status=503, how="redirect", words="Bu Siti & «anak»")

    assert page.heading == "Belum tersimpan"
    assert "coba lagi" in page.words
    assert page.value("[name=words]") == "Bu Siti & «anak»"
    assert page.response.headers["Retry-After"] == "5"
    stranger.close()
    desk.browser.submit(page)
    assert events() == 1


def test_a_failure_of_the_connection_does_too(desk: Desk) -> None:
    form = desk.browser.open("/uji")

    def fail(*_args: Any) -> None:
        raise OperationalError("INSERT", {}, Exception("the disk is full"))

    event.listen(db.engine, "before_cursor_execute", fail)
    page = desk.browser.submit(form, status=503, how="redirect", words="tetap ada")
    event.remove(db.engine, "before_cursor_execute", fail)

    desk.browser.submit(page)
    assert events() == 1


@pytest.mark.parametrize("secret", ["pin", "password", "new_pin"])
def test_a_secret_is_never_sent_back(desk: Desk, secret: str) -> None:
    form = desk.browser.open("/uji")

    def fail(*_args: Any) -> None:
        raise OperationalError("INSERT", {}, Exception("the disk is full"))

    event.listen(db.engine, "before_cursor_execute", fail)
    page = desk.browser.submit(form, status=503, how="redirect", **{secret: "835219"})
    event.remove(db.engine, "before_cursor_execute", fail)

    assert "835219" not in str(page)


def _lock_from_outside() -> Any:
    import sqlite3

    stranger = sqlite3.connect(str(db.engine.url.database), isolation_level=None)
    stranger.execute("BEGIN IMMEDIATE")
    return stranger
