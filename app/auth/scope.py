"""Whose region it is: the one place where a code, or a row with one, is held against the user's region."""

from sqlalchemy import ColumnElement, true
from sqlalchemy.exc import NoResultFound
from sqlalchemy.orm import InstrumentedAttribute

from app.auth.identity import Identity
from app.db import inside
from app.places import KABUPATEN_LENGTH, Region, get_region, is_within, may_see_people


def get_region_for(user: Identity, code: str) -> Region:
    """Return region `code` if it is `user`'s or lies inside it; raise NoResultFound otherwise."""
    require_within(user, code)
    return get_region(code)


def require_within(user: Identity, code: str) -> None:
    """Raise NoResultFound when `code` lies outside `user`'s region: for her it does not exist."""
    if not is_within(code, user.region_code):
        raise NoResultFound


def require_people(user: Identity, code: str | None = None) -> None:
    """Raise NoResultFound where `user` sees totals only, or when `code` lies outside her region."""
    if not may_see_people(user.region_code):
        raise NoResultFound
    if code is not None:
        require_within(user, code)


def in_region_of(user: Identity, column: InstrumentedAttribute[str]) -> ColumnElement[bool]:
    """Return the condition that `column` lies inside `user`'s region."""
    return true() if user.region_code is None else inside(column, user.region_code)


def kabupaten_of(user: Identity) -> str:
    """Return the kabupaten whose questions and quizzes `user` keeps; raise NoResultFound for one of a province."""
    require_people(user)
    return str(user.region_code)[:KABUPATEN_LENGTH]
