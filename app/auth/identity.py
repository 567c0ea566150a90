"""Who is signed in: a small immutable value, read once per request, never a row of the running transaction."""

from dataclasses import dataclass
from typing import Any, cast
from uuid import UUID

from flask import current_app
from flask_login import AnonymousUserMixin, UserMixin, current_user
from sqlalchemy import Select, or_, select

from app.auth.models import Role, User
from app.auth.queries import roster
from app.db import db


@dataclass(frozen=True)
class Identity(UserMixin):
    """The signed-in user, as views and operations need her. A cadre's name and region are those of the roster."""

    id: UUID
    role: Role
    region_code: str | None
    cadre_id: UUID | None
    name: str
    session_version: int

    def get_id(self) -> str:
        """Return what the session cookie keeps: the account and the version of its sessions."""
        return f"{self.id}.{self.session_version}"


class Nobody(AnonymousUserMixin):
    """A visitor."""


@dataclass(frozen=True)
class Account:
    """An account as a sign-in needs it."""

    identity: Identity
    secret_hash: str


def me() -> Identity:
    """Return the signed-in user; only for views behind `requires`."""
    return cast(Identity, current_user._get_current_object())


def load_identity(session_id: str) -> Identity | None:
    """Return the user of a session cookie, or None when the account is gone, disabled or its sessions were ended."""
    user_id, _, version = session_id.partition(".")
    try:
        key = UUID(user_id)
    except ValueError:
        return None
    account = _load(_accounts().where(User.id == key))
    return account.identity if account and str(account.identity.session_version) == version else None


def find_account(typed: str) -> Account | None:
    """Return the usable account whose sign-in name or cadre number was typed (folded), or None."""
    return _load(_accounts().where(or_(User.sign_in_name == typed, User.cadre_number == typed)))


def _accounts() -> Select[tuple[User, str | None, str | None]]:
    usable = select(User, roster.c.name, roster.c.region_code).outerjoin(roster, roster.c.id == User.cadre_id)
    usable = usable.where(User.disabled_at.is_(None))
    return usable if current_app.config["DEMO"] else usable.where(User.is_demo.is_(False))


def _load(statement: Select[tuple[User, str | None, str | None]]) -> Account | None:
    with db.reading() as session:
        row: Any = session.execute(statement).first()
    if row is None:
        return None
    user = row[0]
    name, region_code = (row[1], row[2]) if user.cadre_id else (user.name, user.region_code)
    identity = Identity(user.id, Role(user.role), region_code, user.cadre_id, name, user.session_version)
    return Account(identity, user.secret_hash)
