"""Dates and numbers as they are read in Indonesia."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app import filters
from app.web import Portal


@pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)
def test_as_they_are_read_in_indonesia(app: Portal) -> None:
    day, late = date(2025, 10, 15), datetime(2025, 10, 15, 18, 5, tzinfo=UTC)
    with app.test_request_context():
        assert filters.long_date(day) == "15 Oktober 2025"
        assert filters.long_date(day, weekday=True) == "Rabu, 15 Oktober 2025"
        assert filters.long_date(late) == "16 Oktober 2025", "it is past midnight at the office"
        assert filters.short_date(day) == "15 Okt 2025"
        assert filters.clock_time(late) == "16 Oktober 2025 01.05 WIB"
        assert (filters.number(1550), filters.number(74.06, 1)) == ("1.550", "74,1")
        assert (filters.percent(1148, 1550, 1), filters.percent(0, 0)) == ("74,1 %", "–")
        assert (filters.long_date(None), filters.short_date(None)) == ("", "")


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (0, "1 detik"),
        (44.2, "45 detik"),
        (60, "1 menit"),
        (61, "2 menit"),
        (3600, "1 jam"),
        (90_000, "2 hari"),
    ],
)
def test_how_long_to_wait(seconds: float, words: str) -> None:
    assert filters.duration(seconds) == words


@given(st.floats(min_value=0, max_value=10_000_000))
def test_a_wait_in_words_is_never_shorter_than_it_is(seconds: float) -> None:
    n, word = filters.duration(seconds).split()

    assert int(n) * {"detik": 1, "menit": 60, "jam": 3600, "hari": 86_400}[word] >= seconds
    assert int(n) >= 1
