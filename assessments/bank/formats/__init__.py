"""The formats in which questions come and go. A new one is a module here with its FORMAT, and a line below.

A module is imported when its format is used: those of Word and Excel bring libraries along.
"""

import re
from collections.abc import Iterable
from importlib import import_module
from pathlib import PurePath

from assessments.bank.formats.base import BadFile, Format

_MODULES = {
    "docx": "docx",
    "xlsx": "xlsx",
    "csv": "csv_table",
    "gift": "gift",
    "moodle-xml": "moodle_xml",
    "aiken": "aiken",
    "text": "text",
}
CODES = tuple(_MODULES)
WRITTEN = tuple(code for code in CODES if code != "docx")
# What only these formats have. No pattern may look at a letter more than a few times, whatever somebody sends.
GIFT = re.compile(r"^[ \t]*\$CATEGORY:|^::|(?<!\\)\{\s*(?:[=~#]|T\}|F\}|TRUE|FALSE|\})", re.MULTILINE)
AIKEN = re.compile(r"^ANSWER:[ \t]*[A-Za-z][ \t]*\r?$", re.MULTILINE)


def get_format(code: str) -> Format:
    """Return the format named `code`; raise KeyError when there is none."""
    found: Format = import_module(f"{__name__}.{_MODULES[code]}").FORMAT
    return found


def list_formats(codes: Iterable[str] = CODES) -> list[Format]:
    """Return the formats of these codes; all of them begin with those that trainers bring most often."""
    return [get_format(code) for code in codes]


def recognise(content: bytes, filename: str) -> Format:
    """Return the format of a file by what it holds, and by its name where that leaves it open.

    Raises BadFile for files that hold no questions we could read, such as PDF and the old formats of Office.
    """
    return get_format(_packed(content) or _written(content) or _named(filename))


def _packed(content: bytes) -> str:
    """Return the format of a file that is no text; nothing for text."""
    if content.startswith(b"PK\x03\x04"):
        for part, code in ((b"word/document.xml", "docx"), (b"xl/workbook.xml", "xlsx")):
            if part in content:
                return code
        raise BadFile("Berkas ini bukan Word (.docx) atau Excel (.xlsx). Buka, simpan lagi, lalu kirim.")
    if content.startswith(b"\xd0\xcf\x11\xe0"):
        raise BadFile(
            "Ini berkas Office lama atau berkata sandi. Simpan sebagai .docx atau .xlsx tanpa kata sandi."
        )
    if content.startswith(b"%PDF"):
        raise BadFile("PDF tidak bisa dibaca sebagai soal. Kirim berkas Word atau Excel-nya.")
    return ""


def _written(content: bytes) -> str:
    encoding = "utf-16" if content[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    words = content.decode(encoding, "replace").lstrip()
    if words.startswith("<?xml") or (words.startswith("<") and "<quiz" in words):
        return "moodle-xml"
    if AIKEN.search(words):
        return "aiken"
    if GIFT.search(words):
        return "gift"
    return ""


def _named(filename: str) -> str:
    suffix = PurePath(filename).suffix.lower()
    return {".xml": "moodle-xml", ".csv": "csv", ".tsv": "csv", ".gift": "gift"}.get(suffix, "text")
