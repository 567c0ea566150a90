"""Writes about Posyandu. Every one records who did it."""

from dataclasses import asdict
from datetime import date
from uuid import UUID

from flask_babel import gettext as _
from sqlalchemy import select

from app import audit
from app.clock import today
from app.db import db, new_id
from app.errors import Refused
from app.places import fold
from app.registry.details import PosyanduDetails, posyandu_key
from app.registry.models import Cadre, Posyandu

NAMED = 5  # how many of those to be moved are named


def add_posyandu(region_code: str, details: PosyanduDetails, by: UUID | None) -> Posyandu:
    """Add a Posyandu in a desa or kelurahan; refuse a second open one of the same name there."""
    _refuse_namesake(region_code, details.name)
    posyandu = Posyandu(id=new_id(), region_code=region_code, **_columns(details))
    db.session.add(posyandu)
    db.session.flush()
    audit.record(by, "added", "posyandu", posyandu.id, region_code)
    return posyandu


def change_posyandu(posyandu_id: UUID, details: PosyanduDetails, by: UUID | None) -> Posyandu:
    """Correct what is kept about a Posyandu. Its desa stays: cadres' past places rest on it."""
    posyandu = lock_posyandu(posyandu_id)
    if posyandu.closed_at is None:
        _refuse_namesake(posyandu.region_code, details.name, posyandu.id)
    values = _columns(details)
    changed = [name for name, value in values.items() if getattr(posyandu, name) != value]
    for name in changed:
        setattr(posyandu, name, values[name])
    if changed:
        audit.record(by, "changed", "posyandu", posyandu.id, posyandu.region_code, columns=sorted(changed))
    return posyandu


def close_posyandu(posyandu_id: UUID, closed_on: date, by: UUID | None) -> Posyandu:
    """Close a Posyandu; refused while cadres serve there, with the names of those who must move first."""
    posyandu = lock_posyandu(posyandu_id)
    if posyandu.closed_at is not None:
        raise Refused(_("Posyandu ini sudah ditutup."))
    if closed_on > today():
        raise Refused(_("Tanggalnya belum tiba. Tulis hari ini atau sebelumnya."))
    if names := list_names_serving(posyandu_id):
        raise Refused(
            _(
                "Masih ada %(count)s kader aktif di sini: %(names)s. Pindahkan atau catat berhenti dulu.",
                count=len(names),
                names=", ".join(names[:NAMED]) + (", …" if len(names) > NAMED else ""),
            )
        )
    posyandu.closed_at = closed_on
    audit.record(by, "closed", "posyandu", posyandu.id, posyandu.region_code)
    return posyandu


def reopen_posyandu(posyandu_id: UUID, by: UUID | None) -> Posyandu:
    """Open a closed Posyandu again."""
    posyandu = lock_posyandu(posyandu_id)
    if posyandu.closed_at is None:
        raise Refused(_("Posyandu ini memang buka."))
    _refuse_namesake(posyandu.region_code, posyandu.name)
    posyandu.closed_at = None
    audit.record(by, "reopened", "posyandu", posyandu.id, posyandu.region_code)
    return posyandu


def lock_posyandu(posyandu_id: UUID) -> Posyandu:
    """Return the Posyandu with its row locked, read anew; raise NoResultFound when there is none."""
    statement = select(Posyandu).where(Posyandu.id == posyandu_id).with_for_update()
    return db.session.execute(statement, execution_options={"populate_existing": True}).scalar_one()


def list_names_serving(posyandu_id: UUID) -> list[str]:
    """Return the names of the active cadres of a Posyandu, in order."""
    statement = (
        select(Cadre.name)
        .where(Cadre.posyandu_id == posyandu_id, Cadre.left_at.is_(None), Cadre.merged_into.is_(None))
        .order_by(Cadre.sort_name, Cadre.id)
    )
    return list(db.session.scalars(statement))


def _columns(details: PosyanduDetails) -> dict[str, object]:
    return {**asdict(details), "sort_name": fold(details.name)}


def _refuse_namesake(region_code: str, name: str, but: UUID | None = None) -> None:
    others = db.session.execute(
        select(Posyandu.id, Posyandu.sort_name).where(
            Posyandu.region_code == region_code, Posyandu.closed_at.is_(None)
        )
    )
    wanted = posyandu_key(fold(name))
    if any(posyandu_key(sort_name) == wanted and key != but for key, sort_name in others):
        raise Refused(_("Di desa ini sudah ada Posyandu dengan nama itu."))
