"""What of a question is lost in a format that cannot hold all of it: found by reading back what was written. Pure."""

from collections.abc import Iterable
from typing import Any

from assessments.bank.bodies import says_the_same, with_matched_ids
from assessments.bank.formats.base import Item, Problem

_FIELDS = {
    "pictures": "gambar",
    "explanation": "pembahasan",
    "feedback": "umpan balik",
    "scoring": "cara menilai",
    "fixed_order": "urutan pilihan yang tetap",
    "case": "beda huruf besar dan kecil",
    "units": "satuan lain",
}
_PART_FIELDS = {"picture": "gambar pilihan", "feedback": "umpan balik pilihan", "weight": "persen pilihan"}
_ABOUT = ("slug", "title", "category", "tags", "difficulty")


def losses(item: Item, back: Item | None) -> list[str] | None:
    """Return what is missing in `back`, which was read from what was written of `item`; None for another question."""
    if back is None or back.type != item.type:
        return None
    body, read = item.body, with_matched_ids(back.body, [item.body])
    weighted = body.get("scoring") == "weights" and read.get("scoring") != "weights"
    if weighted or not says_the_same(item.type, _loose(_bare(item, body)), _loose(_bare(item, read))):
        return None
    fields = {**_FIELDS, **({"answers": "jawaban lain"} if item.type == "number" else {})}
    lost = [word for field, word in fields.items() if not _same_field(item.type, field, body, read)]
    parts, read_parts = (_parts(item, one) for one in (body, read))
    lost += [
        word for field, word in _PART_FIELDS.items() if _filled(parts, field) != _filled(read_parts, field)
    ]
    if not says_the_same(item.type, _bare(item, body), _bare(item, read)):
        lost.append("spasi dan baris kosong")
    return lost


def name_losses(place: int, lost: list[str] | None, why: str = "") -> list[Problem]:
    """Return the sentence about what question number `place` of those written has lost; None: it was left out."""
    if lost is None:
        why = why or "Soal ini tidak dapat ditulis dalam format ini, jadi tidak dibawa."
        return [Problem(place, why)]
    if lost:
        return [Problem(place, "Ini tidak terbawa: %(what)s.", {"what": ", ".join(lost)})]
    return []


def says_more(items: Iterable[Item]) -> bool:
    """Return whether any item carries an id, a title, tags or the like around its body."""
    return any(getattr(item, name) for item in items for name in _ABOUT)


def _same_field(type_code: str, field: str, one: dict[str, Any], other: dict[str, Any]) -> bool:
    return says_the_same(
        type_code,
        {field: one[field]} if field in one else {},
        {field: other[field]} if field in other else {},
    )


def _bare(item: Item, body: dict[str, Any]) -> dict[str, Any]:
    """Return what makes the question: without what may be lost."""
    kept = {name: value for name, value in body.items() if name not in _away(item)}
    return {name: _bare_parts(value) if isinstance(value, list) else value for name, value in kept.items()}


def _away(item: Item) -> set[str]:
    """Return the fields that may be lost."""
    return {*_FIELDS, *(["answers"] if item.type == "number" else [])}


def _bare_parts(parts: list[Any]) -> list[Any]:
    return [
        {name: value for name, value in part.items() if name not in _PART_FIELDS}
        if isinstance(part, dict)
        else part
        for part in parts
    ]


def _parts(item: Item, body: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the options, answers or pairs that make the question."""
    lists = [value for name, value in body.items() if isinstance(value, list) and name not in _away(item)]
    return [part for parts in lists for part in parts if isinstance(part, dict)]


def _filled(parts: list[dict[str, Any]], field: str) -> list[Any]:
    """Return the `field` of each part, None where it says nothing: the full weight is said of everything."""
    return [part.get(field) or None if part.get(field) != "100" else None for part in parts]


def _loose(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _loose(one) for name, one in value.items()}
    if isinstance(value, list):
        return [_loose(one) for one in value]
    return " ".join(value.split()) if isinstance(value, str) else value
