"""GIFT's letters: pieces of a file that know their line, escapes, and the four formats a text may stand in. Pure."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from assessments.bank.formats.base import Problem
from assessments.bank.formats.gift_markdown import without_markdown
from assessments.bank.formats.markup import plain_text

SIGNS = "~=#{}:\\"
# `\n` is a new line, but for the words of LaTeX that no sentence begins with.
LATEX = r"(?:abla|eq|leq|geq|otin|ot|earrow|warrow|exists|subseteq)(?![A-Za-z])"
ESCAPED = re.compile(rf"\\([{re.escape(SIGNS)}]|n(?!{LATEX}))")
HIDDEN = dict(zip(SIGNS + "n", "abcdefgh", strict=True))  # as long as the escape itself; a file holds no NUL
SHOWN = {letter: sign for sign, letter in HIDDEN.items()} | {HIDDEN["n"]: "\n"}
FORM = re.compile(r"\s*\[(html|plain|markdown|moodle)\]")
LOOKS_LIKE_HTML = re.compile(
    r"<(?:!--|/?(?:p|br|b|i|u|s|em|strong|sub|sup|span|div|ul|ol|li|table|tr|td|th|h[1-6]|img|a|font|hr|pre|code)\b)"
    r"|&(?:[a-zA-Z]{2,8}|#[0-9]{1,7}|#x[0-9a-fA-F]{1,6});"
)
PICTURES = "Gambar di dalam teks tidak ikut: format ini tidak menyimpan gambar."
MARKS = "Tanda Markdown dibuang; yang tinggal teksnya."


class Unfit(Exception):
    """A question that cannot be taken; `problem` says why and where."""

    def __init__(self, message: str, line: int, **values: Any) -> None:
        self.problem = Problem(line, message, values)
        super().__init__(self.problem.text)


@dataclass(frozen=True)
class Piece:
    """A part of a file, its escapes hidden, and the line it begins on."""

    text: str
    line: int

    def cut(self, start: int, end: int | None = None) -> "Piece":
        """Return the part from `start` to `end`."""
        return Piece(self.text[start:end], self.line + self.text.count("\n", 0, start))

    def stripped(self) -> "Piece":
        """Return it without blanks at both ends."""
        trimmed = self.text.lstrip()
        return Piece(trimmed.rstrip(), self.cut(len(self.text) - len(trimmed)).line if trimmed else self.line)

    def halves(self, mark: str) -> "tuple[Piece, Piece | None]":
        """Return what stands before the first `mark` and what stands behind it; None where there is no mark."""
        at = self.text.find(mark)
        return (self, None) if at < 0 else (self.cut(0, at), self.cut(at + len(mark)))

    def split(self, sign: re.Pattern[str]) -> "Iterator[Piece]":
        """Yield what stands before the first sign, then each sign with what follows it."""
        begin, line = 0, self.line
        for found in sign.finditer(self.text):
            yield Piece(self.text[begin : found.start()], line)
            line += self.text.count("\n", begin, found.start())
            begin = found.start()
        yield Piece(self.text[begin:], line)


@dataclass
class Draft:
    """What is known of a question while it is read: the format of its texts, the words of its comment, the notes."""

    form: str = "moodle"
    extras: dict[str, str] = field(default_factory=dict)
    notes: list[Problem] = field(default_factory=list)

    @property
    def scoring(self) -> str:
        """How the comment says it is marked; empty when it does not."""
        said = self.extras.get("scoring", "")
        return said if said in ("all", "partial", "weights") else ""

    def note(self, line: int, message: str, **values: Any) -> None:
        """Name, once, what could not be kept."""
        problem = Problem(line, message, values)
        if problem not in self.notes:
            self.notes.append(problem)

    def words(self, piece: Piece) -> str:
        """Return the plain text of an option or a feedback, in its own format or that of the stem."""
        form, rest = take_form(piece)
        return self.plain(rest, form or self.form)

    def plain(self, piece: Piece, form: str) -> str:
        """Return the plain text of a piece that stands in the format `form`."""
        text = shown(piece.text)
        if form == "html" or (form == "moodle" and LOOKS_LIKE_HTML.search(text)):
            plain = plain_text(text)
            for lost in plain.lost + [PICTURES] * bool(plain.images):
                self.note(piece.line, lost)
            return plain.text
        bare = without_markdown(text) if form == "markdown" else text
        if bare != text:
            self.note(piece.line, MARKS)
        return bare


def take_form(piece: Piece) -> tuple[str, Piece]:
    """Return the format that a piece names at its beginning, if any, and the rest, without blanks at its ends."""
    named = FORM.match(piece.text)
    return (named[1], piece.cut(named.end()).stripped()) if named else ("", piece.stripped())


def hidden(text: str) -> str:
    """Return `text` of the same length in which no escaped sign is taken for one that means something."""
    return ESCAPED.sub(lambda found: "\0" + HIDDEN[found[1]], text)


def shown(text: str) -> str:
    """Return what hidden text says: blank lines (there were comments) and blanks at the ends of lines taken out."""
    lines = "\n".join(line for raw in text.split("\n") if (line := raw.strip()))
    return re.sub("\0(.)", lambda found: SHOWN[found[1]], lines).strip()


def escaped(text: str) -> str:
    """Return `text` as it is written: the inverse of `shown(hidden(text))`."""
    text = re.sub(rf"[{re.escape(SIGNS)}]", r"\\\g<0>", text)
    return re.sub(rf"\n(?!{LATEX})", r"\\n", text)
