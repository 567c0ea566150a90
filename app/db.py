"""The database: sessions, keys, column types, and the one place that commits.

A GET reads in a read-only transaction. A POST runs in one writing transaction, opened by its first statement and
committed inside dispatch when the view ends in success (`app.web.commit_or_roll_back`). See
docs/decisions/0002-writing.md.
"""

import os
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from flask import Flask, g, has_request_context, request
from sqlalchemy import (
    JSON,
    ColumnElement,
    DateTime,
    Dialect,
    Engine,
    MetaData,
    String,
    TypeDecorator,
    and_,
    create_engine,
    event,
)
from sqlalchemy.engine import Connection
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.orm import DeclarativeBase, InstrumentedAttribute, Session
from sqlalchemy.pool import ConnectionPoolEntry

from app.clock import now
from app.turn import Turn

SAFE_METHODS = ("GET", "HEAD", "OPTIONS")
PRAGMAS = (
    "journal_mode=WAL",
    "synchronous=FULL",
    "foreign_keys=ON",
    "recursive_triggers=ON",
    "busy_timeout=5000",
)
APPEND_ONLY = {"append_only": True}  # a table's `info`: UPDATE, DELETE and TRUNCATE are refused by trigger

# The C collation makes a prefix a range on every PostgreSQL: docs/decisions/0003-regions.md.
RegionCode = String(13).with_variant(String(13, collation="C"), "postgresql")
_turns: dict[Path, Turn] = {}


class Moment(TypeDecorator[datetime]):
    """An aware moment, kept and read in UTC on both databases (SQLite has no time zones)."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Refuse a naive moment, store UTC."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment needs its time zone")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Read the stored UTC back as an aware moment."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Base(DeclarativeBase):
    """The base of every table, with named constraints so that migrations can change them."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map = {datetime: Moment, dict[str, Any]: JSON, list[Any]: JSON}


def new_id() -> uuid.UUID:
    """Return a UUIDv7: unique without asking anybody, and in order of its moment down to a quarter of a microsecond.

    The order within a millisecond decides which of two rows of the same day is the later one (`standing`).
    """
    milliseconds, rest = divmod(time.time_ns(), 1_000_000)
    head = (milliseconds & (1 << 48) - 1) << 80 | 0x7 << 76 | (rest * 4096 // 1_000_000) << 64
    return uuid.UUID(int=head | 0x2 << 62 | int.from_bytes(os.urandom(8)) >> 2)


def inside(
    column: InstrumentedAttribute[str] | InstrumentedAttribute[str | None] | ColumnElement[str], code: str
) -> ColumnElement[bool]:
    """Return the condition that `column` is region `code` or lies inside it; one range on both databases."""
    return and_(column >= code, column < code + "/")


class Database:
    """One engine, and the session of the running request or command."""

    engine: Engine
    reading_engine: Engine

    def init_app(self, app: Flask, url: str) -> None:
        """Make the engine for `url` and close each request's session at its end."""
        self.engine = make_engine(url)
        self.reading_engine = self.engine.execution_options(writes=False)
        app.extensions["db"] = self
        app.teardown_appcontext(lambda _error: self.close())

    @property
    def session(self) -> Session:
        """The running session: read-only in a GET, writing elsewhere; begun by its first statement."""
        if "db_session" not in g:
            reads = has_request_context() and request.method in SAFE_METHODS
            g.db_session = Session(self.reading_engine if reads else self.engine)
        session: Session = g.db_session
        return session

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """Read in a short session of its own, so that slow work afterwards holds no transaction.

        `db.session` is that session meanwhile; what was read stays usable afterwards.
        """
        with Session(self.reading_engine, expire_on_commit=False) as session, self._as_session(session):
            yield session

    @contextmanager
    def transaction(self) -> Iterator[Session]:
        """Run a block in a writing transaction of its own; `db.session` is its session meanwhile.

        For commands, for a sign-in try, and for what must outlive a refusal. The request's own transaction must not
        have begun writing.
        """
        with Session(self.engine) as session, session.begin(), self._as_session(session):
            yield session

    @contextmanager
    def rehearsal(self) -> Iterator[Session]:
        """Run a block in a writing transaction of its own that is always rolled back: what would happen, by doing it.

        Other writers wait meanwhile on SQLite: only for what an operation itself does in one short transaction.
        """
        with Session(self.engine) as session, self._as_session(session):
            yield session

    @contextmanager
    def _as_session(self, session: Session) -> Iterator[None]:
        before = g.pop("db_session", None)
        g.db_session = session
        try:
            yield
        finally:
            g.pop("db_session", None)
            if before is not None:
                g.db_session = before

    def after_outcome(self, write: Callable[[], None]) -> None:
        """Run `write` in a short transaction after the request's own one has ended, well or badly."""
        g.setdefault("after_outcome", []).append(write)

    def run_after_outcome(self) -> None:
        """End the request's transaction, then write what was kept for afterwards."""
        self.close()
        for write in g.pop("after_outcome", []):
            with self.transaction():
                write()

    def close(self) -> None:
        """Roll back what is not committed and give the connection back."""
        if session := g.pop("db_session", None):
            session.close()

    @property
    def is_sqlite(self) -> bool:
        """Whether this is the embedded database."""
        return self.engine.dialect.name == "sqlite"


db = Database()


def make_engine(url: str) -> Engine:
    """Return an engine for `url` whose transactions say themselves whether they write."""
    if url.startswith("sqlite"):
        return _sqlite_engine(url)
    engine = create_engine(url, pool_size=8, max_overflow=4, pool_pre_ping=True)
    event.listen(engine, "begin", _begin_on_postgresql)
    return engine


def _begin_on_postgresql(connection: Connection) -> None:
    if not connection.get_execution_options().get("writes", True):
        connection.exec_driver_sql("SET TRANSACTION READ ONLY")


def _sqlite_engine(url: str) -> Engine:
    engine = create_engine(url, pool_size=8, max_overflow=4)
    file = Path(engine.url.database or "")
    file.parent.mkdir(parents=True, exist_ok=True)
    turn = _turns.setdefault(file, Turn(file.with_name(file.name + ".turn")))

    def connect(connection: DBAPIConnection, _record: ConnectionPoolEntry) -> None:
        connection.isolation_level = None  # SQLAlchemy says BEGIN itself, below
        for pragma in PRAGMAS:
            connection.execute(f"PRAGMA {pragma}")

    def begin(connection: Connection) -> None:
        writes = connection.get_execution_options().get("writes", True)
        connection.exec_driver_sql(f"PRAGMA query_only={'OFF' if writes else 'ON'}")
        if writes:
            turn.take()
            connection.info["turn"] = turn
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    def checkin(connection: DBAPIConnection | None, record: ConnectionPoolEntry) -> None:
        if connection is not None and connection.in_transaction:  # a refused COMMIT leaves it open
            connection.rollback()
        if held := record.info.pop("turn", None):
            held.give()

    event.listen(engine, "connect", connect)
    event.listen(engine, "begin", begin)
    event.listen(engine, "checkin", checkin)
    return engine


__all__ = [
    "APPEND_ONLY",
    "Base",
    "Database",
    "Moment",
    "RegionCode",
    "db",
    "inside",
    "make_engine",
    "new_id",
    "now",
]
