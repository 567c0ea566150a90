"""Whoever follows links from her first page meets whole pages only, and none that refuses her."""

from collections.abc import Iterator

import pytest

from app.db import db
from app.web import Portal
from tests.client import Browser
from tests.databases import Templates
from tests.house_rules.walks import walk
from tests.journeys.conftest import fill_demo
from wsgi import create_app

PEOPLE = (None, "kader", "kader2", "pelatih", "camat", "dpmd", "admin")


@pytest.fixture
def demo(templates: Templates) -> Iterator[Portal]:
    """The portal with the demo data, and its accounts open."""
    url = templates.copy("sqlite", "journey", fill_demo)
    yield create_app(templates.settings(url, demo=True))
    db.engine.dispose()
    templates.drop(url)


@pytest.mark.parametrize("name", PEOPLE)
def test_no_link_is_broken(demo: Portal, name: str | None) -> None:
    browser = Browser(demo)
    if name:
        browser.sign_in(name, "123456")
    broken, seen = [], set()
    for visit in walk(demo, browser, "/"):
        seen.add(visit.endpoint)
        if visit.page.status >= 400:
            broken.append((visit.page.status, visit.url, visit.linked_from))
        assert visit.endpoint != "redirect", f"{visit.url} on {visit.linked_from} is no address of ours"

    assert not broken
    assert len(seen) > 8, f"the walk stopped early: {seen}"


@pytest.mark.parametrize("name", ["kader", "dpmd"])
def test_a_visitor_is_asked_to_sign_in_wherever_a_link_of_somebody_else_leads(
    demo: Portal, name: str
) -> None:
    browser, visitor = Browser(demo), Browser(demo)
    browser.sign_in(name, "123456")
    for visit in walk(demo, browser, "/beranda"):
        status = visitor.raw(visit.url).status_code
        assert status < 400, (status, visit.url)
