"""Pak Budi of Rejang Lebong hands lessons to Bu Wati of the next kabupaten, where Nurlela reads them."""

import pytest

from app.auth.models import Role
from app.db import db, new_id
from app.pictures import shrink
from app.places import list_desa
from app.web import Portal
from learning.curriculum.pictures_kept import keep_picture
from learning.desk.module_operations import ModuleDetails, add_module
from learning.desk.operations import LessonText, add_lesson, publish
from tests.client import Browser
from tests.factories import PIN, Make
from tests.learning.handover.modules import png

SKILL = "ukur-pertumbuhan-balita"


def signed_in(app: Portal, name: str) -> Browser:
    """Return the browser of somebody."""
    browser = Browser(app)
    browser.sign_in(name, PIN)
    return browser


@pytest.fixture
def budi(app: Portal, make: Make) -> Browser:
    """The browser of Pak Budi, trainer of Rejang Lebong."""
    return signed_in(app, make.user(Role.TRAINER, region="17.02").sign_in_name)


@pytest.fixture
def wati(app: Portal, make: Make) -> Browser:
    """The browser of Bu Wati, trainer of the next kabupaten."""
    return signed_in(app, make.user(Role.TRAINER, region="17.03").sign_in_name)


@pytest.fixture
def nurlela(app: Portal, make: Make) -> Browser:
    """The browser of Nurlela, a cadre of the next kabupaten."""
    cadre = make.cadre("Nurlela Wati", desa=list_desa("17.03")[0].code)
    make.cadre_user(cadre)
    return signed_in(app, cadre.number)


@pytest.fixture
def garden(make: Make) -> str:
    """The slug of a module of Rejang Lebong: one lesson with a picture published, another still a draft."""
    details = ModuleDetails("Pangan dari kebun", "Sayur di halaman.", "gizi", [SKILL])
    picture = shrink(png(60, 40, "green"), with_webp=True)
    with db.transaction():
        module = add_module(new_id(), details, "17.02", None)
        body = f"Petik daunnya.\n\n![Daun kelor di mangkuk]({picture.name})\n"
        text = LessonText("Kelor", "Bisa memasak kelor.", 4, body, [SKILL], ["Buku Kebun Gizi"])
        keep_picture(picture, None)
        publish(add_lesson(new_id(), module, text, "17.02", None), 1, "", None)
        add_lesson(new_id(), module, LessonText("Katuk", "Bisa.", 4, "Draf.\n", [], []), "17.02", None)
        return module.slug
