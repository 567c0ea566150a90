"""The statistics equal an independent computation to ten digits, whatever the marks."""

import time
from fractions import Fraction
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assessments.analysis.commands import in_numbers
from assessments.analysis.sheet import Sheet, to_sheet
from tests.assessments.analysis.oracle import Marks, has_weight_on_the_edge, oracle

NEGATIVE = [[1.0, 0.0], [0.0, 1.0], [1.0, 0.0], [0.0, 1.0], [1.0, 1.0]]
CASES: dict[str, tuple[list[float], Marks]] = {
    "plain": ([1, 2, 3], [[1, 0.5, 3], [0, 2, 1], [1, 1.5, 2], [0, 0, 0.5], [1, 2, 2.5]]),
    "negative consistency": ([1, 1], NEGATIVE),
    "constant items": ([1, 1, 2], [[1, 0, 2], [1, 1, 1], [1, 0, 0], [1, 1, 2]]),
    "everybody equal": ([1, 1], [[1, 0], [1, 0], [1, 0], [1, 0]]),
    "one taker": ([1, 2], [[1, 1.5]]),
    "two takers": ([1, 2], [[1, 1.5], [0, 1]]),
    "three takers": ([1, 2], [[1, 1.5], [0, 1], [1, 0]]),
    "no taker": ([1, 2], []),
    "one item": ([5], [[1], [2], [5], [3]]),
    "missing marks": ([1, 2, 3], [[1, None, 3], [0, 2, 1], [1, 1.5, 2], [None, 0, 0.5], [1, 2, None]]),
    "drawn": ([1] * 4, [[1, 0, None, None], [None, 1, 1, None], [None, None, 0, 1], [1, None, 0, None]]),
    "nobody was asked one": ([1, 1, 1], [[1, 0, None], [0, 0, None], [1, 1, None], [0, 1, None]]),
    "asked nothing": ([1, 1], [[1, 0], [None, None], [0, 0], [1, 1], [0, 1]]),
    "asked nothing else": ([1, 1], [[1, None], [0, 1], [1, 1], [0, 0], [None, 1]]),
    "huge and small": ([1e12, 1e-3], [[4e11, 5e-4], [9e11, 1e-3], [1e12, 0], [0, 2e-4], [3e11, 7e-4]]),
    "far from zero": ([1e9, 1e9], [[1e9, 1e9 - 1], [1e9 - 2, 1e9], [1e9 - 1, 1e9 - 3], [1e9, 1e9]]),
    "thirds": ([1, 1], [[1 / 3, 1], [2 / 3, 0], [0, 0], [1, 1], [1 / 3, 1 / 3]]),
}


def analysed(maxima: list[float], rows: Marks) -> dict[str, Any]:
    columns = [[row[item] for row in rows] for item in range(len(maxima))]
    return in_numbers(to_sheet(maxima, columns, Fraction))


def assert_equal(
    ours: dict[str, Any], theirs: dict[str, Any], near: float = 1e-10, zero: float = 1e-9
) -> None:
    for mine, its in [*zip(ours["items"], theirs["items"], strict=True), (ours["quiz"], theirs["quiz"])]:
        assert mine.keys() == its.keys()
        for name, value in its.items():
            if value is None:
                assert mine[name] is None, name
            else:
                assert mine[name] == pytest.approx(value, rel=near, abs=zero), name


@pytest.mark.parametrize("name", CASES)
def test_they_equal_an_independent_computation(name: str) -> None:
    maxima, rows = CASES[name]

    assert_equal(analysed(maxima, rows), oracle(maxima, rows))


def test_a_population_of_a_thousand_is_equal_too() -> None:
    chance = Random(1)
    rows: list[list[float | None]] = [
        [float(chance.random() < 0.3 + j / 60) for j in range(20)] for _n in range(1000)
    ]
    for row in rows[::3]:
        row[chance.randrange(20)] = None

    assert_equal(analysed([1.0] * 20, rows), oracle([1.0] * 20, rows))


MARK = st.one_of(st.none(), st.integers(0, 8).map(lambda eighths: eighths / 8))


@st.composite
def matrices(draw: st.DrawFn) -> tuple[list[float], Marks]:
    items = draw(st.integers(1, 5))
    maxima = draw(st.lists(st.sampled_from([0.5, 1.0, 2.0, 4.0]), min_size=items, max_size=items))
    rows = draw(st.lists(st.lists(MARK, min_size=items, max_size=items), max_size=9))
    scaled: Marks = [
        [None if mark is None else mark * top for mark, top in zip(row, maxima, strict=True)] for row in rows
    ]
    return maxima, scaled


@settings(deadline=None)
@given(matrices())
def test_any_matrix_is_equal(matrix: tuple[list[float], Marks]) -> None:
    maxima, rows = matrix
    ours, theirs = analysed(maxima, rows), oracle(maxima, rows)
    if has_weight_on_the_edge(maxima, rows):
        for item in (*ours["items"], *theirs["items"]):
            del item["effective_weight"]

    assert_equal(ours, theirs, near=1e-8, zero=1e-6)


def test_negative_consistency_and_an_error_ratio_above_a_hundred_are_never_clamped() -> None:
    quiz = analysed([1, 1], NEGATIVE)["quiz"]

    assert quiz["internal_consistency"] < -100
    assert quiz["error_ratio"] > 100


def test_weights_of_items_that_go_with_the_whole_make_a_hundred() -> None:
    items = analysed(*CASES["plain"])["items"]

    assert sum(item["effective_weight"] for item in items) == pytest.approx(100)
    assert sum(item["intended_weight"] for item in items) == pytest.approx(1)


def test_ten_thousand_takers_of_forty_questions_take_seconds() -> None:
    chance = Random(2)
    columns = [[int(chance.random() < 0.6) for _taker in range(10_000)] for _item in range(40)]
    began = time.monotonic()
    found = in_numbers(Sheet([1] * 40, columns))

    assert found["quiz"]["mean"] == pytest.approx(24, abs=0.2)
    assert time.monotonic() - began < 5
