"""Reads of the roster. Whoever asks comes first: what lies outside her region does not exist."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, case, false, func, or_, select
from sqlalchemy.exc import NoResultFound
from sqlalchemy.orm import InstrumentedAttribute, aliased, contains_eager

from app.auth.identity import Identity
from app.auth.scope import in_region_of, require_people
from app.db import db, inside
from app.places import Region
from app.registry.models import LEVELS, Cadre, Posyandu, RosterImport, Training
from app.registry.search import CadreSearch, PosyanduSearch, words_of
from app.web import Page, paginate

Kecamatan = aliased(Region)
_serves = and_(Cadre.left_at.is_(None), Cadre.merged_into.is_(None))


@dataclass(frozen=True)
class Place:
    """A Posyandu, or a desa, with the names around it, as a form or a filter offers it."""

    key: str
    name: str
    desa: str
    desa_code: str
    kecamatan: str
    kecamatan_code: str


def list_cadres(user: Identity, search: CadreSearch, number: int) -> Page:
    """Return one page of the cadres that `user` may see and `search` finds, with where they serve."""
    _require_region(user, search.region_code)
    statement = (
        select(
            Cadre.number,
            Cadre.name,
            Cadre.level_code,
            Cadre.trained,
            Cadre.left_at,
            Cadre.posyandu_id,
            Posyandu.name.label("posyandu"),
            Region.name.label("desa"),
            Kecamatan.name.label("kecamatan"),
        )
        .join(Posyandu, Posyandu.id == Cadre.posyandu_id)
        .join(Region, Region.code == Cadre.region_code)
        .join(Kecamatan, Kecamatan.code == Region.parent_code)
        .where(Cadre.merged_into.is_(None), in_region_of(user, Cadre.region_code), *_cadre_filter(search))
        .order_by(*_cadre_order(search.order))
    )
    return paginate(statement, number, scalars=False)


def _cadre_filter(search: CadreSearch) -> list[ColumnElement[bool]]:
    wanted: list[ColumnElement[bool]] = [
        Cadre.left_at.is_(None) if search.state == "aktif" else Cadre.left_at.is_not(None)
    ]
    if search.text:
        wanted.append(_named(Cadre.sort_name, search.text, Cadre.number))
    if search.region_code:
        wanted.append(inside(Cadre.region_code, search.region_code))
    if search.posyandu_id:
        wanted.append(Cadre.posyandu_id == search.posyandu_id)
    if search.level_code:
        wanted.append(Cadre.level_code == search.level_code)
    if search.trained is not None:
        wanted.append(Cadre.trained.is_(search.trained))
    return wanted


def _cadre_order(order: str) -> list[Any]:
    level = case({code: height for height, code in enumerate(LEVELS)}, value=Cadre.level_code)
    first: dict[str, list[Any]] = {
        "nomor": [Cadre.number],
        "posyandu": [Cadre.region_code, Posyandu.sort_name, Cadre.posyandu_id],
        "jenjang": [level],
        "-jenjang": [level.desc()],
    }
    return [*first.get(order, []), Cadre.sort_name, Cadre.id]


def get_cadre_for(user: Identity, number: str) -> Cadre:
    """Return the cadre with this number, with her Posyandu; the survivor of a merger; raise NoResultFound otherwise."""
    cadre = _one_cadre(user, Cadre.number == number)
    while cadre.merged_into is not None:
        cadre = _one_cadre(user, Cadre.id == cadre.merged_into)
    return cadre


def _one_cadre(user: Identity, which: ColumnElement[bool]) -> Cadre:
    require_people(user)
    statement = (
        select(Cadre)
        .join(Cadre.posyandu)
        .where(which, in_region_of(user, Cadre.region_code))
        .options(contains_eager(Cadre.posyandu))
    )
    return db.session.execute(statement).scalar_one()


def trainings_of(cadre: Cadre) -> list[tuple[Training, bool]]:
    """Return a cadre's trainings, the newest first, each with whether it was withdrawn."""
    later = aliased(Training)
    statement = (
        select(Training, later.id.is_not(None))
        .outerjoin(later, later.withdraws == Training.id)
        .where(Training.cadre_id == cadre.id, Training.withdraws.is_(None))
        .order_by(Training.starts_on.desc(), Training.recorded_at.desc(), Training.id)
    )
    return [(training, bool(withdrawn)) for training, withdrawn in db.session.execute(statement)]


def get_training_of(cadre: Cadre, training_id: UUID) -> Training:
    """Return one of a cadre's trainings; raise NoResultFound otherwise."""
    statement = select(Training).where(
        Training.id == training_id, Training.cadre_id == cadre.id, Training.withdraws.is_(None)
    )
    return db.session.execute(statement).scalar_one()


def list_posyandu(user: Identity, search: PosyanduSearch, number: int) -> Page:
    """Return one page of the Posyandu that `user` may see and `search` finds, each with its active cadres counted."""
    _require_region(user, search.region_code)
    cadres = _cadres_of_posyandu()
    orders: dict[str, list[Any]] = {
        "desa": [Kecamatan.sort_name, Region.sort_name, Posyandu.sort_name],
        "nama": [Posyandu.sort_name],
        "-kader": [cadres.desc(), Posyandu.sort_name],
    }
    statement = (
        select(
            Posyandu.id,
            Posyandu.name,
            Posyandu.strata,
            Posyandu.life_cycle_since,
            Posyandu.closed_at,
            Region.name.label("desa"),
            Kecamatan.name.label("kecamatan"),
            cadres.label("cadres"),
        )
        .join(Region, Region.code == Posyandu.region_code)
        .join(Kecamatan, Kecamatan.code == Region.parent_code)
        .where(in_region_of(user, Posyandu.region_code), *_posyandu_filter(search))
        .order_by(*orders[search.order], Posyandu.id)
    )
    return paginate(statement, number, scalars=False)


def _cadres_of_posyandu() -> ColumnElement[int]:
    count = select(func.count()).where(Cadre.posyandu_id == Posyandu.id, _serves)
    return count.correlate(Posyandu).scalar_subquery()


def _posyandu_filter(search: PosyanduSearch) -> list[ColumnElement[bool]]:
    closed_at = Posyandu.closed_at
    wanted: list[ColumnElement[bool]] = [closed_at.is_not(None) if search.closed else closed_at.is_(None)]
    if search.text:
        wanted.append(_named(Posyandu.sort_name, search.text))
    if search.region_code:
        wanted.append(inside(Posyandu.region_code, search.region_code))
    if search.strata:
        wanted.append(Posyandu.strata == search.strata)
    if search.life_cycle is not None:
        since = Posyandu.life_cycle_since
        wanted.append(since.is_not(None) if search.life_cycle else since.is_(None))
    return wanted


def get_posyandu_for(user: Identity, posyandu_id: UUID) -> Posyandu:
    """Return a Posyandu inside `user`'s region, with its desa; raise NoResultFound otherwise."""
    require_people(user)
    statement = (
        select(Posyandu)
        .join(Posyandu.region)
        .where(Posyandu.id == posyandu_id, in_region_of(user, Posyandu.region_code))
        .options(contains_eager(Posyandu.region))
    )
    return db.session.execute(statement).scalar_one()


def list_cadres_of(posyandu: Posyandu) -> list[Cadre]:
    """Return the active cadres of a Posyandu, by name."""
    statement = select(Cadre).where(Cadre.posyandu_id == posyandu.id, _serves)
    return list(db.session.scalars(statement.order_by(Cadre.sort_name, Cadre.id)))


def list_open_posyandu(user: Identity, region_code: str = "") -> list[Place]:
    """Return the open Posyandu inside `user`'s region (and `region_code`), by kecamatan, desa and name."""
    _require_region(user, region_code)
    statement = (
        _places(Posyandu.id, Posyandu.name)
        .join_from(Posyandu, Region, Region.code == Posyandu.region_code)
        .join(Kecamatan, Kecamatan.code == Region.parent_code)
        .where(in_region_of(user, Posyandu.region_code), Posyandu.closed_at.is_(None))
        .order_by(Kecamatan.sort_name, Region.sort_name, Posyandu.sort_name, Posyandu.id)
    )
    if region_code:
        statement = statement.where(inside(Posyandu.region_code, region_code))
    return [Place(str(key), *names) for key, *names in db.session.execute(statement)]


def list_desa_for(user: Identity) -> list[Place]:
    """Return every desa and kelurahan inside `user`'s region, by kecamatan and name."""
    require_people(user)
    statement = (
        _places(Region.code, Region.name)
        .join_from(Region, Kecamatan, Kecamatan.code == Region.parent_code)
        .where(in_region_of(user, Region.code), Region.kind.in_(("desa", "kelurahan")))
        .order_by(Kecamatan.sort_name, Region.sort_name, Region.code)
    )
    return [Place(str(key), *names) for key, *names in db.session.execute(statement)]


def _places(key: InstrumentedAttribute[Any], name: InstrumentedAttribute[str]) -> Select[Any]:
    return select(
        key,
        name,
        Region.name.label("desa"),
        Region.code.label("desa_code"),
        Kecamatan.name.label("kecamatan"),
        Kecamatan.code.label("kecamatan_code"),
    )


def get_import_for(user: Identity, import_id: UUID) -> RosterImport:
    """Return an import for `user`'s region; raise NoResultFound otherwise."""
    require_people(user)
    statement = select(RosterImport).where(
        RosterImport.id == import_id, in_region_of(user, RosterImport.region_code)
    )
    return db.session.execute(statement).scalar_one()


def _require_region(user: Identity, code: str = "") -> None:
    """Raise NoResultFound for who sees totals only, for a region outside hers, and for what is no code."""
    require_people(user, code or None)
    if code and not (code.isascii() and code.replace(".", "").isdigit()):
        raise NoResultFound


def _named(
    column: InstrumentedAttribute[str], text: str, number: InstrumentedAttribute[str] | None = None
) -> ColumnElement[bool]:
    """Return the condition that every word of `text` is in the folded name, or that `text` begins the number."""
    words = words_of(text)
    named = and_(*(column.contains(word, autoescape=True) for word in words)) if words else false()
    digits = text.replace(" ", "").replace("-", "")
    if number is None or not (digits.isascii() and digits.isdigit()):
        return named
    return or_(number.startswith(digits), named)
