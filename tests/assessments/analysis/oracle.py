"""The same statistics worked out a second time, with NumPy and SciPy and floating numbers, straight from the definitions."""

import warnings
from collections.abc import Sequence
from typing import Any

import numpy as np
from scipy import stats

Marks = Sequence[Sequence[float | None]]


def oracle(maxima: list[float], rows: Marks) -> dict[str, Any]:
    """Return what `quiz analyse --json` must say of a row of marks for each taker; a missing mark is None."""
    marks = np.array([[np.nan if mark is None else mark for mark in row] for row in rows], dtype=float)
    marks = marks.reshape(len(rows), len(maxima))
    marks = marks[~np.isnan(marks).all(axis=1)]
    highest = np.array(maxima, dtype=float)
    with warnings.catch_warnings(), np.errstate(all="ignore"):
        warnings.simplefilter("ignore")
        return {"items": _items(marks, highest), "quiz": _quiz(marks, highest)}


def has_weight_on_the_edge(maxima: list[float], rows: Marks) -> bool:
    """Return whether an item goes neither with the total nor against it, so that rounding decides if a root is taken."""
    marks = np.array([[np.nan if mark is None else mark for mark in row] for row in rows], dtype=float)
    marks = marks.reshape(len(rows), len(maxima))[[any(mark is not None for mark in row) for row in rows]]
    totals = _totals(marks, np.array(maxima))
    together = [_cov(*_both(marks[:, j], totals)) for j in range(len(maxima))]
    return any(one is not None and abs(one) < 1e-9 for one in together)


def _totals(marks: Any, highest: Any) -> Any:
    """Return each taker's total; of one who was not asked everything, in proportion."""
    asked = np.where(np.isnan(marks), 0, highest).sum(axis=1)
    whole = np.isnan(marks).any(axis=1)
    got = np.nansum(marks, axis=1)
    return np.where(whole, got / asked * highest.sum(), got)


def _items(marks: Any, highest: Any) -> list[dict[str, Any]]:
    totals = _totals(marks, highest)
    together = [_cov(*_both(marks[:, j], totals)) for j in range(len(highest))]
    roots: list[Any] = [np.sqrt(one) if one is not None and one >= 0 else None for one in together]
    whole = sum(one for one in roots if one is not None)
    found = []
    for j in range(len(highest)):
        x = marks[:, j][~np.isnan(marks[:, j])]
        others = np.delete(marks, j, axis=1)
        known = ~np.isnan(marks[:, j]) & ~np.isnan(others).all(axis=1)
        rest = _totals(others[known], np.delete(highest, j)) if len(highest) > 1 else x * 0
        own = marks[known, j] if len(highest) > 1 else x
        constant = len(own) < 2 or np.ptp(own) == 0 or np.ptp(rest) < 1e-12 * (abs(rest).max() + 1)
        found.append(
            {
                "facility": x.mean() / highest[j] if len(x) else None,
                "sd": x.std(ddof=1) if len(x) > 1 else None,
                "intended_weight": highest[j] / highest.sum(),
                "effective_weight": 100 * roots[j] / whole if roots[j] is not None and whole else None,
                "discrimination_index": None if constant else 100 * np.corrcoef(own, rest)[0, 1],
                "discriminative_efficiency": None
                if constant
                else 100 * _cov(own, rest) / _cov(np.sort(own), np.sort(rest)),
            }
        )
    return found


def _quiz(marks: Any, highest: Any) -> dict[str, Any]:
    totals = _totals(marks, highest)
    n, varies = len(totals), len(totals) > 1 and np.ptp(totals) > 1e-12 * (abs(totals).max() + 1)
    return {
        "mean": totals.mean() if n else None,
        "median": np.median(totals) if n else None,
        "sd": totals.std(ddof=1) if n > 1 else None,
        "skewness": stats.skew(totals, bias=False) if n > 2 and varies else None,
        "kurtosis": stats.kurtosis(totals, bias=False) if n > 3 and varies else None,
        **_reliability(marks[~np.isnan(marks).any(axis=1)]),
    }


def _reliability(marks: Any) -> dict[str, Any]:
    p, totals = marks.shape[1], marks.sum(axis=1)
    if len(marks) < 2 or p < 2 or np.ptp(totals) < 1e-12 * (abs(totals).max() + 1):
        return {"internal_consistency": None, "error_ratio": None, "standard_error": None}
    alone = marks.var(axis=0, ddof=1).sum()
    consistency = 100 * p / (p - 1) * (1 - alone / totals.var(ddof=1))
    ratio = 100 * np.sqrt(1 - consistency / 100)
    return {
        "internal_consistency": consistency,
        "error_ratio": ratio,
        "standard_error": ratio * totals.std(ddof=1) / 100,
    }


def _both(one: Any, other: Any) -> tuple[Any, Any]:
    known = ~np.isnan(one)
    return one[known], other[known]


def _cov(one: Any, other: Any) -> Any:
    if len(one) < 2:
        return None
    return ((one - one.mean()) * (other - other.mean())).sum() / (len(one) - 1)
