"""Choices in GIFT: single, multiple, missing word, weights, feedback."""

from typing import Any

import pytest

from assessments.bank.formats.base import Item
from assessments.bank.formats.gift import FORMAT
from assessments.bank.formats.gift_choice import NO_KEY
from assessments.bank.types import get_type
from tests.assessments.bank.formats.reading import notes, only, wrong


def options(item: Item) -> list[tuple[Any, ...]]:
    """Return text, rightness and weight of each option."""
    return [(option["text"], option["correct"], option.get("weight")) for option in item.body["options"]]


def test_one_right_option() -> None:
    item = only(FORMAT, "Who's buried in Grant's tomb?{~Grant ~Jefferson =no one}")

    assert (item.type, item.body["stem"]) == ("single", "Who's buried in Grant's tomb?")
    assert options(item) == [("Grant", False, None), ("Jefferson", False, None), ("no one", True, None)]
    assert [option["id"] for option in item.body["options"]] == ["a", "b", "c"]
    assert get_type("single").flaws(item.body) == []


@pytest.mark.parametrize(
    ("text", "stem"),
    [
        ("Grant is {~buried =entombed ~living} in Grant's tomb.", "Grant is _____ in Grant's tomb."),
        ("Ibu kota Bengkulu {=Bengkulu ~Curup}.", "Ibu kota Bengkulu _____."),
        ("{=Asia ~Afrika} adalah benua.", "_____ adalah benua."),
        ("Benua: {=Asia ~Afrika}\n", "Benua:"),
    ],
)
def test_a_missing_word_leaves_a_gap(text: str, stem: str) -> None:
    assert only(FORMAT, text).body["stem"] == stem


def test_feedback_may_span_lines() -> None:
    item = only(
        FORMAT, "Apa? {\n=ya#Betul,\n   memang # begitu\n~tidak # Salah.\n~entah\n####Umum,\nuntuk semua.\n}"
    )

    assert [option.get("feedback") for option in item.body["options"]] == [
        "Betul,\nmemang # begitu",
        "Salah.",
        None,
    ]
    assert item.body["explanation"] == "Umum,\nuntuk semua."


def test_general_feedback_is_the_last_one() -> None:
    item = only(FORMAT, "Apa? {=ya#a####b ~tidak####c}")

    assert item.body["explanation"] == "c"
    assert item.body["options"][0]["feedback"] == "a####b"


def test_weights_beside_a_right_option() -> None:
    item = only(
        FORMAT, "Jesus {\n~Jerusalem\n~%25%Bethlehem\n~%-50%Galilee\n=%100%Nazareth\n~%50%[html]<i>x</i>\n}"
    )

    assert item.type == "single"
    assert options(item) == [
        ("Jerusalem", False, None),
        ("Bethlehem", False, "25"),
        ("Galilee", False, None),
        ("Nazareth", True, None),
        ("x", False, "50"),
    ]
    assert notes(item) == [(4, "Nilai minus dibuang: di soal berkunci satu nilai paling kecil 0.")]


@pytest.mark.parametrize(
    ("answers", "scoring", "weights"),
    [
        ("~%50%a ~%50%b", "partial", None),
        ("~%50%a ~%50%b ~%-50%c", "partial", None),
        ("~%33.33333%a ~%33.33333%b ~%33.33333%c ~%-33.33333%d", "partial", None),
        ("~%100%a ~%-100%b", "partial", None),
        ("~%50%a ~%50%b ~c", "weights", ["50", "50", "0"]),
        ("~%50%a ~%50%b ~%-100%c", "weights", ["50", "50", "-100"]),
        ("~%100%a ~b", "weights", ["100", "0"]),
        ("~%75%a ~%25%b ~%-12.5%c", "weights", ["75", "25", "-12.5"]),
    ],
)
def test_without_an_equals_sign_several_may_be_right(
    answers: str, scoring: str, weights: list[str] | None
) -> None:
    item = only(FORMAT, f"Mana? {{{answers}}}")

    assert (item.type, item.body["scoring"], item.notes) == ("multiple", scoring, [])
    given = [option["weight"] for option in item.body["options"] if "weight" in option]
    assert given == (weights or [])
    assert get_type("multiple").flaws(item.body) == []


def test_our_comment_says_all_or_nothing() -> None:
    item = only(FORMAT, "// [scoring:all]\nMana? {~%50%a ~%50%b ~%-100%c}")

    assert item.body["scoring"] == "all"
    assert options(item) == [("a", True, None), ("b", True, None), ("c", False, None)]


def test_an_unusual_weight_is_rounded_and_named() -> None:
    item = only(FORMAT, "Apa? {=a\n~%33%b\n~%45%c\n~%,5%d}")

    assert [weight for _text, _right, weight in options(item)] == [None, "33.33333", "50", None]
    assert options(item)[3][0] == "%,5%d"
    assert notes(item) == [(3, "Nilai 45 persen dibulatkan menjadi 50 persen.")]


def test_what_stands_before_the_first_sign_is_a_wrong_option() -> None:
    assert options(only(FORMAT, "Apa? {satu ~dua =tiga}"))[0] == ("satu", False, None)


def test_empty_options_are_passed_over() -> None:
    assert len(options(only(FORMAT, "Apa? {~ ~=a ~b ~}"))) == 2


@pytest.mark.parametrize(
    ("answers", "said"),
    [
        ("~a ~b", NO_KEY),
        ("~%-50%a ~b", NO_KEY),
        ("=%50%a ~b", NO_KEY),
        ("~%100%a", "Pilihannya kurang dari dua."),
        ("=a =b ~c", "Kuncinya lebih dari satu; di berkas ini masing-masing bernilai penuh."),
    ],
)
def test_what_a_trainer_can_mend_is_taken_and_named(answers: str, said: str) -> None:
    item = only(FORMAT, f"Apa?\n{{{answers}}}")

    assert notes(item) == [(2, said)]
    assert get_type(item.type).flaws(item.body)


def test_no_question_has_a_thousand_options() -> None:
    assert wrong(FORMAT, "Apa? {" + "~a " * 1000 + "=b}") == [
        (1, "Jawabannya terlalu banyak: paling banyak 200.")
    ]
