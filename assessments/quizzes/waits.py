"""How long to wait before trying again, as trainers write it: `langsung, 10 menit, 1 jam, 1 hari`. Pure."""

import re
from collections.abc import Sequence

UNITS = {"menit": 1, "jam": 60, "hari": 1440, "minggu": 10_080}
AT_ONCE = "langsung"
LONGEST, MOST = 525_600, 10  # minutes of a year; steps
STEP = re.compile(r"([0-9]{1,6}) ?([a-z]*)")


class UnclearWait(ValueError):
    """A step that is no length of time; `step` is what was written."""

    def __init__(self, step: str) -> None:
        super().__init__(step)
        self.step = step


def read_waits(text: str) -> list[int]:
    """Return the minutes that steps, with commas between them, mean; a bare number is minutes. Raises UnclearWait."""
    steps = [" ".join(step.lower().split()) for step in text.split(",")]
    minutes = [_minutes(step) for step in steps if step]
    if len(minutes) > MOST:
        raise UnclearWait(steps[MOST])
    return minutes


def waits_in_words(minutes: Sequence[int]) -> str:
    """Return how `read_waits` reads the same back: each step in its largest whole unit."""
    return ", ".join(_words(one) for one in minutes)


def _minutes(step: str) -> int:
    if step == AT_ONCE:
        return 0
    match = STEP.fullmatch(step)
    if match is None or (match[2] or "menit") not in UNITS:
        raise UnclearWait(step)
    minutes = int(match[1]) * UNITS[match[2] or "menit"]
    if minutes > LONGEST:
        raise UnclearWait(step)
    return minutes


def _words(minutes: int) -> str:
    if not minutes:
        return AT_ONCE
    unit = max((name for name, size in UNITS.items() if minutes % size == 0), key=UNITS.__getitem__)
    return f"{minutes // UNITS[unit]} {unit}"
