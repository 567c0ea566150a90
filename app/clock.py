"""The time: moments in UTC, days in the zone of the office."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo


class Office:
    """Where days begin; set once, by the factory."""

    zone = ZoneInfo("Asia/Jakarta")


def zone() -> ZoneInfo:
    """Return the zone of the office."""
    return Office.zone


def now() -> datetime:
    """Return this moment, aware, in UTC."""
    return datetime.now(UTC)


def today() -> date:
    """Return the day it is at the office."""
    return now().astimezone(Office.zone).date()


def day_of(moment: datetime) -> date:
    """Return the day of `moment` at the office."""
    return moment.astimezone(Office.zone).date()
