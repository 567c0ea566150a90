"""Writes Moodle XML that Moodle imports and that reads back as it was. Pure.

What Moodle has no word for stands in attributes (`x-scoring`, `x-weight`, `x-stem`, `x-feedback`, `x-made`), which it
passes over and our reader understands; what a question loses in Moodle by that is named in the export.
"""

from collections.abc import Callable, Sequence
from typing import Any
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from assessments.bank.formats.base import Export, Item, Problem
from assessments.bank.formats.moodle_xml_elements import Sheet
from assessments.bank.formats.moodle_xml_parts import (
    write_cloze,
    write_matching,
    write_multiple,
    write_number,
    write_ordering,
    write_short,
    write_single,
    write_true_false,
)

TYPES: dict[str, tuple[str, Callable[[Sheet, dict[str, Any]], None]]] = {
    "single": ("multichoice", write_single),
    "multiple": ("multichoice", write_multiple),
    "truefalse": ("truefalse", write_true_false),
    "number": ("numerical", write_number),
    "short": ("shortanswer", write_short),
    "matching": ("matching", write_matching),
    "ordering": ("ordering", write_ordering),
    "cloze": ("gapselect", write_cloze),
}
TOP = "$course$/top"
LONGEST_NAME = 60  # letters of a name made from the stem


def write(items: Sequence[Item]) -> Export:
    """Return the questions as Moodle XML, and what of them Moodle cannot hold."""
    quiz, problems, category = Element("quiz"), list[Problem](), ""
    for place, item in enumerate(items, 1):
        if item.category != category:
            category = item.category
            _write_category(quiz, category)
        _write_question(quiz, item, place, problems)
    indent(quiz)
    content: bytes = tostring(quiz, encoding="UTF-8", xml_declaration=True)
    return Export(content + b"\n", sum(item.type != "text" for item in items), problems)


def _write_category(quiz: Element, category: str) -> None:
    question = SubElement(quiz, "question", type="category")
    path = f"{TOP}/{category}" if category else TOP
    SubElement(SubElement(question, "category"), "text").text = path


def _write_question(quiz: Element, item: Item, place: int, problems: list[Problem]) -> None:
    kind, write_parts = TYPES.get(item.type, ("description", None))
    sheet = Sheet(SubElement(quiz, "question", type=kind), item.pictures, place, problems)
    _write_name(sheet, item)
    if item.type != "cloze":
        sheet.text("questiontext", item.body.get("stem", ""), item.body.get("pictures", []))
    sheet.text("generalfeedback", item.body.get("explanation", ""))
    sheet.plain("defaultgrade", "0" if write_parts is None else "1")
    sheet.plain("penalty", "0")
    sheet.plain("hidden", "0")
    sheet.plain("idnumber", item.slug)
    if write_parts:
        write_parts(sheet, item.body)
    _write_tags(sheet, item)


def _write_name(sheet: Sheet, item: Item) -> None:
    """Write the title; Moodle wants a name, so one without gets its first words."""
    words = " ".join(str(item.body.get("stem") or item.body.get("text") or "Soal").split())
    made = sheet.value("name", item.title or words[:LONGEST_NAME])
    if not item.title:
        made.set("x-made", "1")


def _write_tags(sheet: Sheet, item: Item) -> None:
    words = item.tags + ([f"difficulty:{item.difficulty}"] if item.difficulty else [])
    if words:
        tags = SubElement(sheet.question, "tags")
        for word in words:
            sheet.value("tag", word, tags)
