"""A demo database of its own for each measurement, with many cadres who can sign in."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import insert, select

from app import schema
from app.auth.models import Role, User
from app.auth.secrets import hash_secret
from app.config import Settings, from_environment
from app.db import db, new_id
from app.regions import load_regions
from app.registry.models import Cadre
from assessments.shipped.operations import load_content, read_content
from tracking.demo.operations import load_demo
from wsgi import create_app

PIN = "246813"
KEYS = {"SECRET_KEY": "bench-key", "PIN_KEY": "bench-pepper", "PROVINCES": "17", "DEMO": "1"}


@dataclass(frozen=True)
class Place:
    """A filled database: its settings, and the numbers of cadres who sign in with PIN."""

    settings: Settings
    environment: dict[str, str]
    numbers: list[str]


@contextmanager
def demo_place(accounts: int = 40) -> Iterator[Place]:
    """Make a demo database in a folder that goes away again, with `accounts` cadres who can sign in."""
    with tempfile.TemporaryDirectory(prefix="jenjang-bench-") as folder:
        url = f"sqlite:///{folder}/bench.sqlite"
        environment = {**KEYS, "DATABASE_URL": url}
        settings = from_environment(environment, Path(folder))
        app = create_app(settings)
        schema.upgrade(url, Path(folder))
        shipped = read_content()
        with app.app_context():
            with db.transaction():
                load_regions(settings.provinces)
                load_content(shipped)
                load_demo(settings.pin_key)
            numbers = _open_accounts(settings.pin_key, accounts)
        db.engine.dispose()
        yield Place(settings, {**os.environ, **environment}, numbers)


def _open_accounts(pin_key: str, count: int) -> list[str]:
    """Give cadres without an account one each; all have the same PIN, so it is hashed once."""
    kept = hash_secret(PIN, pin_key)
    with db.transaction() as session:
        taken = select(User.cadre_id).where(User.cadre_id.is_not(None))
        free = session.execute(
            select(Cadre.id, Cadre.number)
            .where(Cadre.left_at.is_(None), Cadre.id.not_in(taken))
            .order_by(Cadre.number)
            .limit(count)
        ).all()
        rows = [
            {
                "id": new_id(),
                "sign_in_name": number,
                "cadre_number": number,
                "role": Role.CADRE,
                "cadre_id": key,
                "secret_hash": kept,
            }
            for key, number in free
        ]
        if rows:
            session.execute(insert(User), rows)
    return [number for _key, number in free]
