"""Word documents (.docx): numbered questions with lettered options, as teachers write tests. Read only.

A line is a paragraph, counted from one in the order of the document, those in tables included.
"""

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from assessments.bank.formats.base import BadFile, Format, Parsed, Problem
from assessments.bank.formats.docx_package import Package, W, open_package
from assessments.bank.formats.docx_paragraphs import EITHER, Paragraphs
from assessments.bank.formats.docx_tables import Cell, lines_of_table
from assessments.bank.formats.numbered import read_lines
from assessments.bank.formats.numbered_lines import Line

DEEPEST_TABLE = 5  # tables inside tables
_NO_TEXT = (f"{W}sectPr", f"{W}tcPr", f"{W}sdtPr", f"{EITHER}Fallback")
_OF_THE_WHOLE = {
    "word/header": "Kepala halaman (header) tidak diambil.",
    "word/footer": "Kaki halaman (footer) tidak diambil.",
}


def read(content: bytes) -> Parsed:
    """Return the questions of a document; raise BadFile for anything that is no .docx, or a hostile one."""
    package = open_package(content)
    body = package.document.find(f"{W}body")
    if body is None:
        raise BadFile("Dokumen ini kosong.")
    paragraphs = Paragraphs(package)
    parsed = read_lines(_lines(body, paragraphs, 0), paragraphs.pictures)
    parsed.problems[:0] = _around(package)
    return parsed


def _lines(parent: Element, paragraphs: Paragraphs, depth: int) -> list[Line]:
    """Return the lines of a body, a cell, or what wraps them."""
    lines: list[Line] = []
    for child in parent:
        if child.tag == f"{W}p":
            lines += paragraphs.read(child)
        elif child.tag == f"{W}tbl":
            lines += lines_of_table(_rows(child, paragraphs, depth + 1))
        elif child.tag not in _NO_TEXT:
            lines += _lines(child, paragraphs, depth)
    return lines


def _rows(table: Element, paragraphs: Paragraphs, depth: int) -> list[list[Cell]]:
    if depth > DEEPEST_TABLE:
        raise BadFile("Tabel di dokumen ini bersarang terlalu dalam.")
    return [[_lines(cell, paragraphs, depth) for cell in _inside(row, "tc")] for row in _inside(table, "tr")]


def _inside(parent: Element, tag: str) -> Iterator[Element]:
    """Return the rows of a table or the cells of a row, also those that a content control wraps."""
    for child in parent:
        if child.tag == f"{W}{tag}":
            yield child
        elif child.tag not in (f"{W}tbl", f"{W}p"):
            yield from _inside(child, tag)


def _around(package: Package) -> list[Problem]:
    """Name what stands around the text and is not read."""
    return [Problem(0, sentence) for part, sentence in _OF_THE_WHOLE.items() if package.has_words(part)]


FORMAT = Format(
    "docx",
    "Word",
    ".docx",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    read,
    None,
)
