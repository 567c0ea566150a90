"""Whose phone shows large letters gets large letters; whose phone asks for contrast still sees where she is."""

import playwright.sync_api
import pytest

from tests.journeys.chromium import Chromium
from tests.journeys.conftest import Serve
from tests.journeys.looks import OVERFLOW
from tests.journeys.plain import Plain
from tests.journeys.steps import open_quiz
from tests.journeys.story import sign_in

USUAL, LARGE = 16, 32  # pixels of a browser's own letters
PAGES = (
    "/",
    "/beranda",
    "/belajar",
    "/belajar/mengukur-dan-membaca-kms",
    "/belajar/mengukur-dan-membaca-kms/kbm-dan-tindak-lanjut",
    "/jenjang",
    "/akun",
    "/bantuan",
)
LETTERS = "() => parseFloat(getComputedStyle(document.querySelector('%s')).fontSize)"
CURRENT = """() => [...document.querySelectorAll('.tabs a')]
  .map(a => [a.hasAttribute('aria-current'), getComputedStyle(a).borderBottomColor])"""


def test_letters_grow_with_the_phones_setting(
    serve: Serve, browser_program: playwright.sync_api.Browser
) -> None:
    server = serve("sqlite")
    question = open_quiz(_signed_in(Plain(server)), "bicara-dengan-ibu").path
    siti = Chromium(browser_program, server.address)
    sign_in(siti, "kader")
    session = siti.context.new_cdp_session(siti.page)
    for path in (*PAGES, question):
        heights = []
        for size in (USUAL, LARGE):
            session.send("Page.setFontSizes", {"fontSizes": {"standard": size}})
            siti.open(path)
            heights.append([siti.page.evaluate(LETTERS % one) for one in ("body", "h1", "footer a")])
            assert siti.page.evaluate(OVERFLOW) <= 0, (path, size)
        assert heights[1] == pytest.approx([2 * one for one in heights[0]]), path
    siti.close()


def test_forced_colours_still_show_where_she_is(
    serve: Serve, browser_program: playwright.sync_api.Browser
) -> None:
    siti = Chromium(browser_program, serve("sqlite").address)
    sign_in(siti, "kader")
    siti.page.emulate_media(forced_colors="active")
    siti.open("/belajar")

    colours = siti.page.evaluate(CURRENT)
    current = {colour for is_current, colour in colours if is_current}
    assert len(current) == 1
    assert current.isdisjoint({colour for is_current, colour in colours if not is_current})
    siti.page.keyboard.press("Tab")
    assert siti.page.evaluate("() => getComputedStyle(document.activeElement).outlineStyle") == "solid"
    siti.close()


def test_more_contrast_has_darker_borders(serve: Serve, browser_program: playwright.sync_api.Browser) -> None:
    siti = Chromium(browser_program, serve("sqlite").address)
    siti.page.emulate_media(contrast="more")
    siti.open("/belajar/mengukur-dan-membaca-kms")

    border = siti.page.evaluate("() => getComputedStyle(document.querySelector('.card')).borderTopColor")
    muted = siti.page.evaluate("() => getComputedStyle(document.querySelector('.muted')).color")
    assert (border, muted) == ("rgb(0, 0, 0)", "rgb(0, 0, 0)")
    siti.close()


def _signed_in(browser: Plain) -> Plain:
    browser.sign_in("kader")
    return browser
