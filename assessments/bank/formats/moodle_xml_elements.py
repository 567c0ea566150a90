"""The elements that Moodle questions are written with. Pure."""

import base64
import re
from collections.abc import Sequence
from decimal import Decimal
from html import escape
from typing import Any
from urllib.parse import quote
from xml.etree.ElementTree import Element, SubElement

from assessments.bank.formats.base import Problem
from assessments.bank.formats.gift_weights import is_rounded, usual
from assessments.bank.formats.markup import html_of, plain_text
from assessments.bank.formats.moodle_xml_texts import IN_FILE

UNWRITABLE = re.compile("[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")  # what XML cannot hold
NO_BYTES = "Gambar %(name)s tidak ditemukan, jadi tidak ikut."
UNKNOWN_LETTERS = "Huruf yang tidak bisa ditulis di XML dibuang."
ROUNDED = "Moodle tidak mengenal nilai %(weight)s persen; di sana menjadi %(usual)s persen."


class Sheet:
    """One question as it is written: the element, the bytes of its pictures, and what is named of it."""

    def __init__(
        self, question: Element, pictures: dict[str, bytes], place: int, problems: list[Problem]
    ) -> None:
        self.question = question
        self.pictures = pictures
        self.place = place
        self.problems = problems

    def name_problem(self, message: str, **values: Any) -> None:
        """Name, once, what the file cannot hold of this question."""
        problem = Problem(self.place, message, values)
        if problem not in self.problems[-8:]:
            self.problems.append(problem)

    def plain(self, tag: str, text: str, into: Element | None = None) -> Element:
        """Add an element that holds nothing but letters."""
        made = SubElement(self.question if into is None else into, tag)
        made.text = self._clean(text)
        return made

    def value(self, tag: str, text: str, into: Element | None = None) -> Element:
        """Add an element whose `text` holds plain letters."""
        made = SubElement(self.question if into is None else into, tag)
        self.plain("text", text, made)
        return made

    def text(
        self,
        tag: str,
        text: str,
        pictures: Sequence[dict[str, Any]] = (),
        into: Element | None = None,
    ) -> Element:
        """Add an element with a formatted text and the files of its pictures.

        HTML that would not read back to the same text is written as plain text.
        """
        text = self._clean(text)
        made = SubElement(self.question if into is None else into, tag)
        named = [(str(picture.get("file") or picture.get("media")), picture) for picture in pictures]
        shown = [(name, picture.get("alt", "")) for name, picture in named if self._has(name)]
        html = html_of(text) if text else ""
        exact = bool(shown) or plain_text(html).text == text
        made.set("format", "html" if exact else "plain_text")
        SubElement(made, "text").text = "".join([html, *map(_img, shown)]) if exact else text
        for name in dict(shown):
            file = SubElement(made, "file", name=name, path="/", encoding="base64")
            file.text = base64.b64encode(self.pictures[name]).decode()
        return made

    def answer(
        self,
        weight: str,
        text: str,
        pictures: Sequence[dict[str, Any]] | None = None,
        feedback: str = "",
    ) -> Element:
        """Add an answer worth `weight` percent: formatted where it may have pictures, plain otherwise."""
        percent = usual(Decimal(weight))
        made = self.value("answer", text) if pictures is None else self.text("answer", text, pictures)
        made.set("fraction", percent)
        if Decimal(percent) != Decimal(weight):
            made.set("x-weight", weight)
        if is_rounded(Decimal(weight)):
            self.name_problem(ROUNDED, weight=weight, usual=percent)
        if feedback:
            self.text("feedback", feedback, into=made)
        return made

    def _has(self, name: str) -> bool:
        if name not in self.pictures:
            self.name_problem(NO_BYTES, name=name)
        return name in self.pictures

    def _clean(self, text: str) -> str:
        kept = UNWRITABLE.sub("", text)
        if kept != text:
            self.name_problem(UNKNOWN_LETTERS)
        return kept


def _img(shown: tuple[str, str]) -> str:
    name, alt = shown
    return f'<p><img src="{IN_FILE}{quote(name)}" alt="{escape(alt)}"></p>'
