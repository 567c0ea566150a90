"""The portal of most tests: made once a worker for each kind of database, with a new copy of its rows for each test."""

from collections.abc import Iterator
from contextlib import contextmanager

from jinja2 import FileSystemBytecodeCache

from app.db import db
from app.web import Portal
from tests.databases import Fill, Templates
from wsgi import create_app


class Portals:
    """Portals that outlive a test, because making one takes longer than most tests. A test leaves them as they were."""

    def __init__(self, templates: Templates) -> None:
        self._templates = templates
        self._stages: dict[tuple[str, str], Stage] = {}

    @contextmanager
    def running(self, kind: str, name: str, fill: Fill) -> Iterator[Portal]:
        """Run the portal on a new copy of template `name`, with an application context for the test's own reading."""
        stage = self._stages.pop((kind, name), None) or Stage(self._templates, kind, name)
        self._templates.renew(stage.url, name, fill)
        with stage.lit() as portal:
            yield portal
        self._stages[kind, name] = stage  # not after a failure, which may have left anything behind


class Stage:
    """A portal, and the address of the database that is renewed under it."""

    def __init__(self, templates: Templates, kind: str, name: str) -> None:
        self.url = templates.new_url(kind)
        self._portal = create_app(templates.settings(self.url, demo=name == "demo"))
        self._portal.jinja_env.bytecode_cache = FileSystemBytecodeCache(str(templates.shared))
        self._engines = db.engine, db.reading_engine

    @contextmanager
    def lit(self) -> Iterator[Portal]:
        """Run a test; fail when it leaves the portal changed or a connection open."""
        db.engine, db.reading_engine = self._engines
        before = dict(self._portal.config), len(self._portal.view_functions)
        with self._portal.app_context():
            yield self._portal
        engine = self._engines[0]
        left = engine.pool.checkedout()  # type: ignore[attr-defined]  # both kinds have a pool that counts
        engine.dispose()
        after = dict(self._portal.config), len(self._portal.view_functions)
        assert before == after, "the test changed the portal: take `own_app`, or monkeypatch"
        assert not left, f"{left} connections are still open"
