"""Dates and numbers as they are read in Indonesia."""

from datetime import date, datetime

from flask import Flask
from flask_babel import format_date, format_decimal

from app.clock import day_of, zone

ZONE_LETTERS = {"Asia/Jakarta": "WIB", "Asia/Makassar": "WITA", "Asia/Jayapura": "WIT"}


def long_date(day: date | datetime | None, weekday: bool = False) -> str:
    """Return `15 Oktober 2025`, or `Rabu, 15 Oktober 2025`; nothing for None."""
    if day is None:
        return ""
    return str(format_date(_day(day), "EEEE, d MMMM yyyy" if weekday else "d MMMM yyyy"))


def short_date(day: date | datetime | None) -> str:
    """Return `15 Okt 2025`; nothing for None."""
    return "" if day is None else str(format_date(_day(day), "d MMM yyyy"))


def clock_time(moment: datetime) -> str:
    """Return `15 Oktober 2025 09.30 WIB` in the zone of the office."""
    local = moment.astimezone(zone())
    letters = ZONE_LETTERS.get(zone().key, "")
    return f"{long_date(moment)} {local:%H.%M} {letters}".strip()


def number(value: float, decimals: int = 0) -> str:
    """Return `1.550`, or `74,1` with one decimal."""
    pattern = "#,##0" + ("." + "0" * decimals if decimals else "")
    return str(format_decimal(value, format=pattern))


def percent(part: int, whole: int, decimals: int = 0) -> str:
    """Return `74 %` for a part of a whole; a dash when the whole is nothing."""
    return f"{number(100 * part / whole, decimals)} %" if whole else "–"


def duration(seconds: float) -> str:
    """Return how long to wait in words: `45 detik`, `10 menit`, `3 jam`, `2 hari`; rounded up."""
    for size, word in ((86_400, "hari"), (3_600, "jam"), (60, "menit")):
        if seconds >= size:
            return f"{-int(-seconds // size)} {word}"
    return f"{max(1, -int(-seconds // 1))} detik"


def _day(day: date | datetime) -> date:
    return day_of(day) if isinstance(day, datetime) else day


def init_filters(app: Flask) -> None:
    """Give the templates these functions."""
    for filter_ in (long_date, short_date, clock_time, number, duration):
        app.add_template_filter(filter_)
    app.jinja_env.globals["percent"] = percent
