"""Cadre numbers: every slip of the finger that people make is found."""

import random

from hypothesis import assume, given
from hypothesis import strategies as st

from app.registry.numbers import LENGTH, check_digit, is_number, make_number, make_numbers

digits = st.text("0123456789", min_size=LENGTH - 1, max_size=LENGTH - 1)
places = st.integers(0, LENGTH - 1)


@given(digits, places, st.sampled_from("0123456789"))
def test_a_single_wrong_digit_is_found(seven: str, at: int, other: str) -> None:
    number = seven + check_digit(seven)
    assume(number[at] != other)

    assert is_number(number)
    assert not is_number(number[:at] + other + number[at + 1 :])


@given(digits, st.integers(0, LENGTH - 2))
def test_two_neighbours_swapped_are_found(seven: str, at: int) -> None:
    number = seven + check_digit(seven)
    assume(number[at] != number[at + 1])

    swapped = number[:at] + number[at + 1] + number[at] + number[at + 2 :]

    assert not is_number(swapped)


@given(st.integers())
def test_a_made_number_is_right_and_begins_with_no_zero(seed: int) -> None:
    number = make_number(random.Random(seed).randrange)

    assert is_number(number)
    assert number[0] != "0"


@given(st.text())
def test_anything_else_is_no_number(text: str) -> None:
    assert is_number(text) == (len(text) == 8 and set(text) <= set("0123456789") and is_number(text))


def test_taken_numbers_are_not_given_again() -> None:
    seeded = random.Random(1)
    first = make_numbers(50, below=seeded.randrange)

    again = make_numbers(50, set(first), random.Random(1).randrange)

    assert len(set(first) | set(again)) == 100
