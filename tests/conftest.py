"""The portal on a fresh database for each test, on SQLite and on PostgreSQL; factories; browsers."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from app.db import db
from app.web import Portal
from tests.client import Browser
from tests.databases import Templates
from tests.factories import Make
from wsgi import create_app


@pytest.fixture(scope="session")
def templates(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Templates:
    """The databases of this run; all workers share one folder and one server."""
    base: Path = tmp_path_factory.getbasetemp()
    shared = (base if worker_id == "master" else base.parent) / "databases"
    shared.mkdir(exist_ok=True)
    shared.chmod(0o755)
    return Templates(shared)


@pytest.fixture(params=["sqlite", "postgresql"])
def database_kind(request: pytest.FixtureRequest) -> str:
    """Which database this test runs on: each test that needs one runs on both."""
    return str(request.param)


def fill_basics() -> None:
    """Fill the template of most tests: regions of Bengkulu, skills, rules, lessons, questions."""
    from tests.basics import load

    load()


def fill_demo() -> None:
    """Fill the template with the demo data on top of the basics."""
    from tests.basics import load_demo

    load_demo()


@pytest.fixture
def app(templates: Templates, database_kind: str) -> Iterator[Portal]:
    """The portal on a copy of the template, with an application context open for the test's own reading."""
    url = templates.copy(database_kind, "basics", fill_basics)
    portal = create_app(templates.settings(url))
    portal.config["TESTING"] = False
    with portal.app_context():
        yield portal
    db.engine.dispose()
    templates.drop(url)


@pytest.fixture
def demo_app(templates: Templates, database_kind: str) -> Iterator[Portal]:
    """The portal with the demo data, whose people can sign in; loaded once a run."""
    url = templates.copy(database_kind, "demo", fill_demo)
    portal = create_app(templates.settings(url, demo=True))
    portal.config["TESTING"] = False
    with portal.app_context():
        yield portal
    db.engine.dispose()
    templates.drop(url)


@pytest.fixture
def make(app: Portal) -> Make:
    """The factories."""
    return Make()


@pytest.fixture
def browser(app: Portal) -> Browser:
    """A browser nobody has signed in with."""
    return Browser(app)


@pytest.fixture
def new_browser(app: Portal) -> Callable[[], Browser]:
    """More browsers, for stories with several people."""
    return lambda: Browser(app)
