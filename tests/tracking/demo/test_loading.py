"""Loading the demo: the same each time, only into an empty roster, and only where it is wanted."""

import hashlib
import time

import pytest
from sqlalchemy import select

from app.auth.models import User
from app.db import db
from app.errors import Refused
from app.registry.models import Cadre, Placement, Posyandu, Standing, Training
from app.web import Portal
from assessments.certificates.models import Certificate
from assessments.competency.models import Award, Evidence, PaperLevel
from tests.client import Browser
from tests.conftest import fill_basics
from tests.databases import Templates
from tests.factories import Make, count_rows
from tracking.demo.operations import load_demo
from wsgi import create_app

TABLES = (Posyandu, Cadre, Placement, Standing, Training, PaperLevel, Evidence, Award, Certificate)


def _digest() -> str:
    rows = [
        tuple(row) for table in TABLES for row in db.session.execute(select(table.__table__).order_by("id"))
    ]
    return hashlib.sha256(repr(rows).encode()).hexdigest()


@pytest.fixture
def loaded_twice(templates: Templates) -> list[str]:
    digests = []
    for _time in range(2):
        url = templates.copy("sqlite", "basics", fill_basics)
        with create_app(templates.settings(url)).app_context():
            with db.transaction():
                load_demo("test-pepper")
            digests.append(_digest())
        db.engine.dispose()
        templates.drop(url)
    return digests


def test_the_same_people_every_time(loaded_twice: list[str]) -> None:
    assert loaded_twice[0] == loaded_twice[1]


def test_both_databases_get_the_same_people(loaded_twice: list[str], demo_app: Portal) -> None:
    assert _digest() == loaded_twice[0]


def test_it_is_quick(app: Portal) -> None:
    began = time.monotonic()
    with db.transaction():
        load_demo("test-pepper")

    assert time.monotonic() - began < 20  # some two seconds on a quiet machine


def test_a_roster_with_anybody_on_it_is_left_alone(app: Portal, make: Make) -> None:
    make.cadre()

    with pytest.raises(Refused, match="sudah berisi"), db.transaction():
        load_demo("test-pepper")

    assert count_rows(Cadre) == 1


def test_the_command_wants_demo_or_yes(app: Portal) -> None:
    runner = app.test_cli_runner()
    db.close()
    refused = runner.invoke(args=["demo", "load"])
    assert refused.exit_code == 1
    assert "DEMO=1" in refused.output
    assert count_rows(Cadre) == 0

    loaded = runner.invoke(args=["demo", "load", "--yes"])
    assert loaded.exit_code == 0, loaded.output
    assert "215 Posyandu dan 1568 kader" in loaded.output
    assert count_rows(User, User.is_demo.is_(True)) == 6

    again = runner.invoke(args=["demo", "load", "--yes"])
    assert again.exit_code == 1


def test_without_demo_its_people_stay_outside(app: Portal) -> None:
    app.test_cli_runner().invoke(args=["demo", "load", "--yes"])
    browser = Browser(app)

    page = browser.submit(browser.open("/masuk"), status=422, name="kader", pin="123456")

    assert "tidak cocok" in page.words
