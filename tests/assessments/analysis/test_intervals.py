"""How sure a figure is: held against SciPy."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from assessments.analysis import intervals


@given(st.integers(10, 500), st.data())
def test_a_share_has_wilsons_interval(n: int, data: st.DataObject) -> None:
    right = data.draw(st.integers(0, n))
    known = stats.binomtest(right, n).proportion_ci(0.95, method="wilson")

    assert intervals.proportion(right / n, n) == pytest.approx((known.low, known.high), abs=1e-9)


@pytest.mark.parametrize("degrees", [9, 10, 29, 51, 10_000])
def test_students_quantile_is_near(degrees: int) -> None:
    assert intervals.student(degrees) == pytest.approx(stats.t.ppf(0.975, degrees), rel=1e-3)


def test_a_mean_has_students_interval() -> None:
    known = stats.t.interval(0.95, 19, loc=64, scale=15 / math.sqrt(20))

    assert intervals.mean(64, 15, 20) == pytest.approx(known, rel=1e-4)
    assert intervals.mean(64, 15, 1) is None


def test_a_deviation_has_the_interval_of_chi_square() -> None:
    low, high = (math.sqrt(29 * 15**2 / stats.chi2.ppf(part, 29)) for part in (0.975, 0.025))

    assert intervals.deviation(15, 30) == pytest.approx((low, high), rel=2e-3)
    assert intervals.deviation(15, 2) is None


def test_a_correlation_has_fishers_interval() -> None:
    one = [n + 7 * (n % 3) for n in range(25)]
    result = stats.pearsonr(range(25), one)
    known = result.confidence_interval(0.95)

    found = intervals.correlation(100 * result.statistic, 25)
    assert found == pytest.approx((100 * known.low, 100 * known.high), rel=1e-9)
    assert intervals.correlation(100, 25) is None
    assert intervals.correlation(40, 3) is None


def test_a_median_lies_between_two_takers() -> None:
    assert intervals.median([float(n) for n in range(100)]) == (39, 60)
    assert intervals.median([5.0]) == (5, 5)


def test_a_consistency_lies_inside_its_interval_which_narrows() -> None:
    few, many = intervals.consistency(80, 10, 20), intervals.consistency(80, 10, 2000)

    assert few
    assert many
    assert few[0] < many[0] < 80 < many[1] < few[1] < 100
    assert intervals.consistency(-300, 2, 20)
    assert intervals.consistency(100, 10, 20) is None


def test_the_shape_of_the_marks_has_its_standard_error() -> None:
    low, high = intervals.skewness(0, 50)
    flat, peaked = intervals.kurtosis(0, 50)

    assert (high - low) / (2 * intervals.Z) == pytest.approx(0.3366, abs=1e-4)
    assert (peaked - flat) / (2 * intervals.Z) == pytest.approx(0.6619, abs=1e-4)
