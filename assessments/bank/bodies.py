"""What two bodies of one question have in common: whether they say the same, and which option is which. Pure."""

from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from itertools import count
from string import ascii_lowercase
from typing import Any

from assessments.bank.types.base import Body
from assessments.bank.types.checks import DECIMAL
from assessments.bank.types.number import plain

DEFAULT_SCORING = {"multiple": "all", "matching": "partial", "ordering": "all", "cloze": "partial"}
NUMBERS = {"answer", "tolerance", "factor", "weight"}
Part = dict[str, Any]  # an option, a pair, an item: what has an id


def says_the_same(type_code: str, one: Body, other: Body) -> bool:
    """Return whether two bodies of a type differ in nothing but defaults that one of them spells out."""
    return _plain(type_code, one) == _plain(type_code, other)


def _plain(type_code: str, body: Body) -> Body:
    """Return `body` without what says nothing, its numbers without needless zeros."""
    said = {name: value for name, value in body.items() if name not in ("scoring", "key_facts")}
    if type_code in DEFAULT_SCORING:
        said["scoring"] = body.get("scoring") or DEFAULT_SCORING[type_code]
    if type_code == "truefalse":
        said["answer"] = str(body.get("answer"))  # false is an answer
    kept: Body = _without_empty(said)
    return kept


def _without_empty(value: Any, name: str = "") -> Any:
    if isinstance(value, dict):
        inner = {key: _without_empty(one, key) for key, one in value.items()}
        if "id" not in value and inner.get("weight") == "100":  # an accepted answer, no option
            del inner["weight"]
        return {key: one for key, one in inner.items() if one not in (None, "", False, [], {})}
    if name in NUMBERS and isinstance(value, str) and DECIMAL.fullmatch(value):
        number = plain(Decimal(value))
        return "" if (name, number) == ("tolerance", "0") else number
    return [_without_empty(one) for one in value] if isinstance(value, list) else value


def letters() -> Iterator[str]:
    """Return the ids in their order: a, b, … z, aa, ab, …"""
    for number in count():
        high, low = divmod(number, len(ascii_lowercase))
        yield (ascii_lowercase[high - 1] if high else "") + ascii_lowercase[low]


def with_fresh_ids(body: Body, olds: Sequence[Body]) -> Body:
    """Return `body` so that no id stands for something else than it did in `olds`, the newest first.

    An id of the newest body stays, whatever its words are now: its author changed them. A part without an id, or with
    one of something that was taken out before, gets a new one.
    """

    def choose(parts: list[Part], before: list[list[Part]]) -> list[str]:
        newest = {part["id"] for part in before[0]} if before else set()
        was = {part["id"]: _signature(part) for older in reversed(before) for part in older}
        asked = {part.get("id") for part in parts}
        fresh = (letter for letter in letters() if letter not in was and letter not in asked)
        chosen: list[str] = []
        for part in parts:
            key = part.get("id") or ""
            stays = key in newest or key not in was or was[key] == _signature(part)
            chosen.append(key if key and stays and key not in chosen else next(fresh))
        return chosen

    return _with_ids(body, olds, choose)


def with_matched_ids(body: Body, olds: Sequence[Body]) -> Body:
    """Return `body`, as a file gives it, with the ids of `olds` (the newest first) for whatever says the same.

    Where as many parts are new as are gone from the newest body, they were reworded and keep their ids, in order.
    """

    def choose(parts: list[Part], before: list[list[Part]]) -> list[str]:
        newest = before[0] if before else []
        known = {_signature(part): part["id"] for older in reversed(before) for part in older}
        ids = [known.pop(_signature(part), "") for part in parts]
        gone = [part["id"] for part in newest if part["id"] not in ids]
        reworded = iter(gone if len(gone) == ids.count("") else [])
        used = {part["id"] for older in before for part in older}
        fresh = (letter for letter in letters() if letter not in used)
        return [key or next(reworded, "") or next(fresh) for key in ids]

    return _with_ids(body, olds, choose)


def _with_ids(
    body: Body, olds: Sequence[Body], choose: Callable[[list[Part], list[list[Part]]], list[str]]
) -> Body:
    """Return a copy of `body` with the ids that `choose` finds for each of its groups of parts."""
    chosen = {}
    for name, parts in _groups(body).items():
        before = [group for old in olds if (group := _groups(old).get(name))]
        chosen[name] = iter(choose(parts, before))

    def renamed(name: str, parts: list[Part]) -> list[Part]:
        return [{**part, "id": next(chosen[name])} for part in parts]

    changed = dict(body)
    for field in ("options", "items"):
        if field in body:
            changed[field] = renamed(field, body[field])
    for field in ("pairs", "extra"):  # one group, in this order
        if field in body:
            changed[field] = renamed("pairs", body[field])
    if "gaps" in body:
        changed["gaps"] = [
            {**gap, "options": renamed(f"gap {gap['id']}", gap["options"])} for gap in body["gaps"]
        ]
    return changed


def _groups(body: Body) -> dict[str, list[Part]]:
    """Return the parts whose ids must differ from each other, by a name of the group."""
    found = {field: list(body[field]) for field in ("options", "items") if body.get(field)}
    if body.get("pairs"):
        found["pairs"] = [*body["pairs"], *body.get("extra", [])]
    return found | {f"gap {gap['id']}": gap["options"] for gap in body.get("gaps", [])}


def _signature(part: Part) -> tuple[str, ...]:
    """Return what a cadre sees of an option, a pair or an item."""
    picture = part.get("picture") or {}
    words = (part.get("text", ""), part.get("left", ""), part.get("right", ""))
    return (*words, picture.get("media") or picture.get("file") or "")
