"""When an attempt's time is over, and when a cadre may try again. Pure. Tries are never finite: only the wait grows."""

from collections.abc import Sequence
from datetime import datetime, timedelta

GRACE = timedelta(seconds=60)  # for an answer that was on its way when the time ended


def may_start_at(ended: Sequence[tuple[datetime, bool]], wait_minutes: Sequence[int]) -> datetime | None:
    """Return the moment from which the next attempt may start, or None when nothing was failed since the last pass.

    `ended` are her attempts, oldest first: when each ended, and whether it was passed. `wait_minutes` are the waits after
    the first, second, … failure in a row; the last one repeats.
    """
    failed_in_a_row = 0
    for _at, passed in ended:
        failed_in_a_row = 0 if passed else failed_in_a_row + 1
    if not failed_in_a_row or not wait_minutes:
        return None
    wait = wait_minutes[min(failed_in_a_row, len(wait_minutes)) - 1]
    return ended[-1][0] + timedelta(minutes=wait)


def minutes_left(deadline: datetime | None, at: datetime) -> int | None:
    """Return the whole minutes until the deadline, rounded up; 0 once it has passed, None without one."""
    return None if deadline is None else max(0, -((at - deadline) // timedelta(minutes=1)))


def is_time_over(deadline: datetime | None, at: datetime) -> bool:
    """Return whether an attempt with this deadline (None: no limit) takes no more answers at the moment `at`."""
    return deadline is not None and at > deadline + GRACE
