"""The columns of our own spreadsheet of questions, and what may stand in those that are chosen from a list. Pure.

These words are a file format: they are read back, so they are never translated.
"""

import re
from dataclasses import dataclass
from string import ascii_uppercase

from assessments.bank.formats.base import BadFile, Problem

OPTIONS = 8  # columns of options in the template; a file may have up to Z
HEADER_WITHIN = 20  # rows above the headings, at most


@dataclass(frozen=True)
class Column:
    """A column: its key here, its heading, and how else people head it."""

    key: str
    heading: str
    others: tuple[str, ...] = ()


BEFORE = (
    Column("slug", "id", ("kode", "slug", "nomor", "no")),
    Column("type", "jenis", ("jenis soal", "tipe", "tipe soal")),
    Column("category", "keterampilan", ("kategori", "kompetensi", "topik")),
    Column("difficulty", "kesulitan", ("tingkat kesulitan", "tingkat")),
    Column("tags", "tag", ("label", "kata kunci")),
    Column("title", "judul", ("judul soal",)),
    Column("stem", "soal", ("pertanyaan", "pernyataan", "butir soal")),
)
KEY = (
    Column("key", "kunci", ("kunci jawaban", "jawaban", "jawaban benar")),
    Column("tolerance", "toleransi"),
    Column("unit", "satuan"),
)
AFTER = (
    Column("right", "umpan balik benar"),
    Column("wrong", "umpan balik salah"),
    Column("explanation", "pembahasan", ("penjelasan",)),
    Column("scoring", "penilaian", ("cara menilai",)),
)
REQUIRED = ("stem", "key")
TYPES = {
    "single": "pilihan ganda",
    "multiple": "pilihan ganda kompleks",
    "truefalse": "benar/salah",
    "number": "angka",
    "short": "isian singkat",
    "matching": "menjodohkan",
    "ordering": "mengurutkan",
    "cloze": "melengkapi kalimat",
    "text": "bacaan",
}
_OTHER_TYPES = {
    "pg": "single",
    "satu jawaban": "single",
    "pilihan ganda satu jawaban": "single",
    "beberapa jawaban": "multiple",
    "pilihan ganda beberapa jawaban": "multiple",
    "pgk": "multiple",
    "benar salah": "truefalse",
    "benar atau salah": "truefalse",
    "b/s": "truefalse",
    "isian": "short",
    "jawaban singkat": "short",
    "jodohkan": "matching",
    "urutkan": "ordering",
    "teks": "text",
    "bacaan bukan soal": "text",
}
DIFFICULTIES = {1: "mudah", 2: "sedang", 3: "sulit"}
SCORINGS = {"all": "semua", "partial": "sebagian"}


def option_columns(count: int) -> tuple[Column, ...]:
    """Return the columns of the first `count` options."""
    return tuple(
        Column(f"option {letter}", f"pilihan {letter}", (letter.lower(), f"opsi {letter.lower()}"))
        for letter in ascii_uppercase[:count]
    )


def feedback_columns(count: int) -> tuple[Column, ...]:
    """Return the columns of what is said for each option."""
    return tuple(Column(f"said {letter}", f"umpan balik {letter}") for letter in ascii_uppercase[:count])


def columns(options: int = OPTIONS) -> tuple[Column, ...]:
    """Return all columns in their order, with so many options."""
    return (*BEFORE, *option_columns(options), *KEY, *feedback_columns(options), *AFTER)


def plain(words: str) -> str:
    """Return words as headings and choices are compared: small letters and single spaces."""
    return " ".join(re.sub(r"[()_.:*]", " ", words.casefold()).split())


_BY_NAME = {
    plain(name): one for one in reversed(columns(len(ascii_uppercase))) for name in (one.heading, *one.others)
}
TYPE_WORDS = (
    {plain(word): code for code, word in TYPES.items()} | {code: code for code in TYPES} | _OTHER_TYPES
)
DIFFICULTY_WORDS = {word: level for level, word in DIFFICULTIES.items()} | {
    str(level): level for level in DIFFICULTIES
}
SCORING_WORDS = {word: code for code, word in SCORINGS.items()} | {code: code for code in SCORINGS}


def known_headings(cells: list[str]) -> dict[str, int]:
    """Return where each column stands in a row of headings, by its key."""
    found = {}
    for at, cell in reversed(list(enumerate(cells))):
        if column := _BY_NAME.get(plain(cell)):
            found[column.key] = at
    return found


def read_headings(row: int, cells: list[str]) -> tuple[dict[str, int], list[Problem]]:
    """Return where each column stands, and the headings that are none of ours; raise BadFile for lacking ones."""
    places = known_headings(cells)
    lacking = [column.heading for column in columns() if column.key in REQUIRED and column.key not in places]
    if lacking:
        message = "Kolom ini tidak ada: %(columns)s. Pakai templat dari halaman ini."
        raise BadFile(message, row, columns=", ".join(lacking))
    others = [cell for at, cell in enumerate(cells) if cell.strip() and at not in places.values()]
    message = "Kolom ini tidak dikenal, jadi tidak dibaca: %(column)s"
    return places, [Problem(row, message, {"column": " ".join(cell.split())[:60]}) for cell in others]
