"""The lines of a test as a teacher typed it, letter by letter with what marks each. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from assessments.bank.formats.base import Problem

MOST_LINES = 200_000
BOLD, UNDERLINED, HIGHLIGHTED, COLOURED = 1, 2, 4, 8
MARKS = (BOLD, UNDERLINED, HIGHLIGHTED, COLOURED)
PICTURE = re.compile(r"[\U000F0000-\U000FFFFD]")  # a letter that stands for the picture of that number
_INVISIBLE = re.compile(r"[\u200b-\u200f\u2060\ufeff\u00ad\U000F0000-\U000FFFFD]")
_GAP = re.compile(r"\s+")


@dataclass(frozen=True)
class Rich:
    """A text and, for each of its letters, a byte of marks. Between words stands a space; a wider gap is one tab."""

    text: str = ""
    marks: bytes = b""

    def __getitem__(self, part: slice) -> Rich:
        return Rich(self.text[part], self.marks[part])

    def strip(self, letters: str | None = None) -> Rich:
        """Return the text without blanks, or without `letters`, at its ends."""
        left = len(self.text) - len(self.text.lstrip(letters))
        return self[left : max(left, len(self.text.rstrip(letters)))]

    @property
    def worn_by_all(self) -> int:
        """Return the marks that every letter and digit wears; none of them, when there are none."""
        found = [mark for letter, mark in zip(self.text, self.marks, strict=True) if letter.isalnum()]
        common = found[0] if found else 0
        for mark in found:
            common &= mark
        return common

    @property
    def plain(self) -> str:
        """Return the text with single spaces, without the letters that stand for pictures."""
        return _GAP.sub(" ", PICTURE.sub(" ", self.text)).strip()

    @property
    def picture_letters(self) -> list[str]:
        """Return the letters that stand for pictures, in order."""
        return PICTURE.findall(self.text)


@dataclass(frozen=True)
class Line:
    """One line: where it stands in the file (from one), its words, and what of it could not be taken."""

    number: int
    words: Rich
    is_apart: bool = False  # a blank line or the end of a paragraph stands before it
    lost: tuple[Problem, ...] = ()


def rich(pieces: Iterable[tuple[str, int]]) -> Rich:
    """Put a text together from pieces with their marks; blanks are brought to one space, or one tab for a wide gap."""
    texts, marks = [], bytearray()
    for text, mark in pieces:
        texts.append(text)
        marks += bytes((mark,)) * len(text)
    whole = "".join(texts)
    kept, worn, end = [], bytearray(), 0
    for gap in _GAP.finditer(whole):
        kept += [whole[end : gap.start()], "\t" if len(gap[0]) > 1 or gap[0] == "\t" else " "]
        worn += marks[end : gap.start() + 1]
        end = gap.end()
    return Rich("".join([*kept, whole[end:]]), bytes(worn + marks[end:])).strip()


def join(parts: Sequence[Rich], between: str) -> Rich:
    """Put texts one behind the other with an unmarked text `between` them."""
    gap = b"\0" * len(between)
    return Rich(between.join(part.text for part in parts), gap.join(part.marks for part in parts))


def visible(text: str) -> str:
    """Return `text` without letters of no width, and without those that stand for pictures here."""
    return _INVISIBLE.sub("", text)


def lines_of(text: str) -> list[Line]:
    """Return the lines of a plain text; blank ones only set the next apart."""
    lines, is_apart = [], False
    for number, typed in enumerate(text.split("\n"), start=1):
        words = rich([(visible(typed), 0)]) if typed else Rich()
        if words.text:
            lines.append(Line(number, words, is_apart))
        is_apart = not words.text
        if len(lines) > MOST_LINES:
            break  # the reader of lines refuses them
    return lines
