"""Items of a file as they wait in the database, and back. Pure."""

from dataclasses import asdict, fields, replace
from textwrap import shorten
from typing import Any

from assessments.bank.formats.base import Item, Problem
from assessments.bank.operations import LONGEST_TITLE, clean_tags

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
