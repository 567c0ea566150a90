"""One question as the analysis shows it: its figures with how sure they are, and what to look at. No database, no web."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from assessments.analysis import intervals
from assessments.analysis.concerns import Concern
from assessments.analysis.distractors import Distractors, Doubt
from assessments.analysis.intervals import ENOUGH, SURE, Interval
from assessments.analysis.statistics import ItemStatistics
from assessments.bank.models import QuestionVersion


@dataclass(frozen=True)
class Figure:
    """A number with its interval; without a value, `why` says what keeps it back: few, drawn or undefined."""

    value: float | None
    interval: Interval | None = None
    why: str = ""


def figure(value: float | None, n: int, interval: Interval | None = None, least: int = ENOUGH) -> Figure:
    """Return a figure of `n` takers, held back when they are fewer than `least`."""
    if n < least:
        return Figure(None, None, "few")
    return Figure(value, interval) if value is not None else Figure(None, None, "undefined")


@dataclass(frozen=True)
class ItemReport:
    """One question version. `versions` of its question were asked; `same_key`: all of them with this one's key."""

    place: int  # from one, in the order of the quiz
    version: QuestionVersion
    statistics: ItemStatistics
    guess: float  # the mark of a blind guesser, as a fraction
    table: Distractors
    doubt: Doubt | None
    concern: Concern
    versions: int
    same_key: bool

    @property
    def is_sure(self) -> bool:
        """Whether enough cadres were asked to say it without a maybe."""
        return self.statistics.takers >= SURE

    @property
    def facility(self) -> Figure:
        """The share of the mark that was got, as a fraction."""
        own = self.statistics
        if own.facility is None or own.sd is None:
            return figure(own.facility, own.takers)
        if own.all_or_nothing:
            return figure(own.facility, own.takers, intervals.proportion(own.facility, own.takers))
        low, high = intervals.mean(own.facility, own.sd, own.takers) or (0, 1)
        return figure(own.facility, own.takers, (max(0, low), min(1, high)))

    @property
    def deviation(self) -> Figure:
        """The standard deviation, in parts of the full mark."""
        own = self.statistics
        return figure(own.sd, own.takers, intervals.deviation(own.sd, own.takers) if own.sd else None)

    @property
    def discrimination(self) -> Figure:
        """The discrimination index, in percent."""
        own = self.statistics
        if own.discrimination_index is None:
            return figure(None, own.takers)
        interval = intervals.correlation(own.discrimination_index, self.table.everybody.placed)
        return figure(own.discrimination_index, own.takers, interval)

    @property
    def efficiency(self) -> Figure:
        """The discriminative efficiency, in percent."""
        return figure(self.statistics.discriminative_efficiency, self.statistics.takers, least=SURE)

    @property
    def effective_weight(self) -> Figure:
        """The effective weight, in percent."""
        return figure(self.statistics.effective_weight, self.statistics.takers, least=SURE)


def in_order(items: Sequence[ItemReport], order: str) -> list[ItemReport]:
    """Return questions in the order named (`nomor`, `benar`, `beda`, `kosong`); anything else: the most urgent first."""
    ways: dict[str, Callable[[ItemReport], float]] = {
        "nomor": lambda item: item.place,
        "benar": lambda item: _or_last(item.statistics.facility),
        "beda": lambda item: _or_last(item.statistics.discrimination_index),
        "kosong": lambda item: -item.table.empty.takers,
    }
    way = ways.get(order, _urgency)
    return sorted(items, key=lambda item: (way(item), item.place))


def _urgency(item: ItemReport) -> float:
    return item.concern.urgency


def _or_last(value: float | None) -> float:
    return value if value is not None else float("inf")
