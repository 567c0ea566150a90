"""What was written as Moodle XML is read back equal."""

import xml.etree.ElementTree as ET
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from assessments.bank.bodies import says_the_same, with_matched_ids
from assessments.bank.formats import moodle_xml_elements, moodle_xml_parts
from assessments.bank.formats.base import Item
from assessments.bank.formats.moodle_xml import FORMAT
from tests.assessments.bank.formats.bodies import Draw, item, items, lines
from tests.factories import BODIES as PLAIN_BODIES

assert FORMAT.write
write, read = FORMAT.write, FORMAT.read


@st.composite
def illustrated(draw: Draw) -> Item:
    """A choice with pictures under its stem and in its options."""
    question: Item = draw(item("single", "multiple"))
    names = iter(["a.png", "b.jpg"])
    contents = {name: draw(st.binary(min_size=1, max_size=40)) for name in ("a.png", "b.jpg")}
    pictures = [{"file": next(names), "alt": draw(lines)} for _ in range(draw(st.integers(0, 1)))]
    option = {**question.body["options"][0], "picture": {"file": next(names), "alt": draw(lines)}}
    body = {**question.body, "options": [option, *question.body["options"][1:]]}
    if pictures:
        body["pictures"] = pictures
    assume(
        "\N{NO-BREAK SPACE}" not in question.body["stem"] + option["text"]
    )  # HTML cannot tell it from a blank
    used = {picture["file"] for picture in [*pictures, option["picture"]]}
    return replace(question, body=body, pictures={name: contents[name] for name in used})


@settings(max_examples=100, deadline=None)
@given(st.lists(illustrated(), min_size=1, max_size=2) | items())
def test_questions_come_back_as_they_went(questions: list[Item]) -> None:
    export = write(questions)
    parsed = read(export.content)

    assert parsed.problems == []
    assert [again.body for again in parsed.items] == [question.body for question in questions]
    assert [replace(again, line=0) for again in parsed.items] == [
        replace(question, line=0) for question in questions
    ]
    assert export.questions == sum(question.type != "text" for question in questions)


@settings(max_examples=50, deadline=None)
@given(items())
def test_writing_again_what_was_read_gives_the_same_file(questions: list[Item]) -> None:
    once = write(questions).content

    assert write(read(once).items).content == once


@pytest.mark.parametrize("code", PLAIN_BODIES)
def test_the_questions_of_other_tests_are_the_same_again(code: str) -> None:
    (again,) = read(write([Item(1, code, PLAIN_BODIES[code])]).content).items

    assert again.type == code
    assert says_the_same(code, with_matched_ids(again.body, [PLAIN_BODIES[code]]), PLAIN_BODIES[code])


def _choice(**values: Any) -> Item:
    options = [
        {"id": "a", "text": "Ya", "correct": True},
        {"id": "b", "text": "Tidak", "correct": False, "weight": "45"},
    ]
    return Item(1, "single", {"stem": "Benarkah?", "options": options, **values})


def test_what_moodle_cannot_hold_is_named_with_the_place_of_the_question() -> None:
    picture = {"pictures": [{"file": "hilang.png", "alt": "Timbangan"}]}
    all_right = Item(1, "multiple", {**PLAIN_BODIES["multiple"], "scoring": "all"})

    export = write([_choice(**picture), all_right, Item(1, "text", {"stem": "a\x0bb"})])

    assert [(problem.line, problem.message) for problem in export.problems] == [
        (1, moodle_xml_elements.NO_BYTES),
        (1, moodle_xml_elements.ROUNDED),
        (2, moodle_xml_parts.ALL_TICKED),
        (3, moodle_xml_elements.UNKNOWN_LETTERS),
    ]


def test_moodle_reads_a_percent_it_knows_and_we_read_our_own() -> None:
    content = write([_choice()]).content

    fractions = [answer.get("fraction") for answer in ET.fromstring(content).iter("answer")]
    assert fractions == ["100", "50"]
    assert read(content).items[0].body["options"][1]["weight"] == "45"


def test_a_question_without_title_gets_the_name_that_moodle_wants() -> None:
    content = write([_choice()]).content

    assert ET.fromstring(content).findtext("question/name/text") == "Benarkah?"
    assert read(content).items[0].title == ""


@pytest.mark.parametrize("factor", ["1000", "12", "0.3", "123456", "7", "0.001", "999999999"])
def test_units_come_back_though_moodle_counts_the_other_way_round(factor: str) -> None:
    units = [{"name": "kg", "factor": factor}]
    body = {**PLAIN_BODIES["number"], "units": units}

    (again,) = read(write([Item(1, "number", body)]).content).items

    assert again.body["units"] == units
