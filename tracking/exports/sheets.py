"""The dashboards' rows as a workbook or a text file. Knows neither the database nor the web.

Whatever a cell holds is text or a number, never a formula: names come from people's spreadsheets.
"""

import io
from collections.abc import Iterable, Sequence
from typing import Any

import xlsxwriter

from app.csv_file import Cell
from app.registry.models import LEVELS
from tracking.dashboards.figures import Figures, Row

LEVEL_NAMES = {
    "belum-dinilai": "Belum dinilai",
    "belum": "Belum berjenjang",
    "pratama": "Pratama",
    "madya": "Madya",
    "utama": "Utama",
}
FIGURE_HEADS = [
    "Kode",
    "Nama",
    "Kader",
    *(LEVEL_NAMES[code] for code in LEVELS),
    "Dinilai",
    "Dilatih",
    "Posyandu",
    "Posyandu Siklus Hidup",
]
CADRE_HEADS = ["Nomor", "Nama", "Desa/kelurahan", "Posyandu", "Jenjang", "Sejak", "Keterampilan", "Dilatih"]
_WIDEST = 40


def figure_lines(rows: Iterable[Row], total: Figures) -> list[list[Cell]]:
    """Return the table of a dashboard: its heads, a line per row, and the totals."""
    lines = [_figure_line(row.code, row.name, row.figures) for row in rows]
    return [[*FIGURE_HEADS], *lines, _figure_line("", "Jumlah", total)]


def cadre_lines(rows: Iterable[Any]) -> list[list[Cell]]:
    """Return the list of cadres: its heads, and a line for each (Cadre, desa, Posyandu)."""
    lines = [
        [
            cadre.number,
            cadre.name,
            desa,
            posyandu,
            LEVEL_NAMES[cadre.level_code],
            cadre.level_since.isoformat() if cadre.level_since else "",
            cadre.skills_mastered,
            "sudah" if cadre.trained else "belum",
        ]
        for cadre, desa, posyandu in rows
    ]
    return [[*CADRE_HEADS], *lines]


def to_xlsx(sheets: Sequence[tuple[str, list[list[Cell]]]]) -> bytes:
    """Return a workbook with a sheet for each name and its lines; the first line of each is the heads."""
    file = io.BytesIO()
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(file, options) as book:
        bold = book.add_format({"bold": True})
        for name, lines in sheets:
            sheet = book.add_worksheet(name)
            sheet.freeze_panes(1, 0)
            for column in range(len(lines[0])):
                longest = max(len(str(line[column])) for line in lines)
                sheet.set_column(column, column, min(longest, _WIDEST) + 2)
            for number, line in enumerate(lines):
                sheet.write_row(number, 0, line, None if number else bold)
    return file.getvalue()


def _figure_line(code: str, name: str, figures: Figures) -> list[Cell]:
    levels = [figures.levels[level_code] for level_code in LEVELS]
    counts = [figures.assessed, figures.trained, figures.posyandu, figures.life_cycle]
    return [code, name, figures.cadres, *levels, *counts]
