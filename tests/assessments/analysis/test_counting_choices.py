"""Who chose what, and when a key is doubted."""

from collections.abc import Sequence
from fractions import Fraction

import pytest

from assessments.analysis.concerns import Concern, judge
from assessments.analysis.distractors import (
    LOWER,
    MIDDLE,
    UPPER,
    Distractors,
    count_choices,
    doubt_about,
    thirds,
)
from assessments.analysis.pictures import bars, curves
from assessments.analysis.sheet import Totals, to_sheet
from assessments.analysis.statistics import item_statistics
from assessments.bank.types import get_type
from assessments.bank.types.base import Body, pack
from tests.factories import BODIES


def counted(
    kind: str, values: Sequence[str | None], abilities: Sequence[int], body: Body | None = None
) -> Distractors:
    body = body or BODIES[kind]
    marks = [int(get_type(kind).mark(body, value) * 12) for value in values]
    return count_choices(kind, body, marks, values, abilities)


def judged(kind: str, values: Sequence[str | None], abilities: Sequence[int]) -> Concern:
    marks = [get_type(kind).mark(BODIES[kind], value) for value in values]
    others = [Fraction(ability) for ability in abilities]
    totals = Totals(to_sheet([Fraction(1), Fraction(99)], [marks, others], Fraction))
    table = counted(kind, values, abilities)
    guess = float(get_type(kind).guess(BODIES[kind]))
    return judge(item_statistics(totals)[0], guess, table, doubt_about(table))


def ticked(letters: str) -> list[str | None]:
    return [None if letter == "-" else pack([letter]) for letter in letters]


def test_thirds_go_by_rank() -> None:
    assert thirds([5, None, 1, 3, 2, 4, 6]) == [UPPER, None, LOWER, MIDDLE, LOWER, MIDDLE, UPPER]
    assert thirds([7]) == [MIDDLE]
    assert thirds([]) == []


def test_each_choice_is_counted_by_thirds_and_the_empty_ones_too() -> None:
    table = counted("single", ticked("bbacaa-aa"), range(9))
    rows = {row.choice.id: row.count.thirds for row in table.parts[0].rows}

    assert rows == {"a": [1, 2, 2], "b": [2, 0, 0], "c": [0, 1, 0]}
    assert table.empty.thirds == [0, 0, 1]
    assert table.everybody.thirds == [3, 3, 3]


def test_a_choice_has_the_discrimination_of_its_own_column() -> None:
    table = counted("single", ticked("bbacaabaa"), [3, 1, 4, 1, 5, 9, 2, 6, 5])
    key = table.parts[0].rows[0]
    own = [[Fraction(letter == "a")] for letter in "bbacaabaa"]
    others = [Fraction(n) for n in (3, 1, 4, 1, 5, 9, 2, 6, 5)]
    totals = Totals(to_sheet([Fraction(1), Fraction(9)], [[one[0] for one in own], others], Fraction))

    assert key.discrimination == pytest.approx(item_statistics(totals)[0].discrimination_index)


def test_right_answers_that_are_typed_are_one_choice() -> None:
    values = ["KMS", "kms balita", "Posyandu", "posyandu"]
    rows = counted("short", values, range(4)).parts[0].rows

    assert [(row.choice.text, row.count.takers, row.choice.is_key) for row in rows] == [
        ("KMS…", 2, True),
        ("posyandu", 2, False),
    ]


def test_equal_right_sides_of_pairs_are_one_choice() -> None:
    value = pack(["a:c", "b:x"])
    first, second, _third = counted("matching", [value], [1]).parts

    assert [(row.choice.text, row.count.takers) for row in first.rows if row.choice.is_key] == [
        ("1 bulan", 1)
    ]
    assert [row.choice.text for row in second.rows if row.count.takers] == ["18 bulan"]


def test_a_wrong_key_is_doubted_and_the_option_named() -> None:
    table = counted("single", ticked("aaaacaabbbcbbb"), range(14))
    doubt = doubt_about(table)

    assert doubt
    assert (doubt.key.label, doubt.chosen.label, doubt.inverted) == ("A", "B", True)
    assert judged("single", ticked("aaaacaabbbcbbb"), range(14)) is Concern.WRONG_KEY


def test_a_mistake_that_most_make_is_no_wrong_key() -> None:
    assert judged("single", ticked("bbbbbbbbbbbabb"), range(14)) is Concern.LURED


def test_a_key_of_several_is_doubted_too() -> None:
    right, other = pack(["a", "b"]), pack(["a", "c"])

    doubt = doubt_about(counted("multiple", [right] * 6 + [other] * 8, range(14)))

    assert doubt
    assert doubt.chosen.label == "C"


def test_a_pair_with_a_wrong_key_is_named() -> None:
    low, high = pack(["a:a", "b:b"]), pack(["a:a", "b:x"])

    doubt = doubt_about(counted("matching", [low] * 7 + [high] * 7, range(14)))

    assert doubt
    assert (doubt.part, doubt.chosen.text) == ("Campak-rubela", "18 bulan")


def test_nothing_is_said_of_nine() -> None:
    assert doubt_about(counted("single", ticked("aaaacbbbb"), range(9))) is None
    assert judged("single", ticked("aaaacbbbb"), range(9)) is Concern.TOO_FEW


@pytest.mark.parametrize(
    ("letters", "concern"),
    [
        ("bcbabcaabaaaaa", Concern.FINE),
        ("aaaaaaaaaaaaaa", Concern.EASY),
        ("ab-a-b-aaabaaa", Concern.EMPTY),
        ("cbcbcbcbcacbcb", Concern.GUESSED),
        ("abacbaabacabab", Concern.WEAK),
        ("aaa-aaa-b-a-ab", Concern.REVERSED),
        ("b-bbaaab-baabc", Concern.FINE),
    ],
)
def test_the_most_urgent_concern_is_said(letters: str, concern: Concern) -> None:
    assert judged("single", ticked(letters), range(14)) is concern


def test_only_some_concerns_want_looking() -> None:
    assert [one for one in Concern if not one.wants_looking] == [Concern.EASY, Concern.FINE, Concern.TOO_FEW]


def test_pictures_stay_small_and_inside() -> None:
    table = counted("single", ticked("bbacaabaabaa"), range(12))
    drawn = curves(table, table.parts[0])

    assert len(bars([0, 5, 10, 3, 0, 1, 2, 9, 9, 1])) < 250
    assert [curve.name for curve in drawn if curve.is_key] == ["A"]
    assert all(0 < curve.name_y < 145 for curve in drawn)
    assert len({curve.name_y for curve in drawn}) == len(drawn)
    assert curves(counted("single", ticked("ab"), range(2)), table.parts[0]) == []
