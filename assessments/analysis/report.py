"""The analysis of a quiz as its pages show it: statistics with how sure they are, judgements, counts. No database, no web."""

import math
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from assessments.analysis import intervals
from assessments.analysis.concerns import judge
from assessments.analysis.distractors import count_choices, doubt_about
from assessments.analysis.intervals import ENOUGH
from assessments.analysis.items import Figure, ItemReport, figure, in_order
from assessments.analysis.queries import Recorded
from assessments.analysis.sheet import Sheet, Totals, to_sheet
from assessments.analysis.statistics import (
    ItemStatistics,
    QuizStatistics,
    item_statistics,
    quiz_statistics,
)
from assessments.attempts.scoring import exact
from assessments.bank.models import QuestionVersion
from assessments.bank.types import get_type

BARS = 10  # of the histogram: 0 to 9, 10 to 19, … 90 to 100 of 100


@dataclass(frozen=True)
class Report:
    """The whole quiz; the figures of marks are out of 100."""

    statistics: QuizStatistics
    items: list[ItemReport]
    percents: list[float]  # the totals out of 100, rising

    @property
    def noted(self) -> list[ItemReport]:
        """The questions that want looking at, the most urgent first."""
        return [item for item in in_order(self.items, "perlu") if item.concern.wants_looking]

    @property
    def is_drawn(self) -> bool:
        """Whether not everybody was asked the same."""
        return self.statistics.complete < self.statistics.takers

    @property
    def bars(self) -> list[int]:
        """How many takers have each ten of the 100."""
        counts = [0] * BARS
        for percent in self.percents:
            counts[min(BARS - 1, int(percent * BARS / 100))] += 1
        return counts

    @property
    def mean(self) -> Figure:
        """The mean."""
        n, value, sd = self.statistics.takers, self._scaled(self.statistics.mean), self.deviation.value
        return figure(
            value, n, intervals.mean(value, sd, n) if value is not None and sd is not None else None
        )

    @property
    def median(self) -> Figure:
        """The median."""
        n = self.statistics.takers
        return figure(self._scaled(self.statistics.median), n, intervals.median(self.percents) if n else None)

    @property
    def deviation(self) -> Figure:
        """The standard deviation."""
        n, value = self.statistics.takers, self._scaled(self.statistics.sd)
        return figure(value, n, intervals.deviation(value, n) if value else None)

    @property
    def skewness(self) -> Figure:
        """The skewness."""
        n, value = self.statistics.takers, self.statistics.skewness
        return figure(value, n, intervals.skewness(value, n) if value is not None else None)

    @property
    def kurtosis(self) -> Figure:
        """The kurtosis."""
        n, value = self.statistics.takers, self.statistics.kurtosis
        return figure(value, n, intervals.kurtosis(value, n) if value is not None else None)

    @property
    def consistency(self) -> Figure:
        """The internal consistency, in percent."""
        return self._of_complete(self.statistics.internal_consistency, lambda percent: percent)

    @property
    def error_ratio(self) -> Figure:
        """The error ratio, in percent."""
        return self._of_complete(self.statistics.error_ratio, _error_ratio)

    @property
    def standard_error(self) -> Figure:
        """The standard error of one cadre's mark."""
        value, ratio = self._scaled(self.statistics.standard_error), self.statistics.error_ratio
        per_ratio = (value or 0) / ratio if ratio else 0
        return self._of_complete(value, lambda percent: _error_ratio(percent) * per_ratio)

    def _of_complete(self, value: float | None, made_of: Callable[[float], float]) -> Figure:
        """Return a figure that follows from the internal consistency, as `made_of` says."""
        own = self.statistics
        if self.is_drawn and own.complete < ENOUGH:
            return Figure(None, None, "drawn")
        if value is None or own.internal_consistency is None:
            return figure(None, own.complete)
        around = intervals.consistency(own.internal_consistency, len(self.items), own.complete)
        ends = sorted(made_of(end) for end in around) if around else None
        return figure(value, own.complete, (ends[0], ends[1]) if ends else None)

    def _scaled(self, marks: float | None) -> float | None:
        return (
            100 * marks / self.statistics.highest if marks is not None and self.statistics.highest else None
        )


def make_report(recorded: Recorded) -> Report:
    """Return the analysis of what was recorded."""
    sheet = sheet_of(recorded)
    totals = Totals(sheet)
    statistics = item_statistics(totals)
    keys = _keys(recorded.versions)
    items = [
        _item(place, recorded, totals, statistics[place], keys[version.question_id])
        for place, version in enumerate(recorded.versions)
    ]
    whole = sheet.highest * totals.fine
    percents = sorted(100 * total / whole for total in totals.scaled if total is not None) if whole else []
    return Report(quiz_statistics(totals), items, percents)


def sheet_of(recorded: Recorded) -> Sheet:
    """Return the marks of what was recorded; every question weighs one mark."""
    return to_sheet([1.0] * len(recorded.marks), recorded.marks, exact)


def _item(
    place: int, recorded: Recorded, totals: Totals, statistics: ItemStatistics, keys: list[list[str]]
) -> ItemReport:
    version = recorded.versions[place]
    rests = totals.rests(place)
    kind, column = version.type, totals.sheet.columns[place]
    table = count_choices(kind, version.body, column, recorded.values[place], rests)
    doubt, guess = doubt_about(table), float(get_type(kind).guess(version.body))
    concern = judge(statistics, guess, table, doubt)
    same_key = all(key == keys[0] for key in keys)
    return ItemReport(place + 1, version, statistics, guess, table, doubt, concern, len(keys), same_key)


def _keys(versions: Sequence[QuestionVersion]) -> dict[object, list[list[str]]]:
    """Return the right answers of the versions of each question."""
    keys: defaultdict[object, list[list[str]]] = defaultdict(list)
    for version in versions:
        keys[version.question_id].append(get_type(version.type).correct_words(version.body))
    return keys


def _error_ratio(consistency: float) -> float:
    return 100 * math.sqrt(1 - consistency / 100)
