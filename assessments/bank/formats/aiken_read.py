"""Reads Aiken. Whatever departs from the format is named with its line. Pure."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from string import ascii_uppercase

from assessments.bank.bodies import letters
from assessments.bank.formats.base import MOST_ITEMS, BadFile, Item, Parsed, Problem, decode

OPTION = re.compile(r"([A-Za-z])[.)](\s*)(.*)")
KEY = re.compile(r"(ANSWER|JAWABAN|KUNCI JAWABAN|KUNCI)(\s*:\s*)(.*)", re.IGNORECASE)
LETTER = re.compile(r"([A-Za-z])[.)]?")
NOTHING = "Tidak ada soal di berkas ini."
UNFINISHED = "Soal ini tidak punya baris ANSWER di akhirnya."
NO_STEM = "Pilihan ini tidak punya soal di atasnya."
NO_OPTIONS = "Pilihannya kurang dari dua."
TWO_ALIKE = "Huruf %(letter)s dipakai dua kali."
NO_TEXT = "Pilihan %(letter)s kosong."
NO_LETTER = "Kunci “%(key)s” bukan satu huruf. Format Aiken hanya punya satu jawaban benar."
NO_SUCH = "Kunci %(letter)s tidak ada di antara pilihannya."
LONG_STEM = "Soal ditulis lebih dari satu baris; digabung."
LONG_OPTION = "Pilihan ditulis lebih dari satu baris; digabung."
BLANK = "Ada baris kosong di dalam soal; dilewati."
SMALL = "Huruf pilihan ditulis kecil; dibaca seperti huruf besar."
NO_BLANK = "Di belakang huruf pilihan tidak ada spasi."
ORDER = "Huruf pilihan tidak berurutan dari A."
OTHER_KEY = "Kuncinya tidak ditulis sebagai ANSWER: dan satu huruf besar."


class _Unfit(Exception):
    """A question that cannot be taken."""

    def __init__(self, line: int, message: str, **values: str) -> None:
        super().__init__(message)
        self.problem = Problem(line, message, values)


@dataclass
class _Option:
    letter: str
    lines: list[str]
    line: int


@dataclass
class _Question:
    """A question that is being gathered, line by line."""

    line: int
    stem: list[str] = field(default_factory=list)
    options: list[_Option] = field(default_factory=list)
    notes: dict[str, Problem] = field(default_factory=dict)  # by message: each once
    gap: int = 0  # the blank line above, if there is one

    def note(self, line: int, message: str) -> None:
        """Name what departs from the format."""
        self.notes.setdefault(message, Problem(line, message))

    def takes(self, line: str, number: int) -> bool:
        """Add a line; return False when it begins another question."""
        if self._takes_option(line, number):
            self._close_gap()
            return True
        if self.gap:
            return False
        last, message = (self.options[-1].lines, LONG_OPTION) if self.options else (self.stem, LONG_STEM)
        if last:
            self.note(number, message)
        last.append(line)
        return True

    def _takes_option(self, line: str, number: int) -> bool:
        found = OPTION.fullmatch(line)
        if not found:
            return False
        letter, blank, text = found.groups()
        is_next = bool(self.stem) and letter.upper() == ascii_uppercase[len(self.options) :][:1]
        if not is_next and not (letter.isupper() and blank):
            return False
        if letter.islower():
            self.note(number, SMALL)
        if text and not blank:
            self.note(number, NO_BLANK)
        self.options.append(_Option(letter.upper(), [text] if text else [], number))
        return True

    def _close_gap(self) -> None:
        if self.gap:
            self.note(self.gap, BLANK)
        self.gap = 0

    def item(self, key: re.Match[str], number: int) -> Item:
        """Return the question with its key; raise _Unfit when it is none."""
        self._close_gap()
        self._check()
        letter = LETTER.fullmatch(key[3])
        if not letter:
            raise _Unfit(number, NO_LETTER, key=key[3][:60])
        right = letter[1].upper()
        if right not in [option.letter for option in self.options]:
            raise _Unfit(number, NO_SUCH, letter=right)
        if f"{key[1]}:{key[3]}" != f"ANSWER:{right}" or not key[2].startswith(":"):
            self.note(number, OTHER_KEY)
        options = [
            {"id": id_, "text": " ".join(option.lines), "correct": option.letter == right}
            for id_, option in zip(letters(), self.options, strict=False)
        ]
        body = {"stem": "\n".join(self.stem), "options": options}
        return Item(self.line, "single", body, notes=list(self.notes.values()))

    def _check(self) -> None:
        if not self.stem:
            raise _Unfit(self.line, NO_STEM)
        if len(self.options) < 2:
            raise _Unfit(self.line, NO_OPTIONS)
        seen = ""
        for option in self.options:
            if option.letter in seen:
                raise _Unfit(option.line, TWO_ALIKE, letter=option.letter)
            if not option.lines:
                raise _Unfit(option.line, NO_TEXT, letter=option.letter)
            seen += option.letter
        if not ascii_uppercase.startswith(seen):
            self.note(self.options[0].line, ORDER)


def read(content: bytes) -> Parsed:
    """Return the questions of an Aiken file; raise BadFile for what is no text, or too much of it."""
    parsed = Parsed()
    for found in _find(decode(content)):
        if isinstance(found, Item):
            parsed.items.append(found)
        else:
            parsed.problems.append(found)
        if len(parsed.items) + len(parsed.problems) > MOST_ITEMS:
            raise BadFile("Terlalu banyak soal: paling banyak %(most)s dalam satu berkas.", most=MOST_ITEMS)
    if not parsed.items and not parsed.problems:
        parsed.problems.append(Problem(0, NOTHING))
    return parsed


def _find(text: str) -> Iterator[Item | Problem]:
    """Yield each question, or what is wrong with it."""
    question: _Question | None = None
    for number, raw in enumerate(text.split("\n"), 1):
        line = raw.strip()
        if not line:
            if question:
                question.gap = question.gap or number
        elif key := _key(line, question):
            yield _closed(question or _Question(number), key, number)
            question = None
        elif not (question and question.takes(line, number)):
            if question:
                yield Problem(question.line, UNFINISHED)
            question = _Question(number)
            question.takes(line, number)
    if question:
        yield Problem(question.line, UNFINISHED)


def is_stem(line: str) -> bool:
    """Return whether `line`, where a question may begin, is one, and no option or key."""
    question = _Question(1)
    return not _key(line, None) and question.takes(line, 1) and not question.options


def _key(line: str, question: _Question | None) -> re.Match[str] | None:
    """Return the key in a line; other words than ANSWER are only taken for it below options."""
    found = KEY.fullmatch(line)
    return found if found and (found[1] == "ANSWER" or (question and question.options)) else None


def _closed(question: _Question, key: re.Match[str], number: int) -> Item | Problem:
    try:
        return question.item(key, number)
    except _Unfit as unfit:
        return unfit.problem
