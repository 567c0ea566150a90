"""Our table of questions as a workbook. A line is a row of its first sheet."""

import io
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from xlsxwriter import Workbook

from app.uploads import Unreadable
from app.workbook import read_rows
from assessments.bank.formats.base import (
    LARGEST_FILE,
    MOST_ITEMS,
    BadFile,
    Export,
    Format,
    Item,
    Parsed,
    Problem,
)
from assessments.bank.formats.table import read_table, write_table
from assessments.bank.formats.table_columns import DIFFICULTIES, SCORINGS, TYPES, columns
from assessments.bank.formats.table_examples import ROWS
from assessments.bank.formats.text_number import write_number
from assessments.bank.types.number import plain

MOST_ROWS = MOST_ITEMS + 5_000  # blank ones and headings included
CHOSEN = {
    "type": [*TYPES.values()],
    "difficulty": [*DIFFICULTIES.values()],
    "scoring": [*SCORINGS.values()],
}  # columns with a list to choose from
WIDE = ("stem", "explanation")
EXPLAINED = (
    "Satu baris untuk satu soal, di lembar Soal. Jangan ubah judul kolom; urutannya boleh diubah.",
    "Lembar Contoh memuat satu soal dari tiap jenis. Salin barisnya ke lembar Soal, lalu ganti isinya.",
    "id: kosongkan untuk soal baru. Soal yang diekspor membawa id, supaya impor berikutnya mengubah soal yang sama.",
    f"jenis: pilih dari daftar: {', '.join(TYPES.values())}.",
    "keterampilan: kode keterampilan, misalnya kie-posyandu. Boleh kosong.",
    f"kesulitan: {', '.join(DIFFICULTIES.values())}. tag: beberapa kata, dipisah koma. Keduanya boleh kosong.",
    "pilihan ganda: isi pilihan A, B, C, … dan satu huruf di kunci, misalnya B.",
    "pilihan ganda kompleks: beberapa huruf di kunci, misalnya A,C.",
    "benar/salah: tulis pernyataannya di soal, dan benar atau salah di kunci.",
    "angka: tulis angkanya di kunci, misalnya 6,4. Isi toleransi dan satuan bila perlu.",
    "isian singkat: tulis jawaban yang diterima di kunci, dipisah |, misalnya KMS|kartu menuju sehat.",
    "Tanda * di jawaban isian singkat berarti teks apa saja.",
    "menjodohkan: tulis tiap pasangan di satu kolom pilihan: kiri = kanan. Tanpa kiri (= kanan): pengecoh.",
    "mengurutkan: tulis langkah-langkahnya di pilihan A, B, C, … dalam urutan yang benar.",
    "melengkapi kalimat: tulis {1}, {2}, … di soal. Pilihan A untuk {1}, pilihan B untuk {2}: benar|salah|salah.",
    "Di situ yang pertama benar, kecuali satu diberi * di depannya. Petunjuk di atas kalimat: beri baris --- di antaranya.",
    "umpan balik A, B, …: dibaca kader sesudah memilih pilihan itu.",
    "umpan balik benar dan salah: untuk jenis soal yang tidak punya pilihan.",
    f"pembahasan: dibaca semua kader bersama hasilnya. penilaian: {' atau '.join(SCORINGS.values())}.",
    "Tanda | atau = yang memang bagian dari jawaban ditulis dengan garis miring: \\| dan \\=.",
    "Baris kosong dilewati. Gambar tidak terbawa; pasang gambarnya sesudah impor.",
)


def read(content: bytes) -> Parsed:
    """Return the questions of the first sheet; raise BadFile for what is no small .xlsx of ours."""
    if len(content) > LARGEST_FILE:
        raise BadFile("Berkas terlalu besar: paling banyak %(most)s MB.", most=LARGEST_FILE // 1024**2)
    try:
        rows = read_rows(io.BytesIO(content), MOST_ROWS)
    except Unreadable as refusal:
        raise BadFile(str(refusal)) from refusal
    parsed = read_table([_text(cell) for cell in row] for row in rows)
    parsed.problems += _dates(rows)
    return parsed


def _text(cell: Any) -> str:
    """Return what stands in a cell as a teacher would type it."""
    if isinstance(cell, bool):
        return "benar" if cell else "salah"
    if isinstance(cell, float):
        return write_number(plain(Decimal(repr(cell)))) if abs(cell) < 1e15 else repr(cell)
    return cell if isinstance(cell, str) else str(cell)


def _dates(rows: list[list[Any]]) -> list[Problem]:
    """Name the rows where Excel has made a date of what was typed, as it does of 1-2."""
    message = "Excel mengubah isian menjadi tanggal: %(text)s. Ketik lagi di templat, sebagai teks."
    return [
        Problem(number, message, {"text": str(cell)})
        for number, row in enumerate(rows, start=1)
        for cell in row
        if isinstance(cell, date | datetime | time | timedelta)
    ]


def write(items: Sequence[Item]) -> Export:
    """Return a workbook with the questions on its first sheet, as in the template."""
    lines, questions, problems = write_table(items)
    return Export(_workbook(lines), questions, problems)


def write_template() -> bytes:
    """Return the workbook that a trainer fills in: empty, with instructions and an example of each type."""
    return _workbook([[column.heading for column in columns()]], with_examples=True)


def _workbook(lines: list[list[str]], with_examples: bool = False) -> bytes:
    file = io.BytesIO()
    workbook = Workbook(file, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    text = workbook.add_format({"num_format": "@", "text_wrap": True, "valign": "top"})
    head = workbook.add_format({"bold": True, "bg_color": "#e3d3f7"})
    _write_questions(workbook.add_worksheet("Soal"), lines, text, head)
    sheet = workbook.add_worksheet("Petunjuk")
    sheet.set_column(0, 0, 110, text)
    sheet.write_string(0, 0, "Cara mengisi daftar soal", head)
    for row, sentence in enumerate(EXPLAINED, start=1):
        sheet.write_string(row, 0, sentence, text)
    if with_examples:
        _write_questions(workbook.add_worksheet("Contoh"), write_table(ROWS)[0], text, head)
    workbook.close()
    return file.getvalue()


def _write_questions(sheet: Any, lines: list[list[str]], text: Any, head: Any) -> None:
    """Write headings and rows as texts, with lists to choose from below the headings that have one."""
    sheet.freeze_panes(1, 0)
    shown = columns((len(lines[0]) - len(columns(0))) // 2)
    for at, column in enumerate(shown):
        sheet.set_column(at, at, 50 if column.key in WIDE else 18, text)
        if words := CHOSEN.get(column.key):
            rule = {"validate": "list", "source": words}
            sheet.data_validation(1, at, MOST_ITEMS, at, rule)
    for row, line in enumerate(lines):
        for at, cell in enumerate(line):
            if cell:
                sheet.write_string(row, at, cell, text if row else head)


FORMAT = Format(
    "xlsx",
    "Excel",
    ".xlsx",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    read,
    write,
)
