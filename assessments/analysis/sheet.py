"""The marks of a quiz as whole numbers, and what each taker got in all. Pure: knows neither the database nor the web."""

import math
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import TypeVar

FINE = 1 << 64  # where not everybody was asked everything, totals are rounded to this part of a unit
Mark = TypeVar("Mark", bound=Hashable)
Column = Sequence[int | None]


@dataclass(frozen=True)
class Sheet:
    """The marks of a quiz: a column for each item with a mark for each taker, None where she was not asked it.

    All in units, `unit` of which are one mark; `maxima` are the highest marks of the items.
    """

    maxima: Sequence[int]
    columns: Sequence[Column]
    unit: int = 1

    @property
    def highest(self) -> int:
        """The highest mark of the whole, in units."""
        return sum(self.maxima)


@dataclass
class Totals:
    """What each taker got and could have got, in units; and her total as if she had been asked everything.

    `scaled` and the rests are in units times `fine`, None for somebody who was asked nothing (else).
    """

    sheet: Sheet
    got: list[int] = field(default_factory=list)
    asked: list[int] = field(default_factory=list)  # the highest marks of what she was asked
    items: list[int] = field(default_factory=list)  # how many items she was asked
    fine: int = 1
    scaled: list[int | None] = field(default_factory=list)

    def __post_init__(self) -> None:
        takers = len(self.sheet.columns[0]) if self.sheet.columns else 0
        self.got, self.asked, self.items = [0] * takers, [0] * takers, [0] * takers
        for highest, column in zip(self.sheet.maxima, self.sheet.columns, strict=True):
            for taker, mark in enumerate(column):
                if mark is not None:
                    self.got[taker] += mark
                    self.asked[taker] += highest
                    self.items[taker] += 1
        self.fine = 1 if all(self.is_complete(taker) for taker in range(takers)) else FINE
        self.scaled = [
            self._scale(got, asked, self.sheet.highest, self.is_complete(taker))
            for taker, (got, asked) in enumerate(zip(self.got, self.asked, strict=True))
        ]

    def is_complete(self, taker: int) -> bool:
        """Return whether a taker was asked every item."""
        return self.items[taker] == len(self.sheet.columns)

    def rests(self, item: int) -> list[int | None]:
        """Return each taker's total without `item`, on the scale of all other items; None where she was not asked it."""
        highest, others = self.sheet.maxima[item], self.sheet.highest - self.sheet.maxima[item]
        return [
            None
            if mark is None
            else self._scale(got - mark, asked - highest, others, count == len(self.sheet.columns))
            for mark, got, asked, count in zip(
                self.sheet.columns[item], self.got, self.asked, self.items, strict=True
            )
        ]

    def _scale(self, got: int, asked: int, highest: int, complete: bool) -> int | None:
        """Return `got` out of `asked` as so much out of `highest`, to the nearest `fine`th of a unit."""
        if complete:
            return got * self.fine
        return (2 * got * highest * self.fine + asked) // (2 * asked) if asked else None


def to_sheet(
    maxima: Sequence[Mark], columns: Sequence[Sequence[Mark | None]], exact: Callable[[Mark], Fraction]
) -> Sheet:
    """Return marks of any kind as a sheet; `exact` says which fraction of a mark one of them means."""
    seen = {mark for column in (maxima, *columns) for mark in column if mark is not None}
    fractions = {mark: exact(mark) for mark in seen}
    unit = math.lcm(*(fraction.denominator for fraction in fractions.values()))
    units: dict[Mark | None, int | None] = {mark: int(value * unit) for mark, value in fractions.items()}
    units[None] = None
    return Sheet(
        [units[mark] or 0 for mark in maxima],
        [[units[mark] for mark in column] for column in columns],
        unit,
    )
