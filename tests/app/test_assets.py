"""Static files carry their content in their name, so a phone asks for each of them once in its life."""

import gzip
from pathlib import Path

import pytest

from app import assets
from app.web import Portal
from tests.client import Browser

pytestmark = pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)


def test_a_sheet_is_compressed_and_kept_for_ever(app: Portal, browser: Browser) -> None:
    address = app.extensions["assets"]["css/portal.css"]

    response = browser.raw(address, headers={"Accept-Encoding": "gzip"})

    assert response.status_code == 200
    assert response.headers["Content-Encoding"] == "gzip"
    assert "immutable" in response.headers["Cache-Control"]
    assert "public" in response.headers["Cache-Control"]
    assert gzip.decompress(response.data) == (Path(app.root_path) / "static/css/portal.css").read_bytes()


def test_without_its_content_in_the_name_there_is_no_file(app: Portal, browser: Browser) -> None:
    assert browser.raw("/static/css/portal.css").status_code == 404
    assert browser.raw("/static/../wsgi.py").status_code == 404


def test_a_page_asks_for_the_published_name(app: Portal, browser: Browser) -> None:
    page = browser.open("/masuk")

    assert [link["href"] for link in page.select("link[rel=stylesheet]")] == [
        app.extensions["assets"]["css/portal.css"]
    ]


def test_another_content_is_another_name_beside_the_old(tmp_path: Path, app: Portal) -> None:
    source, instance = tmp_path / "static", tmp_path / "instance"
    (source / "css").mkdir(parents=True)
    (source / "css/a.css").write_text("a{}" * 100)
    first, names = assets.publish(source, instance)
    assert assets.publish(source, instance) == (first, names)

    (source / "css/a.css").write_text("b{}" * 100)
    second, changed = assets.publish(source, instance)

    assert names["css/a.css"] != changed["css/a.css"]
    assert first.exists()
    assert (second / changed["css/a.css"].removeprefix("/static/")).with_suffix(".css.gz").exists()
