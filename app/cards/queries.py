"""Reads for cards: the cadres who can get one, with their accounts."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import ColumnElement, select

from app.auth.models import User
from app.db import db
from app.places import Region
from app.registry.models import Cadre, Posyandu


@dataclass(frozen=True)
class Holder:
    """A cadre as her card names her; `user_id` is None while she has no account."""

    cadre_id: UUID
    number: str
    name: str
    posyandu: str
    desa: str
    user_id: UUID | None
    is_closed: bool


def list_holders_at(posyandu_id: UUID) -> list[Holder]:
    """Return the active cadres of a Posyandu, by name."""
    return _list_holders(Cadre.posyandu_id == posyandu_id)


def list_holders_of(cadre_id: UUID) -> list[Holder]:
    """Return one cadre, or nobody when she has stopped."""
    return _list_holders(Cadre.id == cadre_id)


def _list_holders(which: ColumnElement[bool]) -> list[Holder]:
    statement = (
        select(Cadre, Posyandu.name, Region, User.id, User.disabled_at)
        .join(Posyandu, Posyandu.id == Cadre.posyandu_id)
        .join(Region, Region.code == Cadre.region_code)
        .outerjoin(User, User.cadre_id == Cadre.id)
        .where(which, Cadre.left_at.is_(None), Cadre.merged_into.is_(None))
        .order_by(Cadre.sort_name, Cadre.id)
    )
    return [
        Holder(
            cadre_id=cadre.id,
            number=cadre.number,
            name=cadre.name,
            posyandu=posyandu,
            desa=region.full_name,
            user_id=user_id,
            is_closed=closed_at is not None,
        )
        for cadre, posyandu, region, user_id, closed_at in db.session.execute(statement)
    ]
