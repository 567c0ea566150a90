"""One question as a cadre sees it in her attempt: its face, its place, what is saved, and the token of its form."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.db import now
from assessments.attempts.models import Attempt, AttemptQuestion
from assessments.attempts.queries import Place
from assessments.attempts.timing import minutes_left
from assessments.attempts.tokens import Claim, sign
from assessments.bank.types import Face, get_type


def numbered(places: Sequence[Place]) -> list[tuple[int, Place]]:
    """Return the questions among `places` with their numbers; a block of text has none."""
    return list(enumerate((place for place in places if place.is_asked), 1))


@dataclass(frozen=True)
class Sheet:
    """What the page of one place shows: a question, or a block of text, which only her way on stands under.

    `stands` is the saved answer in words, line by line; empty when there is none. `minutes_left` is None without a limit.
    """

    face: Face
    position: int
    places: list[Place]
    token: str
    stands: list[str]
    unreviewed: bool
    minutes_left: int | None

    @property
    def is_asked(self) -> bool:
        """Whether this is a question."""
        return self._place.is_asked

    @property
    def number(self) -> int:
        """The number of the question; of a block of text, how many questions come before it."""
        return len(numbered(self.places[: self.position]))

    @property
    def count(self) -> int:
        """How many questions the attempt has."""
        return len(numbered(self.places))

    @property
    def answered(self) -> int:
        """How many of them have an answer."""
        return sum(place.is_answered for place in self.places)

    @property
    def is_saved(self) -> bool:
        """Whether this one has an answer."""
        return self._place.is_answered

    @property
    def is_first(self) -> bool:
        """Whether nothing comes before it."""
        return self.position == 1

    @property
    def is_last(self) -> bool:
        """Whether nothing comes after it."""
        return self.position == len(self.places)

    @property
    def left_out(self) -> list[tuple[int, Place]]:
        """The questions before this place without an answer, with their numbers: those she has passed over."""
        before = numbered(self.places[: self.position - 1])
        return [(number, place) for number, place in before if place.is_left_empty]

    @property
    def _place(self) -> Place:
        return self.places[self.position - 1]


def make_sheet(
    attempt: Attempt,
    asked: AttemptQuestion,
    places: list[Place],
    key: str,
    *,
    given: Sequence[str] | None = None,
    token: str | None = None,
) -> Sheet:
    """Return the sheet of a place; `given` is what the form shows instead of the saved answer.

    `token` is the form's own token when it is shown again, else a new one for the next answer is signed with `key`.
    """
    place, version = places[asked.position - 1], asked.version
    kind = get_type(version.type)
    shown = kind.posted(version.body, place.value) if given is None else given
    claim = Claim(attempt.id, asked.position, place.seq + 1, attempt.cadre_id)
    return Sheet(
        face=kind.face(version.body, asked.option_order, shown),
        position=asked.position,
        places=places,
        token=token or sign(claim, key),
        stands=kind.answer_words(version.body, place.value) if place.value else [],
        unreviewed=version.unreviewed,
        minutes_left=minutes_left(attempt.deadline, now()),
    )
