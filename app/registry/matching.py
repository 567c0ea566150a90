"""Holds the rows of a sheet against the roster: who is new, who changes, who stays as she is, and what cannot be.

Pure: knows nothing of Flask or the database.
"""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field, replace
from typing import Any
from uuid import UUID

from app.places import fold
from app.registry.details import CadreDetails, posyandu_key
from app.registry.importer import Problem, RosterRow

NEW, CHANGED, SAME = "baru", "berubah", "sama"


@dataclass(frozen=True)
class KnownCadre:
    """A cadre on the roster."""

    id: UUID
    number: str
    details: CadreDetails
    posyandu_id: UUID
    left: bool


@dataclass(frozen=True)
class KnownPosyandu:
    """A Posyandu on the roster."""

    id: UUID
    name: str
    desa: str
    closed: bool


@dataclass(frozen=True)
class Step:
    """What is to be done for one row. `details` are hers afterwards; `cadre_id` is None for somebody new."""

    row: int
    status: str
    posyandu_id: UUID
    posyandu: str
    details: CadreDetails
    cadre_id: UUID | None = None
    number: str = ""
    moves: bool = False
    changes: tuple[str, ...] = ()  # columns that will differ


@dataclass
class Plan:
    """What applying the rows would do, in the order of the sheet."""

    steps: list[Step] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def count(self, status: str) -> int:
        """Return how many rows are new, change, or stay the same."""
        return sum(step.status == status for step in self.steps)

    @property
    def fingerprint(self) -> str:
        """A short hash of the plan: the same only when exactly the same would be done."""
        whole = [[asdict(step) for step in self.steps], [asdict(problem) for problem in self.problems]]
        return hashlib.sha256(json.dumps(whole, default=str).encode()).hexdigest()[:32]


class Roster:
    """The roster of a region, as rows are looked up in it."""

    def __init__(
        self, region_code: str, cadres: Iterable[KnownCadre], places: Iterable[KnownPosyandu]
    ) -> None:
        self.region_code = region_code
        self.by_number: dict[str, KnownCadre] = {}
        self.by_name: dict[tuple[UUID, str], list[KnownCadre]] = {}
        self.places: dict[tuple[str, str], KnownPosyandu] = {}
        for cadre in cadres:
            self.by_number[cadre.number] = cadre
            self.by_name.setdefault((cadre.posyandu_id, fold(cadre.details.name)), []).append(cadre)
        for place in sorted(
            places, key=lambda place: not place.closed
        ):  # an open one hides a closed namesake
            self.places[place.desa, posyandu_key(fold(place.name))] = place

    def plan(self, rows: Iterable[RosterRow]) -> Plan:
        """Return what to do for `rows`, or what is in the way."""
        plan = Plan()
        seen: dict[UUID, int] = {}
        for row in rows:
            step = self._step(row)
            if isinstance(step, Step) and step.cadre_id in seen:
                first = {"row": seen[step.cadre_id]}
                step = Problem(row.row, "Nama", "kader ini sudah ada di baris %(row)s", first)
            if isinstance(step, Problem):
                plan.problems.append(step)
                continue
            if step.cadre_id is not None:
                seen[step.cadre_id] = row.row
            plan.steps.append(step)
        return plan

    def _step(self, row: RosterRow) -> Step | Problem:
        place = self._place(row)
        if isinstance(place, Problem):
            return place
        known = self._person(row, place)
        if isinstance(known, Problem):
            return known
        if known is None:
            return Step(row.row, NEW, place.id, place.name, row.details)
        details = _merged(known.details, row.details)
        moves = known.posyandu_id != place.id
        changes = tuple(key for key, value in asdict(details).items() if asdict(known.details)[key] != value)
        status = CHANGED if moves or changes else SAME
        return Step(row.row, status, place.id, place.name, details, known.id, known.number, moves, changes)

    def _place(self, row: RosterRow) -> KnownPosyandu | Problem:
        if row.desa != self.region_code and not row.desa.startswith(self.region_code + "."):
            values = {"desa": row.desa, "region": self.region_code}
            return Problem(row.row, "Kode desa/kelurahan", "%(desa)s di luar wilayah %(region)s", values)
        place = self.places.get((row.desa, posyandu_key(fold(row.posyandu))))
        if place is None:
            message = "«%(name)s» belum terdaftar di %(desa)s; tambahkan dulu di menu Posyandu"
            return Problem(row.row, "Posyandu", message, {"name": row.posyandu, "desa": row.desa})
        if place.closed:
            return Problem(row.row, "Posyandu", "«%(name)s» sudah ditutup", {"name": row.posyandu})
        return place

    def _person(self, row: RosterRow, place: KnownPosyandu) -> KnownCadre | Problem | None:
        if row.number:
            known = self.by_number.get(row.number)
            if known is None:
                return Problem(
                    row.row, "Nomor kader", "%(number)s tidak ada di wilayah ini", {"number": row.number}
                )
            return _unless_left(row, known)
        namesakes = self.by_name.get((place.id, fold(row.details.name)), [])
        if len(namesakes) > 1:
            message = "ada %(count)s kader bernama sama di Posyandu ini; isi nomor kader"
            return Problem(row.row, "Nama", message, {"count": len(namesakes)})
        if not namesakes:
            return None
        born, wanted = namesakes[0].details.birth_year, row.details.birth_year
        if born and wanted and born != wanted:
            message = "kader bernama sama di Posyandu ini lahir %(year)s; isi nomor kader bila orangnya sama"
            return Problem(row.row, "Tahun lahir", message, {"year": born})
        return _unless_left(row, namesakes[0])


def _unless_left(row: RosterRow, known: KnownCadre) -> KnownCadre | Problem:
    if known.left:
        message = "kader %(number)s sudah berhenti; kembalikan dulu di halamannya"
        return Problem(row.row, "Nama", message, {"number": known.number})
    return known


def _merged(known: CadreDetails, given: CadreDetails) -> CadreDetails:
    """Return what is kept afterwards: an empty cell takes nothing away."""
    written: dict[str, Any] = {
        key: value for key, value in asdict(given).items() if value not in (None, "", ())
    }
    return replace(known, **written)
