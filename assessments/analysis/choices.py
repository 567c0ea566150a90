"""What can be chosen in a question of each type, and what an answer chose. Pure; docs/questions.md describes the bodies."""

from collections.abc import Iterable
from dataclasses import dataclass

from assessments.bank.types import get_type
from assessments.bank.types.base import Body, pack, unpack

RIGHT = "="  # the id of all right answers, where answers are typed


@dataclass(frozen=True)
class Choice:
    """One thing to choose. `label` is its letter, empty where there is none."""

    id: str
    label: str
    text: str
    is_key: bool

    @property
    def name(self) -> str:
        """How a sentence calls it: its letter, else its words."""
        return self.label or self.text


@dataclass(frozen=True)
class Part:
    """What is chosen at once: the whole question, or a pair, an item, a gap of it, which `text` names."""

    text: str
    choices: list[Choice]


def parts_of(kind: str, body: Body, values: Iterable[str]) -> list[Part]:
    """Return the parts of a question; where answers are typed, the choices are the right one and the wrong `values`."""
    if kind in ("single", "multiple"):
        return [Part("", _options(body["options"]))]
    if kind == "matching":
        return [Part(pair["left"], _right_sides(body, pair)) for pair in body["pairs"]]
    if kind == "ordering":
        count = len(body["items"])
        return [Part(item["text"], _places(item["id"], n, count)) for n, item in enumerate(body["items"], 1)]
    if kind == "cloze":
        return [Part(f"{{{gap['id']}}}", _options(gap["options"], f"{gap['id']}:")) for gap in body["gaps"]]
    if kind == "truefalse":
        return [Part("", [_typed(kind, body, value) for value in (pack(["benar"]), pack(["salah"]))])]
    right = Choice(RIGHT, "", " / ".join(get_type(kind).correct_words(body)), True)
    wrong = {_same(body, value): value for value in sorted(values) if not _is_right(kind, body, value)}
    return [Part("", [right, *(_typed(kind, body, wrong[key]) for key in sorted(wrong))])]


def chosen_by(kind: str, body: Body, value: str) -> list[str]:
    """Return the ids of the choices in an answer."""
    if kind in ("single", "multiple", "ordering", "cloze"):
        return unpack(value)
    if kind == "matching":
        sides = _sides(body)
        pairs = [chosen.split(":", 1) for chosen in unpack(value)]
        return [f"{left}:{sides.get(right, '')}" for left, right in pairs]
    if kind == "truefalse":
        return [value]
    return [RIGHT if _is_right(kind, body, value) else _same(body, value)]


def _options(options: list[Body], before: str = "") -> list[Choice]:
    return [
        Choice(before + option["id"], _letter(n), _words(option), bool(option.get("correct")))
        for n, option in enumerate(options)
    ]


def _words(option: Body) -> str:
    """Return the text of an option, or what its picture shows."""
    return str(option.get("text") or option.get("picture", {}).get("alt") or "")


def _letter(place: int) -> str:
    return chr(ord("A") + place % 26)


def _sides(body: Body) -> dict[str, str]:
    """Return the words of each right side; equal ones are one choice."""
    extra = {side["id"]: side["text"] for side in body.get("extra") or []}
    return {**{pair["id"]: pair["right"] for pair in body["pairs"]}, **extra}


def _right_sides(body: Body, pair: Body) -> list[Choice]:
    texts = dict.fromkeys(_sides(body).values())
    return [Choice(f"{pair['id']}:{text}", "", text, text == pair["right"]) for text in texts]


def _places(item: str, right: int, count: int) -> list[Choice]:
    return [Choice(f"{item}:{place}", "", str(place), place == right) for place in range(1, count + 1)]


def _typed(kind: str, body: Body, value: str) -> Choice:
    words = " ".join(get_type(kind).answer_words(body, value))
    return Choice(_same(body, value), "", words, _is_right(kind, body, value))


def _is_right(kind: str, body: Body, value: str) -> bool:
    return get_type(kind).mark(body, value) == 1


def _same(body: Body, value: str) -> str:
    """Return what is equal for answers that differ in nothing that matters."""
    return value if body.get("case") else value.casefold()
