"""What a story needs of a browser, whichever it is: the same few verbs, in the words that stand on the page."""

from pathlib import Path
from typing import Protocol


class Engine(Protocol):
    """Somebody's browser. Words are those she reads; the whole of them is tried before a part of them."""

    def open(self, path: str) -> None:
        """Open a page of the portal."""

    def type(self, label: str, text: str) -> None:
        """Write `text` into the field with this label, over what stands there."""

    def choose(self, words: str) -> None:
        """Tick the option with these words."""

    def click(self, words: str) -> None:
        """Press the button, else follow the link, with these words; wait for the page it leads to."""

    def can_click(self, words: str) -> bool:
        """Return whether a button or link with these words is on the page."""

    @property
    def path(self) -> str:
        """Where she is, without the server's address."""

    @property
    def text(self) -> str:
        """What she can read on the page, with single spaces."""

    def picture(self, file: Path) -> None:
        """Keep what the page looks like."""

    def close(self) -> None:
        """End it."""


def squeeze(text: str) -> str:
    """Return `text` with single spaces."""
    return " ".join(text.split())
