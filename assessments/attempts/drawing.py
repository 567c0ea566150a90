"""Which questions an attempt gets, and in which order. Pure; chance comes from the caller."""

from collections.abc import Mapping, Sequence
from random import Random
from typing import TypeVar
from uuid import UUID

T = TypeVar("T")


def draw(pool: Sequence[UUID], count: int, times_seen: Mapping[UUID, int], chance: Random) -> list[UUID]:
    """Return `count` questions of `pool`, those she has met least often first, at random among equals.

    `pool` must hold at least `count` different ones.
    """
    mixed = shuffled(pool, chance)
    return sorted(mixed, key=lambda question: times_seen.get(question, 0))[:count]


def shuffled(items: Sequence[T], chance: Random) -> list[T]:
    """Return `items` in a random order."""
    return chance.sample(list(items), len(items))
