"""Chance from one seed: the same people, places and keys on every machine."""

import random
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from typing import TypeVar
from uuid import UUID

SEED = 20251015
TODAY = date(2025, 10, 15)  # the day whose published totals the demo equals
LOADED = datetime(2025, 10, 15, 2, 30, tzinfo=UTC)  # when all of it counts as recorded

T = TypeVar("T")


class Dice(random.Random):
    """Python's generator, with keys, days and unequal spreads over the kecamatan."""

    def __init__(self) -> None:
        super().__init__(SEED)
        self._moment = int(LOADED.timestamp() * 1000)

    def key(self) -> UUID:
        """Return the next UUIDv7; each sorts after the one before."""
        self._moment += 1
        number = self._moment << 80 | self.getrandbits(80)
        return UUID(int=number & ~(0xF << 76 | 0x3 << 62) | 0x7 << 76 | 0x2 << 62)

    def day(self, first: date, last: date) -> date:
        """Return a working day from `first` to `last`."""
        while True:
            day = first + timedelta(days=self.randrange((last - first).days + 1))
            if day.weekday() < 6:
                return day

    def lean(self, regions: Sequence[str], spread: float) -> dict[str, float]:
        """Return for each region how far it lies above or below the others."""
        return {region: self.gauss(0, spread) for region in regions}

    def ranked(self, things: Sequence[T], worth: Sequence[float]) -> list[T]:
        """Return `things` in an order of chance that favours what is worth more."""
        scores = [value + self.gauss(0, 1) for value in worth]
        order = sorted(range(len(things)), key=lambda n: (-scores[n], n))
        return [things[n] for n in order]
