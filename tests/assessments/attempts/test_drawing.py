from random import Random
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from assessments.attempts.drawing import draw, shuffled, shuffled_between
from assessments.quizzes.filling import Wanted

pools = st.lists(st.uuids(), min_size=1, max_size=20, unique=True)


@given(pools, st.data())
def test_what_she_has_met_least_often_comes_first(pool: list[UUID], data: st.DataObject) -> None:
    count = data.draw(st.integers(1, len(pool)))
    seen = data.draw(st.dictionaries(st.sampled_from(pool), st.integers(1, 5)))

    [drawn] = draw([Wanted(pool, count)], seen, Random(data.draw(st.integers())))

    assert len(set(drawn)) == count
    left = set(pool) - set(drawn)
    assert max(seen.get(one, 0) for one in drawn) <= min((seen.get(one, 0) for one in left), default=9)


@given(pools, st.integers())
def test_mixing_loses_nothing(pool: list[UUID], seed: int) -> None:
    assert sorted(shuffled(pool, Random(seed))) == sorted(pool)


@given(st.lists(st.integers(0, 9)), st.integers())
def test_what_stays_keeps_its_place_and_its_neighbourhood(items: list[int], seed: int) -> None:
    mixed = shuffled_between(items, lambda one: one == 0, Random(seed))

    assert [place for place, one in enumerate(mixed) if one == 0] == [
        place for place, one in enumerate(items) if one == 0
    ]
    assert sorted(mixed) == sorted(items)
