"""Short answers and numbers in GIFT."""

import pytest

from assessments.bank.formats.gift import FORMAT
from assessments.bank.formats.gift_choice import NO_KEY
from assessments.bank.formats.gift_number import ANYTHING, NO_NUMBER
from assessments.bank.types import get_type
from tests.assessments.bank.formats.reading import notes, only, wrong


def test_several_short_answers() -> None:
    item = only(
        FORMAT, "Who's buried?{=no one#Benar =nobody =%75%nobody at all#hampir =%0%*#Bukan. ####Umum.}"
    )

    assert item.type == "short"
    assert item.body["answers"] == [
        {"text": "no one", "weight": "100", "feedback": "Benar"},
        {"text": "nobody", "weight": "100"},
        {"text": "nobody at all", "weight": "75", "feedback": "hampir"},
        {"text": "*", "weight": "0", "feedback": "Bukan."},
    ]
    assert item.body["explanation"] == "Umum."
    assert get_type("short").flaws(item.body) == []


@pytest.mark.parametrize(
    ("answers", "text"),
    [
        ("{nobody}", "nobody"),
        ("{=KMS*}", "KMS*"),
        (r"{=\*}", r"\*"),
        (r"{=5\=5}", "5=5"),
        ("{=t}", "t"),
        ("{True}", "True"),
        ("{=[html]a &amp; b}", "a & b"),
    ],
)
def test_one_short_answer(answers: str, text: str) -> None:
    item = only(FORMAT, f"Apa? {answers}")

    assert (item.type, item.body["answers"]) == ("short", [{"text": text, "weight": "100"}])


def test_a_short_answer_may_stand_inside_its_sentence() -> None:
    item = only(FORMAT, "Two plus {=two =2} equals four.")

    assert item.body["stem"] == "Two plus _____ equals four."
    assert [answer["text"] for answer in item.body["answers"]] == ["two", "2"]


def test_capitals_matter_where_our_comment_says_so() -> None:
    assert only(FORMAT, "// [case:yes]\nApa? {=KMS}").body["case"] is True
    assert "case" not in only(FORMAT, "Apa? {=KMS}").body


def test_a_short_answer_without_a_full_mark_is_named() -> None:
    assert notes(only(FORMAT, "Apa? {=%50%a}")) == [(1, NO_KEY)]


@pytest.mark.parametrize(
    ("answer", "number", "tolerance"),
    [
        ("#1822", "1822", "0"),
        ("#1822:5", "1822", "5"),
        ("# 1822 : 5 ", "1822", "5"),
        ("#=1822:0", "1822", "0"),
        ("#3.14159:0.0005", "3.14159", "0.0005"),
        ("#3.141..3.142", "3.1415", "0.0005"),
        ("#5..1", "3", "2"),
        ("#-5..5", "0", "5"),
        ("#3,14:0,01", "3.14", "0.01"),
        ("#1.5e3", "1500", "0"),
        ("#+7.50", "7.5", "0"),
    ],
)
def test_one_number(answer: str, number: str, tolerance: str) -> None:
    item = only(FORMAT, f"Berapa? {{{answer}}}")

    assert item.type == "number"
    assert item.body == {"stem": "Berapa?", "answer": number, "tolerance": tolerance, "unit": ""}
    assert get_type("number").flaws(item.body) == []


def test_several_numbers_with_feedback() -> None:
    item = only(
        FORMAT, "When? {#\n=1822:0#Tepat: 2 + 3 = 5\n=%50%1822:2#Hampir =3 ekor\n=1900\n~#Bukan.\n####Umum.}"
    )

    assert item.body == {
        "stem": "When?",
        "answer": "1822",
        "tolerance": "0",
        "unit": "",
        "answers": [
            {"answer": "1822", "tolerance": "2", "weight": "50", "feedback": "Hampir =3 ekor"},
            {"answer": "1900", "tolerance": "0", "weight": "100"},
        ],
        "feedback": {"right": "Tepat: 2 + 3 = 5", "wrong": "Bukan."},
        "explanation": "Umum.",
    }
    assert get_type("number").flaws(item.body) == []


@pytest.mark.parametrize("everything", ["~#Bukan.", "~*#Bukan.", "=%0%*#Bukan.", "~%0%#Bukan."])
def test_what_every_other_number_is_told(everything: str) -> None:
    body = only(FORMAT, f"Berapa? {{# =5:1#Tepat. {everything}}}").body

    assert body["feedback"] == {"right": "Tepat.", "wrong": "Bukan."}


def test_one_line_of_numbers_needs_no_signs_apart() -> None:
    body = only(FORMAT, "Berapa? {#=1822:0 =%50%1822:2}").body

    assert (body["answer"], body["answers"]) == (
        "1822",
        [{"answer": "1822", "tolerance": "2", "weight": "50"}],
    )


def test_a_partly_right_number_may_stand_first() -> None:
    body = only(FORMAT, "Berapa? {#=%50%7 =5}").body

    assert (body["answer"], body["answers"][0]["answer"]) == ("5", "7")


@pytest.mark.parametrize(
    ("answers", "problem"),
    [
        ("#lima", NO_NUMBER % {"text": "lima"}),
        ("#=lima", NO_NUMBER % {"text": "=lima"}),
        ("#5 kg", NO_NUMBER % {"text": "5 kg"}),
        ("#1..2..3", NO_NUMBER % {"text": "1..2..3"}),
        ("#1e99", "“1e99” terlalu besar atau terlalu teliti."),
        ("#", NO_KEY),
        ("#=%50%5", NO_KEY),
        ("#~#Bukan.", NO_KEY),
    ],
)
def test_what_is_no_number_is_named(answers: str, problem: str) -> None:
    assert wrong(FORMAT, f"Berapa?\n{{{answers}}}") == [(2, problem)]


def test_any_number_is_no_answer() -> None:
    item = only(FORMAT, "Berapa? {# =5\n=%50%*#Ya}")

    assert notes(item) == [(2, ANYTHING)]
    assert "feedback" not in item.body
