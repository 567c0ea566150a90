"""What every journey starts from: the real server on a copy of the demo data, and somebody's browser."""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Protocol

import playwright.sync_api
import pytest
from sqlalchemy import update

from app.auth.models import User
from app.db import db
from tests.basics import load
from tests.databases import Templates
from tests.journeys.chromium import Chromium, launched
from tests.journeys.engine import Engine
from tests.journeys.lynx import Lynx
from tests.journeys.phantom import Phantom
from tests.journeys.server import AGAIN, KEYS, Server
from tracking.demo.operations import load_demo

OpenEngine = Callable[[str, str], Engine]


class Serve(Protocol):
    """Starts a server on a copy of the demo data on a kind of database."""

    def __call__(self, kind: str, words: Sequence[str] = AGAIN) -> Server:
        """Return it when it answers."""


def fill_demo() -> None:
    """Fill the template of the journeys. PostgreSQL lets no demo user in, so there they are like everybody."""
    load()
    with db.transaction() as session:
        load_demo(KEYS["PIN_KEY"])
        if not db.is_sqlite:
            session.execute(update(User).values(is_demo=False))


@pytest.fixture
def serve(templates: Templates, tmp_path: Path) -> Iterator[Serve]:
    """Start servers, each on its own copy of the demo data; at the end every level still follows from the evidence."""
    servers: list[Server] = []

    def start(kind: str, words: Sequence[str] = AGAIN) -> Server:
        folder = tmp_path / f"server-{len(servers)}"
        folder.mkdir()
        servers.append(Server(templates.copy(kind, "journey", fill_demo), folder))
        return servers[-1].start(words)

    yield start
    ended = [server.stop() for server in servers]
    try:
        for server, code in zip(servers, ended, strict=True):
            check_after_journey(server, code)
    finally:
        for server in servers:
            templates.drop(server.database_url)


def check_after_journey(server: Server, exit_code: int) -> None:
    """Fail when the server failed at anything on the way, ended badly, or left a wrong level behind."""
    assert "Traceback" not in server.said, server.said[-5000:]
    assert exit_code == 0, server.said[-3000:]
    assert server.command("levels", "recompute", "--check")["differ"] == 0


@pytest.fixture(scope="session")
def browser_program() -> Iterator[playwright.sync_api.Browser]:
    """One Chromium for all journeys of a worker; each person gets her own context."""
    with launched() as browser:
        yield browser


@pytest.fixture
def open_engine(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[OpenEngine]:
    """Open browsers by name, each for one person, on a server's address."""
    engines: list[Engine] = []

    def start(name: str, address: str) -> Engine:
        folder = tmp_path / f"engine-{len(engines)}"
        folder.mkdir()
        engines.append(_started(request, name, address, folder))
        return engines[-1]

    yield start
    for engine in engines:
        engine.close()


def _started(request: pytest.FixtureRequest, name: str, address: str, folder: Path) -> Engine:
    if name == "lynx":
        return Lynx(address, folder)
    if name == "phantom":
        return Phantom(address, folder)
    program = request.getfixturevalue("browser_program")
    return Chromium(program, address, scripts=name == "chromium")
