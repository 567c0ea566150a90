"""Matching, ordering and cloze: what each line is worth."""

from fractions import Fraction
from typing import Any

import pytest

from assessments.bank.types import Unreadable, get_type
from tests.assessments.bank.bodies import on_page
from tests.factories import BODIES

matching, ordering, cloze = get_type("matching"), get_type("ordering"), get_type("cloze")


def mark(code: str, given: list[str], **changes: Any) -> Fraction:
    kind, body = get_type(code), {**BODIES[code], **changes}
    return kind.mark(body, kind.read(body, on_page(code, body, given)))


def test_equal_right_sides_are_one_choice() -> None:
    body = BODIES["matching"]

    assert matching.option_ids(body) == ["a", "x", "b"]  # 1 bulan, 18 bulan, 9 bulan
    assert [matching.read(body, on_page("matching", body, [line])) for line in ("c:c", "c:a")] == [
        '["c:a"]'
    ] * 2
    assert mark("matching", ["a:c", "c:a", "b:b"]) == 1


def test_an_old_answer_counts_by_its_words_when_sides_have_become_equal() -> None:
    old = {
        **BODIES["matching"],
        "pairs": [{**pair, "right": pair["id"]} for pair in BODIES["matching"]["pairs"]],
    }
    value = matching.read(old, on_page("matching", old, ["a:a", "b:b", "c:c"]))

    assert matching.mark(BODIES["matching"], value) == 1


@pytest.mark.parametrize(
    ("code", "given", "part"),
    [
        ("matching", ["a:a", "b:x"], Fraction(1, 3)),
        ("ordering", ["a:1", "b:3", "c:2", "d:4"], Fraction(1, 2)),
        ("cloze", ["2:b"], Fraction(1, 2)),
    ],
)
def test_each_right_line_counts_or_only_all_of_them(code: str, given: list[str], part: Fraction) -> None:
    assert mark(code, given, scoring="partial") == part
    assert mark(code, given, scoring="all") == 0


def test_one_right_order_is_all_there_is_by_default() -> None:
    assert mark("ordering", ["a:1", "b:2", "c:3", "d:4"]) == 1
    assert mark("ordering", ["a:1", "b:2", "c:3"]) == 0


@pytest.mark.parametrize(
    ("code", "given"),
    [
        ("matching", []),
        ("matching", ["", ""]),
        ("matching", ["a:a", "a:b"]),
        ("matching", ["x:a"]),
        ("ordering", ["a:0"]),
        ("ordering", ["a:5"]),
        ("ordering", ["a:1", "b:1"]),
        ("cloze", ["1:c"]),
        ("cloze", ["3:a"]),
    ],
)
def test_what_no_form_sends_is_asked_again(code: str, given: list[str]) -> None:
    with pytest.raises(Unreadable):
        get_type(code).read(BODIES[code], given)


def test_a_cloze_is_cut_at_its_gaps() -> None:
    face = cloze.face(BODIES["cloze"], ["2:c", "1:b", "2:a", "1:a", "2:b"], ["2:a"])

    assert [row.text for row in face.rows] == [
        "ASI saja sampai umur ",
        " bulan. Sesudahnya bayi mendapat ",
        " dan ASI diteruskan.",
    ]
    assert [[one.id for one in row.choices] for row in face.rows] == [["b", "a"], ["c", "a", "b"], []]
    assert [one.id for one in face.rows[1].choices if one.ticked] == ["a"]
