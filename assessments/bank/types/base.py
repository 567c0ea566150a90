"""What every question type can do. Pure: knows neither the database nor the web.

A body is the JSON of `QuestionVersion.body`; a value is what an `Answer` keeps: canonical JSON of stable option ids, or
normalised text. The form of every type sends one field, `answer`, as often as the type needs it.
"""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any, Protocol

from flask_babel import LazyString

Body = dict[str, Any]


class Unreadable(Exception):
    """What was posted is no answer; `problem` says at the field what to do."""

    def __init__(self, problem: LazyString) -> None:
        super().__init__(str(problem))
        self.problem = problem


@dataclass(frozen=True)
class Choice:
    """One option as it is drawn."""

    id: str
    text: str
    ticked: bool


@dataclass(frozen=True)
class Face:
    """A question as a cadre sees it. Never says what is right."""

    template: str
    stem: str
    choices: list[Choice] = field(default_factory=list)
    typed: str = ""
    unit: str = ""


class QuestionType(Protocol):
    """One question type; a new one is a file with such a class, and a line in `assessments.bank.types`."""

    code: str

    def option_ids(self, body: Body) -> list[str]:
        """Return the ids of the options in the author's order; empty for a type without options."""

    def read(self, body: Body, given: Sequence[str]) -> str:
        """Return the canonical value of what was posted; raise Unreadable when it is no answer."""

    def posted(self, body: Body, value: str | None) -> list[str]:
        """Return what a form showing `value` posts: the inverse of `read`."""

    def mark(self, body: Body, value: str | None) -> Fraction:
        """Return the mark as a fraction of the full one, from zero to one; None (left empty) is zero."""

    def face(self, body: Body, order: Sequence[str], given: Sequence[str]) -> Face:
        """Return what the template draws: the options in `order`, filled in with `given`, right or wrong."""

    def answer_words(self, body: Body, value: str) -> list[str]:
        """Return what she answered, one line for each choice."""

    def correct_words(self, body: Body) -> list[str]:
        """Return the right answer, one line for each choice."""

    def feedback(self, body: Body, value: str | None) -> list[str]:
        """Return why her answer is right or wrong, one line for each choice that has something to say."""


def pack(ids: Iterable[str]) -> str:
    """Return option ids as canonical JSON: sorted, each once, so that equal choices are equal values."""
    return json.dumps(sorted(set(ids)), separators=(",", ":"))


def unpack(value: str | None) -> list[str]:
    """Return the option ids in a value; none when it was left empty."""
    return [str(item) for item in json.loads(value)] if value else []


def printable(text: str, longest: int = 60) -> str:
    """Return `text` as it may be shown in a field again: short, without characters that no keyboard types."""
    return "".join(letter for letter in text if letter.isprintable())[:longest]
