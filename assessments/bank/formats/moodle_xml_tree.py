"""Moodle XML as a tree of one question at a time, with the lines of the file. Pure.

A file that declares a DOCTYPE is refused before anything of it is expanded; no outside entity is ever fetched. What is
held at a time is one question, so memory does not grow with the number of elements.
"""

import codecs
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from xml.parsers import expat

from assessments.bank.formats.base import LARGEST_FILE, BadFile, decode

DEEPEST = 12  # Moodle's own files nest six deep
MOST_NODES = 2_000  # of one question
DECLARED = re.compile(rb"""\s*<\?xml[^>]{0,100}?\sencoding\s*=\s*["']([A-Za-z0-9._-]{1,40})["']""")
READABLE = re.compile(r"utf-(8|16)|ascii|(cp|iso8859-|mac-|koi8-)\w+|gb\w+|big5|shift_jis|euc_\w+")
TOO_LARGE = "Berkas terlalu besar: paling banyak %(most)s MB."
NO_ENCODING = "Isi berkas tidak cocok dengan pengodean %(name)s yang tertulis di baris pertama. Simpan lagi sebagai UTF-8."
NOT_XML = "Ini bukan XML yang utuh: rusak di baris %(at)s. Ekspor lagi dari Moodle."
NOT_MOODLE = "Ini bukan berkas Moodle XML: unsur pertamanya harus quiz."
DECLARES = "Berkas dengan DOCTYPE tidak dibaca demi keamanan. Ekspor lagi dari Moodle."
TOO_DEEP = "Unsur di berkas ini bersarang terlalu dalam."
TOO_MANY = "Satu soal di berkas ini terlalu besar: lebih dari %(most)s unsur."


@dataclass
class Node:
    """An element: its line, what stands in it, and which of its children somebody asked for."""

    tag: str
    given: dict[str, str]
    line: int
    pieces: list[str] = field(default_factory=list)
    inner: dict[str, list["Node"]] = field(default_factory=dict)  # by their tags
    asked: set[str] = field(default_factory=set)

    @property
    def text(self) -> str:
        """Its own text, without blanks at the ends."""
        return "".join(self.pieces).strip()

    @property
    def holds_text(self) -> bool:
        """Whether there is any text in it or in what it holds."""
        return bool(self.text) or any(node.holds_text for nodes in self.inner.values() for node in nodes)

    def all(self, tag: str) -> list["Node"]:
        """Return the children with this tag."""
        self.asked.add(tag)
        return self.inner.get(tag, [])

    def first(self, tag: str) -> "Node | None":
        """Return the first child with this tag."""
        return next(iter(self.all(tag)), None)

    def value(self, tag: str, default: str = "") -> str:
        """Return the text of the first child with this tag, or of the `text` in it."""
        node = self.first(tag)
        if node is None:
            return default
        inside = node.first("text")
        return (inside or node).text or default

    def says(self, tag: str, default: bool) -> bool:
        """Return what a child says that is true or false."""
        text = self.value(tag).lower()
        return text not in ("false", "0") if text else default

    def unasked(self) -> "Iterator[Node]":
        """Yield what nobody asked for and is not empty: the outermost, the first of each tag."""
        for tag, nodes in self.inner.items():
            if tag in self.asked:
                for node in nodes:
                    yield from node.unasked()
            else:
                yield from [node for node in nodes if node.holds_text][:1]


def read_questions(content: bytes, take: Callable[[Node], None]) -> None:
    """Call `take` with each child of `<quiz>`, in order; raise BadFile for what is no such file."""
    builder = _Builder(take)
    try:
        builder.parser.Parse(_text(content), True)
    except expat.ExpatError as problem:
        raise BadFile(NOT_XML, problem.lineno, at=problem.lineno) from None


def _text(content: bytes) -> str:
    """Return the letters of the file, in the encoding that it declares."""
    declared = DECLARED.match(content)
    name = declared[1].decode().lower() if declared else "utf-8"
    if name.startswith(("utf-8", "utf8", "utf-16", "utf16")):
        return decode(content)
    if len(content) > LARGEST_FILE:
        raise BadFile(TOO_LARGE, most=LARGEST_FILE // 1024**2)
    try:
        codec = codecs.lookup(name).name
        if not READABLE.fullmatch(codec):
            raise LookupError
        return content.decode(codec)
    except (LookupError, UnicodeDecodeError):
        raise BadFile(NO_ENCODING, 1, name=name) from None


class _Builder:
    """Builds the nodes of one question, hands them over, and forgets them."""

    def __init__(self, take: Callable[[Node], None]) -> None:
        self.take = take
        self.path: list[Node] = []
        self.nodes = 0
        self.parser = expat.ParserCreate()
        self.parser.buffer_text = True
        self.parser.StartDoctypeDeclHandler = self.refuse
        self.parser.StartElementHandler = self.open
        self.parser.EndElementHandler = self.close
        self.parser.CharacterDataHandler = self.add_text

    def refuse(self, *_declared: object) -> None:
        raise BadFile(DECLARES, self.parser.CurrentLineNumber)

    def open(self, tag: str, given: dict[str, str]) -> None:
        node = Node(tag, given, self.parser.CurrentLineNumber)
        if not self.path and tag != "quiz":
            raise BadFile(NOT_MOODLE, node.line)
        if len(self.path) >= DEEPEST:
            raise BadFile(TOO_DEEP, node.line)
        self.nodes = self.nodes + 1 if len(self.path) > 1 else 0
        if self.nodes > MOST_NODES:
            raise BadFile(TOO_MANY, node.line, most=MOST_NODES)
        if len(self.path) > 1:
            self.path[-1].inner.setdefault(tag, []).append(node)
        self.path.append(node)

    def close(self, _tag: str) -> None:
        node = self.path.pop()
        if len(self.path) == 1:
            self.take(node)

    def add_text(self, text: str) -> None:
        if len(self.path) > 1:
            self.path[-1].pieces.append(text)
