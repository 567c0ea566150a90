"""How long to wait, as a rule: never too long, never shorter for more failures."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from app.auth.throttle import FREE_BY_NAME, WAITS, seconds_to_wait

AT = datetime(2026, 1, 1, tzinfo=UTC)
failures = st.integers(0, 1_000)
ages = st.floats(0, 900, allow_nan=False)


@given(failures, ages)
def test_the_wait_is_bounded_and_counts_from_the_last_failure(n: int, age: float) -> None:
    wait = seconds_to_wait(n, AT - timedelta(seconds=age), FREE_BY_NAME, AT)
    assert 0 <= wait <= WAITS[-1]
    assert (wait == 0) or n >= FREE_BY_NAME
    after = seconds_to_wait(n, AT - timedelta(seconds=age), FREE_BY_NAME, AT + timedelta(seconds=wait))
    assert after == 0, "whoever waits as told may try"


@given(failures, ages)
def test_more_failures_never_shorten_the_wait(n: int, age: float) -> None:
    last = AT - timedelta(seconds=age)
    assert seconds_to_wait(n, last, FREE_BY_NAME, AT) <= seconds_to_wait(n + 1, last, FREE_BY_NAME, AT)


def test_it_grows_from_a_minute_to_a_quarter_of_an_hour() -> None:
    waits = [seconds_to_wait(n, AT, FREE_BY_NAME, AT) for n in range(12)]
    assert waits == [0, 0, 0, 0, 0, 60, 120, 240, 480, 900, 900, 900]
