"""Pak Budi at his browser."""

import pytest

from tests.client import Browser
from tests.factories import Make


@pytest.fixture
def budi(browser: Browser, make: Make) -> Browser:
    browser.sign_in(make.user("pelatih").sign_in_name)
    return browser
