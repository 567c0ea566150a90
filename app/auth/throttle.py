"""How long to wait after failed tries to sign in: a pure rule. Its rows are in `operations`.

By typed name five tries are free, then the wait grows from a minute to a quarter of an hour; an address stands for a
whole health centre and has three hundred.
"""

from datetime import datetime, timedelta
from math import ceil

WINDOW = timedelta(minutes=15)
FREE_BY_NAME, FREE_BY_ADDRESS = 5, 300
WAITS = (60, 120, 240, 480, 900)  # seconds after the 5th, 6th, … failure; the last one stays


def seconds_to_wait(failures: int, last_failure: datetime | None, free: int, at: datetime) -> int:
    """Return the seconds until the next try is allowed, zero for at once.

    `failures` counts those of the window before this try; `last_failure` is the newest of them.
    """
    if failures < free or last_failure is None:
        return 0
    wait = WAITS[min(failures - free, len(WAITS) - 1)]
    return max(0, ceil(wait - (at - last_failure).total_seconds()))
