"""The oldest phones: PhantomJS 2.1, a WebKit of 2014 (Android 4.4's class), led by phantom.js.

Its own WebDriver runs strings as scripts, which the portal's pages forbid.
"""

import base64
import json
import os
import subprocess
import time
from http.client import HTTPConnection
from pathlib import Path
from typing import Any

from phantomjs_bin import executable_path

from tests.journeys.engine import squeeze
from tests.journeys.server import free_port

# XPath; the whole words come before a part of them, buttons before links.
CLICKABLE = (
    "//*[self::button or self::summary][normalize-space(.)={words}]",
    "//a[normalize-space(.)={words}]",
    "//*[self::button or self::summary][contains(normalize-space(.),{words})]",
    "//a[contains(normalize-space(.),{words})]",
)
FIELD = (
    "//*[@id=//label[contains(normalize-space(.),{words})]/@for]",
    "//label[contains(normalize-space(.),{words})]//input",
)
OPTION = ("//label[normalize-space(.)={words}]", "//label[contains(normalize-space(.),{words})]")


class Phantom:
    """One person's PhantomJS at 240 × 320."""

    def __init__(self, address: str, folder: Path) -> None:
        self.address = address
        self._port = free_port()
        environment = {**os.environ, "OPENSSL_CONF": "/dev/null"}  # it cannot read today's
        environment.pop("QT_QPA_PLATFORM", None)
        script = Path(__file__).with_name("phantom.js")
        with (folder / "phantom.log").open("wb") as log:
            self._process = subprocess.Popen(
                [executable_path, str(script), str(self._port)],
                env=environment,
                cwd=folder,
                stdout=log,
                stderr=log,
            )
        self._wait()

    def open(self, path: str) -> None:
        """Open a page of the portal."""
        assert self._order("open", url=self.address + path) == "success", f"cannot open {path}"

    def type(self, label: str, text: str) -> None:
        """Write into a field."""
        self._must("type", FIELD, label, text=text)

    def choose(self, words: str) -> None:
        """Tick an option."""
        self._must("tap", OPTION, words)

    def click(self, words: str) -> None:
        """Press a button or follow a link; answers when the page is there."""
        self._must("tap", CLICKABLE, words)

    def can_click(self, words: str) -> bool:
        """Return whether there is such a button or link."""
        return bool(self._order("find", paths=_filled(CLICKABLE, words)))

    @property
    def path(self) -> str:
        """Where she is."""
        return str(self._order("read")["path"])

    @property
    def text(self) -> str:
        """What she can read."""
        return squeeze(self._order("read")["text"])

    @property
    def size(self) -> tuple[int, int]:
        """How wide the page is, and how high its tallest picture, in pixels."""
        read = self._order("read")
        return int(read["width"]), int(read["tallest"])

    def picture(self, file: Path) -> None:
        """Keep a screenshot of the whole page."""
        file.write_bytes(base64.b64decode(self._order("picture")))

    def close(self) -> None:
        """End it."""
        self._order("end")
        self._process.wait(timeout=10)

    def _wait(self) -> None:
        deadline = time.monotonic() + 20
        while True:
            try:
                self._order("find", paths=["/html"])
                return
            except OSError:
                assert self._process.poll() is None, "PhantomJS ended"
                assert time.monotonic() < deadline, "PhantomJS did not start"
                time.sleep(0.05)

    def _must(self, verb: str, paths: tuple[str, ...], words: str, **more: str) -> None:
        done = self._order(verb, paths=_filled(paths, words), **more)
        assert done, f"no «{words}» on {self.path}: {self.text[:800]}"

    def _order(self, verb: str, **more: Any) -> Any:
        connection = HTTPConnection("127.0.0.1", self._port, timeout=30)
        try:
            connection.request("POST", "/", json.dumps({"verb": verb, **more}).encode())
            return json.loads(connection.getresponse().read())["result"]
        finally:
            connection.close()


def _filled(paths: tuple[str, ...], words: str) -> list[str]:
    quoted = f'"{words}"' if '"' not in words else f"'{words}'"
    return [path.replace("{words}", quoted) for path in paths]
