"""What is kept about a cadre and a Posyandu, as plain values. Knows nothing of Flask or the database."""

from dataclasses import dataclass
from datetime import date

EARLIEST_BIRTH, YOUNGEST = (
    1930,
    15,
)  # nobody is registered who was born earlier, or is younger than this many years
EARLIEST_START = 1970
PHONE_DIGITS = range(8, 16)


@dataclass(frozen=True)
class CadreDetails:
    """A cadre's own data, without where she serves. `fields` are codes of `models.FIELDS`."""

    name: str
    gender: str = "P"
    birth_year: int | None = None
    phone: str | None = None
    fields: tuple[str, ...] = ()
    decree_number: str | None = None
    started_year: int | None = None


@dataclass(frozen=True)
class PosyanduDetails:
    """A Posyandu's own data, without its desa. `strata` is one of `models.STRATA`."""

    name: str
    strata: str | None = None
    life_cycle_since: date | None = None
    registration_number: str | None = None


def is_birth_year(year: int, today: date) -> bool:
    """Return whether somebody born in `year` can be a cadre on `today`."""
    return EARLIEST_BIRTH <= year <= today.year - YOUNGEST


def is_start_year(year: int, today: date) -> bool:
    """Return whether a cadre can have started in `year`."""
    return EARLIEST_START <= year <= today.year


def is_phone(text: str) -> bool:
    """Return whether `text` is a telephone number as people write it: 0812-3456-7890, +62 812 3456 7890."""
    digits = text.replace(" ", "").replace("-", "").removeprefix("+")
    return digits.isascii() and digits.isdigit() and len(digits) in PHONE_DIGITS and text[0] in "0+6"


def posyandu_key(name: str) -> str:
    """Return a folded Posyandu name without the word Posyandu before it, as names are compared."""
    return name.removeprefix("posyandu ").strip() or name
