"""Which questions fill the parts of a quiz, when one question may fit several of them. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True)
class Wanted:
    """A part of a quiz: the questions it may take, the best first, and how many of them."""

    pool: Sequence[UUID]
    count: int


def fill(parts: Sequence[Wanted]) -> list[list[UUID]]:
    """Return the questions of each part, none twice; a part that cannot be filled beside the others has fewer.

    As many places are filled as can be: a part gives way to another where it has a second choice. Parts with the fewest
    questions to choose from, so fixed ones above all, are filled first.
    """
    taken: dict[UUID, int] = {}
    places = [number for number, part in enumerate(parts) for _ in range(part.count)]
    for number in sorted(places, key=lambda number: len(parts[number].pool)):
        _take_one(parts, number, taken, set())
    return [[one for one in part.pool if taken.get(one) == number] for number, part in enumerate(parts)]


def _take_one(parts: Sequence[Wanted], number: int, taken: dict[UUID, int], asked: set[UUID]) -> bool:
    """Give part `number` one more question, another part's if that one finds a second choice; return whether it did."""
    pool = [one for one in parts[number].pool if taken.get(one) != number]
    for one in pool:
        if one not in taken:
            taken[one] = number
            return True
    for one in pool:
        if one not in asked:
            asked.add(one)
            holder = taken[one]
            taken[one] = number
            if _take_one(parts, holder, taken, asked):
                return True
            taken[one] = holder
    return False
