"""A picture that Pak Budi brings: kept with a lighter WebP beside it, and named by a lesson's text."""

import io

from PIL import Image
from sqlalchemy import select

from app.db import db
from app.media import Media
from app.pictures import shrink
from app.web import Portal
from learning.curriculum.models import Lesson
from learning.curriculum.pictures_kept import keep_picture, shown_pictures
from learning.curriculum.rendering import problems_of, render_lesson
from learning.downloads.operations import load_files
from learning.downloads.queries import get_file
from tests.client import Browser
from tests.factories import count_rows, reload
from tests.queries import counted


def photo() -> bytes:
    grey = Image.linear_gradient("L").resize((1600, 1200))
    out = io.BytesIO()
    Image.merge("RGB", (grey, grey.transpose(Image.Transpose.FLIP_LEFT_RIGHT), grey.rotate(180))).save(
        out, "JPEG"
    )
    return out.getvalue()


def brought() -> str:
    picture = shrink(photo(), with_webp=True)
    with db.transaction():
        return keep_picture(picture, None).name


def test_it_is_kept_once_with_its_webp(browser: Browser) -> None:
    name = brought()
    kept = count_rows(Media)

    assert brought() == name
    assert count_rows(Media) == kept
    row = reload(Media, name.partition(".")[0])
    light, heavy = browser.raw(row.webp_address), browser.raw(row.address)
    assert (heavy.mimetype, light.mimetype) == ("image/jpeg", "image/webp")
    assert len(light.data) < len(heavy.data) <= 25 * 1024


def test_a_lesson_names_it_and_shows_both(app: Portal) -> None:
    name = brought()
    body = f"![Timbangan tergantung di dahan]({name})\n\n![Hilang]({'0' * 32}.jpg)\n\n![Luar](https://contoh.id/a.jpg)"

    with counted() as statements:
        shown = shown_pictures(body)

    assert len(statements) == 1
    assert list(shown) == [name]
    assert "content" not in statements[0]
    assert len(problems_of(body, shown)) == 2
    html = render_lesson(body, shown)
    assert html.count("<img") == html.count('<source type="image/webp"') == 1


def test_a_text_without_pictures_asks_nothing(app: Portal) -> None:
    with counted() as statements:
        assert shown_pictures("Timbang **dulu**.") == {}
    assert not statements


def test_in_a_file_to_take_along_it_is_there_once(app: Portal) -> None:
    name = brought()
    shown = shown_pictures(name)
    db.close()
    with db.transaction() as session:
        lesson = session.scalars(select(Lesson).order_by(Lesson.slug).limit(1)).one()
        lesson.html = render_lesson(f"![Timbangan]({name})", shown)
        slug = lesson.module.slug
        session.flush()
        load_files()

    text = get_file(None, slug, "html").content.decode()

    assert text.count("data:image/jpeg") == 1
    assert "image/webp" not in text
    assert "/media/" not in text
