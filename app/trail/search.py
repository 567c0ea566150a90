"""What an admin looks for in the audit log, read from an address. Pure; anything odd is as if it were not there."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from app.clock import zone

LONGEST = 60


@dataclass(frozen=True)
class TrailSearch:
    """A search of the audit log; an empty value does not narrow it. `last` is the last day shown."""

    verb: str = ""
    kind: str = ""
    words: str = ""  # a name, sign-in name, number or key: of who did it or of what it was done to
    first: date | None = None
    last: date | None = None

    @classmethod
    def of(cls, args: Mapping[str, str]) -> "TrailSearch":
        """Read the search from the arguments of an address."""
        return cls(
            verb=_text(args, "perbuatan"),
            kind=_text(args, "jenis"),
            words=_text(args, "q"),
            first=_day(args.get("dari", "")),
            last=_day(args.get("sampai", "")),
        )

    def as_args(self) -> dict[str, str]:
        """Return the arguments of an address with this search."""
        args = {
            "perbuatan": self.verb,
            "jenis": self.kind,
            "q": self.words,
            "dari": self.first.isoformat() if self.first else "",
            "sampai": self.last.isoformat() if self.last else "",
        }
        return {name: value for name, value in args.items() if value}

    @property
    def begins(self) -> datetime | None:
        """The moment the first day begins at the office."""
        return _midnight(self.first) if self.first else None

    @property
    def ends(self) -> datetime | None:
        """The moment after the last day at the office."""
        return _midnight(self.last + timedelta(days=1)) if self.last else None


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), zone())


def _text(args: Mapping[str, str], name: str) -> str:
    return "".join(letter for letter in args.get(name, "") if letter.isprintable()).strip()[:LONGEST]


def _day(given: str) -> date | None:
    try:
        day = date.fromisoformat(given)
    except ValueError:
        return None
    return day if date(2000, 1, 1) <= day <= date(2100, 1, 1) else None
