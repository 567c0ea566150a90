"""Opens a Word document somebody sent: by content, never by name, measured before anything of it is read. Pure.

Nothing outside the file is ever fetched, and no part that declares entities is read.
"""

import io
import re
from dataclasses import dataclass, field
from posixpath import basename, dirname, join, normpath
from xml.etree import ElementTree as ET

from app.archive import NoArchive, TooLarge, unpack
from assessments.bank.formats.base import LARGEST_FILE, BadFile

LARGEST = 100 * 1024 * 1024  # bytes of all parts, unpacked
LARGEST_XML = 16 * 1024 * 1024  # bytes of one part that is read
MOST_PARTS = 3_000
MOST_ELEMENTS = 500_000
DEEPEST = 100  # elements inside one another; Word itself stays far below
STEEPEST = 200  # times larger than the file: nobody's text packs so well
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_WANTED = re.compile(
    r"_rels/\.rels|word/[^/]+\.xml|word/_rels/[^/]+\.rels|word/media/[^/]+|xl/workbook\.xml|ppt/presentation\.xml|content\.xml"
)
_SAVE = "Buka di Word, lalu pilih Simpan sebagai .docx."
_SEEMS = (
    (b"\xd0\xcf\x11\xe0", "Ini berkas Word lama (.doc) atau berkata sandi. " + _SAVE),
    (b"%PDF", "Ini berkas PDF. Kirim berkas Word aslinya sebagai .docx."),
    (b"{\\rtf", "Ini berkas RTF. " + _SAVE),
    (b"\x89PNG", "Ini gambar. Ketik soalnya di Word, lalu simpan sebagai .docx."),
    (b"\xff\xd8\xff", "Ini gambar. Ketik soalnya di Word, lalu simpan sebagai .docx."),
    (b"PK", "Berkas .docx ini rusak. " + _SAVE),
    (b"<", "Ini halaman web atau XML, bukan berkas Word. " + _SAVE),
)
_INSTEAD = {
    "xl/workbook.xml": "Ini berkas Excel (.xlsx). Pilih jenis berkas Excel, atau salin soalnya ke Word.",
    "ppt/presentation.xml": "Ini berkas PowerPoint. Salin soalnya ke Word, lalu simpan sebagai .docx.",
    "content.xml": "Ini berkas LibreOffice. Pilih Simpan sebagai Word (.docx).",
}


@dataclass
class Package:
    """The parts of a document that are read, and where its links lead."""

    document: ET.Element
    styles: ET.Element | None
    numbering: ET.Element | None
    targets: dict[str, str]  # by relationship: the name of a part; empty for something outside
    parts: dict[str, bytes] = field(repr=False)

    def has_words(self, part: str) -> bool:
        """Return whether a part whose name begins so (`word/header`) holds any text."""
        written = re.compile(rb"<w:t(?:\s[^<>]{0,60})?>[^<]{0,200}[^<\s]")
        return any(name.startswith(part) and written.search(content) for name, content in self.parts.items())


def open_package(content: bytes) -> Package:
    """Return the document in `content`; raise BadFile, saying what it seems to be, for anything else."""
    if len(content) > LARGEST_FILE:
        raise BadFile("Berkas terlalu besar: paling banyak %(most)s MB.", most=LARGEST_FILE // 1024**2)
    try:
        parts = unpack(io.BytesIO(content), _WANTED, LARGEST, MOST_PARTS)
    except NoArchive as error:
        raise BadFile(_what_it_seems(content)) from error
    except TooLarge as error:
        raise BadFile("Berkas ini terlalu besar bila dibuka. Kecilkan gambarnya, atau bagi dua.") from error
    unpacked = sum(map(len, parts.values()))
    if unpacked > 1024**2 and unpacked > STEEPEST * len(content):
        raise BadFile("Berkas ini mengembang terlalu besar bila dibuka, jadi tidak dibaca.")
    name = _main_part(parts)
    if name not in parts:
        found = [sentence for part, sentence in _INSTEAD.items() if part in parts]
        raise BadFile(found[0] if found else "Ini arsip zip, bukan berkas Word. " + _SAVE)
    numbering, styles = (_tree(parts, f"word/{part}.xml") for part in ("numbering", "styles"))
    document = _tree(parts, name)
    assert document is not None
    return Package(document, styles, numbering, _targets(parts, name), parts)


def _what_it_seems(content: bytes) -> str:
    start = content[:100].lstrip()
    fitting = [sentence for begin, sentence in _SEEMS if start.startswith(begin)]
    return fitting[0] if fitting else "Ini bukan berkas Word (.docx). " + _SAVE


def _main_part(parts: dict[str, bytes]) -> str:
    """Return the name of the part that holds the text."""
    relations = _tree(parts, "_rels/.rels")
    for relation in relations if relations is not None else ():
        if relation.get("Type", "").endswith("/officeDocument"):
            named = relation.get("Target", "").lstrip("/")
            return named if named.startswith("word/") else "word/document.xml"
    return "word/document.xml"


def _targets(parts: dict[str, bytes], name: str) -> dict[str, str]:
    relations = _tree(parts, join(dirname(name), "_rels", f"{basename(name)}.rels"))
    found = {}
    for relation in relations if relations is not None else ():
        target = relation.get("Target", "")
        inside = target.lstrip("/") if target.startswith("/") else normpath(join(dirname(name), target))
        found[relation.get("Id", "")] = "" if relation.get("TargetMode") == "External" else inside
    return found


def _tree(parts: dict[str, bytes], name: str) -> ET.Element | None:
    """Return a part as a tree, or None when there is no such part; refuse one that is no plain XML."""
    content = parts.get(name)
    if content is None:
        return None
    if len(content) > LARGEST_XML:
        raise BadFile("Dokumen ini terlalu panjang. Bagi menjadi beberapa berkas.")
    if b"<!DOCTYPE" in content or b"<!ENTITY" in content or b"\0" in content:
        raise BadFile("Berkas ini tidak ditulis oleh Word. " + _SAVE)
    try:
        return _measured(content)
    except (ET.ParseError, ValueError, LookupError) as error:
        raise BadFile("Berkas .docx ini rusak. " + _SAVE) from error


def _measured(content: bytes) -> ET.Element:
    depth = elements = 0
    root: ET.Element | None = None
    for event, element in ET.iterparse(io.BytesIO(content), ("start", "end")):  # noqa: S314  # no entities here
        root = element if root is None else root
        depth += 1 if event == "start" else -1
        elements += event == "start"
        if depth > DEEPEST or elements > MOST_ELEMENTS:
            raise BadFile(
                "Dokumen ini terlalu rumit. Salin teksnya ke dokumen baru, lalu simpan sebagai .docx."
            )
    if root is None:
        raise ValueError
    return root
