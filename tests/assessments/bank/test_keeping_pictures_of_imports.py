"""Pictures that come with a file are kept beside the questions, once."""

import io

import pytest
from PIL import Image

from app.db import db
from app.media import Media
from app.web import Portal
from assessments.bank.formats.base import Item
from assessments.bank.formats.moodle_xml import FORMAT
from assessments.bank.picture_operations import REFUSED, keep_pictures, shrink_pictures
from tests.client import Browser
from tests.factories import count_rows
from tests.queries import counted

SCALES = {"file": "dacin.jpg", "alt": "Timbangan dacin"}
CHART = {"file": "kms.png", "alt": "Grafik KMS"}


def as_file(colour: str, kind: str, width: int = 900) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (width, width), colour).save(out, kind)
    return out.getvalue()


@pytest.fixture
def question() -> Item:
    options = [
        {"id": "a", "text": "", "picture": CHART, "correct": True},
        {"id": "b", "text": "Tidak ada", "correct": False},
    ]
    contents = {"dacin.jpg": as_file("red", "JPEG"), "kms.png": as_file("blue", "PNG", 300)}
    return Item(7, "single", {"stem": "Mana?", "pictures": [SCALES], "options": options}, pictures=contents)


def keep(item: Item) -> None:
    with db.transaction():
        keep_pictures(item, None)


def test_they_are_kept_light_and_the_body_names_them(app: Portal, browser: Browser, question: Item) -> None:
    keep(question)

    (under_stem,) = question.body["pictures"]
    in_option = question.body["options"][0]["picture"]
    assert (under_stem["alt"], under_stem["width"], under_stem["height"]) == ("Timbangan dacin", 640, 640)
    assert (in_option["alt"], in_option["width"]) == ("Grafik KMS", 300)
    assert question.body["options"][1] == {"id": "b", "text": "Tidak ada", "correct": False}
    assert (question.pictures, question.notes) == ({}, [])
    for picture in (under_stem, in_option):
        assert (
            Image.open(io.BytesIO(browser.raw(f"/media/{picture['media']}").data)).width == picture["width"]
        )


def test_made_light_beforehand_keeping_only_adds_rows(app: Portal, question: Item) -> None:
    shrink_pictures([question])

    assert set(question.pictures) == {
        question.body["pictures"][0]["media"],
        question.body["options"][0]["picture"]["media"],
    }
    before = count_rows(Media)
    keep(question)
    assert count_rows(Media) == before + 2


def test_what_was_exported_comes_back_as_it_was(app: Portal, question: Item) -> None:
    keep(question)
    names = [question.body["pictures"][0]["media"], question.body["options"][0]["picture"]["media"]]
    contents = {}
    for name in names:
        contents[name] = db.session.get_one(Media, name.partition(".")[0]).content
    db.close()
    options = [
        {**question.body["options"][0], "picture": CHART | {"file": names[1]}},
        question.body["options"][1],
    ]
    exported = {**question.body, "pictures": [SCALES | {"file": names[0]}], "options": options}
    assert FORMAT.write
    file = FORMAT.write([Item(1, "single", exported, pictures=contents)]).content

    (again,) = FORMAT.read(file).items
    shrink_pictures([again])

    assert again.body["pictures"] == question.body["pictures"]
    assert again.body["options"] == question.body["options"]
    assert again.pictures == {}


def test_one_that_cannot_be_used_is_left_out_and_named(app: Portal, question: Item) -> None:
    question.pictures["dacin.jpg"] = b"<svg/>"

    keep(question)

    assert "pictures" not in question.body
    assert [(note.line, note.message, note.values["name"]) for note in question.notes] == [
        (7, REFUSED, "dacin.jpg")
    ]


def test_bytes_that_no_question_shows_are_not_kept(app: Portal, question: Item) -> None:
    question.pictures["lain.png"] = as_file("green", "PNG")
    before = count_rows(Media)

    keep(question)

    assert count_rows(Media) == before + 2


def test_questions_without_pictures_ask_nothing_of_the_database(app: Portal) -> None:
    with counted() as statements:
        shrink_pictures([Item(1, "text", {"stem": "Baca ini."})])

    assert statements == []
