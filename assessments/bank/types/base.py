"""What every question type can do. Pure: knows neither the database nor the web.

A body is the JSON of `QuestionVersion.body` (docs/questions.md); a value is what an `Answer` keeps: canonical JSON of
stable ids, or normalised text. The form of every type sends one field, `answer`, as often as the type needs it.
"""

import dataclasses
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
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
class Picture:
    """A picture of a stem or an option: its address, its size on the page in pixels, and its words for who cannot see it."""

    url: str
    alt: str
    width: int
    height: int


@dataclass(frozen=True)
class Choice:
    """One option as it is drawn."""

    id: str
    text: str
    ticked: bool
    picture: Picture | None = None


@dataclass(frozen=True)
class Row:
    """One line of a question that is answered line by line: its words, and the choices of its list."""

    id: str
    text: str
    choices: list[Choice]


@dataclass(frozen=True)
class Face:
    """A question as a cadre sees it. Never says what is right."""

    template: str
    stem: str
    choices: list[Choice] = dataclasses.field(default_factory=list)
    rows: list[Row] = dataclasses.field(default_factory=list)
    typed: str = ""
    unit: str = ""
    pictures: list[Picture] = dataclasses.field(default_factory=list)


@dataclass(frozen=True)
class Flaw:
    """What keeps a body from being asked: at which field, and an Indonesian sentence with named places."""

    field: str
    message: str
    values: dict[str, Any] = dataclasses.field(default_factory=dict)

    @property
    def text(self) -> str:
        """The sentence with its values in place."""
        return self.message % self.values if self.values else self.message


class QuestionType(Protocol):
    """One question type; a new one is a file with such a class, and a line in `assessments.bank.types`.

    `flaws` takes any JSON object. All the others take a body without flaws, and a value that some version of the question
    gave: an id that this body does not know is simply not right.
    """

    code: str
    label: LazyString  # what trainers call it
    is_asked: bool  # False for a block of text, which has no answer and no mark

    def flaws(self, body: Body) -> list[Flaw]:
        """Return what keeps `body`, typed or imported, from being asked; empty for a good one. `field` is one of the body's."""

    def texts(self, body: Body) -> list[str]:
        """Return all that a cadre reads before she answers: first what is asked, then options, pairs or gaps."""

    def guess(self, body: Body) -> Fraction:
        """Return the mark that somebody who guesses blindly gets on average."""

    def option_ids(self, body: Body) -> list[str]:
        """Return the ids of what is shuffled, in the order shown where nothing is; empty for a type without such.

        It is the author's order, except where that would give the answer away (matching, ordering).
        """

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

    def right_value(self, body: Body) -> str:
        """Return the value of the right answer, or of one of them; empty for a block of text."""

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
