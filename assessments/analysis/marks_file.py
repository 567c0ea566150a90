"""A table of marks as a CSV file: item names, highest marks, then a line for each taker; an empty cell was not asked. Pure."""

import csv
import io
from decimal import Decimal, InvalidOperation
from fractions import Fraction

from assessments.analysis.sheet import Sheet, to_sheet

SEPARATORS = (";", "\t", ",")
LARGEST = 100  # power of ten that a mark may reach, and that its parts may reach below one


class BadMarks(Exception):
    """The file is no table of marks; the message says where, and what to do."""


def read_marks(data: bytes) -> tuple[list[str], Sheet]:
    """Return the names of the items and the marks; raise BadMarks.

    UTF-8, or what Excel writes without it; semicolons, tabs or commas; decimal points or commas.
    """
    lines = _lines(data)
    if len(lines) < 2:
        raise BadMarks(
            "Berkas ini kosong. Baris 1: nama soal; baris 2: nilai tertinggi; lalu satu baris tiap peserta."
        )
    names = lines[0][1]
    rows = [_row(number, cells, len(names)) for number, cells in lines[1:]]
    maxima, takers = rows[0], rows[1:]
    if None in maxima:
        raise BadMarks(
            f"Baris {lines[1][0]}: nilai tertinggi soal {maxima.index(None) + 1} kosong. Isi dengan angka."
        )
    columns = [list(column) for column in zip(*takers, strict=True)] or [[] for _name in names]
    return names, to_sheet([mark or Fraction(0) for mark in maxima], columns, Fraction)


def _lines(data: bytes) -> list[tuple[int, list[str]]]:
    """Return the lines that are not blank, with their numbers, cut at the separator that makes a table of them."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("cp1252", "replace")
    found: list[tuple[int, list[str]]] = []
    for separator in SEPARATORS:
        try:
            reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
            found = [(reader.line_num, cells) for cells in reader if cells]
        except csv.Error as error:
            raise BadMarks("Berkas ini bukan CSV. Simpan dari Excel sebagai CSV, lalu coba lagi.") from error
        if len(found) > 1 and len(found[0][1]) == len(found[1][1]) > 1:
            break
    return found


def _row(number: int, cells: list[str], width: int) -> list[Fraction | None]:
    if len(cells) != width:
        raise BadMarks(
            f"Baris {number}: ada {len(cells)} kolom, seharusnya {width}. Samakan dengan baris pertama."
        )
    return [_mark(cell, number, place) for place, cell in enumerate(cells, 1)]


def _mark(cell: str, number: int, place: int) -> Fraction | None:
    text = cell.strip()
    if not text:
        return None
    try:
        mark = Decimal(text.replace(",", "."))
    except InvalidOperation:
        mark = Decimal("NaN")
    if not mark.is_finite() or abs(mark.adjusted()) > LARGEST or len(text) > 2 * LARGEST:
        raise BadMarks(
            f"Baris {number}, kolom {place}: «{text[:20]}» bukan angka. Tulis seperti 1 atau 0,5; kosong berarti tidak ditanya."
        )
    return Fraction(mark)
