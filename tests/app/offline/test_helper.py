"""The offline helper as the server sends it, and the page it shows without signal."""

from collections.abc import Callable
from pathlib import Path

import pytest
from calmjs.parse import es5

from app.config import ROOT, from_environment
from app.offline.words import WORDS
from app.web import Portal
from tests.client import Browser
from tests.factories import Make

SCRIPT = "static/js/offline.js"


def test_the_helper_is_one_small_program_that_is_asked_for_anew(browser: Browser) -> None:
    response = browser.raw("/sw.js", headers={"Accept-Encoding": "gzip"})

    assert response.status_code == 200
    assert response.mimetype == "text/javascript"
    assert response.headers["Cache-Control"] == "public, no-cache"
    assert "worker-src 'self'" in response.headers["Content-Security-Policy"]
    assert "Set-Cookie" not in response.headers
    assert len(response.data) < 8 * 1024
    again = browser.raw(
        "/sw.js", headers={"Accept-Encoding": "gzip", "If-None-Match": response.headers["ETag"]}
    )
    assert (again.status_code, again.data) == (304, b"")


def test_it_says_only_words_of_the_catalogue(browser: Browser) -> None:
    program = browser.raw("/sw.js").get_data(as_text=True)

    used = {name for name in WORDS if f"WORDS.{name}" in program}
    assert used == set(WORDS)
    assert program.count("WORDS.") >= len(used)
    assert "/*" not in program


def test_switched_off_it_removes_itself_and_no_page_registers_it(
    app: Portal, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(app.config, "OFFLINE", False)
    browser = Browser(app)

    program = browser.raw("/sw.js").get_data(as_text=True)

    assert "unregister" in program
    assert "indexedDB" not in program
    assert not browser.open("/belajar").select("script")


@pytest.mark.parametrize(
    ("given", "expected"), [({}, True), ({"OFFLINE": "1"}, True), ({"OFFLINE": "0"}, False)]
)
def test_the_setting(tmp_path: Path, given: dict[str, str], expected: bool) -> None:
    assert from_environment(given, tmp_path).offline is expected


def test_visitors_and_cadres_get_the_script_and_officers_none(
    new_browser: Callable[[], Browser], make: Make
) -> None:
    siti, rina, visitor = new_browser(), new_browser(), new_browser()
    siti.sign_in(make.cadre_user().sign_in_name)
    rina.sign_in(make.user("dpmd").sign_in_name)

    assert [bool(one.open("/belajar").select("script")) for one in (siti, rina, visitor)] == [
        True,
        False,
        True,
    ]
    assert not siti.open("/belajar").has_script  # none beside it


def test_the_script_is_read_by_every_engine_and_small() -> None:
    text = (ROOT / SCRIPT).read_text()

    assert es5(text)
    assert len(text.encode()) <= 1024


def test_the_page_without_signal_promises_nothing_and_names_nobody(browser: Browser, make: Make) -> None:
    user = make.cadre_user(name="Siti Rahayu")
    before = browser.get("offline.show_no_signal")
    assert before.heading == "Tanpa sinyal"
    assert before.select("#simpanan")[0].get_text() == ""
    browser.sign_in(user.sign_in_name)

    assert browser.get("offline.show_no_signal").heading == "Tanpa sinyal"


def test_a_lesson_names_its_public_address_and_costs_nothing_when_unchanged(browser: Browser) -> None:
    module = browser.click(browser.open("/belajar"), "Bicara dengan ibu")
    lesson = browser.open(str(module.select(".row a")[0]["href"]))

    for page in (module, lesson):
        address = str(page.select("link[rel=canonical]")[0]["href"])
        assert address == page.response.request.path
        first = browser.raw(address, headers={"Accept-Encoding": "gzip"})
        again = browser.raw(
            address, headers={"Accept-Encoding": "gzip", "If-None-Match": first.headers["ETag"]}
        )
        assert (again.status_code, again.data) == (304, b"")
