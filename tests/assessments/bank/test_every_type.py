"""What holds for every question type, whatever a trainer writes and a cadre answers."""

from copy import deepcopy
from fractions import Fraction
from random import Random
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from assessments.attempts.scoring import exact
from assessments.bank.types import LABELS, Unreadable, get_type
from tests.assessments.bank.bodies import ASKED, bodies, on_page, posted
from tests.factories import BODIES

LONGEST_VALUE = 1000  # what `Answer.value` holds
many = settings(max_examples=40, deadline=None)


@pytest.mark.parametrize("code", ASKED)
@many
@given(data=st.data())
def test_a_good_body_has_no_flaws_and_can_be_shown(code: str, data: st.DataObject) -> None:
    kind, body = get_type(code), data.draw(bodies(code))

    assert kind.flaws(body) == []
    assert kind.is_asked
    assert kind.texts(body)[0].startswith(body["stem"])
    assert 0 <= kind.guess(body) <= 1
    assert kind.correct_words(body)


@pytest.mark.parametrize("code", ASKED)
@many
@given(data=st.data())
def test_what_was_saved_is_posted_and_read_back_as_it_was(code: str, data: st.DataObject) -> None:
    kind, body = get_type(code), data.draw(bodies(code))
    value = kind.read(body, data.draw(posted(code, body)))

    assert kind.read(body, kind.posted(body, value)) == value
    assert len(value) <= LONGEST_VALUE
    assert kind.answer_words(body, value)
    mark = kind.mark(body, value)
    assert 0 <= mark <= 1
    assert exact(float(mark)) == mark


@pytest.mark.parametrize("code", ASKED)
@many
@given(data=st.data())
def test_the_right_answer_gets_the_full_mark_and_an_empty_one_nothing(code: str, data: st.DataObject) -> None:
    kind, body = get_type(code), data.draw(bodies(code))
    right = kind.right_value(body)

    assert kind.read(body, kind.posted(body, right)) == right
    assert kind.mark(body, right) == 1
    assert kind.mark(body, None) == 0


@pytest.mark.parametrize("code", ASKED)
@many
@given(data=st.data())
def test_the_explanation_is_said_last_whatever_was_answered(code: str, data: st.DataObject) -> None:
    kind, body = get_type(code), data.draw(bodies(code))
    assume(body["explanation"])
    answer = kind.read(body, data.draw(posted(code, body)))

    for value in (answer, kind.right_value(body), None):
        assert kind.feedback(body, value)[-1] == body["explanation"]


@pytest.mark.parametrize("code", [code for code, _label in LABELS])
@many
@given(
    given_=st.lists(
        st.text(max_size=30) | st.sampled_from(["a", "benar", "a:a", "a:b", "a:1", "b:1", "1:a", "700", ":"]),
        max_size=5,
    )
)
def test_garbage_is_a_value_or_a_problem_never_a_crash(code: str, given_: list[str]) -> None:
    kind, body = get_type(code), BODIES[code]
    try:
        value = kind.read(body, given_)
    except Unreadable:
        kind.face(body, kind.option_ids(body), given_)
    else:
        assert 0 <= kind.mark(body, value) <= 1
        assert kind.answer_words(body, value)
        assert kind.read(body, kind.posted(body, value)) == value


@pytest.mark.parametrize("code", ASKED)
@many
@given(data=st.data(), chance=st.randoms())
def test_an_answer_to_another_version_is_marked_not_refused(
    code: str, data: st.DataObject, chance: Random
) -> None:
    kind = get_type(code)
    old, new = data.draw(bodies(code)), data.draw(bodies(code))
    value = kind.read(old, data.draw(posted(code, old)))

    assert 0 <= kind.mark(new, value) <= 1
    assert isinstance(kind.feedback(new, value), list)


def keyless(code: str, body: dict[str, Any]) -> dict[str, Any]:
    """Return `body` with another key: the same to the eye."""
    other: dict[str, Any] = deepcopy(body)
    for holder in [other, *other.get("gaps", [])]:
        options = holder.get("options", [])
        for option, before in zip(options, options[-1:] + options[:-1], strict=True):
            option["was"] = before["correct"]
        for option in options:
            option["correct"] = option.pop("was")
    if code == "truefalse":
        other["answer"] = not body["answer"]
    if code == "number":
        other["answer"], other["answers"] = "12345", []
    if code == "short":
        other["answers"] = [{"text": "lain"}]
    return other


@pytest.mark.parametrize("code", ["single", "multiple", "truefalse", "number", "short", "cloze"])
@many
@given(data=st.data())
def test_the_page_is_the_same_whatever_the_key(code: str, data: st.DataObject) -> None:
    kind, body = get_type(code), data.draw(bodies(code))
    other = keyless(code, body)

    assert kind.option_ids(other) == kind.option_ids(body)
    order = data.draw(st.permutations(kind.option_ids(body)))
    assert kind.face(other, order, []) == kind.face(body, order, [])


@many
@given(data=st.data())
def test_the_right_sides_stand_in_the_same_order_whoever_they_belong_to(data: st.DataObject) -> None:
    kind, body = get_type("matching"), data.draw(bodies("matching"))
    rights = data.draw(st.permutations([pair["right"] for pair in body["pairs"]]))
    pairs = [{**pair, "right": right} for pair, right in zip(body["pairs"], rights, strict=True)]
    other = {**body, "pairs": pairs}

    assert _shown(kind.face(other, kind.option_ids(other), [])) == _shown(
        kind.face(body, kind.option_ids(body), [])
    )


def _shown(face: Any) -> list[tuple[str, list[tuple[str, str]]]]:
    """Return the rows and what a page says of their choices, those that differ in capitals only in one order."""
    return [(row.text, sorted((choice.text, choice.id) for choice in row.choices)) for row in face.rows]


@many
@given(data=st.data())
def test_steps_are_never_shown_in_their_right_order(data: st.DataObject) -> None:
    kind, body = get_type("ordering"), data.draw(bodies("ordering"))
    right = [item["id"] for item in body["items"]]

    assert kind.option_ids(body) != right
    for order in (data.draw(st.permutations(right)), right):
        shown = [row.id for row in kind.face(body, order, []).rows]
        named = [line.partition(":")[0] for line in on_page("ordering", body, [f"{key}:1" for key in right])]
        assert shown != named
        assert sorted(shown) == sorted(named)
        assert not set(shown) & set(right)


def test_marks_have_denominators_that_are_kept_exactly() -> None:
    third = {**BODIES["single"], "options": [dict(option) for option in BODIES["single"]["options"]]}
    third["options"][1]["weight"] = "33.33333"

    assert get_type("single").mark(third, '["b"]') == Fraction(1, 3)
