"""Who uses keys instead of a finger: the order is that of the page, and where she is can always be seen."""

import playwright.sync_api

from tests.journeys.chromium import Chromium
from tests.journeys.conftest import Serve
from tests.journeys.plain import Plain
from tests.journeys.steps import open_quiz
from tests.journeys.story import QUIZ, sign_in

FOCUSED = """() => {
  const at = document.activeElement, style = getComputedStyle(at), box = at.getBoundingClientRect();
  const label = at.labels && at.labels[0] ? at.labels[0] : at;
  return {
    words: (label.textContent || '').replace(/\\s+/g, ' ').trim(),
    seen: style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2,
    inside: box.left >= 0 && box.right <= innerWidth && box.top >= 0 && box.bottom <= innerHeight,
  };
}"""

MOST_STOPS = 20


def test_signing_in_by_keyboard(serve: Serve, browser_program: playwright.sync_api.Browser) -> None:
    siti = Chromium(browser_program, serve("sqlite").address)
    siti.open("/masuk")

    stops = tab_to(siti, "Lupa PIN?")
    assert stops[0] == "Langsung ke isi"
    assert in_order(
        stops, ["Nomor kader", "PIN atau kata sandi", "HP ini dipakai bersama", "Masuk", "Lupa PIN?"]
    )

    siti.open("/masuk")
    siti.page.get_by_label("Nomor kader").focus()
    siti.page.keyboard.type("kader")
    siti.page.keyboard.press("Tab")
    siti.page.keyboard.type("123456")
    siti.page.keyboard.press("Enter")
    siti.page.wait_for_url("**/beranda")
    siti.close()


def test_answering_by_keyboard(serve: Serve, browser_program: playwright.sync_api.Browser) -> None:
    server = serve("sqlite")
    somewhere = Plain(server)
    somewhere.sign_in("kader")
    question = open_quiz(somewhere, QUIZ).path
    siti = Chromium(browser_program, server.address)
    sign_in(siti, "kader")
    siti.open(question)

    stops = tab_to(siti, "Periksa dan kirim")
    assert in_order(stops, ["Langsung ke isi", "Simpan dan lanjut", "Lewati dulu", "Periksa dan kirim"])

    siti.page.locator("input[type=radio], input[type=checkbox]").first.focus()
    siti.page.keyboard.press("Space")
    siti.page.keyboard.press("Enter")
    siti.page.wait_for_url(f"**{question[:-1]}2")
    assert "1 jawaban tersimpan" in siti.text
    siti.close()


def tab_to(chromium: Chromium, last: str) -> list[str]:
    """Press Tab until the stop named `last`; return the words of every stop, and fail where the focus cannot be seen."""
    stops: list[str] = []
    while last not in stops and len(stops) < MOST_STOPS:
        chromium.page.keyboard.press("Tab")
        at = chromium.page.evaluate(FOCUSED)
        assert at["seen"], f"no focus to see on «{at['words']}»"
        assert at["inside"], f"«{at['words']}» lies outside the screen"
        stops.append(at["words"])
    return stops


def in_order(stops: list[str], wanted: list[str]) -> bool:
    """Return whether stops that begin with the wanted words come one after the other."""
    rest = iter(stops)
    return all(any(stop.startswith(words) for stop in rest) for words in wanted)
