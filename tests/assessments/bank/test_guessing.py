"""What a blind guess is worth: counted out over everything that can be answered."""

from collections.abc import Iterator
from fractions import Fraction
from itertools import combinations, permutations, product
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assessments.bank.types import get_type
from tests.assessments.bank.bodies import bodies, on_page
from tests.factories import BODIES


def all_answers(code: str, body: dict[str, Any]) -> Iterator[list[str]]:
    """Return each complete answer that somebody who guesses may post."""
    if code == "truefalse":
        yield from (["benar"], ["salah"])
    elif code in ("single", "multiple"):
        ids = [option["id"] for option in body["options"]]
        for ticks in range(1, 2 if code == "single" else len(ids) + 1):
            yield from map(list, combinations(ids, ticks))
    elif code == "ordering":
        ids = [item["id"] for item in body["items"]]
        for order in permutations(ids):
            yield on_page(code, body, [f"{key}:{place}" for place, key in enumerate(order, 1)])
    else:
        rows = [row for row in get_type(code).face(body, get_type(code).option_ids(body), []).rows if row.id]
        yield from map(list, product(*([f"{row.id}:{one.id}" for one in row.choices] for row in rows)))


@pytest.mark.parametrize("code", ["single", "multiple", "truefalse", "ordering", "matching", "cloze"])
@settings(max_examples=25, deadline=None)
@given(data=st.data())
def test_it_is_the_mean_over_all_answers(code: str, data: st.DataObject) -> None:
    kind, body = get_type(code), data.draw(bodies(code))

    marks = [kind.mark(body, kind.read(body, given_)) for given_ in all_answers(code, body)]

    assert kind.guess(body) == sum(marks) / Fraction(len(marks))


@pytest.mark.parametrize("code", ["number", "short", "text"])
def test_what_is_typed_cannot_be_guessed(code: str) -> None:
    assert get_type(code).guess(BODIES[code]) == 0


def test_many_weighted_options_are_counted_in_whole_percents_in_no_time() -> None:
    ids = [f"{first}{second}" for first in "abcde" for second in "abcdefghij"]
    weights = ["100" if n < 1 else f"{-n}.{n}{n}" for n in range(50)]
    options = [
        {"id": key, "text": key, "correct": n < 1, "weight": weight}
        for n, (key, weight) in enumerate(zip(ids, weights, strict=True))
    ]
    body = {"stem": "?", "scoring": "weights", "options": options}

    assert get_type("multiple").flaws(body) == []
    assert 0 < get_type("multiple").guess(body) < Fraction(1, 100)
