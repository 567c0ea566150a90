"""The portal with people in every role, for rules that are walked over all pages."""

from collections.abc import Iterator

import pytest

from app.db import db
from app.web import Portal
from tests.databases import Templates
from tests.house_rules.world import fill_world
from wsgi import create_app


@pytest.fixture
def world(templates: Templates, database_kind: str) -> Iterator[Portal]:
    """The portal on a copy of the two kabupaten."""
    url = templates.copy(database_kind, "world", fill_world)
    yield create_app(templates.settings(url))
    db.engine.dispose()
    templates.drop(url)


@pytest.fixture
def portal(templates: Templates) -> Iterator[Portal]:
    """The portal without any row: for rules about its parts."""
    folder = templates.shared / "nothing"
    yield create_app(templates.settings(f"sqlite:///{folder / 'nothing.sqlite'}"))
    db.engine.dispose()
