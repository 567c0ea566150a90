"""What is typed from a sheet is read back into answers, and a slip of the finger is found before anything is marked."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.bank.types import get_type
from assessments.paper.keying import (
    Miskeyed,
    Printed,
    differences,
    is_printable,
    key_of,
    read_sheet,
    run_length,
    squeeze,
)
from tests.factories import BODIES

KEYED = ["single", "multiple", "truefalse", "number", "matching", "ordering", "cloze"]


def printed(kind: str, number: int = 1, **body: Any) -> Printed:
    whole = {**BODIES[kind], **body}
    return Printed(number, number, kind, whole, get_type(kind).option_ids(whole))


@pytest.mark.parametrize("kind", KEYED)
def test_the_key_of_each_type_gets_the_full_mark(kind: str) -> None:
    one = printed(kind)
    keyed = key_of(one)
    run, own = ("", {1: keyed.split(" ")[0]}) if one.has_own_field else (keyed, {})

    values = read_sheet([one], run, own)

    assert get_type(kind).mark(dict(one.body), values[1]) == 1


def test_a_whole_sheet_is_one_run_of_digits() -> None:
    sheet = [printed("single", 1), printed("truefalse", 2), printed("matching", 3), printed("number", 4)]
    assert run_length(sheet) == 2 + len(BODIES["matching"]["pairs"])

    values = read_sheet(sheet, f"1 2 {key_of(sheet[2])}", {4: "700"})

    assert values[1] == '["a"]'
    assert values[2] == '["salah"]'
    assert values[4] == "700"


def test_zero_is_left_empty() -> None:
    sheet = [printed("single", 1), printed("truefalse", 2), printed("number", 3)]

    assert read_sheet(sheet, "01", {3: ""}) == {2: '["benar"]'}


@pytest.mark.parametrize("run", ["", "1", "111", "1x", "²1", "١1"])
def test_a_run_of_another_length_or_with_letters_is_asked_again(run: str) -> None:
    with pytest.raises(Miskeyed):
        read_sheet([printed("single", 1), printed("single", 2)], run, {})


def test_a_digit_that_is_no_option_is_named_with_its_question() -> None:
    with pytest.raises(Miskeyed) as found:
        read_sheet([printed("single", 1), printed("single", 2)], "14", {})

    assert [values["n"] for _message, values in found.value.problems] == [2]


def test_two_keyings_that_differ_name_the_questions() -> None:
    sheet = [printed("single", 1), printed("matching", 2), printed("single", 3)]
    length = run_length(sheet)

    assert differences(sheet, "1" * length, "1" * (length - 1) + "2") == [3]
    assert differences(sheet, "1" * length, "12" + "1" * (length - 2)) == [2]


def test_words_cannot_be_keyed_and_are_not_printed() -> None:
    assert not is_printable("short", BODIES["short"])
    assert all(is_printable(kind, BODIES[kind]) for kind in KEYED)
    many = [{"id": chr(97 + n), "text": f"Pilihan {n}", "correct": n == 0} for n in range(10)]
    assert not is_printable("single", {"stem": "Mana?", "options": many})


@given(st.text(max_size=30), st.text(max_size=10))
def test_whatever_is_typed_is_read_or_asked_again(run: str, own: str) -> None:
    sheet = [printed("single", 1), printed("ordering", 2), printed("multiple", 3), printed("number", 4)]
    try:
        values = read_sheet(sheet, run, {3: own, 4: own})
    except Miskeyed:
        return

    assert len(squeeze(run)) == run_length(sheet)
    assert set(values) <= {1, 2, 3, 4}
