"""Pak Budi at his desk, and Siti who reads what he publishes."""

import pytest

from app.auth.models import Role
from app.places import list_desa
from app.web import Portal
from tests.client import Browser
from tests.factories import PIN, Make


@pytest.fixture
def budi(app: Portal, make: Make) -> Browser:
    """The browser of Pak Budi, trainer of kecamatan Curup in Rejang Lebong."""
    make.user(Role.TRAINER, region="17.02.09", sign_in_name="budi")
    return _signed_in(app, "budi")


@pytest.fixture
def siti(app: Portal, make: Make) -> Browser:
    """The browser of Siti, a cadre of Rejang Lebong."""
    cadre = make.cadre("Siti Rahayu")
    make.cadre_user(cadre)
    return _signed_in(app, cadre.number)


@pytest.fixture
def nurlela(app: Portal, make: Make) -> Browser:
    """The browser of Nurlela, a cadre of the next kabupaten."""
    cadre = make.cadre("Nurlela Wati", desa=list_desa("17.03")[0].code)
    make.cadre_user(cadre)
    return _signed_in(app, cadre.number)


def _signed_in(app: Portal, name: str) -> Browser:
    browser = Browser(app)
    browser.sign_in(name, PIN)
    return browser
