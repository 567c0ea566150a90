"""Who chose what: each choice of a question counted by thirds of ability, and whether the key is the right one. Pure.

Ability is the mark on all other questions, so that a wrong key does not make able people of those who were misled.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from assessments.analysis.choices import Choice, Part, chosen_by, parts_of
from assessments.analysis.intervals import ENOUGH
from assessments.analysis.sheet import Column
from assessments.analysis.statistics import codeviation, correlation
from assessments.bank.types.base import Body

LOWER, MIDDLE, UPPER = range(3)
A_FEW = 3  # able takers who chose a wrong one, before the key is doubted


@dataclass
class Count:
    """How many chose something: in each third, and in all; `rests` is the sum of their other marks."""

    thirds: list[int] = field(default_factory=lambda: [0, 0, 0])
    takers: int = 0
    placed: int = 0  # of them, who were asked anything else
    rests: int = 0

    def add(self, third: int | None, rest: int | None) -> None:
        """Count one taker."""
        self.takers += 1
        if third is not None and rest is not None:
            self.thirds[third] += 1
            self.placed += 1
            self.rests += rest

    def merge(self, other: "Count") -> None:
        """Count others in."""
        self.thirds = [mine + its for mine, its in zip(self.thirds, other.thirds, strict=True)]
        self.takers += other.takers
        self.placed += other.placed
        self.rests += other.rests


@dataclass(frozen=True)
class ChoiceRow:
    """A choice with its count; `discrimination` is its correlation with the other marks, in percent."""

    choice: Choice
    count: Count
    discrimination: float | None


@dataclass(frozen=True)
class PartTable:
    """The choices of one part of a question."""

    text: str
    rows: list[ChoiceRow]


@dataclass(frozen=True)
class Distractors:
    """The table of a question: how many takers there are in each third, who left it empty, and the parts."""

    everybody: Count
    empty: Count
    parts: list[PartTable]


@dataclass(frozen=True)
class Doubt:
    """A wrong choice that able takers prefer to the key. `inverted`: and the key is what the others chose."""

    part: str
    chosen: Choice
    key: Choice
    inverted: bool


def thirds(rests: Column) -> list[int | None]:
    """Return the third of each taker by her other marks; equal marks in the order given, None for who has none."""
    ability = {taker: rest for taker, rest in enumerate(rests) if rest is not None}
    order = sorted(ability, key=ability.__getitem__)
    share = len(order) // 3
    found: list[int | None] = [None] * len(rests)
    for place, taker in enumerate(order):
        found[taker] = LOWER if place < share else UPPER if place >= len(order) - share else MIDDLE
    return found


def count_choices(
    kind: str, body: Body, marks: Column, values: Sequence[str | None], rests: Column
) -> Distractors:
    """Return who chose what of those with a mark; a value of None was left empty."""
    by_value: defaultdict[str | None, Count] = defaultdict(Count)
    for mark, value, rest, third in zip(marks, values, rests, thirds(rests), strict=True):
        if mark is not None:
            by_value[value].add(third, rest)
    everybody = Count()
    counts: defaultdict[str, Count] = defaultdict(Count)
    for value, count in by_value.items():
        everybody.merge(count)
        for choice in chosen_by(kind, body, value) if value is not None else ():
            counts[choice].merge(count)
    able = [rest for rest in rests if rest is not None]
    given = [value for value in by_value if value is not None]
    tables = [_table(part, counts, able) for part in parts_of(kind, body, given)]
    return Distractors(everybody, by_value[None], tables)


def _table(part: Part, counts: dict[str, Count], rests: Sequence[int]) -> PartTable:
    whole, spread, n = sum(rests), codeviation(rests, rests), len(rests)
    rows = []
    for choice in part.choices:
        count = counts.get(choice.id, Count())
        alone = count.placed * (n - count.placed)
        rows.append(
            ChoiceRow(choice, count, correlation(n * count.rests - count.placed * whole, alone, spread))
        )
    return PartTable(part.text, rows)


def doubt_about(table: Distractors) -> Doubt | None:
    """Return the wrong choice which says that a key should be looked at, if there is one.

    Either more of the upper third chose it than the key, or it goes with ability and the key against it.
    """
    if table.everybody.placed < ENOUGH:
        return None
    found = [doubt for part in table.parts if (doubt := _doubt_in(part))]
    return min(found, key=lambda doubt: not doubt.inverted, default=None)


def _doubt_in(part: PartTable) -> Doubt | None:
    keys = [row for row in part.rows if row.choice.is_key]
    wrong = [row for row in part.rows if not row.choice.is_key and row.count.thirds[UPPER] >= A_FEW]
    if not keys or not wrong:
        return None
    key, other = min(keys, key=_among_able), max(wrong, key=_among_able)
    if key.discrimination is not None and key.discrimination < 0 < (other.discrimination or 0):
        return Doubt(part.text, other.choice, key.choice, True)
    if other.count.thirds[UPPER] > key.count.thirds[UPPER]:
        inverted = (other.discrimination or 0) > (key.discrimination or 0)
        return Doubt(part.text, other.choice, key.choice, inverted)
    return None


def _among_able(row: ChoiceRow) -> tuple[int, float]:
    return row.count.thirds[UPPER], row.discrimination or 0
