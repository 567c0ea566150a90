"""Writes of accounts: tries, sign-ins, secrets, opening and closing accounts."""

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from flask_babel import gettext as _
from sqlalchemy import delete, func, select, text, update
from sqlalchemy.exc import IntegrityError

from app import audit
from app.auth.models import Role, SecretForm, SignInTry, User
from app.auth.queries import is_form_spent, region_of
from app.auth.throttle import FREE_BY_ADDRESS, FREE_BY_NAME, WINDOW, seconds_to_wait
from app.db import db, new_id, now
from app.errors import Refused


class FormSpent(Refused):
    """The form was sent before; what it made was shown then, once."""


@dataclass(frozen=True)
class Try:
    """A counted try: its row's key, and the seconds to wait when it is not allowed."""

    id: UUID
    wait: int


def count_try(name: str, address: str, known_browser: bool) -> Try:
    """Count a try to sign in before it is checked, in its own transaction; a try that must wait is not counted."""
    at, key = now(), new_id()
    with db.transaction() as session:
        if not db.is_sqlite:  # on SQLite the transaction itself is the lock
            session.execute(text("SELECT pg_advisory_xact_lock(hashtext(:name))"), {"name": name})
        wait = _wait(SignInTry.name == name, FREE_BY_NAME)
        if not known_browser:
            wait = max(wait, _wait(SignInTry.address == address, FREE_BY_ADDRESS))
        if not wait:
            session.add(SignInTry(id=key, name=name, address=address, at=at))
    return Try(key, wait)


def _wait(whose: object, free: int) -> int:
    at = now()
    failures, last = db.session.execute(
        select(func.count(), func.max(SignInTry.at)).where(whose, SignInTry.at > at - WINDOW)  # type: ignore[arg-type]
    ).one()
    return seconds_to_wait(failures, last, free, at)


def record_sign_in(user_id: UUID, try_id: UUID, region_code: str | None = None) -> None:
    """Take back the counted try of a success and note its time; the region is the one the user acts in."""
    db.session.execute(delete(SignInTry).where(SignInTry.id == try_id))
    db.session.execute(update(User).where(User.id == user_id).values(last_sign_in_at=now()))
    audit.record(user_id, "signed-in", "user", user_id, region_code)


def set_secret(user: User, secret_hash: str, by: UUID | None) -> None:
    """Give `user` a new PIN or password: every open session ends, and failed tries are forgotten."""
    user.secret_hash = secret_hash
    user.secret_made_at = now()
    user.session_version = User.session_version + 1  # in the database: two at once both count
    names = [name for name in (user.sign_in_name, user.cadre_number) if name]
    db.session.execute(delete(SignInTry).where(SignInTry.name.in_(names)))
    audit.record(by, "secret-made", "user", user.id, region_of(user))


def spend_form(form_id: UUID, by: UUID) -> None:
    """Note that a form makes its secrets now; raise FormSpent when it has made them before, or does so elsewhere."""
    db.session.add(SecretForm(id=form_id, by=by))
    try:
        db.session.flush()
    except IntegrityError:
        db.session.rollback()
        if not is_form_spent(form_id):
            raise
        raise FormSpent(_("Formulir ini sudah dikirim. PIN-nya sudah ditampilkan, sekali saja.")) from None


def end_sessions(user: User, by: UUID | None) -> None:
    """Sign `user` out everywhere."""
    user.session_version = User.session_version + 1  # in the database: two at once both count
    audit.record(by, "sessions-ended", "user", user.id, region_of(user))


def open_account(
    sign_in_name: str,
    role: Role,
    region_code: str | None,
    secret_hash: str,
    by: UUID | None,
    *,
    name: str = "",
    cadre_id: UUID | None = None,
    cadre_number: str | None = None,
    is_demo: bool = False,
) -> User:
    """Add an account. A cadre's carries her person and number; `name` is for everyone else."""
    user = User(
        id=new_id(),
        sign_in_name=sign_in_name,
        role=role,
        region_code=region_code,
        secret_hash=secret_hash,
        name=name,
        cadre_id=cadre_id,
        cadre_number=cadre_number,
        is_demo=is_demo,
    )
    db.session.add(user)
    audit.record(by, "opened", "user", user.id, region_of(user), role=role.value)
    return user


def set_disabled(user: User, disabled: bool, by: UUID | None) -> None:
    """Close or reopen an account; closing signs it out everywhere."""
    user.disabled_at = now() if disabled else None
    user.session_version = User.session_version + 1  # in the database: two at once both count
    audit.record(by, "disabled" if disabled else "enabled", "user", user.id, region_of(user))


def forget_old_tries() -> int:
    """Remove tries that no longer count, and forms that no open page can send any more; return how many tries."""
    db.session.execute(delete(SecretForm).where(SecretForm.at < now() - timedelta(days=90)))
    result = db.session.execute(delete(SignInTry).where(SignInTry.at < now() - WINDOW))
    return int(result.rowcount)  # type: ignore[attr-defined]
