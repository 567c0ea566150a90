"""Reads of the audit log, and the names behind its ids where the admin may see them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, or_, select

from app.audit import AuditEvent
from app.auth.identity import Identity
from app.auth.models import User
from app.auth.scope import in_region_of
from app.db import db, inside
from app.places import Region, fold, is_within, may_see_people
from app.registry.models import Cadre, Posyandu
from app.trail.search import TrailSearch

MOST_PEOPLE = 200  # whose events are sought when a word fits many


@dataclass(frozen=True)
class Line:
    """One event as it is read: who did what to what. Names are ids where the admin may not see them."""

    at: datetime
    who: str
    verb: str
    kind: str
    what: str
    details: dict[str, Any]


def events_for(admin: Identity, search: TrailSearch) -> Select[*tuple[Any, ...]]:
    """Return the events of the admin's region that `search` finds, the newest first.

    Events without a region (commands, the country) are for an admin without one.
    """
    events: Select[*tuple[Any, ...]] = select(AuditEvent).order_by(AuditEvent.at.desc(), AuditEvent.id.desc())
    if admin.region_code is not None:
        events = events.where(inside(AuditEvent.region_code, admin.region_code))
    if search.verb:
        events = events.where(AuditEvent.verb == search.verb)
    if search.kind:
        events = events.where(AuditEvent.subject_kind == search.kind)
    if search.begins:
        events = events.where(AuditEvent.at >= search.begins)
    if search.ends:
        events = events.where(AuditEvent.at < search.ends)
    return events.where(_about(admin, search.words)) if search.words else events


def _about(admin: Identity, words: str) -> ColumnElement[bool]:
    is_called = or_(User.sign_in_name == words.lower(), User.name.icontains(words, autoescape=True))
    users = select(User.id).where(is_called).limit(MOST_PEOPLE)
    persons = select(Cadre.id).where(in_region_of(admin, Cadre.region_code), _is_named(admin, words))
    persons = persons.order_by(Cadre.sort_name, Cadre.id).limit(MOST_PEOPLE)
    their_accounts = select(User.id).where(User.cadre_id.in_(persons))
    doers = [*db.session.scalars(users), *db.session.scalars(their_accounts)]
    subjects = [*doers, *db.session.scalars(persons)]
    return or_(
        AuditEvent.actor_id.in_(doers),
        AuditEvent.subject_id.in_([str(key) for key in subjects]),
        AuditEvent.subject_id == words,
    )


def _is_named(admin: Identity, words: str) -> ColumnElement[bool]:
    if not may_see_people(admin.region_code):
        return Cadre.number == words
    return or_(Cadre.number == words, Cadre.sort_name.contains(fold(words), autoescape=True))


def lines_of(admin: Identity, events: Iterable[AuditEvent]) -> list[Line]:
    """Return the events with names for ids, in one statement for each kind of name."""
    events = list(events)
    users = _users({event.actor_id for event in events if event.actor_id} | _keys(events, "user"))
    cadre_ids = _keys(events, "cadre") | {user.cadre_id for user in users.values() if user.cadre_id}
    cadres = _cadre_names(admin, cadre_ids)
    names = {
        "cadre": cadres,
        "user": {str(key): _user_name(admin, user, cadres) for key, user in users.items()},
        "posyandu": _posyandu_names(admin, _keys(events, "posyandu")),
        "region": _region_names({event.subject_id for event in events if event.subject_kind == "region"}),
    }
    return [
        Line(
            at=event.at,
            who=names["user"].get(str(event.actor_id), str(event.actor_id)) if event.actor_id else "",
            verb=event.verb,
            kind=event.subject_kind,
            what=names.get(event.subject_kind, {}).get(event.subject_id, event.subject_id),
            details=event.details,
        )
        for event in events
    ]


def _keys(events: Iterable[AuditEvent], kind: str) -> set[UUID]:
    keys = set()
    for event in events:
        if event.subject_kind == kind:
            try:
                keys.add(UUID(event.subject_id))
            except ValueError:
                continue
    return keys


def _users(keys: set[UUID]) -> dict[UUID, User]:
    if not keys:
        return {}
    return {user.id: user for user in db.session.scalars(select(User).where(User.id.in_(keys)))}


def _user_name(admin: Identity, user: User, cadres: dict[str, str]) -> str:
    if user.cadre_id:
        return cadres.get(str(user.cadre_id), user.cadre_number or user.sign_in_name)
    sees = user.region_code is None or is_within(user.region_code, admin.region_code)
    return f"{user.name} ({user.sign_in_name})" if sees or user.id == admin.id else user.sign_in_name


def _cadre_names(admin: Identity, keys: set[UUID]) -> dict[str, str]:
    if not keys:
        return {}
    shown = select(Cadre.id, Cadre.name, Cadre.number).where(
        Cadre.id.in_(keys), in_region_of(admin, Cadre.region_code)
    )
    sees = may_see_people(admin.region_code)
    rows = db.session.execute(shown)
    return {str(key): f"{name} ({number})" if sees else number for key, name, number in rows}


def _posyandu_names(admin: Identity, keys: set[UUID]) -> dict[str, str]:
    if not keys:
        return {}
    shown = select(Posyandu.id, Posyandu.name).where(
        Posyandu.id.in_(keys), in_region_of(admin, Posyandu.region_code)
    )
    return {str(key): name for key, name in db.session.execute(shown)}


def _region_names(codes: set[str]) -> dict[str, str]:
    if not codes:
        return {}
    rows = db.session.scalars(select(Region).where(Region.code.in_(codes)))
    return {region.code: region.full_name for region in rows}
