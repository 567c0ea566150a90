"""Single and multiple choice, true or false: reading, marking, saying why."""

from fractions import Fraction
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.bank.types import Unreadable, get_type
from tests.factories import BODIES

single, multiple, truefalse = get_type("single"), get_type("multiple"), get_type("truefalse")
FOUR = {
    "stem": "?",
    "scoring": "partial",
    "options": [{"id": key, "text": key, "correct": key in "abc", "feedback": f"({key})"} for key in "abcd"],
}


def test_one_option_is_right() -> None:
    body = BODIES["single"]

    assert [single.mark(body, value) for value in ('["a"]', '["b"]', None)] == [1, 0, 0]
    assert single.correct_words(body) == ["Yang pertama"]
    assert single.feedback(body, '["b"]') == ["Bukan yang kedua."]
    assert single.feedback(body, None) == []


def test_all_or_nothing() -> None:
    body = BODIES["multiple"]

    assert [multiple.mark(body, value) for value in ('["a","b"]', '["a"]', '["a","b","c"]')] == [1, 0, 0]
    assert multiple.feedback(body, '["a","c"]') == [
        "Dua: Dua memang benar.",
        "Tiga: Tiga tidak benar.",
    ]


def test_partial_marks_take_wrong_ticks_off_and_stop_at_nothing() -> None:
    values = ('["a","b","c"]', '["a","b"]', '["a","d"]', '["d"]', '["a","b","c","d"]')

    marks = [multiple.mark(FOUR, value) for value in values]

    assert marks == [1, Fraction(2, 3), 0, 0, Fraction(2, 3)]


def test_true_and_false_keep_their_places() -> None:
    body = BODIES["truefalse"]

    assert [choice.text for choice in truefalse.face(body, [], ["salah"]).choices] == ["Benar", "Salah"]
    assert truefalse.option_ids(body) == []
    assert [truefalse.mark(body, value) for value in ('["benar"]', '["salah"]', None)] == [1, 0, 0]
    assert truefalse.feedback(body, '["salah"]') == ["Hitung lagi."]


def test_options_are_drawn_in_the_order_of_the_attempt() -> None:
    face = single.face(BODIES["single"], ["c", "a", "b"], ["a"])

    assert [(choice.id, choice.ticked) for choice in face.choices] == [
        ("c", False),
        ("a", True),
        ("b", False),
    ]


@given(st.sets(st.sampled_from("abcd"), min_size=1), st.randoms())
def test_the_order_of_ticking_makes_no_difference(ticked: set[str], chance: Random) -> None:
    once, again = sorted(ticked), sorted(ticked, key=lambda _key: chance.random())

    assert multiple.read(FOUR, once) == multiple.read(FOUR, again + again)
    assert set(multiple.posted(FOUR, multiple.read(FOUR, once))) == ticked
    assert 0 <= multiple.mark(FOUR, multiple.read(FOUR, once)) <= 1


@pytest.mark.parametrize("code", ["single", "multiple", "truefalse"])
@given(given_=st.lists(st.text(max_size=20) | st.sampled_from(["a", "b", "benar"]), max_size=4))
def test_garbage_is_a_value_or_a_problem_never_a_crash(code: str, given_: list[str]) -> None:
    kind, body = get_type(code), BODIES[code]
    try:
        value = kind.read(body, given_)
    except Unreadable:
        kind.face(body, kind.option_ids(body), given_)
    else:
        assert kind.mark(body, value) in (0, 1)
        assert kind.answer_words(body, value)


WEIGHTED: dict[str, Any] = {
    "stem": "?",
    "scoring": "weights",
    "explanation": "Begini.",
    "options": [
        {"id": key, "text": key, "correct": key in "abc", "weight": weight}
        for key, weight in zip("abcd", ("33.33333", "33.33333", "33.33333", "-50"), strict=True)
    ],
}


def test_weights_are_summed_and_held_between_nothing_and_the_full_mark() -> None:
    values = ('["a","b","c"]', '["a"]', '["a","b","d"]', '["d"]')

    assert multiple.flaws(WEIGHTED) == []
    assert [multiple.mark(WEIGHTED, value) for value in values] == [1, Fraction(1, 3), Fraction(1, 6), 0]


def test_a_partly_right_option_has_its_part() -> None:
    partly = {**WEIGHTED, "options": [{**one, "correct": one["id"] == "d"} for one in WEIGHTED["options"]]}

    assert [single.mark(partly, f'["{key}"]') for key in "ad"] == [Fraction(1, 3), 1]
    assert single.guess({**partly, "options": partly["options"][2:]}) == Fraction(2, 3)


def test_left_empty_only_the_explanation_is_said() -> None:
    assert single.feedback(WEIGHTED, None) == multiple.feedback(WEIGHTED, None) == ["Begini."]
    assert multiple.feedback(BODIES["multiple"], None) == []
