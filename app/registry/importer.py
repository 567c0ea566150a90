"""Reads our own spreadsheet of cadres into rows, with a sentence for everything that is wrong in it.

Pure: knows nothing of Flask or the database. It never stops at the first problem, and a hostile file ends in
`Unreadable` before it is unpacked into memory.
"""

import io
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from app.places import fold
from app.registry.details import (
    EARLIEST_BIRTH,
    EARLIEST_START,
    YOUNGEST,
    CadreDetails,
    is_birth_year,
    is_phone,
    is_start_year,
)
from app.registry.models import FIELDS
from app.registry.numbers import is_number
from app.uploads import Unreadable
from app.workbook import read_rows

MOST_ROWS = 5_000
HEADER_WITHIN = 20  # rows above the table, at most
EXAMPLE = "contoh:"  # begins the folded name of a row that is no person


@dataclass(frozen=True)
class Column:
    """A column: its key here, its heading in the sheet, and how long its text may be."""

    key: str
    heading: str
    longest: int = 80
    required: bool = False


COLUMNS = (
    Column("number", "Nomor kader", 8),
    Column("name", "Nama", required=True),
    Column("gender", "L/P", 10, required=True),
    Column("birth_year", "Tahun lahir"),
    Column("posyandu", "Posyandu", required=True),
    Column("desa", "Kode desa/kelurahan", 13, required=True),
    Column("phone", "Nomor HP", 20),
    Column("fields", "Bidang", 200),
    Column("decree_number", "Nomor SK", 60),
    Column("started_year", "Tahun mulai"),
)
BY_KEY = {column.key: column for column in COLUMNS}
GENDERS = {"p": "P", "perempuan": "P", "l": "L", "lakilaki": "L", "laki laki": "L"}


@dataclass(frozen=True)
class Problem:
    """What is wrong at a row (as numbered in the sheet) and column: a sentence, and the values for its places."""

    row: int
    column: str
    message: str
    values: Mapping[str, str | int] = field(default_factory=dict)

    @property
    def text(self) -> str:
        """The sentence in the words of the program; pages put it through the catalogue instead."""
        return self.message % self.values if self.values else self.message


@dataclass(frozen=True)
class RosterRow:
    """One person of the sheet; `number` is empty for somebody new."""

    row: int
    number: str
    details: CadreDetails
    posyandu: str
    desa: str


@dataclass
class Parsed:
    """A read sheet: the people, what is wrong, and how many written lines are no person."""

    rows: list[RosterRow] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    skipped: int = 0


def parse_roster(content: bytes, today: date) -> Parsed:
    """Read a workbook; raise Unreadable when it is none of ours, or too large."""
    lines = read_rows(io.BytesIO(content), MOST_ROWS + HEADER_WITHIN)
    return parse_lines(lines, today)


def parse_lines(lines: Iterable[list[Any]], today: date) -> Parsed:
    """Read the cells of a sheet, row by row, from its first row on."""
    parsed = Parsed()
    places: dict[str, int] = {}
    for number, cells in enumerate(lines, start=1):
        if not any(_is_written(cell) for cell in cells):
            continue
        if not places:
            places = _header(cells)
            parsed.skipped += not places
            if not places and number >= HEADER_WITHIN:
                break
        else:
            _read_line(parsed, number, {key: _cell(cells, at) for key, at in places.items()}, today)
    if not places:
        raise Unreadable("Judul kolom tidak ditemukan. Pakai templat dari halaman ini.")
    _find_doubles(parsed)
    parsed.problems.sort(key=lambda problem: problem.row)
    return parsed


def _header(cells: list[Any]) -> dict[str, int]:
    """Return column key → position when this row is the header, nothing otherwise; refuse one that lacks a column."""
    found = {fold(cell): at for at, cell in reversed(list(enumerate(cells))) if isinstance(cell, str)}
    places = {c.key: found[fold(c.heading)] for c in COLUMNS if fold(c.heading) in found}
    if not {"name", "posyandu"} <= set(places):
        return {}
    if missing := [column.heading for column in COLUMNS if column.key not in places]:
        raise Unreadable(
            "Kolom ini tidak ada: %(columns)s. Pakai templat dari halaman ini.", columns=", ".join(missing)
        )
    return places


def _read_line(parsed: Parsed, row: int, cells: dict[str, Any], today: date) -> None:
    if isinstance(cells["name"], str) and fold(cells["name"]).startswith(EXAMPLE):
        parsed.skipped += 1
        return
    line = _Line(row, cells)
    number, name = line.text("number"), line.text("name")
    if number and not is_number(number):
        line.wrong("number", "nomor kader salah ketik; untuk kader baru, kosongkan")
    if name and not fold(name):
        line.wrong("name", "tulis dengan huruf Latin")
    born = line.year(
        "birth_year", EARLIEST_BIRTH, today.year - YOUNGEST, lambda year: is_birth_year(year, today)
    )
    started = line.year("started_year", EARLIEST_START, today.year, lambda year: is_start_year(year, today))
    if born and started and started <= born:
        line.wrong("started_year", "harus sesudah tahun lahir")
    phone = line.text("phone")
    if phone and not is_phone(phone):
        line.wrong("phone", "tulis seperti 0812 3456 7890")
    details = CadreDetails(
        name=name,
        gender=line.gender(),
        birth_year=born,
        phone=phone or None,
        fields=line.fields(),
        decree_number=line.text("decree_number") or None,
        started_year=started,
    )
    place = RosterRow(row, number, details, line.text("posyandu"), line.text("desa"))
    parsed.problems.extend(line.problems)
    if not line.problems:
        parsed.rows.append(place)


class _Line:
    """The cells of one row, and what is wrong with them."""

    def __init__(self, row: int, cells: dict[str, Any]) -> None:
        self.row = row
        self.cells = cells
        self.problems: list[Problem] = []

    def wrong(self, key: str, message: str, **values: str | int) -> None:
        """Note what is wrong in a column; `values` go to the places of `message`."""
        self.problems.append(Problem(self.row, BY_KEY[key].heading, message, values))

    def text(self, key: str) -> str:
        """Return a cell's text with single spaces; a number where text belongs is damaged already, so it is refused."""
        column, cell = BY_KEY[key], self.cells[key]
        if not _is_written(cell):
            if column.required:
                self.wrong(key, "wajib diisi")
            return ""
        if not isinstance(cell, str):
            self.wrong(
                key,
                "harus berupa teks, bukan angka atau tanggal; ketik ulang setelah mengubah format sel ke Teks",
            )
            return ""
        if any(ord(letter) < 32 and letter not in "\t\r\n" for letter in cell):
            self.wrong(key, "ada huruf yang tidak bisa disimpan; ketik ulang")
            return ""
        text = " ".join(cell.split())
        if len(text) > column.longest:
            self.wrong(key, "paling banyak %(most)s huruf", most=column.longest)
            return ""
        return text

    def year(self, key: str, first: int, last: int, fits: Callable[[int], bool]) -> int | None:
        """Return a year typed as a number or as four digits; nothing when empty or wrong."""
        cell = self.cells[key]
        if not _is_written(cell):
            return None
        text = f"{cell:.0f}" if _is_whole(cell) else str(cell).strip()
        if len(text) == 4 and text.isascii() and text.isdigit() and fits(int(text)):
            return int(text)
        self.wrong(key, "tulis tahun antara %(first)s dan %(last)s", first=first, last=last)
        return None

    def gender(self) -> str:
        """Return P or L."""
        text = self.text("gender")
        known = GENDERS.get(fold(text).replace("-", ""), "")
        if text and not known:
            self.wrong("gender", "isi P atau L")
        return known or "P"

    def fields(self) -> tuple[str, ...]:
        """Return the codes of the fields served, written with commas between them."""
        words = [fold(word).replace(" ", "-") for word in self.text("fields").replace(";", ",").split(",")]
        wanted = [word for word in words if word]
        if unknown := [word for word in wanted if word not in FIELDS]:
            message = "tidak dikenal: %(unknown)s; pilih dari %(known)s"
            self.wrong("fields", message, unknown=", ".join(unknown), known=", ".join(FIELDS))
        return tuple(code for code in FIELDS if code in wanted)


def _find_doubles(parsed: Parsed) -> None:
    """Take out rows that name a person for the second time, and say where she was first."""
    numbers: dict[str, int] = {}
    people: dict[tuple[str, str, str], int] = {}
    kept = []
    for row in parsed.rows:
        person = (row.desa, fold(row.posyandu), fold(row.details.name))
        first = numbers.get(row.number) if row.number else None
        if first is not None:
            parsed.problems.append(
                Problem(row.row, "Nomor kader", "sudah ada di baris %(row)s", {"row": first})
            )
        elif not row.number and person in people:
            parsed.problems.append(
                Problem(
                    row.row, "Nama", "orang yang sama sudah ada di baris %(row)s", {"row": people[person]}
                )
            )
        else:
            kept.append(row)
        numbers.setdefault(row.number, row.row)
        people.setdefault(person, row.row)
    parsed.rows = kept


def _cell(cells: list[Any], at: int) -> Any:
    return cells[at] if at < len(cells) else ""


def _is_written(cell: Any) -> bool:
    return cell is not None and not (isinstance(cell, str) and not cell.strip())


def _is_whole(cell: Any) -> bool:
    return (
        isinstance(cell, (int, float))
        and not isinstance(cell, bool)
        and 0 < cell < 10_000
        and cell == int(cell)
    )
