"""Writes the spreadsheet that an office fills in and sends back. Pure; `importer.COLUMNS` says what it holds."""

import io
from collections.abc import Iterable
from datetime import date
from typing import Any

from xlsxwriter import Workbook

from app.registry.details import EARLIEST_BIRTH, EARLIEST_START, YOUNGEST
from app.registry.importer import COLUMNS, MOST_ROWS
from app.registry.models import FIELDS

EXAMPLE = (
    "",
    "CONTOH: Siti Rahayu",
    "P",
    1985,
    "Melati 1",
    "17.02.09.1012",
    "081234567890",
    "kesehatan, sosial",
    "400/12/2025",
    2015,
)
NUMBERS = ("birth_year", "started_year")
EXPLAINED = (
    "Satu baris untuk satu kader. Jangan ubah judul kolom.",
    "Baris yang namanya berawalan CONTOH: tidak dibaca.",
    "Nomor kader: kosongkan untuk kader baru; isi untuk mengubah atau memindahkan kader yang sudah terdaftar.",
    "Nama: seperti di SK, tanpa gelar. Nama yang sama di Posyandu yang sama dianggap orang yang sama.",
    "L/P: isi P atau L.",
    f"Tahun lahir: empat angka, dari {EARLIEST_BIRTH}. Kader paling muda {YOUNGEST} tahun. Boleh kosong.",
    "Posyandu: harus sudah terdaftar; lihat lembar Daftar Posyandu.",
    "Kode desa/kelurahan: kode wilayah resmi, misalnya 17.02.09.1012; lihat lembar Daftar Posyandu.",
    "Nomor HP: sebagai teks, diawali 0 atau +62. Nomor yang diketik sebagai angka ditolak, karena nol depannya hilang.",
    f"Bidang: boleh lebih dari satu, dipisah koma: {', '.join(FIELDS)}. Boleh kosong.",
    "Nomor SK: sebagai teks. Boleh kosong.",
    "Tahun mulai: empat angka. Boleh kosong.",
    "Sel yang kosong tidak menghapus data yang sudah ada.",
    "Jangan menulis NIK atau tanggal lahir.",
)


def write_template(places: Iterable[tuple[str, str, str, str]], today: date) -> bytes:
    """Return the workbook; `places` are the open Posyandu: kecamatan, desa, its code, name of the Posyandu."""
    file = io.BytesIO()
    workbook = Workbook(file, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    text, head = (
        workbook.add_format({"num_format": "@"}),
        workbook.add_format({"bold": True, "bg_color": "#e3d3f7"}),
    )
    _write_people(workbook, text, head, today)
    _write_explanation(workbook, head)
    sheet = workbook.add_worksheet("Daftar Posyandu")
    sheet.write_row(0, 0, ("Kecamatan", "Desa/kelurahan", "Kode desa/kelurahan", "Posyandu"), head)
    for row, place in enumerate(places, start=1):
        sheet.write_row(row, 0, place, text)
    sheet.set_column(0, 3, 24)
    workbook.close()
    return file.getvalue()


def _write_people(workbook: Workbook, text: Any, head: Any, today: date) -> None:
    sheet = workbook.add_worksheet("Kader")
    sheet.freeze_panes(1, 0)
    for at, (column, example) in enumerate(zip(COLUMNS, EXAMPLE, strict=True)):
        sheet.set_column(at, at, 22, None if column.key in NUMBERS else text)
        sheet.write_string(0, at, column.heading, head)
        if isinstance(example, str):
            sheet.write_string(1, at, example, text)
        else:
            sheet.write_number(1, at, example)
    _limit(sheet, "gender", {"validate": "list", "source": ["P", "L"]}, "Isi P atau L.")
    years = {
        "birth_year": (EARLIEST_BIRTH, today.year - YOUNGEST),
        "started_year": (EARLIEST_START, today.year),
    }
    for key, (first, last) in years.items():
        rule = {"validate": "integer", "criteria": "between", "minimum": first, "maximum": last}
        _limit(sheet, key, rule, f"Tulis tahun antara {first} dan {last}.")
    # Several fields may stand in one cell, so the list of fields only helps and does not forbid.
    _limit(sheet, "fields", {"validate": "list", "source": list(FIELDS), "show_error": False}, "")


def _limit(sheet: Any, key: str, rule: dict[str, Any], message: str) -> None:
    at = [column.key for column in COLUMNS].index(key)
    words = {"error_title": "Isian belum benar", "error_message": message} if message else {}
    sheet.data_validation(1, at, MOST_ROWS, at, {**rule, **words})


def _write_explanation(workbook: Workbook, head: Any) -> None:
    sheet = workbook.add_worksheet("Petunjuk")
    sheet.set_column(0, 0, 110, workbook.add_format({"text_wrap": True}))
    sheet.write_string(0, 0, "Cara mengisi daftar kader", head)
    for row, sentence in enumerate(EXPLAINED, start=1):
        sheet.write_string(row, 0, sentence)
