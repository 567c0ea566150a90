"""Spreadsheets for the tests, written as an office would fill in the template."""

import io
from typing import Any

from xlsxwriter import Workbook

from app.registry.importer import COLUMNS

HEADINGS = [column.heading for column in COLUMNS]
SITI: dict[str, Any] = {
    "Nama": "Siti Rahayu",
    "L/P": "P",
    "Tahun lahir": 1985,
    "Posyandu": "Melati",
    "Kode desa/kelurahan": "17.02.09.1012",
}


def person(**other: Any) -> dict[str, Any]:
    """Return Siti's row with other values; `Nomor_HP` stands for the column Nomor HP."""
    return {**SITI, **{key.replace("_", " "): value for key, value in other.items()}}


def sheet(*rows: dict[str, Any], above: int = 0) -> bytes:
    """Return a workbook with the template's headings and these rows, after `above` rows of something else."""
    file = io.BytesIO()
    workbook = Workbook(file, {"in_memory": True, "strings_to_formulas": False})
    page = workbook.add_worksheet("Kader")
    for number in range(above):
        page.write_string(number, 0, "DAFTAR KADER")
    page.write_row(above, 0, HEADINGS)
    for at, row in enumerate(rows, start=above + 1):
        for column, heading in enumerate(HEADINGS):
            if (value := row.get(heading)) is not None:
                page.write(at, column, value)
    workbook.close()
    return file.getvalue()
