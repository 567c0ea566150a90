"""How a cadre's numbers are read."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.bank.types import Unreadable
from assessments.bank.types.number import Number, as_typed, plain

GRAM = {"stem": "Berapa gram?", "answer": "700", "tolerance": "0", "unit": "gram"}
KG = {"stem": "Berapa kg?", "answer": "6.4", "tolerance": "0.05", "unit": "kg"}
number = Number()


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("700", "700"),
        (" 700 ", "700"),
        ("6,4", "6.4"),
        ("6.4", "6.4"),
        ("1,25", "1.25"),
        ("1.25", "1.25"),
        ("1,250", "1.25"),
        ("1.250", "1250"),
        ("1.250,5", "1250.5"),
        ("12.500.000", "12500000"),
        ("0.250", "0.25"),
        ("0,70", "0.7"),
        ("007", "7"),
        ("-3", "-3"),
        ("−3", "-3"),
        ("+3", "3"),
        ("-0", "0"),
        ("700 gram", "700"),
        ("700gram", "700"),
        ("700 GR.", "700"),
        ("1.250 g", "1250"),
    ],
)
def test_a_number_is_read_as_in_indonesia(typed: str, value: str) -> None:
    assert number.read(GRAM, [typed]) == value


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "  ",
        "tujuh ratus",
        "1,250.5",
        "1,250,000",
        "1.25.0",
        "6,",
        ",5",
        "6..4",
        "700 800",
        "1 250",
        "1e3",
    ],
)
def test_what_cannot_be_read_is_asked_again(typed: str) -> None:
    with pytest.raises(Unreadable):
        number.read(GRAM, [typed])


@pytest.mark.parametrize(
    "typed", ["9" * 16, "9" * 5000, "٧", "½", "\x00", "NaN", "Infinity", "--3", "0x10", "<b>7</b>"]
)
def test_what_no_cadre_types_is_asked_again(typed: str) -> None:
    with pytest.raises(Unreadable):
        number.read(GRAM, [typed])


def test_another_unit_is_asked_again_not_guessed() -> None:
    with pytest.raises(Unreadable, match=r"Tulis dalam gram\."):
        number.read(GRAM, ["0,7 kg"])
    with pytest.raises(Unreadable, match="tanpa kata"):
        number.read({**GRAM, "unit": ""}, ["7 anak"])


def test_tolerance_counts_to_both_sides_and_to_its_edge() -> None:
    marks = [number.mark(KG, value) for value in ("6.34", "6.35", "6.4", "6.45", "6.46", None)]

    assert marks == [0, 1, 1, 1, 0, 0]
    assert number.correct_words(KG) == ["6,4 kg (± 0,05)"]


decimals = st.decimals(-999_999_999, 999_999_999, places=4).map(plain)


@given(decimals)
def test_what_is_shown_reads_back_as_the_same_number(value: str) -> None:
    assert number.read(GRAM, [as_typed(value)]) == value
    assert number.read(GRAM, number.posted(GRAM, value)) == value
    assert number.read(GRAM, [f"{as_typed(value)} gram"]) == value


@given(decimals)
def test_equal_numbers_have_one_value(value: str) -> None:
    assert plain(Decimal(value)) == value
    assert plain(Decimal(value + "0" if "." in value else value + ".00")) == value


@given(st.text(max_size=80))
def test_garbage_is_a_value_or_a_problem_never_a_crash(typed: str) -> None:
    try:
        value = number.read(GRAM, [typed])
    except Unreadable:
        assert len(number.face(GRAM, [], [typed]).typed) <= 60
    else:
        assert number.mark(GRAM, value) in (Fraction(0), Fraction(1))
        assert number.read(GRAM, number.posted(GRAM, value)) == value


FURTHER = {
    **GRAM,
    "units": [{"name": "kg", "factor": "1000"}],
    "answers": [{"answer": "7", "tolerance": "0.5", "weight": "50", "feedback": "Itu dalam ons."}],
    "feedback": {"right": "Tepat.", "wrong": "Hitung lagi."},
}


def test_another_unit_the_question_knows_is_counted_over() -> None:
    assert number.read(FURTHER, ["0,7 kg"]) == "700"
    assert number.read(FURTHER, ["0,7 kilogram"]) == "700"
    assert number.face(FURTHER, [], []).unit == "gram atau kg"
    with pytest.raises(Unreadable, match=r"Tulis dalam gram atau kg\."):
        number.read(FURTHER, ["7 ons"])
    with pytest.raises(Unreadable, match="terlalu panjang"):
        number.read(FURTHER, [f"{'9' * 15} kg"])


def test_further_answers_have_marks_and_words_of_their_own() -> None:
    assert [number.mark(FURTHER, value) for value in ("700", "7.5", "8")] == [1, Fraction(1, 2), 0]
    assert [number.feedback(FURTHER, value) for value in ("700", "7", "8")] == [
        ["Tepat."],
        ["Itu dalam ons."],
        ["Hitung lagi."],
    ]
    assert number.correct_words(FURTHER) == ["700 gram"]
