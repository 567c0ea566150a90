"""Siti at her old phone: her account, and the budget her pages keep to."""

import gzip
from collections.abc import Callable
from typing import Any

import pytest

from app.auth.models import User
from tests.client import Browser, Page
from tests.factories import Make
from tests.queries import counted

WARM, COLD, STATEMENTS = 3 * 1024, 8 * 1024, 6


@pytest.fixture
def siti(make: Make, browser: Browser) -> User:
    """Siti, who is signed in."""
    user = make.cadre_user(name="Siti Rahayu")
    browser.sign_in(user.sign_in_name)
    return user


@pytest.fixture
def open_light(browser: Browser) -> Callable[..., Page]:
    """Open a page and hold it against its budget."""

    def open_(endpoint: str, **values: Any) -> Page:
        with counted() as statements:
            page = browser.get(endpoint, **values)
        assert len(statements) <= STATEMENTS, statements
        html = len(gzip.compress(page.response.get_data(), 6))
        sheet = sum(
            len(gzip.compress(browser.raw(str(link["href"])).get_data(), 6))
            for link in page.select("link[rel=stylesheet]")
        )
        assert html <= WARM
        assert html + sheet <= COLD
        assert not page.has_script
        return page

    return open_
