"""A module goes from one kabupaten to another as a zip: as drafts, with its pictures, and with its makers' name."""

import io
from typing import Any

import pytest
from PIL import Image
from sqlalchemy import select

from app.audit import AuditEvent
from app.auth.models import Role
from app.db import db
from app.media import Media
from app.web import Portal
from learning.curriculum.models import Lesson, Module, shipped_id
from learning.desk.models import LessonVersion
from learning.handover.archive import PackedModule, pack, unpack_module
from tests.client import Browser, Page
from tests.factories import Make, count_rows
from tests.learning.handover.conftest import SKILL, signed_in
from tests.learning.handover.modules import SLUG, SVG, files_of, module, png, spoilt, zip_of

SHIPPED = "mengukur-dan-membaca-kms"
IMPORT = "/kelola/modul/impor"


def zip_from(browser: Browser, slug: str) -> bytes:
    """Download the zip of a module through its page, which says the size before."""
    page = browser.click(browser.open(f"/kelola/modul/{slug}"), "Ekspor modul")
    content: bytes = browser.click(page, "Unduh zip").response.data
    assert f"{-(-len(content) // 1024)} KB" in page.words
    return content


def send(
    browser: Browser, content: bytes, status: int = 303, page: Page | None = None, **fields: Any
) -> Page:
    """Send a zip."""
    file = (io.BytesIO(content), "modul.zip")
    return browser.submit(
        page or browser.open(IMPORT), status=status, form="form[enctype]", file=file, **fields
    )


def lessons_of(slug: str) -> list[tuple[Lesson, LessonVersion]]:
    """Return the lessons of a module with their versions."""
    db.close()
    statement = (
        select(Lesson, LessonVersion)
        .join(LessonVersion, LessonVersion.lesson_id == Lesson.id)
        .join(Lesson.module)
        .where(Module.slug == slug)
        .order_by(Lesson.position)
    )
    rows = [(lesson, version) for lesson, version in db.session.execute(statement)]
    db.session.expunge_all()
    db.close()
    return rows


def slug_in(page: Page) -> str:
    """Return the slug of the module that a redirect points to."""
    return str(page.response.location).rpartition("/")[2]


def test_a_module_arrives_as_drafts_and_is_published_there(
    budi: Browser, wati: Browser, nurlela: Browser, garden: str
) -> None:
    content = zip_from(budi, garden)
    came = wati.follow(send(wati, content))

    assert came.heading == "Pangan dari kebun"
    assert "masuk dengan 1 draf" in came.words
    assert "Kelor" in came.words
    assert "Katuk" not in came.words
    assert "Pangan dari kebun" not in nurlela.open("/belajar").words

    lesson = wati.click(came, "Kelor")
    wati.submit(wati.open(f"{lesson.response.request.path}/terbitkan"), changes=None)
    page = nurlela.click(nurlela.click(nurlela.open("/belajar"), "Pangan dari kebun"), "Kelor")
    assert page.select("main picture img, main img")[0]["alt"] == "Daun kelor di mangkuk"
    sources = [item.get_text() for item in page.select("details li")]
    assert sources == ["Buku Kebun Gizi", "Kabupaten Rejang Lebong, lisensi CC BY 4.0"]
    assert "belum ditinjau" in page.words


def test_what_arrives_is_what_was_sent(budi: Browser, wati: Browser, garden: str) -> None:
    before = count_rows(Media)
    sent = lessons_of(garden)[0][1]
    slug = slug_in(send(wati, zip_from(budi, garden)))
    ((lesson, version),) = lessons_of(slug)

    assert (version.title, version.aim, version.minutes) == (sent.title, sent.aim, sent.minutes)
    assert (version.source, version.skills) == (sent.source, [SKILL])
    assert (lesson.region_code, lesson.is_draft, lesson.html) == ("17.03", True, "")
    assert slug != garden
    assert (
        count_rows(Media) == before
    )  # the picture is kept here already, and is not spoilt by making it light again


def test_a_shipped_module_is_handed_on_as_its_cadres_read_it(budi: Browser, wati: Browser) -> None:
    content = zip_from(budi, SHIPPED)
    packed = unpack_module(content)
    page = wati.follow(send(wati, content))

    db.close()
    shipped = db.session.get_one(Lesson, shipped_id("lesson", packed.module.lessons[0].slug)).source
    db.close()
    assert (packed.origin, len(packed.module.lessons)) == ("Jenjang", 5)
    assert "masuk dengan 5 draf" in page.words
    assert lessons_of(slug_in_page(page))[0][1].source.strip() == shipped.strip()
    assert content == zip_from(budi, SHIPPED)


def slug_in_page(page: Page) -> str:
    """Return the slug of the module that a page of the desk shows."""
    return str(page.response.request.path).rpartition("/")[2]


def test_a_module_without_published_lessons_has_no_zip(wati: Browser, budi: Browser, garden: str) -> None:
    slug = slug_in(send(wati, zip_from(budi, garden)))

    assert "Belum ada pelajaran yang terbit" in wati.open(f"/kelola/modul/{slug}/ekspor").words
    wati.open(f"/kelola/modul/{slug}/unduh.zip", status=404)


def test_another_kabupatens_module_does_not_exist(wati: Browser, garden: str) -> None:
    for page in ("ekspor", "unduh.zip"):
        wati.open(f"/kelola/modul/{garden}/{page}", status=404)


def test_who_keeps_no_content_hands_nothing_over(app: Portal, make: Make, nurlela: Browser) -> None:
    nurlela.open(IMPORT, status=403)
    province = signed_in(app, make.user(Role.TRAINER, region="17").sign_in_name)
    province.open(IMPORT, status=404)


def test_the_same_zip_again_is_said_and_asked(wati: Browser) -> None:
    content = pack(PackedModule(module()))
    slug = slug_in(send(wati, content))

    page = send(wati, content, status=422)
    assert "Zip ini sudah pernah diambil. Modulnya: «Menimbang dengan benar»." in page.words
    assert slug_in_page(wati.click(page, "Buka modul itu")) == slug
    assert count_rows(Module, Module.region_code == "17.03") == 1

    other = slug_in(send(wati, content, page=page, again="y"))
    assert other != slug
    assert count_rows(Module, Module.region_code == "17.03") == 2


def test_a_form_sent_twice_makes_one_module(wati: Browser) -> None:
    page = wati.open(IMPORT)
    content = pack(PackedModule(module()))

    first, second = (slug_in(send(wati, content, page=page)) for _ in range(2))

    assert first == second
    assert count_rows(Module, Module.region_code == "17.03") == 1
    assert count_rows(AuditEvent, AuditEvent.verb == "taken-over") == 1


def test_another_zip_in_the_same_form_is_another_module(wati: Browser) -> None:
    page = wati.open(IMPORT)
    send(wati, pack(PackedModule(module())), page=page)
    send(wati, pack(PackedModule(module("Lain."))), page=page)

    assert count_rows(Module, Module.region_code == "17.03") == 2


def test_it_is_undone_by_retiring_the_module_and_may_come_again(wati: Browser) -> None:
    content = pack(PackedModule(module()))
    page = wati.follow(send(wati, content))
    wati.submit(page, form="form.tools:not([action])", deed="tarik")

    send(wati, content)


def test_skills_that_are_not_known_here_are_left_behind_and_said(wati: Browser) -> None:
    page = wati.follow(send(wati, pack(PackedModule(module(skills=[SKILL, "memanah"])))))

    assert "ditinggalkan: memanah" in page.words
    assert "Melatih:" in page.words


def test_a_theme_that_is_not_known_here_is_refused(wati: Browser) -> None:
    page = send(wati, pack(PackedModule(module(theme="astronomi"))), status=422)

    assert "tema astronomi tidak ada di portal ini" in page.words


def test_pictures_are_made_anew_and_only_those_that_are_shown(wati: Browser) -> None:
    photo = io.BytesIO()
    exif = Image.Exif()
    exif[0x010E] = "rahasia"
    Image.effect_noise((120, 90), 40).convert("RGB").save(photo, "JPEG", exif=exif)
    pictures = {"foto.jpg": photo.getvalue() + b"tersembunyi", "lain.png": png(colour="blue"), "a.svg": SVG}
    body = "![Foto](img/foto.jpg)\n\n![Dacin](img/a.svg)"
    before = count_rows(Media)

    slug = slug_in(send(wati, pack(PackedModule(module(body, pictures=pictures)))))

    source = lessons_of(slug)[0][1].source
    assert "img/" not in source
    db.close()
    kept = [row for row in db.session.scalars(select(Media)) if row.name in source]
    assert sorted(row.kind for row in kept) == ["jpg", "svg"]
    for row in kept:
        assert b"rahasia" not in row.content
        assert b"tersembunyi" not in row.content
    db.close()
    assert count_rows(Media) - before in (2, 3)  # and the lighter WebP, if it is one


def test_a_broken_picture_is_refused_by_name(wati: Browser) -> None:
    body, cut = "![Foto](img/foto.png)", png(300, 300)[:-40]
    page = send(wati, pack(PackedModule(module(body, pictures={"foto.png": cut}))), status=422)

    assert "img/foto.png: Berkas gambar ini rusak" in page.words
    assert count_rows(Module, Module.region_code == "17.03") == 0


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "Pilih berkasnya dulu"),
        (b"bukan zip", "bukan zip"),
        (spoilt("../../etc/passwd", b"x"), "tidak punya tempat"),
        (spoilt(f"{SLUG}/img/a.png", b"MZ"), "img/a.png: Berkas ini bukan gambar"),
        (spoilt(f"{SLUG}/<script>.md", b"x"), "tidak punya tempat"),
        (zip_of({f"{SLUG}/img/a.png": bytes(30 * 1024**2)}, compression=8), "terlalu besar bila dibuka"),
        (b"PK\x03\x04" + bytes(5 * 1024**2), "paling banyak 5 MB"),
    ],
)
def test_a_bad_file_is_refused_at_its_field(wati: Browser, content: bytes, said: str) -> None:
    page = (
        send(wati, content, status=422)
        if content
        else wati.submit(wati.open(IMPORT), status=422, form="form[enctype]")
    )

    assert said in page.select("#file-error")[0].get_text()
    assert page.select("#file[aria-invalid=true]")
    assert count_rows(Module, Module.region_code == "17.03") == 0


def test_all_that_is_wrong_is_said_at_once(wati: Browser) -> None:
    files = {**files_of(), f"{SLUG}/img/a.svg": b"<svg", f"{SLUG}/02-lain.md": b"---\na: *b\n---\n"}
    page = send(wati, zip_of(files), status=422)

    assert "img/a.svg: bukan SVG" in page.words
    assert "02-lain.md: bagian nama dan nilainya tidak terbaca" in page.words


def test_a_far_too_heavy_file_is_not_even_read(wati: Browser) -> None:
    page = send(wati, bytes(6 * 1024**2), status=413)

    assert "paling besar 5 MB" in page.words


def test_what_was_taken_over_is_on_record(wati: Browser) -> None:
    send(wati, pack(PackedModule(module())))

    db.close()
    event = db.session.scalars(select(AuditEvent).where(AuditEvent.verb == "taken-over")).one()
    assert (event.region_code, event.details["lessons"], len(event.details["digest"])) == ("17.03", 1, 64)
    db.close()
