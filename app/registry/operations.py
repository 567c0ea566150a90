"""Writes of the roster. Every one records who did it; a change of level, desa or being active adds a `Standing`."""

from datetime import date
from uuid import UUID

from sqlalchemy import select

from app.db import db, now
from app.registry.models import Cadre, Standing


def lock_cadre(cadre_id: UUID) -> Cadre:
    """Return the cadre with her row locked until the transaction ends, read anew; raise NoResultFound otherwise.

    Evidence, awards, moves and merges take this lock first, so that two of them at once see each other.
    """
    statement = select(Cadre).where(Cadre.id == cadre_id).with_for_update()
    return db.session.execute(statement, execution_options={"populate_existing": True}).scalar_one()


def set_standing(
    cadre: Cadre,
    since: date,
    *,
    level_code: str | None = None,
    skills_mastered: int | None = None,
    region_code: str | None = None,
) -> bool:
    """Write the plain values of a locked cadre; add a `Standing` when level, desa or being active changed.

    `since` is the day from which it is true; what is None stays. Whether she is active follows from `left_at`, which the
    caller has set. Returns whether a row was added.
    """
    if skills_mastered is not None:
        cadre.skills_mastered = skills_mastered
    if level_code is not None and level_code != cadre.level_code:
        cadre.level_code, cadre.level_since = level_code, since
    if region_code is not None:
        cadre.region_code = region_code
    db.session.flush()
    stands = (cadre.region_code, cadre.level_code, cadre.left_at is None)
    last = db.session.execute(
        select(Standing.region_code, Standing.level_code, Standing.active)
        .where(Standing.cadre_id == cadre.id)
        .order_by(Standing.recorded_at.desc(), Standing.id.desc())
        .limit(1)
    ).first()
    if last is not None and tuple(last) == stands:
        return False
    region, level, active = stands
    db.session.add(
        Standing(
            cadre_id=cadre.id,
            region_code=region,
            level_code=level,
            active=active,
            since=since,
            recorded_at=now(),
        )
    )
    return True
