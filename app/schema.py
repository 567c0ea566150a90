"""Brings the database to the newest migration.

Alembic is imported where it works: with what it brings along it takes a tenth of the start of every process.
"""

import fcntl
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import inspect, text

from app.config import ROOT
from app.db import Base, db

if TYPE_CHECKING:
    from alembic.config import Config


def configuration(url: str) -> "Config":
    """Return Alembic's configuration for `url`."""
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(ROOT / "migrations"))
    config.set_main_option("path_separator", "os")
    config.attributes["url"] = url  # not an option: a password may hold %
    config.attributes["metadata"] = Base.metadata
    return config


def upgrade(url: str, instance: Path) -> None:
    """Migrate up to the newest version; two servers started at once do it one after the other."""
    from alembic import command

    instance.mkdir(parents=True, exist_ok=True)
    with (instance / "upgrade.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        command.upgrade(configuration(url), "head")


@cache
def newest() -> str:
    """Return the name of the newest migration."""
    from alembic.script import ScriptDirectory

    script = ScriptDirectory(str(ROOT / "migrations"))
    return script.get_current_head() or ""


def is_current(version: str) -> bool:
    """Return whether the database answers and stands at migration `version`."""
    with db.reading() as session:
        if not inspect(session.connection()).has_table("alembic_version"):
            return False
        return bool(session.scalar(text("SELECT version_num FROM alembic_version")) == version)
