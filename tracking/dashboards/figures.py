"""The figures of a region: what a page of them shows, and in which order. Knows neither the database nor the web."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from app.places import Region
from app.registry.models import LEVELS

NOT_ASSESSED = LEVELS[0]
MOST_NAMED = 3


@dataclass
class Figures:
    """How many cadres are in each of the five states, how many are trained, and how many Posyandu and desa there are."""

    levels: dict[str, int] = field(default_factory=lambda: dict.fromkeys(LEVELS, 0))
    trained: int = 0
    posyandu: int = 0
    life_cycle: int = 0
    desa: int = 0

    @property
    def cadres(self) -> int:
        """All active cadres."""
        return sum(self.levels.values())

    @property
    def not_assessed(self) -> int:
        """Those without any evidence."""
        return self.levels[NOT_ASSESSED]

    @property
    def assessed(self) -> int:
        """Those with any evidence, whatever level it gave."""
        return self.cadres - self.not_assessed

    @property
    def untrained(self) -> int:
        """Those without a training."""
        return self.cadres - self.trained

    def add_cadres(self, level_code: str, cadres: int, trained: int) -> None:
        """Count `cadres` more of one state, `trained` of them trained."""
        self.levels[level_code] += cadres
        self.trained += trained

    def add(self, other: "Figures") -> None:
        """Count another region's figures in."""
        for level_code, cadres in other.levels.items():
            self.levels[level_code] += cadres
        self.trained += other.trained
        self.posyandu += other.posyandu
        self.life_cycle += other.life_cycle
        self.desa += other.desa


@dataclass(frozen=True)
class Row:
    """One line of the table: a region inside, or (with `posyandu_id`) a Posyandu of the desa."""

    name: str
    sort_name: str
    code: str
    figures: Figures
    posyandu_id: UUID | None = None


@dataclass(frozen=True)
class Board:
    """A region (None is the country), those above it from the province down, its rows and its totals.

    `counted_at` is when the totals were written down, None when they were counted just now.
    """

    region: Region | None
    above: Sequence[Region]
    rows: Sequence[Row]
    counted_at: datetime | None = None

    @property
    def total(self) -> Figures:
        """The sum of the rows."""
        total = Figures()
        for row in self.rows:
            total.add(row.figures)
        return total

    @property
    def code(self) -> str | None:
        """The region's code, None for the country."""
        return self.region.code if self.region else None

    @property
    def lists_posyandu(self) -> bool:
        """Whether the rows are Posyandu: those of a desa."""
        return self.region is not None and self.region.kind in ("desa", "kelurahan")


def _share(part: int, whole: int) -> float:
    return part / whole if whole else -1.0


# What a column of the table is sorted by.
_WORTH: dict[str, Callable[[Figures], float]] = {
    "kader": lambda figures: figures.cadres,
    "belum-dinilai": lambda figures: figures.not_assessed,
    "dinilai": lambda figures: _share(figures.assessed, figures.cadres),
    "dilatih": lambda figures: _share(figures.trained, figures.cadres),
    "posyandu": lambda figures: figures.posyandu,
}
COLUMNS = ("nama", *_WORTH)


def in_order(rows: Iterable[Row], order: str) -> list[Row]:
    """Return `rows` by the column `order` names, falling with a `-` before it; anything odd is by name."""
    by_name = sorted(rows, key=lambda row: (row.sort_name, row.code))
    column, falls = order.removeprefix("-"), order.startswith("-")
    if worth := _WORTH.get(column):
        return sorted(by_name, key=lambda row: worth(row.figures), reverse=falls)
    return by_name[::-1] if falls and column == "nama" else by_name


def next_order(column: str, order: str) -> str:
    """Return what a click on the head of `column` asks for: figures fall first, names rise first."""
    first, second = (column, f"-{column}") if column == "nama" else (f"-{column}", column)
    return second if order == first else first


def most_not_assessed(rows: Iterable[Row]) -> list[Row]:
    """Return the few rows where most cadres wait for an assessment, the most first."""
    waiting = [row for row in rows if row.figures.not_assessed]
    return sorted(waiting, key=lambda row: (-row.figures.not_assessed, row.sort_name))[:MOST_NAMED]


def most_untrained(rows: Iterable[Row]) -> list[Row]:
    """Return the few rows where most cadres were never trained, the most first."""
    waiting = [row for row in rows if row.figures.untrained]
    return sorted(waiting, key=lambda row: (-row.figures.untrained, row.sort_name))[:MOST_NAMED]
