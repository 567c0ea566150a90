"""Which questions an attempt gets, and in which order. Pure; chance comes from the caller."""

from collections.abc import Callable, Mapping, Sequence
from itertools import groupby
from random import Random
from typing import TypeVar
from uuid import UUID

from assessments.quizzes.filling import Wanted, fill

T = TypeVar("T")


def draw(parts: Sequence[Wanted], times_seen: Mapping[UUID, int], chance: Random) -> list[list[UUID]]:
    """Return the questions of each part, those she has met least often first, at random among equals.

    No question comes twice; a part whose pool is too small beside the others gets fewer than it wants.
    """
    return fill([Wanted(_by_taste(part.pool, times_seen, chance), part.count) for part in parts])


def shuffled(items: Sequence[T], chance: Random) -> list[T]:
    """Return `items` in a random order."""
    return chance.sample(list(items), len(items))


def shuffled_between(items: Sequence[T], stays: Callable[[T], bool], chance: Random) -> list[T]:
    """Return `items` in a random order, but each that `stays` in its place with the same ones before and after it."""
    mixed: list[T] = []
    for keeps, group in groupby(items, key=stays):
        run = list(group)
        mixed += run if keeps else shuffled(run, chance)
    return mixed


def _by_taste(pool: Sequence[UUID], times_seen: Mapping[UUID, int], chance: Random) -> list[UUID]:
    return sorted(shuffled(pool, chance), key=lambda question: times_seen.get(question, 0))
