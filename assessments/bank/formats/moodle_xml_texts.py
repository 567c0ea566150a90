"""The texts of a Moodle question as plain text, its pictures, and notes of what could not be kept. Pure."""

import base64
import binascii
import re
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import unquote

from app.pictures import LARGEST_PICTURE
from assessments.bank.formats.base import Problem
from assessments.bank.formats.gift_markdown import without_markdown
from assessments.bank.formats.markup import Image, Plain, plain_text
from assessments.bank.formats.moodle_xml_tree import Node

IN_FILE = "@@PLUGINFILE@@/"
WRITTEN_IN = re.compile(r"data:image/([a-z]{2,5})[a-z+.;=-]*;base64,(.*)", re.DOTALL)
LONGEST_NAME = 100
MOST_NOTES = 40  # of one question: who reads more?
NO_PLACE = "Gambar di sini tidak dibawa: gambar hanya bisa ada di soal dan di pilihan."
NO_ALT = "Gambar %(name)s belum punya keterangan. Tulis apa yang terlihat, untuk yang tidak bisa melihatnya."
NO_FILE = "Berkas gambar %(name)s tidak ada di dalam XML ini."
NOT_FETCHED = "Gambar %(src)s ada di tempat lain dan tidak diambil."
BROKEN = "Isi berkas %(name)s rusak."
TOO_LARGE = "Gambar %(name)s terlalu besar: paling banyak %(most)s MB."
NOT_SHOWN = "Berkas %(name)s tidak dipakai di teksnya, jadi tidak dibawa."
WIKI = "Format teks %(form)s tidak dikenal; teksnya dibaca apa adanya."
FILES = {"file"}


@dataclass
class Draft:
    """What is gathered while one question is read."""

    form: str = "html"  # of the stem, which other texts inherit
    notes: list[Problem] = field(default_factory=list)
    pictures: dict[str, bytes] = field(default_factory=dict)

    def note(self, line: int, message: str, **values: Any) -> None:
        """Name, once, what could not be kept."""
        problem = Problem(line, message, values)
        if len(self.notes) < MOST_NOTES and problem not in self.notes:
            self.notes.append(problem)

    def words(self, holder: Node | None) -> str:
        """Return the text of an element that has no room for pictures."""
        if holder is None:
            return ""
        plain = self._plain(holder)
        if plain.images or holder.all("file"):
            self.note(holder.line, NO_PLACE)
        return plain.text

    def illustrated(self, holder: Node) -> tuple[str, list[dict[str, Any]]]:
        """Return the text of an element, and its pictures as a body keeps them."""
        plain = self._plain(holder)
        files = {_full_name(file): file for file in reversed(holder.all("file"))}
        found = [self._picture(image, files, holder.line) for image in plain.images]
        for name, file in files.items():
            if "file" not in file.asked:
                self.note(file.line, NOT_SHOWN, name=name[:LONGEST_NAME])
        return plain.text, [picture for picture in found if picture]

    def keep(self, name: str, encoded: str, line: int) -> str:
        """Keep the bytes of a picture; return the name they have in this question, or nothing when they are unfit."""
        name = re.sub(r"[\s/\\]+", "_", name)[-LONGEST_NAME:] or "gambar"
        if len(encoded) * 3 // 4 > LARGEST_PICTURE:
            self.note(line, TOO_LARGE, name=name, most=LARGEST_PICTURE // 1024**2)
            return ""
        try:
            content = base64.b64decode(encoded.encode("ascii"))
        except (binascii.Error, UnicodeEncodeError):
            content = b""
        if not content:
            self.note(line, BROKEN, name=name)
            return ""
        while self.pictures.get(name, content) != content:
            name = f"{len(self.pictures) + 1}-{name}"
        self.pictures[name] = content
        return name

    def _plain(self, holder: Node) -> Plain:
        inside = holder.first("text")
        text = (inside or holder).text
        plain = self._in_form(text, holder)
        for lost in plain.lost:
            self.note((inside or holder).line, lost)
        return plain

    def _in_form(self, text: str, holder: Node) -> Plain:
        form = holder.given.get("format", self.form)
        if form == "moodle_auto_format":
            return plain_text(text.replace("\n", "<br>"))
        if form == "html":
            return plain_text(text)
        if form == "markdown":
            return Plain(without_markdown(text))
        if form != "plain_text":
            self.note(holder.line, WIKI, form=form[:40])
        return Plain(text)

    def _picture(self, image: Image, files: dict[str, Node], line: int) -> dict[str, Any] | None:
        name = self._bytes_of(image, files, line)
        if name and not image.alt:
            self.note(line, NO_ALT, name=name)
        return {"file": name, "alt": image.alt} if name else None

    def _bytes_of(self, image: Image, files: dict[str, Node], line: int) -> str:
        if written_in := WRITTEN_IN.match(image.src):
            return self.keep(f"gambar.{written_in[1]}", written_in[2], line)
        if not image.src.startswith(IN_FILE):
            self.note(line, NOT_FETCHED, src=image.src[:LONGEST_NAME])
            return ""
        name = unquote(image.src.removeprefix(IN_FILE).partition("?")[0])
        file = files.get(name)
        if file is None or file.given.get("encoding") != "base64":
            self.note(line, NO_FILE, name=name[:LONGEST_NAME])
            return ""
        file.asked |= FILES
        return self.keep(name, file.text, file.line)


def _full_name(file: Node) -> str:
    """Return where a file stands among those of its text: Moodle allows folders."""
    return (file.given.get("path", "/") + file.given.get("name", "")).lstrip("/")
