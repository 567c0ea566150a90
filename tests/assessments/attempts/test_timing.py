from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from assessments.attempts.timing import GRACE, is_time_over, may_start_at

AT = datetime(2026, 10, 1, 8, tzinfo=UTC)
WAITS = [0, 10, 60, 1440]


def waited(failures: int) -> timedelta:
    allowed = may_start_at([(AT, False)] * failures, WAITS)
    assert allowed is not None
    return allowed - AT


def test_the_wait_grows_and_then_stays() -> None:
    assert [waited(n).total_seconds() / 60 for n in (1, 2, 3, 4, 5, 9)] == [0, 10, 60, 1440, 1440, 1440]


def test_a_pass_forgets_the_failures_before_it() -> None:
    assert may_start_at([(AT, False), (AT, False), (AT, True)], WAITS) is None
    assert may_start_at([(AT, False), (AT, True), (AT, False)], WAITS) == AT


def test_nothing_tried_is_nothing_to_wait_for() -> None:
    assert may_start_at([], WAITS) is None
    assert may_start_at([(AT, False)], []) is None


@given(st.lists(st.booleans(), max_size=30), st.lists(st.integers(0, 100_000), max_size=6))
def test_tries_are_never_finite(passed: list[bool], waits: list[int]) -> None:
    allowed = may_start_at([(AT, one) for one in passed], waits)

    assert allowed is None or allowed - AT <= timedelta(minutes=max(waits))


def test_an_answer_on_its_way_still_arrives() -> None:
    assert not is_time_over(AT, AT + GRACE)
    assert is_time_over(AT, AT + GRACE + timedelta(seconds=1))
    assert not is_time_over(None, AT)
