"""What was written as GIFT is read back equal, but for what the export names."""

from copy import deepcopy
from typing import Any

import pytest
from hypothesis import given, settings

from assessments.bank.bodies import says_the_same, with_matched_ids
from assessments.bank.formats import gift_answers, gift_write
from assessments.bank.formats.base import Item
from assessments.bank.formats.gift import FORMAT
from tests.assessments.bank.formats.bodies import item, items
from tests.factories import BODIES as PLAIN_BODIES

assert FORMAT.write
CARRIED = ("single", "multiple", "truefalse", "number", "short", "matching", "text")
write = FORMAT.write


def as_named(item: Item) -> dict[str, Any]:
    """Return the body without what the export names as lost."""
    body = deepcopy(item.body)
    body.pop("units", None)
    if item.type in ("short", "matching"):
        body.pop("feedback", None)
    for pair in body.get("pairs", []):
        pair["left"] = pair["left"].replace("->", "→")
    for answer in body["answers"] if item.type == "short" else []:
        if "feedback" in answer:
            answer["feedback"] = answer["feedback"].replace("->", "→")
    return body


def is_left_out(item: Item) -> bool:
    """Return whether the export leaves the question out."""
    return item.type == "short" and any("->" in answer["text"] for answer in item.body["answers"])


@settings(max_examples=150, deadline=None)
@given(items(*CARRIED))
def test_questions_come_back_as_they_went(questions: list[Item]) -> None:
    export = write(questions)
    parsed = FORMAT.read(export.content)

    kept = [question for question in questions if not is_left_out(question)]
    assert [again.body for again in parsed.items] == [as_named(question) for question in kept]
    for again, question in zip(parsed.items, kept, strict=True):
        assert (again.type, again.slug, again.title) == (question.type, question.slug, question.title)
        assert (again.category, again.tags) == (question.category, question.tags)
        assert (again.difficulty, again.notes) == (question.difficulty, [])
    assert export.questions == sum(question.type != "text" for question in kept)


@settings(max_examples=60, deadline=None)
@given(items(*CARRIED))
def test_writing_again_what_was_read_gives_the_same_file(questions: list[Item]) -> None:
    once = write(FORMAT.read(write(questions).content).items).content

    assert write(FORMAT.read(once).items).content == once


@settings(max_examples=60, deadline=None)
@given(item(*CARRIED))
def test_nothing_is_lost_without_a_word(question: Item) -> None:
    body, words = question.body, {problem.message for problem in write([question]).problems}

    if is_left_out(question):
        assert words == {gift_answers.ARROW_IN_ANSWER}
        return
    lost = {
        gift_write.UNITS: body.get("units"),
        gift_write.FEEDBACK: question.type in ("short", "matching") and body.get("feedback"),
        gift_write.ALL_OR_NOTHING: question.type in ("multiple", "matching") and body["scoring"] == "all",
        gift_write.ONLY_HERE["unit"]: body.get("unit"),
        gift_write.ONLY_HERE["case"]: body.get("case"),
        gift_write.ONLY_HERE["fixed_order"]: body.get("fixed_order"),
    }
    assert words - {gift_answers.ARROW} == {message for message, value in lost.items() if value}


@pytest.mark.parametrize("code", ["ordering", "cloze"])
def test_what_has_no_form_in_gift_is_named_and_left_out(code: str) -> None:
    export = write([Item(1, "text", {"stem": "Bacalah."}), Item(1, code, PLAIN_BODIES[code])])

    assert [(problem.line, problem.text) for problem in export.problems] == [(2, gift_write.NO_TYPE)]
    assert export.content == b"Bacalah.\n\n"
    assert export.questions == 0


@pytest.mark.parametrize("code", PLAIN_BODIES)
def test_the_questions_of_other_tests_are_the_same_again(code: str) -> None:
    export = write([Item(1, code, PLAIN_BODIES[code])])
    if code not in CARRIED:
        assert export.questions == 0
        return

    (again,) = FORMAT.read(export.content).items
    there = as_named(Item(1, code, PLAIN_BODIES[code]))

    assert says_the_same(code, with_matched_ids(again.body, [there]), there)
