"""Pictures are rows under the hash of their content; an SVG can run nothing."""

from app import media
from app.db import db
from app.web import Portal
from tests.client import Browser
from tests.factories import count_rows

SVG = b'<svg xmlns="http://www.w3.org/2000/svg" width="8" height="8"><script>alert(1)</script></svg>'


def keep() -> str:
    with db.transaction():
        return media.keep(SVG, "svg", 8, 8).address


def test_the_same_content_is_kept_once(app: Portal) -> None:
    before = count_rows(media.Media)

    assert keep() == keep()
    assert count_rows(media.Media) == before + 1


def test_it_is_sent_once_for_ever_and_runs_nothing(browser: Browser) -> None:
    address = keep()

    response = browser.raw(address)

    assert response.data == SVG
    assert response.mimetype == "image/svg+xml"
    assert "immutable" in response.headers["Cache-Control"]
    assert "Cookie" not in response.headers.get("Vary", "")
    policy = response.headers["Content-Security-Policy"]
    assert "sandbox" in policy
    assert "script-src" not in policy
    assert "default-src 'none'" in policy
    assert browser.raw(address, headers={"If-None-Match": response.headers["ETag"]}).status_code == 304


def test_another_name_or_kind_is_not_there(browser: Browser) -> None:
    address = keep()

    assert browser.raw(address.replace(".svg", ".png")).status_code == 404
    assert browser.raw("/media/" + "0" * 32 + ".svg").status_code == 404


def test_a_player_gets_the_part_it_asks_for(browser: Browser) -> None:
    with db.transaction():
        address = media.keep(b"OggS 0123456789", "ogg", 0, 0).address

    part = browser.raw(address, headers={"Range": "bytes=5-8"})

    assert (part.status_code, part.data) == (206, b"0123")
    assert part.headers["Content-Range"] == "bytes 5-8/15"
    whole = browser.raw(address)
    assert (whole.mimetype, whole.headers["Accept-Ranges"]) == ("audio/ogg", "bytes")
    assert browser.raw(address, headers={"Range": "bytes=99-"}).status_code == 416
