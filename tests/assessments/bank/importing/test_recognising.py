import io
import zipfile

import pytest

from assessments.bank.examples import EXAMPLES
from assessments.bank.formats import CODES, WRITTEN, get_format, list_formats, recognise
from assessments.bank.formats.base import BadFile

GIFT = "Hari apa sesudah Senin? {\r\n=Selasa\r\n~Rabu}\r\n"


def zipped(*names: str) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name in names:
            archive.writestr(name, "")
    return file.getvalue()


def test_every_format_says_its_own_name() -> None:
    assert [one.code for one in list_formats()] == list(CODES)
    assert [one.code for one in list_formats() if one.write] == list(WRITTEN)


@pytest.mark.parametrize("code", WRITTEN)
@pytest.mark.parametrize("name", ["soal.txt", "soal.docx", "soal"])
def test_a_file_is_known_by_what_it_holds(code: str, name: str) -> None:
    write = get_format(code).write
    assert write is not None

    assert recognise(write(EXAMPLES).content, "soal.csv" if code == "csv" else name).code == code


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (zipped("word/document.xml"), "docx"),
        (zipped("xl/workbook.xml"), "xlsx"),
        (GIFT.encode(), "gift"),
        (GIFT.encode("utf-16"), "gift"),
        (GIFT.encode("utf-8-sig"), "gift"),
        (b"// kata\n$CATEGORY: Bank\n", "gift"),
        (b"Satu minggu tujuh hari. {T}", "gift"),
        (b"Hari apa?\r\nA. Senin\r\nB. Rabu\r\nANSWER: B\r\n", "aiken"),
        (b"<!-- kata --><quiz></quiz>", "moodle-xml"),
        (b"\xef\xbb\xbf<?xml version='1.0'?><quiz/>", "moodle-xml"),
        (b"1. Hari apa?\nA. Senin\nB. Rabu\nJawaban: A", "text"),
        (b"Apa arti \\{=ini\\}?", "text"),
    ],
)
def test_it_needs_no_name(content: bytes, code: str) -> None:
    assert recognise(content, "").code == code


@pytest.mark.parametrize(
    "content", [zipped("ppt/presentation.xml"), b"PK\x03\x04", b"%PDF-1.7", b"\xd0\xcf\x11\xe0\xa1\xb1"]
)
def test_what_is_none_of_them_is_refused(content: bytes) -> None:
    with pytest.raises(BadFile):
        recognise(content, "soal.txt")


@pytest.mark.timeout(10)
@pytest.mark.parametrize(
    "piece", [b"\n", b" ", b"{", b"{ ", b"<!---->", b"::", b"ANSWER: ", b"\\{", b"<quiz"]
)
def test_nothing_takes_long_to_recognise(piece: bytes) -> None:
    recognise(piece * (2_000_000 // len(piece)) + b"x", "")
    recognise(b"<" + piece * (2_000_000 // len(piece)), "")
