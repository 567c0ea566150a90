"""Pak Budi, trainer of kecamatan Curup, at his desk."""

import pytest

from app.auth.models import User
from tests.client import Browser
from tests.factories import Make


@pytest.fixture
def budi(make: Make, browser: Browser) -> User:
    """Pak Budi, signed in."""
    user = make.user("pelatih", region="17.02.09")
    browser.sign_in(user.sign_in_name)
    return user
