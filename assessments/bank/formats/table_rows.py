"""One row of the spreadsheet of questions while it is read: its cells, and what is wrong in them. Pure."""

from collections.abc import Mapping
from string import ascii_uppercase
from typing import Any

from assessments.bank.formats.base import Problem
from assessments.bank.formats.table_columns import SCORING_WORDS, SCORINGS, columns, plain
from assessments.bank.formats.text_number import read_number

_HEADINGS = {column.key: column.heading for column in columns(len(ascii_uppercase))}
Body = dict[str, Any]


class Row:
    """A row: asks for its cells by column key, remembers which were asked for, and gathers notes."""

    def __init__(self, number: int, cells: Mapping[str, str]) -> None:
        self.number = number
        self.notes: list[Problem] = []
        self._cells = cells
        self._asked: set[str] = set()

    def text(self, key: str) -> str:
        """Return what stands in a column; empty for nothing."""
        self._asked.add(key)
        return self._cells.get(key, "")

    def lettered(self, kind: str) -> dict[str, str]:
        """Return the filled columns of a kind (`option`, `said`) by their letters."""
        found = {letter: self.text(f"{kind} {letter}") for letter in ascii_uppercase}
        return {letter: text for letter, text in found.items() if text}

    def number_in(self, key: str) -> str:
        """Return a number with a decimal point; empty, and a note, for what is none."""
        typed = self.text(key)
        number = read_number(typed)
        if typed and number is None:
            self.note("Isi kolom %(column)s bukan angka: %(text)s", column=_HEADINGS[key], text=typed[:60])
        return number or ""

    def scoring(self, default: str) -> Body:
        """Return how the question is marked."""
        typed = self.text("scoring")
        if typed and plain(typed) not in SCORING_WORDS:
            words = " atau ".join(SCORINGS.values())
            self.note(
                "Isi kolom penilaian tidak dikenal: %(text)s. Tulis %(words)s.", text=typed[:60], words=words
            )
        return {"scoring": SCORING_WORDS.get(plain(typed), default)}

    def around(self) -> Body:
        """Return what is said with the result, for types that say it for right and wrong as a whole."""
        feedback = {name: text for name in ("right", "wrong") if (text := self.text(name))}
        return {"feedback": feedback} if feedback else {}

    def note(self, message: str, **values: str | int) -> None:
        """Remember what is wrong in this row."""
        self.notes.append(Problem(self.number, message, values))

    def name_unused(self) -> None:
        """Name the filled columns that nobody asked for."""
        unused = [_HEADINGS[key] for key, text in self._cells.items() if text and key not in self._asked]
        if unused:
            message = "Isi kolom ini tidak dipakai untuk jenis soal ini: %(columns)s"
            self.note(message, columns=", ".join(unused))
