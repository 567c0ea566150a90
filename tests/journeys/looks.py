"""What must be true of every page as a browser draws it: found by axe, read from the screen, or measured."""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import ConsoleMessage, Page, Response

TARGET = 48  # pixels: what a finger needs
SMALL_TARGETS = """() => [...document.querySelectorAll('button, .btn, label.opt, .opt')]
  .filter(e => e.getBoundingClientRect().height > 0 && e.getBoundingClientRect().height < %d)
  .map(e => e.textContent.trim().slice(0, 30) + ' ' + Math.round(e.getBoundingClientRect().height))"""
GLUED = """() => [...document.querySelectorAll('body *')]
  .filter(e => getComputedStyle(e).display.endsWith('flex'))
  .flatMap(e => [...e.children])
  .filter(e => ['A', 'B', 'SPAN'].includes(e.tagName) && e.nextSibling && e.nextSibling === e.nextElementSibling
    && ['A', 'B', 'SPAN'].includes(e.nextSibling.tagName) && e.textContent.trim() && e.nextSibling.textContent.trim())
  .map(e => (e.textContent + e.nextSibling.textContent).trim().slice(-40))"""
OVERFLOW = "() => document.documentElement.scrollWidth - window.innerWidth"


class Inspector:
    """Looks at pages in one browser page and gathers what is wrong with them."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.problems: list[str] = []
        self._complaints: list[str] = []
        page.on("console", self._note)
        page.on("pageerror", lambda error: self._complaints.append(str(error)))

    def inspect(self, url: str, widths: tuple[int, ...], *, touch: bool) -> None:
        """Open `url` and look at it in each width; `touch` also measures what a finger must hit."""
        self._complaints.clear()
        response = self.page.goto(url)
        self._must(response is not None and response.status == 200, f"{_status(response)}", url)
        for width in widths:
            self.page.set_viewport_size({"width": width, "height": 640})
            beyond = self.page.evaluate(OVERFLOW)
            self._must(beyond <= 0, f"{beyond} px too wide at {width}", url)
        glued = self.page.evaluate(GLUED)
        self._must(not glued, f"words without a space where the sheet is missing {glued}", url)
        if touch:
            small = self.page.evaluate(SMALL_TARGETS % TARGET)
            self._must(not small, f"small targets {small}", url)
        found = (
            Axe()
            .run(self.page, options={"resultTypes": ["violations"], "preload": False})
            .response["violations"]
        )
        for violation in found:
            nodes = [node["html"][:160] for node in violation["nodes"][:3]]
            self.problems.append(f"{url}: axe {violation['id']}: {violation['help']}: {nodes}")
        self._must(not self._complaints, f"console: {self._complaints}", url)

    def _must(self, fine: bool, otherwise: str, url: str) -> None:
        if not fine:
            self.problems.append(f"{url}: {otherwise}")

    def _note(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            self._complaints.append(message.text)


def _status(response: Response | None) -> str:
    return f"status {response.status}" if response else "no answer"
