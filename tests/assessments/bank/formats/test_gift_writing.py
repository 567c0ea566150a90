"""GIFT as it is written: the letters of the file, and what is named."""

from typing import Any

import pytest

from assessments.bank.formats import gift_answers, gift_write
from assessments.bank.formats.base import Item
from assessments.bank.formats.gift import FORMAT
from tests.assessments.bank.formats.reading import only, read

assert FORMAT.write
write = FORMAT.write


def named(item: Item) -> list[str]:
    """Return what the export says of a question."""
    return [problem.text for problem in write([item]).problems]


def options(*parts: dict[str, Any]) -> dict[str, Any]:
    """Return a body with these options."""
    return {
        "stem": "Apa?",
        "options": [{"id": key, **part} for key, part in zip("abcdefghijkl", parts, strict=False)],
    }


RIGHT, WRONG = {"text": "ya", "correct": True}, {"text": "tidak", "correct": False}


def test_a_question_with_all_that_stands_around_it() -> None:
    body = options(RIGHT | {"feedback": "Betul: ya."}, WRONG) | {"explanation": "Satu.\n\nDua."}
    item = Item(9, "single", body, "gizi-1", "Gizi: satu", "a/b", ["asi", "b]c"], 2)

    export = write(
        [item, Item(9, "text", {"stem": "// Bacalah"}), Item(9, "text", {"stem": "Lagi"}, category="a/b")]
    )

    assert (
        export.content.decode()
        == r"""$CATEGORY: a/b

// [id:gizi-1] [tag:asi] [tag:b\]c] [difficulty:2]
::Gizi\: satu:: Apa? {
=ya#Betul\: ya.
~tidak
####Satu.\n\nDua.
}

$CATEGORY: $course$/top

[plain]// Bacalah

$CATEGORY: a/b

Lagi

"""
    )
    assert (export.questions, export.problems) == (1, [])
    assert [again.category for again in read(FORMAT, export.content.decode()).items] == ["a/b", "", "a/b"]


@pytest.mark.parametrize(
    "text", ["[html]x", "%50% anak", "a < b", "&amp;", "<b>x</b>", "#x", "~", "T", "####", "->"]
)
def test_a_text_that_looks_like_a_sign_stays_a_text(text: str) -> None:
    item = Item(1, "single", {"stem": text} | options(RIGHT | {"text": text}, WRONG | {"feedback": text}))

    assert only(FORMAT, write([item]).content.decode()).body == item.body


def test_pictures_are_named() -> None:
    picture = {"media": "0.png", "alt": "Timbangan", "width": 1, "height": 1}

    assert named(Item(1, "text", {"stem": "Lihat.", "pictures": [picture]})) == [gift_write.PICTURES]
    assert named(Item(1, "single", options(RIGHT | {"picture": picture}, WRONG))) == [gift_write.PICTURES]


@pytest.mark.parametrize(
    ("type_", "body", "problem"),
    [
        ("text", {"stem": ""}, gift_write.EMPTY),
        ("single", options(RIGHT), gift_answers.INCOMPLETE),
        ("single", options(WRONG, WRONG), gift_answers.INCOMPLETE),
        ("multiple", options(WRONG, WRONG), gift_answers.INCOMPLETE),
        ("single", options(RIGHT, {"text": "", "picture": {}}), gift_answers.PICTURE_ALONE),
        (
            "short",
            {"stem": "?", "answers": [{"text": "a->b", "weight": "100"}]},
            gift_answers.ARROW_IN_ANSWER,
        ),
    ],
)
def test_what_cannot_be_written_is_left_out_and_named(type_: str, body: dict[str, Any], problem: str) -> None:
    export = write([Item(1, "text", {"stem": "Bacalah."}), Item(1, type_, body)])

    assert [(found.line, found.text) for found in export.problems] == [(2, problem)]
    assert export.content == b"Bacalah.\n\n"


def test_a_weight_that_others_do_not_know_is_named() -> None:
    body = options(RIGHT, WRONG | {"weight": "45"})

    assert named(Item(1, "single", body)) == [gift_answers.ROUNDED % {"weight": "45", "usual": "50"}]


def test_a_wrong_option_that_is_worth_something_is_named() -> None:
    body = options(RIGHT | {"weight": "100"}, WRONG | {"weight": "20"}) | {"scoring": "weights"}

    assert named(Item(1, "multiple", body)) == [gift_answers.RIGHT]


def test_more_right_options_than_others_know_a_percent_for() -> None:
    body = options(*[RIGHT | {"text": f"{n}"} for n in range(11)], WRONG) | {"scoring": "partial"}
    item = Item(1, "multiple", body)

    assert named(item) == [gift_answers.MANY_RIGHT]
    assert only(FORMAT, write([item]).content.decode()).body == body
