"""Reads of accounts: one's own, those an admin looks after, and what cadres report as wrong."""

from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, func, null, or_, select, true
from sqlalchemy.orm import contains_eager, joinedload

from app.accounts.models import DataReport
from app.auth.identity import Identity
from app.auth.models import Role, User
from app.auth.scope import in_region_of
from app.db import db, inside
from app.places import Region, fold, may_see_people
from app.registry.models import Cadre, Posyandu

FEW = 20  # regions offered when a name is not clear


def get_own_cadre(user: Identity) -> Cadre:
    """Return the person behind a cadre's account with Posyandu and desa; raise NoResultFound for everyone else."""
    place = joinedload(Cadre.posyandu).joinedload(Posyandu.region)
    return db.session.execute(select(Cadre).where(Cadre.id == user.cadre_id).options(place)).scalar_one()


def get_own_secret(user: Identity) -> tuple[User, int | None]:
    """Return the user's account and a cadre's year of birth, read apart, so that checking holds no transaction."""
    statement = (
        select(User, Cadre.birth_year).outerjoin(Cadre, Cadre.id == User.cadre_id).where(User.id == user.id)
    )
    with db.reading() as session:
        account, birth_year = session.execute(statement).one()
        return account, birth_year


def get_own_account(user: Identity) -> User:
    """Return the user's own account."""
    return db.session.execute(select(User).where(User.id == user.id)).scalar_one()


def users_for(admin: Identity, words: str = "", role: str = "", status: str = "") -> Select[*tuple[Any, ...]]:
    """Return accounts of the admin's region with a cadre's name and the region's name, officers first.

    `words` is sought in names, sign-in names and numbers; a cadre's name is NULL where the admin sees totals only.
    `status` is `aktif` or `nonaktif`.
    """
    sees_names = may_see_people(admin.region_code)
    region_code = func.coalesce(Cadre.region_code, User.region_code)
    rows: Select[*tuple[Any, ...]] = (
        select(User, Cadre.name if sees_names else null(), Region.name)
        .outerjoin(Cadre, Cadre.id == User.cadre_id)
        .outerjoin(Region, Region.code == region_code)
        .where(_governed_by(admin))
        .order_by(User.role == Role.CADRE, User.name, User.sign_in_name)
    )
    if words:
        rows = rows.where(_found(words, sees_names))
    if role:
        rows = rows.where(User.role == role)
    if status:
        rows = rows.where(User.disabled_at.is_(None) if status == "aktif" else User.disabled_at.is_not(None))
    return rows


def _governed_by(admin: Identity) -> ColumnElement[bool]:
    if admin.region_code is None:
        return true()
    return or_(inside(User.region_code, admin.region_code), inside(Cadre.region_code, admin.region_code))


def _found(words: str, sees_names: bool) -> ColumnElement[bool]:
    where = [
        User.sign_in_name.icontains(words, autoescape=True),
        User.name.icontains(words, autoescape=True),
        User.cadre_number == words,
    ]
    if sees_names:
        where.append(Cadre.sort_name.contains(fold(words), autoescape=True))
    return or_(*where)


def get_user_for(admin: Identity, user_id: UUID) -> tuple[User, Cadre | None]:
    """Return an account of the admin's region and the cadre behind it; raise NoResultFound otherwise."""
    statement = (
        select(User, Cadre)
        .outerjoin(Cadre, Cadre.id == User.cadre_id)
        .where(User.id == user_id, _governed_by(admin))
    )
    user, cadre = db.session.execute(statement).one()
    return user, cadre


def list_regions_named(admin: Identity, words: str) -> list[Region]:
    """Return the regions of the admin with that code or very name or, when there are none, with those letters in it.

    At most FEW, the largest first.
    """
    named = (
        select(Region)
        .where(in_region_of(admin, Region.code))
        .order_by(func.length(Region.code), Region.code)
        .limit(FEW)
    )
    is_it = or_(Region.code == words, Region.sort_name == fold(words))
    exact = list(db.session.scalars(named.where(is_it)))
    return exact or list(
        db.session.scalars(named.where(Region.sort_name.contains(fold(words), autoescape=True)))
    )


def open_reports_for(user: Identity) -> Select[*tuple[Any, ...]]:
    """Return what cadres of the user's region report as wrong and nobody has settled, the oldest first."""
    return (
        select(DataReport)
        .join(DataReport.cadre)
        .join(Cadre.posyandu)
        .options(contains_eager(DataReport.cadre).contains_eager(Cadre.posyandu))
        .where(DataReport.settled_at.is_(None), in_region_of(user, Cadre.region_code))
        .order_by(DataReport.at, DataReport.id)
    )


def get_report_for(user: Identity, report_id: UUID) -> DataReport:
    """Return a report of the user's region, settled or not; raise NoResultFound otherwise."""
    statement = (
        select(DataReport)
        .join(DataReport.cadre)
        .options(contains_eager(DataReport.cadre))
        .where(DataReport.id == report_id, in_region_of(user, Cadre.region_code))
    )
    return db.session.execute(statement).scalar_one()


def list_own_reports(cadre: Cadre) -> list[DataReport]:
    """Return the cadre's own open reports, the newest first."""
    statement = (
        select(DataReport)
        .where(DataReport.cadre_id == cadre.id, DataReport.settled_at.is_(None))
        .order_by(DataReport.at.desc(), DataReport.id)
    )
    return list(db.session.scalars(statement))
