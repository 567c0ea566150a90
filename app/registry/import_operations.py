"""Writes of an import: kept for its preview, applied once and as a whole, or thrown away."""

from collections.abc import Iterable
from dataclasses import asdict
from datetime import timedelta
from typing import Any
from uuid import UUID

from flask_babel import gettext as _
from sqlalchemy import delete, select

from app import audit
from app.clock import today
from app.db import db, inside, new_id, now
from app.errors import Refused
from app.registry.details import CadreDetails
from app.registry.importer import Parsed, Problem, RosterRow
from app.registry.matching import CHANGED, NEW, SAME, KnownCadre, KnownPosyandu, Plan, Roster
from app.registry.models import Cadre, Posyandu, RosterImport
from app.registry.operations import NewCadre, add_cadres, change_locked, lock_cadres, move_locked

KEPT_DAYS = 7  # of a preview that nobody applied


class PreviewChanged(Refused):
    """The roster changed after the preview was shown."""


def keep_import(parsed: Parsed, region_code: str, by: UUID | None) -> RosterImport:
    """Keep what was read of a sheet until somebody applies or cancels it."""
    kept = RosterImport(
        id=new_id(),
        region_code=region_code,
        rows=[asdict(row) for row in parsed.rows],
        problems=[asdict(problem) for problem in parsed.problems],
        skipped=parsed.skipped,
        by=by,
        at=now(),
    )
    db.session.add(kept)
    db.session.flush()
    audit.record(by, "uploaded", "roster-import", kept.id, region_code)
    return kept


def plan_of(kept: RosterImport) -> Plan:
    """Return what applying a kept import would do now."""
    return plan_rows(
        [_row(values) for values in kept.rows], [Problem(**p) for p in kept.problems], kept.region_code
    )


def plan_rows(rows: Iterable[RosterRow], problems: list[Problem], region_code: str) -> Plan:
    """Return what applying `rows` would do now; `problems` of reading them come first, by row."""
    plan = read_roster(region_code).plan(rows)
    plan.problems = sorted([*problems, *plan.problems], key=lambda problem: problem.row)
    return plan


def apply_import(import_id: UUID, seen: str, by: UUID | None) -> bool:
    """Do what the preview with fingerprint `seen` showed, all of it; False when it was done before.

    Raises PreviewChanged when the roster no longer gives that preview, and Refused while there are problems.
    """
    statement = select(RosterImport).where(RosterImport.id == import_id).with_for_update()
    kept = db.session.execute(statement, execution_options={"populate_existing": True}).scalar_one()
    if kept.applied_at is not None:
        return False
    plan = plan_of(kept)
    if plan.fingerprint != seen:
        raise PreviewChanged(_("Data kader berubah sejak pratinjau dibuka. Periksa lagi, lalu terapkan."))
    kept.outcome = apply_plan(plan, by)
    kept.rows, kept.problems, kept.applied_at = [], [], now()
    audit.record(by, "applied", "roster-import", kept.id, kept.region_code, **kept.outcome)
    return True


def apply_plan(plan: Plan, by: UUID | None) -> dict[str, int]:
    """Write the new and changed cadres; return how many of each. Refused, and nothing written, while there are problems."""
    if plan.problems:
        raise Refused(_("Masih ada baris yang salah. Perbaiki berkasnya, lalu kirim lagi."))
    places = {place.id: place for place in _places(step.posyandu_id for step in plan.steps)}
    new = [step for step in plan.steps if step.status == NEW]
    add_cadres([NewCadre(step.details, places[step.posyandu_id], today()) for step in new], by)
    changed = {step.cadre_id: step for step in plan.steps if step.status == CHANGED and step.cadre_id}
    for cadre in lock_cadres(changed):
        step = changed[cadre.id]
        change_locked(cadre, step.details, by)
        if step.moves:
            move_locked(cadre, places[step.posyandu_id], today(), by)
    db.session.flush()
    return {"create": len(new), "update": len(changed), "unchanged": plan.count(SAME)}


def cancel_import(import_id: UUID, by: UUID | None) -> None:
    """Forget an import that was not applied; the one that was stays as a note of it."""
    kept = db.session.execute(
        select(RosterImport).where(RosterImport.id == import_id).with_for_update()
    ).scalar_one()
    if kept.applied_at is not None:
        raise Refused(_("Impor ini sudah diterapkan."))
    db.session.delete(kept)
    audit.record(by, "cancelled", "roster-import", kept.id, kept.region_code)


def forget_old_imports() -> int:
    """Remove previews that nobody applied for a week; return how many."""
    old = RosterImport.at < now() - timedelta(days=KEPT_DAYS)
    result = db.session.execute(delete(RosterImport).where(RosterImport.applied_at.is_(None), old))
    return int(result.rowcount)  # type: ignore[attr-defined]


def read_roster(region_code: str) -> Roster:
    """Return the cadres and Posyandu inside a region, as rows are held against them; two statements."""
    cadres = db.session.execute(
        select(
            Cadre.id,
            Cadre.number,
            Cadre.name,
            Cadre.gender,
            Cadre.birth_year,
            Cadre.phone,
            Cadre.fields,
            Cadre.decree_number,
            Cadre.started_year,
            Cadre.posyandu_id,
            Cadre.left_at,
        ).where(inside(Cadre.region_code, region_code), Cadre.merged_into.is_(None))
    )
    places = db.session.execute(
        select(Posyandu.id, Posyandu.name, Posyandu.region_code, Posyandu.closed_at).where(
            inside(Posyandu.region_code, region_code)
        )
    )
    return Roster(
        region_code,
        (_known(*row) for row in cadres),
        (KnownPosyandu(key, name, desa, closed_at is not None) for key, name, desa, closed_at in places),
    )


def _known(key: UUID, number: str, *rest: Any) -> KnownCadre:
    name, gender, birth_year, phone, fields, decree_number, started_year, posyandu_id, left_at = rest
    details = CadreDetails(name, gender, birth_year, phone, tuple(fields), decree_number, started_year)
    return KnownCadre(key, number, details, posyandu_id, left_at is not None)


def _row(values: dict[str, Any]) -> RosterRow:
    details = values["details"]
    return RosterRow(**{**values, "details": CadreDetails(**{**details, "fields": tuple(details["fields"])})})


def _places(keys: Iterable[UUID]) -> list[Posyandu]:
    """Return the Posyandu of `keys`, few at a time: SQLite takes a limited number of parameters."""
    wanted = sorted(set(keys))
    found: list[Posyandu] = []
    for start in range(0, len(wanted), 500):
        some = Posyandu.id.in_(wanted[start : start + 500])
        found.extend(db.session.scalars(select(Posyandu).where(some)))
    return found
