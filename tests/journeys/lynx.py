"""A browser of text alone: Debian's lynx, its keys given one by one through a script (`-cmd_script`).

The script is a pipe, so that a key can depend on what the page before it said. Reading is done as a person would
keep a page: by the print menu, into a file, where every link and field has its number.
"""

import fcntl
import os
import pty
import re
import struct
import subprocess
import termios
import threading
import time
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from tests.journeys.engine import squeeze

SETTINGS = """INCLUDE:/etc/lynx/lynx.cfg
DEFAULT_KEYPAD_MODE:LINKS_AND_FIELDS_ARE_NUMBERED
TEXTFIELDS_NEED_ACTIVATION:TRUE
CHARACTER_SET:{charset}
LOCALE_CHARSET:FALSE
INFOSECS:0
MESSAGESECS:0
ALERTSECS:0
PRINTER:page:mv %s {seen}:FALSE
"""
PRINTER = "5"  # ours comes after the four that lynx always offers
SCREEN = (60, 80)  # rows, columns
PATIENCE = 20  # seconds
ENTER = "^J"
CHARSET = "utf-8"
NAMES = {" ": "0x20"}  # of the keys that do not name themselves


@dataclass(frozen=True)
class Spot:
    """Something on the page that has a number: `kind` is `link` or the kind of field lynx says it is."""

    number: int
    kind: str
    words: str


class Lynx:
    """One person's lynx."""

    def __init__(self, address: str, folder: Path) -> None:
        self.address = address
        self._seen, script = folder / "seen", folder / "keys"
        (folder / "lynx.cfg").write_text(SETTINGS.format(seen=self._seen, charset=CHARSET))
        os.mkfifo(script)
        self._terminal, terminal = pty.openpty()
        fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", *SCREEN, 0, 0))
        options = [f"-cfg={folder / 'lynx.cfg'}", f"-cmd_script={script}", "-accept_all_cookies", "-nopause"]
        self._process = subprocess.Popen(
            ["lynx", *options, f"{address}/"],
            stdin=terminal,
            stdout=terminal,
            stderr=terminal,
            cwd=folder,
            env={**os.environ, "TERM": "xterm", "LANG": "C.UTF-8", "HOME": str(folder)},
            start_new_session=True,
        )
        os.close(terminal)
        threading.Thread(target=self._let_it_draw, daemon=True).start()
        self._script = script.open("w")
        self._page = self._read()

    def open(self, path: str) -> None:
        """Open a page of the portal."""
        self._press("g", *self.address, *path, ENTER)
        self._page = self._read()

    def type(self, label: str, text: str) -> None:
        """Write into the field after this label."""
        field = self._field_after(label)
        self._press(*str(field.number), "g", ENTER, ENTER, "^U", *text, "<tab>")

    def choose(self, words: str) -> None:
        """Tick an option."""
        spot = self._find(words, ("radio button", "checkbox"))
        assert spot, f"no option «{words}»: {self._page}"
        self._press(*str(spot.number), "g", ENTER, ENTER)

    def click(self, words: str) -> None:
        """Press a button or follow a link."""
        spot = self._find(words, ("submit button",)) or self._find(words, ("link",))
        assert spot, f"no «{words}»: {self._page}"
        self._press(*str(spot.number), "g", ENTER, ENTER)
        self._page = self._read()

    def can_click(self, words: str) -> bool:
        """Return whether there is such a button or link."""
        return self._find(words, ("submit button", "link")) is not None

    @property
    def path(self) -> str:
        """Where she is: the skip link on top of every page says so."""
        return urlsplit(self._targets()[1]).path

    @property
    def text(self) -> str:
        """What she can read."""
        return squeeze(re.sub(r"\(?\[\d+\](BUTTON\))?", "", self._shown()))

    def picture(self, file: Path) -> None:
        """Keep the page as text."""
        file.write_text(self._page)

    def close(self) -> None:
        """End it."""
        self._process.terminate()
        self._process.wait(timeout=10)
        self._script.close()
        os.close(self._terminal)

    def _press(self, *keys: str) -> None:
        self._script.write("".join(f"key {NAMES.get(key, key)}\n" for key in keys))
        self._script.flush()

    def _read(self) -> str:
        self._seen.unlink(missing_ok=True)
        self._press("p", PRINTER, ENTER)
        deadline = time.monotonic() + PATIENCE
        while not self._seen.exists():
            assert self._process.poll() is None, "lynx ended"
            assert time.monotonic() < deadline, "lynx shows no page"
            time.sleep(0.01)
        return self._seen.read_text(CHARSET, errors="replace")

    def _shown(self) -> str:
        return self._page.rpartition("\nReferences\n")[0]

    def _targets(self) -> dict[int, str]:
        listed = re.findall(r"^ +(\d+)\. (.+)$", self._page.rpartition("\nReferences\n")[2], re.MULTILINE)
        return {int(number): target for number, target in listed}

    def _spots(self) -> list[Spot]:
        targets, parts = self._targets(), re.split(r"\[(\d+)\]", self._shown())
        spots = []
        for number, words in zip(map(int, parts[1::2]), parts[2::2], strict=True):
            kind = targets.get(number, "")
            field = kind.removeprefix("form field = ") if kind.startswith("form field") else "link"
            spots.append(Spot(number, field, squeeze(re.sub(r"^(BUTTON\)|\(.\)|\[.\])", "", words))))
        return spots

    def _find(self, words: str, kinds: tuple[str, ...]) -> Spot | None:
        found = [spot for spot in self._spots() if spot.kind in kinds]
        whole = [spot for spot in found if spot.words == words]
        part = [spot for spot in found if words in spot.words]
        return next(iter([*whole, *part]), None)

    def _field_after(self, label: str) -> Spot:
        before, found, _after = squeeze(self._shown()).partition(label)
        assert found, f"no field «{label}»: {self._page}"
        number = 1 + len(re.findall(r"\[\d+\]", before))
        return next(spot for spot in self._spots() if spot.number == number)

    def _let_it_draw(self) -> None:
        try:
            while os.read(self._terminal, 65536):
                pass
        except OSError:  # lynx ended
            pass
