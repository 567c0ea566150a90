"""Makes tables of questions as trainers fill them in."""

import io
from collections.abc import Callable
from typing import Any

import pytest
from xlsxwriter import Workbook

from assessments.bank.formats import csv_table
from assessments.bank.formats.base import BadFile, Item, Parsed
from assessments.bank.formats.table_columns import columns

HEADINGS = [column.heading for column in columns()]


def parse(*rows: dict[str, str], headings: list[str] | None = None) -> Parsed:
    """Read rows of cells by heading, as CSV."""
    heads = headings or HEADINGS
    lines = [";".join(f'"{row.get(head, "")}"' for head in heads) for row in rows]
    return csv_table.read("\n".join([";".join(heads), *lines]).encode())


def only(**cells: str) -> Item:
    """Return the question of one row."""
    (item,) = parse({"soal": "Apa?", **{key.replace("_", " "): cell for key, cell in cells.items()}}).items
    return item


def sheet(*rows: list[Any]) -> bytes:
    """Return a workbook with these rows."""
    file = io.BytesIO()
    with Workbook(file, {"default_date_format": "dd/mm/yy"}) as book:
        page = book.add_worksheet()
        for number, row in enumerate(rows):
            page.write_row(number, 0, row)
    return file.getvalue()


def refusal(read: Callable[[bytes], Parsed], content: bytes) -> str:
    """Return why a file was refused."""
    with pytest.raises(BadFile) as refused:
        read(content)
    return refused.value.problem.text
