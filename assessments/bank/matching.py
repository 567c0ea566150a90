"""Holds the questions of a file against the bank: which are new, which change one, which say what is there already.

Pure: knows nothing of Flask or the database. What a file does not carry (feedback in Aiken, a tag in GIFT) takes
nothing away and makes no difference.
"""

import unicodedata
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any
from uuid import UUID

from assessments.bank.bodies import says_the_same, with_matched_ids
from assessments.bank.formats.base import Item
from assessments.bank.operations import QuestionDetails
from assessments.bank.types import get_type
from assessments.bank.types.base import Body

BROKEN, NEW, CHANGED, SAME, DOUBLE = "rusak", "baru", "berubah", "sama", "ganda"
VERDICTS = (BROKEN, NEW, CHANGED, SAME, DOUBLE)
MIDDLING = 2  # the difficulty of a new question whose file does not say


@dataclass(frozen=True)
class Known:
    """A question of the bank as its newest version, numbered `version`, says it. `slugs`: its own, and the one it replaces."""

    id: UUID
    slugs: tuple[str, ...]
    version: int
    details: QuestionDetails
    is_retired: bool = False


@dataclass(frozen=True)
class Step:
    """What is to be done for one item. `known` is the question it is or changes; `twin` the place of the one it repeats."""

    verdict: str
    known: Known | None = None
    twin: int = 0


class Bank:
    """The bank of a kabupaten, as the questions of a file are looked up in it. `skills`: all names → slug."""

    def __init__(self, known: Iterable[Known], skills: Mapping[str, str]) -> None:
        self.skills = {folded(name): slug for name, slug in skills.items()}
        self.by_slug: dict[str, Known] = {}
        self.by_essence: dict[str, Known] = {}
        for one in sorted(known, key=lambda one: not one.is_retired):  # one in use hides a retired twin
            self.by_slug |= dict.fromkeys(one.slugs, one)
            self.by_essence[essence(one.details.type, one.details.body)] = one

    def plan(self, items: Iterable[Item], skill_slug: str | None) -> list[Step]:
        """Return what to do for each item, in order; `skill_slug` is for new ones that name no skill."""
        places: dict[UUID | str, int] = {}
        return [self._step(item, place, skill_slug, places) for place, item in enumerate(items, start=1)]

    def _step(self, item: Item, place: int, skill_slug: str | None, places: dict[UUID | str, int]) -> Step:
        if get_type(item.type).flaws(item.body):
            return Step(BROKEN)
        core = essence(item.type, item.body)
        known = self.by_slug.get(item.slug) or self.by_essence.get(core)
        first = places.setdefault(known.id if known else core, place)
        if first != place:
            return Step(DOUBLE, known, first)
        if known is None:
            return Step(NEW)
        wanted = self.details(item, skill_slug, known)
        return Step(SAME if _is_same(wanted, known) else CHANGED, known)

    def details(self, item: Item, skill_slug: str | None, known: Known | None = None) -> QuestionDetails:
        """Return what the question says once `item` is applied: what it carries, and of `known` whatever it does not."""
        named = self.skills.get(folded(item.category.rpartition("/")[2]))
        if known is None:
            return QuestionDetails(
                type=item.type,
                body=item.body,
                skill_slug=named or skill_slug,
                difficulty=item.difficulty or MIDDLING,
                title=item.title,
                tags=tuple(item.tags),
            )
        before = known.details
        return replace(
            before,
            type=item.type,
            body=_merged_body(item, before),
            skill_slug=named or before.skill_slug,
            difficulty=item.difficulty or before.difficulty,
            title=item.title or before.title,
            tags=tuple(item.tags) or before.tags,
        )


def essence(type_code: str, body: Body) -> str:
    """Return what makes a sound question this one, as text: its type, what is asked, and its options with their key.

    Letters' size, spaces and the order of what is shuffled make no other question of it.
    """
    return repr((type_code, folded(body["stem"]), _PARTS[type_code](body)))


def folded(text: str) -> str:
    """Return `text` as it is compared: small letters, single spaces, one way of writing each letter."""
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


def _option(option: dict[str, Any]) -> tuple[str, bool]:
    return folded(option.get("text", "")) or str(option.get("picture", "")), bool(option.get("correct"))


def _texts(parts: Iterable[dict[str, Any]], *names: str) -> list[tuple[str, ...]]:
    return [tuple(folded(part.get(name, "")) for name in names) for part in parts]


def _options(body: Body) -> object:
    return sorted(_option(option) for option in body["options"])


def _numbers(body: Body) -> object:
    return sorted(Decimal(one["answer"]).normalize() for one in [body, *body.get("answers", [])])


def _gaps(body: Body) -> object:
    gaps = [sorted(_option(option) for option in gap["options"]) for gap in body["gaps"]]
    return folded(body["text"]), gaps


_PARTS: dict[str, Callable[[Body], object]] = {
    "single": _options,
    "multiple": _options,
    "truefalse": lambda body: body["answer"],
    "number": _numbers,
    "short": lambda body: sorted(_texts(body["answers"], "text")),
    "matching": lambda body: (
        sorted(_texts(body["pairs"], "left", "right")),
        sorted(_texts(body.get("extra", []), "text")),
    ),
    "ordering": lambda body: _texts(body["items"], "text"),
    "cloze": _gaps,
    "text": lambda body: None,
}


def _is_same(wanted: QuestionDetails, known: Known) -> bool:
    before = known.details
    if known.is_retired or replace(wanted, body=before.body) != before:
        return False
    return says_the_same(wanted.type, wanted.body, before.body)


def _merged_body(item: Item, before: QuestionDetails) -> Body:
    if item.type != before.type:
        return item.body
    merged: Body = _merged(with_matched_ids(item.body, [before.body]), before.body)
    return merged


def _merged(given: Any, before: Any) -> Any:
    """Return `before` with all that `given` carries; other spaces between the same words are no difference."""
    if given in (None, "", [], {}) and before is not None:
        return before
    if isinstance(given, dict) and isinstance(before, dict):
        key = {"correct": False} if "correct" in before else {}  # a wrong option may go without saying
        return {**before, **key, **{name: _merged(one, before.get(name)) for name, one in given.items()}}
    if isinstance(given, list) and isinstance(before, list):
        by_name = {_name(part): part for part in before}
        return [_merged(part, by_name.get(_name(part))) for part in given]
    if isinstance(given, str) and isinstance(before, str) and given.split() == before.split():
        return before
    return given


def _name(part: Any) -> object:
    """Return by what a part of a body is found again in another one."""
    names = ("id", "media", "text", "answer", "name")
    return next((part[name] for name in names if name in part), "") if isinstance(part, dict) else part
