"""What keeps a question from being asked: found in any JSON, said at the field in words that say what to do."""

import re
from copy import deepcopy
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from assessments.bank.types import LABELS, get_type
from tests.factories import BODIES

CODES = [code for code, _label in LABELS]
FIELDS = (
    "stem pictures explanation feedback options scoring answer tolerance unit units answers case pairs extra "
    "items text gaps id left right correct weight name factor media file alt width height picture fixed_order"
).split()
scalars = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5)
names = st.sampled_from(FIELDS) | st.text(max_size=3)
anything = st.recursive(
    scalars | st.sampled_from(["a", "1", "{1}", "50", "-1", "1e9", "NaN", "*", "all"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(names, inner, max_size=6),
    max_leaves=25,
)


@pytest.mark.parametrize("code", CODES)
def test_a_good_body_has_none(code: str) -> None:
    assert get_type(code).flaws(BODIES[code]) == []


@pytest.mark.parametrize("code", CODES)
@settings(max_examples=100, deadline=None)
@given(body=st.dictionaries(names, anything, max_size=12))
@example(body={})
def test_any_json_is_judged_and_nothing_raises(code: str, body: dict[str, Any]) -> None:
    _judge(code, body)


@pytest.mark.parametrize("code", CODES)
@settings(max_examples=100, deadline=None)
@given(data=st.data())
def test_a_good_body_with_one_part_spoilt_is_judged_or_works(code: str, data: st.DataObject) -> None:
    body = deepcopy(BODIES[code])
    holder: Any = body
    for _depth in range(data.draw(st.integers(0, 3))):
        inner = [one for one in (holder.values() if isinstance(holder, dict) else holder) if one]
        inner = [one for one in inner if isinstance(one, dict | list)]
        holder = data.draw(st.sampled_from(inner)) if inner else holder
    keys = list(holder) if isinstance(holder, dict) else list(range(len(holder)))
    holder[data.draw(st.sampled_from(keys))] = data.draw(anything)

    _judge(code, body)


def _judge(code: str, body: dict[str, Any]) -> None:
    """Judge `body`: what is said is a whole sentence, and a body without flaws can be asked."""
    type_ = get_type(code)
    flaws = type_.flaws(body)
    for flaw in flaws:
        assert flaw.field in FIELDS
        assert re.fullmatch(r".+[.]", flaw.text, re.DOTALL)
        assert "None" not in flaw.text
    if not flaws:
        face = type_.face(body, type_.option_ids(body), [])
        assert type_.texts(body)[0] or face.pictures
        assert 0 <= type_.guess(body) <= 1
        assert type_.mark(body, None) == 0
        assert type_.feedback(body, None) is not None
        assert bool(type_.correct_words(body)) == type_.is_asked
