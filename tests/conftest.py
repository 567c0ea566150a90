"""The portal on a fresh database for each test, on SQLite and on PostgreSQL; factories; browsers."""

import gc
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from app.web import Portal
from learning.downloads.operations import make_pdfs
from tests.client import Browser
from tests.databases import Templates
from tests.factories import Make
from tests.portals import Portals

FOLDER = "JENJANG_TEST_FOLDER"  # in the environment: all workers of a run share one folder and one server
MEMORY = Path("/dev/shm")  # waiting for a disk would double the time of the suite


settings.register_profile("jenjang", deadline=None)  # a timing is never asserted in a test
settings.load_profile("jenjang")


def pytest_configure(config: pytest.Config) -> None:
    """Make the folder of this run, before its workers start."""
    if not hasattr(config, "workerinput"):
        folder = Path(tempfile.mkdtemp(prefix="jenjang-", dir=MEMORY if MEMORY.is_dir() else None))
        folder.chmod(0o755)  # PostgreSQL's own user looks inside
        os.environ[FOLDER] = str(folder)
    gc.set_threshold(20_000, 20, 20)  # seldom: the modules and tests of a run are many to walk, and stay


def pytest_unconfigure(config: pytest.Config) -> None:
    """Remove the folder of this run, after its workers ended."""
    if not hasattr(config, "workerinput"):
        shutil.rmtree(os.environ.pop(FOLDER), ignore_errors=True)


@pytest.fixture(scope="session")
def templates() -> Iterator[Templates]:
    """The databases of this run."""
    made = Templates(Path(os.environ[FOLDER]))
    yield made
    made.stop()


@pytest.fixture(scope="session")
def portals(templates: Templates) -> Portals:
    """The portals of this worker."""
    return Portals(templates)


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
def app(portals: Portals, database_kind: str) -> Iterator[Portal]:
    """The portal with regions and content, on each database. Tests of a worker share it, not its rows."""
    with portals.running(database_kind, "basics", fill_basics) as portal:
        yield portal


@pytest.fixture
def demo_app(portals: Portals, database_kind: str) -> Iterator[Portal]:
    """The portal with the demo data, whose people can sign in; loaded once a run."""
    with portals.running(database_kind, "demo", fill_demo) as portal:
        yield portal


@pytest.fixture
def one_pdf_a_night(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a night draw one module instead of thirty: what else it does takes no time."""
    monkeypatch.setattr("tracking.nightly.operations.make_pdfs", lambda: make_pdfs(only="aman-dan-siap"))


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
