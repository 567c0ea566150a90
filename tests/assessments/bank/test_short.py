"""Short text: which words fit an answer."""

import re
from fractions import Fraction
from time import perf_counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.bank.types import Unreadable, get_type
from assessments.bank.types.short import fits

short = get_type("short")
BODY = {
    "stem": "?",
    "answers": [
        {"text": "posyandu keluarga", "feedback": "Nama baru."},
        {"text": "posyandu*", "weight": "50"},
        {"text": "*", "weight": "0", "feedback": "Baca lagi."},
    ],
    "explanation": "Namanya berubah.",
}


@pytest.mark.parametrize(
    ("pattern", "words", "is_right"),
    [
        ("KMS", "kms", True),
        ("KMS*", "kms balita", True),
        ("*KMS*", "buku kms balita", True),
        ("a*b*a", "aba", True),
        ("a*b*a", "ab", False),
        ("a*a", "a", False),
        (r"5 \* 2", "5 * 2", True),
        (r"5 \* 2", "5 kali 2", False),
        ("dua  kata", "dua kata", True),
    ],
)
def test_a_star_stands_for_anything(pattern: str, words: str, is_right: bool) -> None:
    assert fits(pattern, words) == is_right


@given(st.text("ab*", max_size=8), st.text("ab", max_size=10))
def test_it_fits_what_the_same_regular_expression_does(pattern: str, words: str) -> None:
    expression = ".*".join(re.escape(literal) for literal in pattern.split("*"))

    assert fits(pattern, words) == bool(re.fullmatch(expression, words))


def test_a_pattern_full_of_stars_takes_no_time() -> None:
    began = perf_counter()

    assert not fits("*a" * 100 + "b", "a" * 200)
    assert perf_counter() - began < 1


def test_capitals_matter_only_where_the_trainer_says_so() -> None:
    assert fits("Hb", "HB")
    assert not fits("Hb", "HB", case=True)


def test_the_first_answer_that_fits_counts_and_speaks() -> None:
    words = ["Posyandu  keluarga ", "posyandu lansia", "rumah sakit"]
    values = [short.read(BODY, [one]) for one in words]

    assert [short.mark(BODY, value) for value in values] == [1, Fraction(1, 2), 0]
    assert short.feedback(BODY, values[0]) == ["Nama baru.", "Namanya berubah."]
    assert short.feedback(BODY, values[2]) == ["Baca lagi.", "Namanya berubah."]
    assert short.feedback(BODY, None) == ["Namanya berubah."]


def test_a_key_below_an_answer_that_takes_all_is_named() -> None:
    upside_down = {**BODY, "answers": BODY["answers"][::-1]}

    assert [flaw.field for flaw in short.flaws(upside_down)] == ["answers"]


@pytest.mark.parametrize("typed", ["", "  ", "x" * 201, "a\x00b", "a\u202eb"])
def test_what_cannot_be_kept_is_asked_again(typed: str) -> None:
    with pytest.raises(Unreadable):
        short.read(BODY, [typed])
