"""A file's questions on their way to the bank: read, and as they wait in the database. Pure."""

from collections.abc import Iterable
from dataclasses import asdict, fields, replace
from textwrap import shorten
from typing import Any

from assessments.bank.formats import get_format, recognise
from assessments.bank.formats.base import BadFile, Format, Item, Parsed, Problem
from assessments.bank.operations import LONGEST_TITLE, clean_tags
from assessments.bank.types import get_type

KEPT = tuple(field.name for field in fields(Item) if field.name != "pictures")


def settled(item: Item) -> Item:
    """Return `item` with its title and tags as the bank keeps them."""
    return replace(
        item, title=shorten(item.title, LONGEST_TITLE, placeholder="…"), tags=clean_tags(item.tags)
    )


def packed(item: Item) -> dict[str, Any]:
    """Return an item whose pictures are kept as JSON."""
    values = {name: getattr(item, name) for name in KEPT}
    return {**values, "notes": [asdict(note) for note in item.notes]}


def unpacked(values: dict[str, Any]) -> Item:
    """Return the item that was packed."""
    return Item(**{**values, "notes": [Problem(**note) for note in values["notes"]]})


def read_questions(content: bytes, format_code: str, filename: str = "") -> tuple[Format, Parsed]:
    """Read a file in the format of that code, or (when it is empty) in the one it looks like.

    Raises BadFile when it cannot be read, or when nothing in it is a question and nothing says why.
    """
    if not content.strip():
        raise BadFile("Berkas ini kosong.")
    format_ = get_format(format_code) if format_code else recognise(content, filename)
    parsed = format_.read(content)
    if not (asked_of(parsed.items) or parsed.problems):
        raise BadFile("Tidak ada soal di berkas ini.")
    return format_, replace(parsed, items=[settled(item) for item in parsed.items])


def asked_of(items: Iterable[Item]) -> list[Item]:
    """Return the items that are questions, without the blocks of text."""
    return [item for item in items if get_type(item.type).is_asked]
