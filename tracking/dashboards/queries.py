"""Counts of cadres by region. Nothing is counted ahead but the country's page: one covering index answers the rest."""

from collections import defaultdict
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    Integer,
    Select,
    case,
    cast,
    func,
    literal_column,
    or_,
    select,
    true,
)
from sqlalchemy.exc import NoResultFound
from sqlalchemy.orm import InstrumentedAttribute

from app.db import db, inside
from app.places import DESA_LENGTH, Region, codes_above
from app.registry.models import LEVELS, Cadre, DesaDay, Posyandu
from tracking.dashboards.figures import Board, Figures, Row

_CHILD_WIDTH = {0: 2, 2: 5, 5: 8, 8: 13}  # length of a code: length of the codes directly inside
_DESA_KINDS = ("desa", "kelurahan")
_ByKey = dict[Any, Figures]


def get_board(code: str | None) -> Board:
    """Return the figures of region `code`, None for the country; raise NoResultFound when there is no such region."""
    if code is not None and len(code) == DESA_LENGTH:
        return _desa_board(code)
    region, above, children = _regions_around(code)
    figures: _ByKey = defaultdict(Figures)
    width = _CHILD_WIDTH[len(code or "")]
    counted_at = _count_cadres(figures, code, width)
    _count_posyandu(figures, code, width)
    _count_desa(figures, code, width)
    rows = [Row(child.name, child.sort_name, child.code, figures[child.code]) for child in children]
    return Board(region, above, rows, counted_at)


def cadres_in(code: str, state: str, text: str, posyandu_id: UUID | None) -> Select[Cadre, str, str]:
    """Return the active cadres of region `code` with the names of their desa and Posyandu, by name.

    `state` is a key of `STATES`; `text` is part of a folded name or of a number, empty for all.
    """
    statement = (
        select(Cadre, Region.name, Posyandu.name)
        .join(Region, Region.code == Cadre.region_code)
        .join(Posyandu, Posyandu.id == Cadre.posyandu_id)
        .where(inside(Cadre.region_code, code), Cadre.left_at.is_(None), STATES[state])
        .order_by(Cadre.sort_name, Cadre.id)
    )
    if text:
        found = (
            Cadre.sort_name.contains(text, autoescape=True),
            Cadre.number.startswith(text, autoescape=True),
        )
        statement = statement.where(or_(*found))
    return statement.where(Cadre.posyandu_id == posyandu_id) if posyandu_id else statement


STATES: dict[str, ColumnElement[bool]] = {
    "semua": true(),
    "dinilai": Cadre.level_code != LEVELS[0],
    "dilatih": Cadre.trained.is_(True),
    "belum-dilatih": Cadre.trained.is_(False),
    **{level_code: Cadre.level_code == level_code for level_code in LEVELS},
}


def _regions_around(code: str | None) -> tuple[Region | None, list[Region], list[Region]]:
    """Return the region, those above it from the province down, and those directly inside, in one statement."""
    if code is None:
        provinces = db.session.scalars(
            select(Region).where(Region.parent_code.is_(None)).order_by(Region.code)
        )
        return None, [], list(provinces)
    wanted = or_(Region.code.in_([*codes_above(code), code]), Region.parent_code == code)
    regions = list(db.session.scalars(select(Region).where(wanted).order_by(Region.code)))
    region = next((region for region in regions if region.code == code), None)
    if region is None:
        raise NoResultFound
    above = [one for one in regions if len(one.code) < len(code)]
    return region, above, [one for one in regions if len(one.code) > len(code)]


def _count_cadres(figures: _ByKey, code: str | None, width: int) -> datetime | None:
    """Count cadres by child region; for the country those written down last night, with their time."""
    if code is None and (counted_at := _count_noted(figures, width)):
        return counted_at
    per_desa = _roll().where(_within(Cadre.region_code, code)).group_by("region", "level_code").subquery()
    child = func.substr(per_desa.c.region, 1, _inline(width)).label("child")
    rows = db.session.execute(
        select(
            child, per_desa.c.level_code, func.sum(per_desa.c.cadres), func.sum(per_desa.c.trained)
        ).group_by(child, per_desa.c.level_code)
    )
    for key, level_code, cadres, trained in rows:
        figures[key].add_cadres(level_code, int(cadres), int(trained))
    return None


def _roll() -> Select[str, str, int, int]:
    """Return the counts per desa first: twice as fast on SQLite as counting per child at once."""
    return select(
        Cadre.region_code.label("region"),
        Cadre.level_code.label("level_code"),
        func.count().label("cadres"),
        func.sum(cast(Cadre.trained, Integer)).label("trained"),
    ).where(Cadre.left_at.is_(None))


def _count_noted(figures: _ByKey, width: int) -> datetime | None:
    newest = select(func.max(DesaDay.day)).scalar_subquery()
    child = func.substr(DesaDay.region_code, 1, _inline(width)).label("child")
    rows = db.session.execute(
        select(
            child,
            DesaDay.level_code,
            func.sum(DesaDay.cadres),
            func.sum(DesaDay.trained),
            func.max(DesaDay.written_at),
        )
        .where(DesaDay.day == newest)
        .group_by(child, DesaDay.level_code)
    )
    counted_at: datetime | None = None
    for key, level_code, cadres, trained, written_at in rows:
        figures[key].add_cadres(level_code, int(cadres), int(trained))
        counted_at = max(counted_at or written_at, written_at)
    return counted_at


def _count_posyandu(figures: _ByKey, code: str | None, width: int) -> None:
    child = func.substr(Posyandu.region_code, 1, _inline(width)).label("child")
    rows = db.session.execute(
        select(child, func.count(), func.count(Posyandu.life_cycle_since))
        .where(_within(Posyandu.region_code, code), Posyandu.closed_at.is_(None))
        .group_by(child)
    )
    for key, posyandu, life_cycle in rows:
        figures[key].posyandu, figures[key].life_cycle = posyandu, life_cycle


def _count_desa(figures: _ByKey, code: str | None, width: int) -> None:
    child = func.substr(Region.code, 1, _inline(width)).label("child")
    rows = db.session.execute(
        select(child, func.count())
        .where(_within(Region.code, code), Region.kind.in_(_DESA_KINDS))
        .group_by(child)
    )
    for key, desa in rows:
        figures[key].desa = desa


def _desa_board(code: str) -> Board:
    """Return the figures of a desa, one row per Posyandu; a closed one shows while cadres still serve there."""
    region, above, _children = _regions_around(code)
    figures: _ByKey = defaultdict(Figures)
    trained = func.sum(case((Cadre.trained, 1), else_=0))
    counts = db.session.execute(
        select(Cadre.posyandu_id, Cadre.level_code, func.count(), trained)
        .where(Cadre.region_code == code, Cadre.left_at.is_(None))
        .group_by(Cadre.posyandu_id, Cadre.level_code)
    )
    for posyandu_id, level_code, cadres, of_them_trained in counts:
        figures[posyandu_id].add_cadres(level_code, cadres, int(of_them_trained))
    rows = []
    for posyandu in db.session.scalars(select(Posyandu).where(Posyandu.region_code == code)):
        is_open = posyandu.closed_at is None
        if is_open or posyandu.id in figures:
            row = Row(posyandu.name, posyandu.sort_name, code, figures[posyandu.id], posyandu.id)
            row.figures.posyandu = int(is_open)
            row.figures.life_cycle = int(is_open and posyandu.life_cycle_since is not None)
            rows.append(row)
    return Board(region, above, rows)


def _within(column: InstrumentedAttribute[str], code: str | None) -> ColumnElement[bool]:
    return true() if code is None else inside(column, code)


def _inline(width: int) -> ColumnElement[int]:
    """Return a number as part of the SQL: PostgreSQL must see that SELECT and GROUP BY say the same."""
    return literal_column(str(width), Integer)
