"""Reads of accounts."""

import re
from collections.abc import Iterable
from uuid import UUID

from sqlalchemy import String, Uuid, column, select, table

from app.auth.models import SecretForm, User
from app.db import db, inside

SIGN_IN_NAME = re.compile(r"[a-z][a-z0-9._-]{2,59}")

# The roster's table as far as an account needs it; the roster itself lies above this package.
roster = table("cadre", column("id", Uuid), column("name", String), column("region_code", String))


def region_of(user: User) -> str | None:
    """Return the region an account belongs to: a cadre's is where she serves."""
    if user.cadre_id is None:
        return user.region_code
    return db.session.scalar(select(roster.c.region_code).where(roster.c.id == user.cadre_id))


def names_of(region_code: str, users: Iterable[UUID | None]) -> dict[UUID, str]:
    """Return the names of those of these users who serve in a region."""
    wanted = {user for user in users if user}
    statement = select(User.id, User.name).where(User.id.in_(wanted), inside(User.region_code, region_code))
    return {key: name or "" for key, name in db.session.execute(statement)} if wanted else {}


def get_user(user_id: UUID) -> User:
    """Return an account with its row locked until the transaction ends; raise NoResultFound when there is none."""
    statement = select(User).where(User.id == user_id).with_for_update()
    return db.session.execute(statement, execution_options={"populate_existing": True}).scalar_one()


def find_user(typed: str) -> User | None:
    """Return the account, usable or not, whose sign-in name or cadre number was typed (folded)."""
    return db.session.scalar(select(User).where((User.sign_in_name == typed) | (User.cadre_number == typed)))


def is_sign_in_name(name: str) -> bool:
    """Return whether an officer may sign in with this (folded) name: one no cadre's number can be mistaken for."""
    return SIGN_IN_NAME.fullmatch(name) is not None


def is_form_spent(form_id: UUID) -> bool:
    """Return whether a form has made its secrets already."""
    return db.session.get(SecretForm, form_id) is not None


def was_spent(typed: str) -> bool:
    """Return whether the form with this key has made its secrets; read apart, so that no transaction is begun."""
    try:
        form_id = UUID(typed)
    except ValueError:
        return False
    with db.reading() as session:
        return session.get(SecretForm, form_id) is not None
