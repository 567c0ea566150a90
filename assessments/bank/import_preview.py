"""A waiting item as its preview shows it: as the cadre will see it, its key, and what a trainer should look at."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _

from assessments.bank.duplicates import Stem, find_near
from assessments.bank.formats.base import Item
from assessments.bank.matching import BROKEN, NEW
from assessments.bank.models import QuestionImportItem
from assessments.bank.staging import unpacked
from assessments.bank.types import Face, get_type
from assessments.bank.types.base import Body, Flaw
from assessments.bank.writing import Advice, advise

MOST_NEAR = 2
LISTS = ("options", "pairs", "extra", "items", "answers")


@dataclass(frozen=True)
class Shown:
    """One item of a preview. `face` is None for one that cannot be drawn yet; `words` stand for it then."""

    row: QuestionImportItem
    item: Item
    label: str
    face: Face | None
    key: list[str]
    flaws: list[Flaw]
    words: list[str]
    keyless: bool  # an option has only to be chosen as the right one
    near: list[str]  # questions of the bank that ask nearly the same
    advice: list[Advice]


def shown(row: QuestionImportItem, stems: Sequence[Stem]) -> Shown:
    """Return what the preview shows of a waiting item, held against the `stems` of the bank."""
    item = unpacked(row.item)
    kind = get_type(item.type)
    flaws = kind.flaws(item.body) if row.verdict == BROKEN else []
    keyless = bool(flaws) and lacks_key_only(item)
    body = with_key(item.body, item.body["options"][0]["id"]) if keyless else item.body
    drawable = keyless or not flaws
    return Shown(
        row=row,
        item=item,
        label=str(kind.label),
        face=kind.face(body, kind.option_ids(body), []) if drawable else None,
        key=[] if flaws else kind.correct_words(item.body),
        flaws=flaws,
        words=[] if drawable else _words(item.body),
        keyless=keyless,
        near=_near(item, stems) if row.verdict == NEW else [],
        advice=[] if flaws else advise(item.type, item.body),
    )


def _near(item: Item, stems: Sequence[Stem]) -> list[str]:
    asked = Stem("", get_type(item.type).texts(item.body)[0])
    return [pair.other.text for pair in find_near(asked, stems, MOST_NEAR)]


def lacks_key_only(item: Item) -> bool:
    """Return whether nothing is wrong with an item but that none of its options is the right one."""
    options = item.body.get("options") or []
    if item.type != "single" or not options or any(option.get("correct") for option in options):
        return False
    return not get_type(item.type).flaws(with_key(item.body, options[0].get("id", "")))


def with_key(body: Body, key: str) -> Body:
    """Return `body` with the option of that id as its right one."""
    options = [{**option, "correct": option.get("id") == key} for option in body["options"]]
    return {**body, "options": options}


def _words(body: Body) -> list[str]:
    """Return the words of a body in which anything may be wrong."""
    found = [str(body.get("stem") or ""), str(body.get("text") or "")]
    for name in LISTS:
        found += [_part(part) for part in body.get(name) or [] if isinstance(part, dict)]
    return [words for words in found if words.strip()]


def _part(part: dict[str, Any]) -> str:
    words = " → ".join(str(part[name]) for name in ("left", "right", "text", "answer") if part.get(name))
    return words or str(_("(kosong)"))
