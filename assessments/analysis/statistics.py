"""The classical statistics of a quiz, as docs/statistics.md defines them. Pure: knows neither the database nor the web.

Marks are kept as whole numbers of a unit so small that none is rounded. So every sum is exact, a constant is found to be
constant, and a result is rounded once, at its end.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from operator import mul

from assessments.analysis.sheet import Column, Totals


@dataclass(frozen=True)
class ItemStatistics:
    """One item. Facility and intended weight are fractions, `sd` is in marks, the rest in percent; None: undefined."""

    takers: int  # who were asked it
    all_or_nothing: bool  # whether nobody got a part of the mark
    facility: float | None
    sd: float | None
    intended_weight: float | None
    effective_weight: float | None
    discrimination_index: float | None
    discriminative_efficiency: float | None


@dataclass(frozen=True)
class QuizStatistics:
    """The whole. Mean, median, `sd` and standard error are in marks, coefficients in percent; None: undefined.

    `complete` takers were asked every item; internal consistency and what follows from it are theirs alone.
    """

    takers: int
    complete: int
    highest: float
    mean: float | None
    median: float | None
    sd: float | None
    skewness: float | None
    kurtosis: float | None
    internal_consistency: float | None
    error_ratio: float | None
    standard_error: float | None


def item_statistics(totals: Totals) -> list[ItemStatistics]:
    """Return the statistics of each item, over those who were asked it."""
    shares = [_share_of_spread(totals, item) for item in range(len(totals.sheet.columns))]
    sum_of_shares = math.fsum(share for share in shares if share is not None)
    return [_item(totals, item, share, sum_of_shares) for item, share in enumerate(shares)]


def _item(totals: Totals, item: int, share: float | None, sum_of_shares: float) -> ItemStatistics:
    sheet = totals.sheet
    highest = sheet.maxima[item]
    marks = [mark for mark in sheet.columns[item] if mark is not None]
    pairs = _pairs(sheet.columns[item], totals.rests(item))
    alone, rests = [mark for mark, _rest in pairs], [rest for _mark, rest in pairs]
    together = codeviation(alone, rests)
    most = codeviation(sorted(alone), sorted(rests))
    return ItemStatistics(
        takers=len(marks),
        all_or_nothing=set(marks) <= {0, highest},
        facility=sum(marks) / (len(marks) * highest) if marks and highest else None,
        sd=_deviation(marks, sheet.unit),
        intended_weight=highest / sheet.highest if sheet.highest else None,
        effective_weight=100 * share / sum_of_shares if share is not None and sum_of_shares else None,
        discrimination_index=correlation(together, codeviation(alone, alone), codeviation(rests, rests)),
        discriminative_efficiency=100 * (together / most) if most else None,
    )


def _share_of_spread(totals: Totals, item: int) -> float | None:
    """Return the root of the covariance of an item with the total, on a scale common to all; None if it is negative."""
    pairs = _pairs(totals.sheet.columns[item], totals.scaled)
    everybody = [total for total in totals.scaled if total is not None]
    spread, n = codeviation(everybody, everybody), len(pairs)
    if n < 2 or not spread:
        return None
    together = codeviation([mark for mark, _total in pairs], [total for _mark, total in pairs])
    return root(together, spread * n * (n - 1)) if together >= 0 else None


def quiz_statistics(totals: Totals) -> QuizStatistics:
    """Return the statistics of the whole, over the takers who were asked anything."""
    scale = totals.sheet.unit * totals.fine
    marks = sorted(total for total in totals.scaled if total is not None)
    consistency, ratio, error, complete = _reliability(totals)
    middle = marks[(len(marks) - 1) // 2 : len(marks) // 2 + 1]
    return QuizStatistics(
        takers=len(marks),
        complete=complete,
        highest=totals.sheet.highest / totals.sheet.unit,
        mean=sum(marks) / (len(marks) * scale) if marks else None,
        median=sum(middle) / (len(middle) * scale) if marks else None,
        sd=_deviation(marks, scale),
        skewness=_skewness(marks),
        kurtosis=_kurtosis(marks),
        internal_consistency=consistency,
        error_ratio=ratio,
        standard_error=error,
    )


def _reliability(totals: Totals) -> tuple[float | None, float | None, float | None, int]:
    """Return internal consistency, error ratio, standard error, and how many complete takers they rest on."""
    whole = [taker for taker in range(len(totals.items)) if totals.is_complete(taker)]
    got, p = [totals.got[taker] for taker in whole], len(totals.sheet.columns)
    spread = codeviation(got, got)
    if p < 2 or not spread:
        return None, None, None, len(whole)
    alone = 0
    for column in totals.sheet.columns:
        marks = [column[taker] or 0 for taker in whole]
        alone += codeviation(marks, marks)
    consistency = 100 * (p * (spread - alone) / ((p - 1) * spread))
    ratio = 100 * root(p * alone - spread, (p - 1) * spread)
    deviation = _deviation(got, totals.sheet.unit)
    return consistency, ratio, ratio * (deviation or 0) / 100, len(whole)


def _deviation(marks: Sequence[int], unit: int) -> float | None:
    """Return the standard deviation in marks."""
    n = len(marks)
    return root(codeviation(marks, marks), n * (n - 1) * unit * unit) if n > 1 else None


def _skewness(marks: Sequence[int]) -> float | None:
    n, second, third, _fourth = _powers(marks)
    if n < 3 or not second:
        return None
    size = root(third * third * n * n * (n - 1), (n - 2) ** 2 * second**3)
    return math.copysign(size, third)


def _kurtosis(marks: Sequence[int]) -> float | None:
    n, second, _third, fourth = _powers(marks)
    if n < 4 or not second:
        return None
    top = (n * (n + 1) * fourth - 3 * (n - 1) * second * second) * (n - 1)
    return top / ((n - 2) * (n - 3) * second * second)


def _powers(marks: Sequence[int]) -> tuple[int, int, int, int]:
    """Return how many marks there are, and the sums of the powers 2, 3, 4 of (that many times) their distance to the mean."""
    n, whole = len(marks), sum(marks)
    away = [n * mark - whole for mark in marks]
    squares = list(map(mul, away, away))
    return n, sum(squares), sum(map(mul, squares, away)), sum(map(mul, squares, squares))


def _pairs(marks: Column, others: Column) -> list[tuple[int, int]]:
    return [
        (mark, other)
        for mark, other in zip(marks, others, strict=True)
        if mark is not None and other is not None
    ]


def codeviation(some: Sequence[int], others: Sequence[int]) -> int:
    """Return n (n - 1) times the covariance of two equally long lists of n numbers."""
    products: int = sum(map(mul, some, others))
    return len(some) * products - sum(some) * sum(others)


def correlation(together: int, one: int, other: int) -> float | None:
    """Return the correlation in percent for a codeviation and those of each list with itself; None for a constant one."""
    if not one or not other:
        return None
    return math.copysign(100 * root(together * together, one * other), together)


def root(top: int, bottom: int) -> float:
    """Return the square root of top / bottom, however large or small both are."""
    shift = (128 - top.bit_length() + bottom.bit_length()) // 2
    scaled = top << 2 * shift if shift >= 0 else top >> -2 * shift
    return math.ldexp(math.isqrt(scaled // bottom), -shift)
