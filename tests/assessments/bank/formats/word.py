"""Makes Word documents the way a teacher's Word would: runs with marks, automatic numbers, pictures, tables."""

import io
import struct
import zipfile
import zlib
from collections.abc import Callable
from typing import Any

from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.oxml.numbering import CT_Num

from assessments.bank.formats.base import Item, Parsed
from assessments.bank.formats.docx import read

MATHS = 'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
Marked = tuple[str, str]  # a text, and `bold`, `underline`, `highlight` or `red`


def png(width: int = 2, height: int = 2) -> bytes:
    """Return a small black picture."""
    rows = zlib.compress((b"\0" + b"\0" * width) * height)

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


class Word:
    """One document that is being written."""

    def __init__(self) -> None:
        self.document = Document()

    def say(self, *runs: str | Marked, style: str | None = None, num: tuple[int, int] | None = None) -> Any:
        """Add a paragraph of plain and marked texts; `num` is its list and level."""
        paragraph = self.document.add_paragraph(style=style)
        self.fill(paragraph, *runs)
        if num:
            numbering = paragraph._p.get_or_add_pPr().get_or_add_numPr()
            numbering.get_or_add_numId().val, numbering.get_or_add_ilvl().val = num
        return paragraph

    @staticmethod
    def fill(paragraph: Any, *runs: str | Marked) -> None:
        """Add texts to a paragraph."""
        for run in runs:
            text, mark = (run, "") if isinstance(run, str) else run
            made = paragraph.add_run(text)
            made.bold = True if mark == "bold" else None
            made.underline = True if mark == "underline" else None
            if mark == "highlight":
                made.font.highlight_color = 7
            if mark == "red":
                made._r.get_or_add_rPr().append(parse_xml(f'<w:color {nsdecls("w")} w:val="FF0000"/>'))

    def lists(self, *levels: tuple[str, str], start: int | None = None, of: int | None = None) -> int:
        """Add an automatic list: format and pattern of each level; or a new start of the list `of`. Returns its number."""
        root = self.document.part.numbering_part.element
        if of is None:
            name = 90 + len(root)
            inner = "".join(
                f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/><w:lvlText w:val="{text}"/></w:lvl>'
                for at, (kind, text) in enumerate(levels)
            )
            pattern = f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{name}">{inner}</w:abstractNum>'
            root.insert(0, parse_xml(pattern))
        else:
            name = root.num_having_numId(of).abstractNumId.val
        number = 900 + len(root)
        made = CT_Num.new(number, name)
        if start is not None:
            made.add_lvlOverride(0).add_startOverride(start)
        root.append(made)
        return number

    def picture(self, paragraph: Any, alt: str) -> None:
        """Put a picture at the end of a paragraph."""
        shape = paragraph.add_run().add_picture(io.BytesIO(png()))
        shape._inline.docPr.set("descr", alt)

    def insert(self, paragraph: Any, xml: str) -> None:
        """Put raw XML at the end of a paragraph."""
        spaces = " ".join([nsdecls("w", "r", "a", "wp"), MATHS])
        paragraph._p.append(parse_xml(xml.replace("NS", spaces)))

    def table(self, *rows: tuple[str, ...]) -> Any:
        """Add a table of texts."""
        table = self.document.add_table(len(rows), len(rows[0]))
        for row, texts in enumerate(rows):
            for column, text in enumerate(texts):
                table.cell(row, column).text = text
        return table

    def save(self) -> bytes:
        """Return the file."""
        file = io.BytesIO()
        self.document.save(file)
        return file.getvalue()

    def read(self) -> Parsed:
        """Return what is read of it."""
        return read(self.save())


def changed(content: bytes, name: str, change: Callable[[bytes], bytes]) -> bytes:
    """Return a document with one part changed, or added."""
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.namelist():
            if entry != name:
                new.writestr(entry, old.read(entry))
        new.writestr(name, change(old.read(name) if name in old.namelist() else b""))
    return file.getvalue()


def texts(item: Item) -> list[str]:
    """Return the options of a question."""
    return [option["text"] for option in item.body["options"]]


def right(item: Item) -> str:
    """Return the letters of the right options."""
    return "".join(option["id"] for option in item.body["options"] if option["correct"])


def choice(word: Word, *options: str | tuple[str, str], stem: str = "1. Ibu kota?") -> Word:
    """Write a question with three typed options."""
    word.say(stem)
    for letter, option in zip("ABC", options, strict=False):
        word.say(f"{letter}. ", option)
    return word


def notes(word: Word) -> list[str]:
    """Return what could not be kept of the one question of a document."""
    (item,) = word.read().items
    return [note.text for note in item.notes]
