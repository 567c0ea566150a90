"""Parts of a quiz that share questions: each place is filled if it can be at all."""

from itertools import product
from uuid import UUID

from hypothesis import given, settings
from hypothesis import strategies as st

from assessments.quizzes.filling import Wanted, fill

QUESTIONS = [UUID(int=n) for n in range(6)]
parts = st.lists(
    st.builds(Wanted, st.lists(st.sampled_from(QUESTIONS), unique=True, max_size=5), st.integers(1, 3)),
    max_size=3,
)


@given(parts)
@settings(max_examples=300)
def test_as_many_places_are_filled_as_any_choice_could(wanted: list[Wanted]) -> None:
    got = fill(wanted)

    taken = [one for own in got for one in own]
    assert len(taken) == len(set(taken))
    assert all(
        set(own) <= set(part.pool) and len(own) <= part.count for own, part in zip(got, wanted, strict=True)
    )
    assert len(taken) == _most(wanted)


def test_a_fixed_question_is_not_taken_by_a_draw_before_it() -> None:
    first, second = QUESTIONS[:2]

    assert fill([Wanted([first, second], 1), Wanted([first], 1)]) == [[second], [first]]


def _most(wanted: list[Wanted]) -> int:
    """Return the most places that can be filled, by trying every choice of a part for each question."""
    best = 0
    for owners in product([None, *range(len(wanted))], repeat=len(QUESTIONS)):
        fits = all(
            owner is None or one in wanted[owner].pool for one, owner in zip(QUESTIONS, owners, strict=True)
        )
        if fits and all(owners.count(number) <= part.count for number, part in enumerate(wanted)):
            best = max(best, sum(owner is not None for owner in owners))
    return best
