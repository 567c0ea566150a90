"""Today's phones: Debian's Chromium through Playwright, with scripts or without."""

import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import cast
from urllib.parse import urlsplit

from playwright.sync_api import Browser, BrowserContext, FilePayload, Locator, sync_playwright

from tests.journeys.engine import squeeze

PHONE = {"width": 360, "height": 640}
QUIET = ("--no-sandbox", "--disable-background-networking", "--disable-component-update", "--disable-sync")
PATIENCE = 10_000  # milliseconds


@contextmanager
def launched() -> Iterator[Browser]:
    """Start Chromium for as long as the block runs; fail where it is not installed."""
    program = shutil.which("chromium")
    assert program, "chromium is missing: bin/setup dev installs it"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=[*QUIET, "--no-first-run"])
        yield browser
        browser.close()


class Chromium:
    """One person's Chromium at 360 × 640, with her own cookies."""

    def __init__(
        self, browser: Browser, address: str, scripts: bool = True, context: BrowserContext | None = None
    ) -> None:
        self._browser, self.address, self._scripts = browser, address, scripts
        self.context = context or browser.new_context(
            viewport={"width": PHONE["width"], "height": PHONE["height"]},
            java_script_enabled=scripts,
            has_touch=True,
            locale="id-ID",
        )
        self.context.set_default_timeout(PATIENCE)
        self.page = self.context.new_page()

    def another_tab(self) -> "Chromium":
        """Open another tab of the same browser, with the same cookies."""
        return Chromium(self._browser, self.address, self._scripts, self.context)

    def open(self, path: str) -> None:
        """Open a page of the portal."""
        self.page.goto(self.address + path)

    def type(self, label: str, text: str) -> None:
        """Write into a field."""
        self.page.get_by_label(label).fill(text)

    def choose(self, words: str) -> None:
        """Tap the row of an option."""
        rows = self.page.locator("label")
        whole = rows.filter(has_text=_whole(words))
        (whole if whole.count() else rows.filter(has_text=words)).first.click()

    def upload(self, name: str, content: bytes) -> None:
        """Choose a file in the page's one file field."""
        file = {"name": name, "mimeType": "application/octet-stream", "buffer": content}
        self.page.set_input_files("input[type=file]", cast(FilePayload, file))

    def click(self, words: str) -> None:
        """Press a button or follow a link."""
        found = self._find(words)
        assert found, f"no «{words}» on {self.path}: {self.text[:800]}"
        found.click()
        self.page.wait_for_load_state()

    def can_click(self, words: str) -> bool:
        """Return whether there is such a button or link."""
        return self._find(words) is not None

    @property
    def path(self) -> str:
        """Where she is."""
        return urlsplit(self.page.url).path

    @property
    def text(self) -> str:
        """What she can read."""
        return squeeze(self.page.locator("body").inner_text())

    def picture(self, file: Path) -> None:
        """Keep a screenshot of the whole page."""
        self.page.screenshot(path=file, full_page=True)

    def close(self) -> None:
        """End her browser, not the others'."""
        self.context.close()

    def _find(self, words: str) -> Locator | None:
        for text in (_whole(words), words):
            for kind in ("button, summary", "main a", "a"):
                found = self.page.locator(kind).filter(has_text=text).locator("visible=true")
                if found.count():
                    return found.first
        return None


def _whole(words: str) -> re.Pattern[str]:
    spaced = r"\s+".join(map(re.escape, words.split()))
    return re.compile(rf"^\s*{spaced}\s*$")
