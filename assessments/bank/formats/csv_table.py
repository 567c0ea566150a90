"""Our table of questions as CSV: semicolon, comma or tab; UTF-8. A line is a row of the table, as Excel counts them."""

import csv
import io
from collections.abc import Sequence

from app.csv_file import to_csv, unguarded
from assessments.bank.formats.base import MOST_ITEMS, BadFile, Export, Format, Item, Parsed, decode
from assessments.bank.formats.table import read_table, write_table
from assessments.bank.formats.table_columns import HEADER_WITHIN, known_headings

DELIMITERS = (";", ",", "\t")
MOST_ROWS = MOST_ITEMS + 5_000  # blank ones and headings included


def read(content: bytes) -> Parsed:
    """Return the questions of a table; raise BadFile for what is none."""
    return read_table(_rows(decode(content)))


def write(items: Sequence[Item]) -> Export:
    """Return the questions as a table that Excel opens, and that starts no formula."""
    lines, questions, problems = write_table(items)
    return Export(to_csv(lines), questions, problems)


def _rows(text: str) -> list[list[str]]:
    delimiter = max(DELIMITERS, key=lambda sign: _headings_with(text, sign))
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    rows: list[list[str]] = []
    try:
        for row in reader:
            rows.append([unguarded(cell) for cell in row])
            if len(rows) > MOST_ROWS:
                raise BadFile("Terlalu banyak baris: paling banyak %(most)s.", most=MOST_ROWS)
    except csv.Error as error:
        message = "Tanda kutip di baris tabel ini tidak ditutup, atau isinya terlalu panjang. Simpan lagi dari Excel."
        raise BadFile(message, len(rows) + 1) from error
    return rows


def _headings_with(text: str, delimiter: str) -> int:
    """Return the most headings that a row near the top has if cells are divided so."""
    top = text.split("\n", HEADER_WITHIN)[:HEADER_WITHIN]
    return max(len(known_headings(line[:5_000].replace('"', "").split(delimiter))) for line in top)


FORMAT = Format("csv", "CSV", ".csv", "text/csv", read, write)
