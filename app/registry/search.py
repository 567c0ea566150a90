"""What somebody looks for in a list, read from an address. Pure; anything odd in an address is as if it were not there."""

from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from app.places import fold
from app.registry.models import LEVELS, STRATA

LONGEST, MOST_WORDS = 80, 6
STATES = ("aktif", "berhenti")
CADRE_ORDERS = ("nama", "nomor", "posyandu", "jenjang", "-jenjang")
POSYANDU_ORDERS = ("desa", "nama", "-kader")


class Search(ABC):
    """A search that an address can carry."""

    @abstractmethod
    def as_args(self, **other: object) -> dict[str, Any]:
        """Return the arguments of an address with this search; `other` replaces some."""

    @property
    def is_narrowed(self) -> bool:
        """Whether anything but the order was chosen."""
        return bool(self.as_args(urut=None))

    @property
    def is_narrowed_more(self) -> bool:
        """Whether more than a name and a place was chosen."""
        return bool(self.as_args(urut=None, q=None, wilayah=None, posyandu=None))


@dataclass(frozen=True)
class CadreSearch(Search):
    """A search of the roster; an empty value does not narrow it."""

    text: str = ""
    region_code: str = ""
    posyandu_id: UUID | None = None
    level_code: str = ""
    trained: bool | None = None
    state: str = "aktif"
    order: str = "nama"

    @classmethod
    def of(cls, args: Mapping[str, str]) -> "CadreSearch":
        """Read the search from the arguments of an address."""
        return cls(
            text=typed_words(args),
            region_code=args.get("wilayah", ""),
            posyandu_id=_uuid(args.get("posyandu", "")),
            level_code=one_of(args.get("jenjang"), LEVELS),
            trained={"ya": True, "belum": False}.get(args.get("dilatih", "")),
            state=one_of(args.get("status"), STATES) or STATES[0],
            order=one_of(args.get("urut"), CADRE_ORDERS) or CADRE_ORDERS[0],
        )

    def as_args(self, **other: object) -> dict[str, Any]:
        """Return the arguments of an address with this search; `other` replaces some."""
        trained = {True: "ya", False: "belum", None: None}[self.trained]
        args = {
            "q": self.text,
            "wilayah": self.region_code,
            "posyandu": self.posyandu_id,
            "jenjang": self.level_code,
            "dilatih": trained,
            "status": self.state if self.state != STATES[0] else None,
            "urut": self.order if self.order != CADRE_ORDERS[0] else None,
            **other,
        }
        return {name: value for name, value in args.items() if value}


@dataclass(frozen=True)
class PosyanduSearch(Search):
    """A search of the Posyandu; an empty value does not narrow it."""

    text: str = ""
    region_code: str = ""
    strata: str = ""
    life_cycle: bool | None = None
    closed: bool = False
    order: str = "desa"

    @classmethod
    def of(cls, args: Mapping[str, str]) -> "PosyanduSearch":
        """Read the search from the arguments of an address."""
        return cls(
            text=typed_words(args),
            region_code=args.get("wilayah", ""),
            strata=one_of(args.get("strata"), STRATA),
            life_cycle={"ya": True, "belum": False}.get(args.get("siklus", "")),
            closed=args.get("status") == "tutup",
            order=one_of(args.get("urut"), POSYANDU_ORDERS) or POSYANDU_ORDERS[0],
        )

    def as_args(self, **other: object) -> dict[str, Any]:
        """Return the arguments of an address with this search; `other` replaces some."""
        args = {
            "q": self.text,
            "wilayah": self.region_code,
            "strata": self.strata,
            "siklus": {True: "ya", False: "belum", None: None}[self.life_cycle],
            "status": "tutup" if self.closed else None,
            "urut": self.order if self.order != POSYANDU_ORDERS[0] else None,
            **other,
        }
        return {name: value for name, value in args.items() if value}


def words_of(text: str) -> list[str]:
    """Return the folded words that a name must hold, all of them."""
    return fold(text).split()[:MOST_WORDS]


def typed_words(args: Mapping[str, str]) -> str:
    """Return what was typed to be looked for: printable, with single spaces, not too long."""
    printable = "".join(letter for letter in args.get("q", "") if letter.isprintable())
    return " ".join(printable[:LONGEST].split())


def one_of(given: str | None, known: tuple[str, ...]) -> str:
    """Return what was chosen if it is one of `known`, else nothing."""
    return given if given in known else ""


def _uuid(given: str) -> UUID | None:
    try:
        return UUID(given)
    except ValueError:
        return None
