"""Opens a spreadsheet somebody sent, and refuses what would burst: by content, never by name. Pure."""

import re
from itertools import islice
from typing import IO, Any

from python_calamine import CalamineWorkbook

from app.archive import NoArchive, TooLarge, pack, unpack
from app.uploads import Unreadable

LARGEST = 60 * 1024 * 1024  # bytes of all parts, unpacked
MOST_PARTS = 200
MOST_CELLS = 1_000_000  # of the rectangle that holds all of a sheet's cells
MOST_TEXT = 200_000_000  # cells with text, times the longest shared text: what it could unpack to
_NEEDED = re.compile(
    r"\[Content_Types\]\.xml|(xl/)?_rels/(workbook\.xml)?\.rels|xl/(workbook|styles|sharedStrings)\.xml|xl/worksheets/[^/]+\.xml"
)
_CELL = re.compile(rb"<(?:\w+:)?c(\s[^<>]*)?>")
_PLACE = re.compile(rb"\sr\s*=\s*[\"']([A-Za-z]{1,4})(\d{1,8})[\"']")
_OLD_EXCEL = b"\xd0\xcf\x11\xe0"


def read_rows(file: IO[bytes], most_rows: int) -> list[list[Any]]:
    """Return the cells of the first sheet from its first row on; raise Unreadable for anything but a small .xlsx.

    A cell is text, a float, a bool, a date or time, or the empty text.
    """
    safe = _repacked(file)
    rows = _cells(safe, most_rows + 1)
    if len(rows) > most_rows:
        raise Unreadable(
            "Terlalu banyak baris. Paling banyak %(most)s baris dalam satu berkas.", most=most_rows
        )
    return rows


def _cells(safe: IO[bytes], most: int) -> list[list[Any]]:
    try:
        sheet = CalamineWorkbook.from_filelike(safe).get_sheet_by_index(0)
        return list(islice(sheet.to_python(skip_empty_area=False), most))
    except (KeyboardInterrupt, SystemExit):
        raise
    except BaseException as error:
        raise Unreadable("Berkas ini rusak. Buka di Excel, simpan lagi sebagai .xlsx, lalu kirim.") from error


def _repacked(file: IO[bytes]) -> IO[bytes]:
    """Return the workbook's parts unpacked by us into a new archive, so that the reader sees only what was measured."""
    start = file.read(4)
    file.seek(0)
    if start == _OLD_EXCEL:
        raise Unreadable(
            "Ini berkas Excel lama (.xls) atau berkata sandi. Simpan sebagai .xlsx tanpa kata sandi."
        )
    try:
        parts = unpack(file, _NEEDED, LARGEST, MOST_PARTS)
    except NoArchive as error:
        raise Unreadable("Berkas ini bukan berkas Excel (.xlsx). Pakai templat dari halaman ini.") from error
    except TooLarge as error:
        raise Unreadable(
            "Berkas ini terlalu besar bila dibuka. Salin tabelnya ke templat yang baru."
        ) from error
    if "xl/workbook.xml" not in parts:
        raise Unreadable("Berkas ini bukan berkas Excel (.xlsx). Pakai templat dari halaman ini.")
    _measure(parts)
    return pack(parts)


def _measure(parts: dict[str, bytes]) -> None:
    """Refuse a sheet whose cells lie so far apart, or share so long a text, that reading it would fill the memory."""
    longest = max((len(text) for text in parts.get("xl/sharedStrings.xml", b"").split(b"</si>")), default=0)
    for name, content in parts.items():
        if b"<!DOCTYPE" in content or b"\0" in content:
            raise Unreadable("Berkas ini tidak ditulis oleh Excel. Pakai templat dari halaman ini.")
        if name.startswith("xl/worksheets/"):
            cells, area = _extent(content)
            if area > MOST_CELLS or cells * longest > MOST_TEXT:
                raise Unreadable("Lembar ini terlalu luas. Salin tabelnya saja ke templat yang baru.")


def _extent(sheet: bytes) -> tuple[int, int]:
    """Return how many cells hold something, and the area of the rectangle around them from the first cell on."""
    cells = lowest = rightmost = 0
    for match in _CELL.finditer(sheet):
        attributes = match[1] or b""
        if attributes.endswith(b"/"):  # only formatted
            continue
        place = _PLACE.search(attributes)
        if place is None:
            raise Unreadable("Berkas ini tidak ditulis oleh Excel. Pakai templat dari halaman ini.")
        cells += 1
        lowest = max(lowest, int(place[2]))
        rightmost = max(rightmost, _column(place[1]))
    return cells, lowest * rightmost


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - 64
    return number
