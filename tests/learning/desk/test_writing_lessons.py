"""Pak Budi writes and revises lessons; Siti reads what he publishes, and keeps what she has done."""

import io
from typing import Any

import pytest
from PIL import Image
from sqlalchemy import select

from app.db import db, new_id
from app.media import Media
from learning.curriculum.models import Lesson, shipped_id
from learning.desk import module_operations, operations
from learning.desk.models import LessonVersion
from tests.basics import load
from tests.client import Browser, Page
from tests.factories import LESSON_TEXT, count_rows

MODULE, LESSON = "buku-kia-bagian-anak", "baca-bersama-ibu"
DESK = f"/kelola/modul/{MODULE}/{LESSON}"
PAGE = f"/belajar/{MODULE}/{LESSON}"


def write(budi: Browser, page: Page, status: int = 303, **fields: Any) -> Page:
    """Send the form of a lesson."""
    return budi.submit(page, status=status, form="form[enctype]", **fields)


def text_at(page: Page, selector: str) -> str:
    """Return the text of the first element that `selector` finds."""
    return page.select(selector)[0].get_text()


def revise(budi: Browser, address: str = DESK, **fields: Any) -> Page:
    """Save a new version of a lesson and return its page on the desk."""
    return budi.follow(write(budi, budi.open(f"{address}/ubah"), **fields))


def publish(budi: Browser, address: str = DESK, changes: str | None = "Ada contoh baru.") -> Page:
    """Publish the newest version and return the lesson's page on the desk."""
    page = budi.open(f"{address}/terbitkan")
    return budi.follow(budi.submit(page, changes=changes))


def test_a_shipped_lesson_is_revised_for_one_kabupaten(
    budi: Browser, siti: Browser, nurlela: Browser
) -> None:
    page = revise(budi, title="Baca buku bersama ibu", source="Bu Ani membuka buku.\n\n" * 3)
    assert "draf" in text_at(page, ".pill")
    assert "Baca buku bersama ibu" not in siti.open(PAGE).words

    publish(budi)

    assert siti.open(PAGE).heading == "Baca buku bersama ibu"
    assert nurlela.open(PAGE).heading != "Baca buku bersama ibu"
    assert "Baca buku bersama ibu" in siti.open("/cari?kata=buku+bersama").words


def test_siti_keeps_her_progress_and_is_told_what_changed(budi: Browser, siti: Browser) -> None:
    siti.submit(siti.open(PAGE))
    assert "Ada yang baru" not in siti.open(f"/belajar/{MODULE}").words

    revise(budi, minutes="6")
    publish(budi, changes="Langkah kedua diperjelas.")

    assert "Ada yang baru" in siti.open(f"/belajar/{MODULE}").words
    page = siti.open(PAGE)
    assert "Berubah sejak Anda baca: Langkah kedua diperjelas." in page.words
    siti.submit(page)
    assert "Langkah kedua" not in siti.open(PAGE).words
    assert "Selesai" in siti.open(f"/belajar/{MODULE}").words


def test_going_back_to_the_shipped_lesson(budi: Browser, siti: Browser) -> None:
    shipped = siti.open(PAGE).heading
    revise(budi, title="Judul kami")
    page = publish(budi)

    budi.submit(page, form="form.tools:has([name=deed])", deed="draf")

    assert siti.open(PAGE).heading == shipped


def test_a_shipped_lesson_is_hidden_and_shown_again(budi: Browser, siti: Browser, nurlela: Browser) -> None:
    page = budi.follow(budi.submit(budi.open(DESK), form="form.tools:has([name=deed])", deed="tarik"))
    assert "ditarik" in page.words
    siti.open(PAGE, status=404)
    nurlela.open(PAGE)

    budi.submit(page, form="form.tools:has([name=deed])", deed="pakai")
    siti.open(PAGE)


def test_a_new_lesson_in_a_shipped_module(budi: Browser, siti: Browser, nurlela: Browser) -> None:
    page = budi.open(f"/kelola/modul/{MODULE}/baru")
    fields: dict[str, Any] = {
        "title": "Buku di rumah Bu Ani",
        "aim": "Bisa bercerita.",
        "source": "Bu Ani bercerita.",
    }
    page = budi.follow(write(budi, page, **fields, references="Buku KIA 2024"))
    address = page.response.request.path
    publish(budi, address, changes=None)

    shown = siti.click(siti.open(f"/belajar/{MODULE}"), "Buku di rumah Bu Ani")
    assert "Buku KIA 2024" in shown.words
    assert "belum ditinjau petugas kesehatan" in shown.words
    assert "Buku di rumah Bu Ani" not in nurlela.open(f"/belajar/{MODULE}").words


def test_a_shared_address_opens_for_a_visitor(budi: Browser, siti: Browser, app) -> None:
    revise(budi, title="Judul kami")
    publish(budi)
    visitor = Browser(app)

    assert visitor.open(PAGE).heading != "Judul kami"
    shared = siti.open(PAGE).select("a[href^='https://wa.me']")[0]["href"]
    assert "kab%3D17.02" in shared
    page = visitor.open(f"{PAGE}?kab=17.02")
    assert page.heading == "Judul kami"
    assert "kab=17.02" in page.select(".crumb a")[0]["href"]


def test_a_new_release_leaves_the_kabupatens_lessons_alone(budi: Browser, siti: Browser) -> None:
    revise(budi, title="Judul kami")
    publish(budi)

    load()

    assert siti.open(PAGE).heading == "Judul kami"


def test_saving_the_same_twice_makes_one_version(budi: Browser) -> None:
    page = budi.open(f"{DESK}/ubah")
    write(budi, page, title="Judul baru")
    write(budi, page, title="Judul baru")

    assert count_rows(LessonVersion) == 2  # the shipped text, and his


def test_sending_a_new_lesson_twice_makes_one(budi: Browser) -> None:
    page = budi.open(f"/kelola/modul/{MODULE}/baru")
    before = count_rows(Lesson)
    for _time in range(2):
        write(budi, page, title="Satu saja", aim="Bisa.", source="Satu.")

    assert count_rows(Lesson) == before + 1


def test_two_trainers_at_once_lose_nothing(budi: Browser) -> None:
    first, second = budi.open(f"{DESK}/ubah"), budi.open(f"{DESK}/ubah")
    write(budi, first, title="Yang pertama")

    page = write(budi, second, status=422, title="Yang kedua")
    assert "Orang lain baru saja menyimpan" in page.words
    assert page.value("#title") == "Yang kedua"
    write(budi, page)

    titles = db.session.scalars(select(LessonVersion.title).order_by(LessonVersion.number)).all()
    assert titles[1:] == ["Yang pertama", "Yang kedua"]


def test_an_earlier_version_comes_back(budi: Browser, siti: Browser) -> None:
    revise(budi, title="Judul salah")
    publish(budi)
    page = budi.open(f"{DESK}/versi/1")
    assert "Ditambah: Judul: Judul salah" in page.words

    page = budi.follow(budi.submit(page))
    assert "terbit, ada draf baru" in page.words
    publish(budi, changes="Judul dibetulkan.")

    assert siti.open(PAGE).heading != "Judul salah"
    assert count_rows(LessonVersion) == 3


def test_the_toolbar_works_without_a_script(budi: Browser) -> None:
    page = budi.open(f"{DESK}/ubah")
    page = write(
        budi, page, status=422, source="Awal.\n\n## Satu\n\nIsi satu.\n\n## Dua\n\nIsi dua.", tool="ingat"
    )
    assert text_at(page, "#source").rstrip().endswith(":::")

    sections = [option.get_text() for option in page.select("#section option")]
    assert sections == ["di akhir naskah", "Satu", "Dua"]
    page = write(budi, page, status=422, tool="daftar", section="1")
    text = text_at(page, "#source")
    assert text.index("Isi satu") < text.index("- butir pertama") < text.index("## Dua")
    assert count_rows(LessonVersion) == 0


def test_the_preview_shows_what_is_not_saved(budi: Browser) -> None:
    page = write(budi, budi.open(f"{DESK}/ubah"), status=422, source="**Tebal** sekali.", tool="pratinjau")

    assert text_at(page, "#pratinjau .phone strong") == "Tebal"
    assert "Belum ada kotak Ingat" in page.words
    assert count_rows(LessonVersion) == 0


def picture(size: tuple[int, int] = (1600, 1200)) -> io.BytesIO:
    """Return a photo as a phone makes it."""
    file = io.BytesIO()
    Image.effect_noise(size, 80).convert("RGB").save(file, "JPEG", quality=95)
    file.seek(0)
    return file


def test_a_picture_is_made_light_and_described(budi: Browser, siti: Browser) -> None:
    page = budi.open(f"{DESK}/ubah")
    page = write(budi, page, status=422, tool="gambar", picture=(picture(), "foto.jpg"))
    assert "Tulis apa yang terlihat" in page.words

    page = write(
        budi, page, status=422, tool="gambar", picture=(picture(), "foto.jpg"), picture_alt="Ibu [dan] bayi"
    )
    assert "![Ibu (dan) bayi](" in text_at(page, "#source")
    budi.follow(write(budi, page))
    publish(budi)

    image = siti.open(PAGE).select("main img")[-1]
    assert image["alt"] == "Ibu (dan) bayi"
    assert len(siti.raw(str(image["src"])).data) <= 25 * 1024


def test_a_picture_from_a_strange_page_is_not_kept(budi: Browser) -> None:
    before = count_rows(Media)
    fields: dict[str, Any] = {
        "tool": "gambar",
        "picture": (picture(), "foto.jpg"),
        "picture_alt": "Bayi",
        "csrf_token": "x",
    }

    write(budi, budi.open(f"{DESK}/ubah"), status=422, **fields)

    assert count_rows(Media) == before


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("[klik](https://contoh.com)", "tautan ke luar"),
        ("![bayi](hilang.jpg)", "hilang.jpg"),
        ("::: ingat\nterbuka", "tidak ditutup"),
        ("# Judul besar", "mulai dari ##"),
    ],
)
def test_what_may_not_be_published(budi: Browser, source: str, words: str) -> None:
    revise(budi, source=source)

    page = budi.open(f"{DESK}/terbitkan")

    assert "Belum bisa diterbitkan" in page.words
    assert words in page.words
    assert not page.select("form.narrow")


def test_raw_html_stays_text(budi: Browser, siti: Browser) -> None:
    revise(budi, source="<script>alert(1)</script> <b onclick=x>halo</b>")
    publish(budi)

    page = siti.open(PAGE)
    assert "<b onclick=x>halo</b>" in page.words


def test_bad_input_keeps_what_was_typed(budi: Browser) -> None:
    page = write(
        budi, budi.open(f"{DESK}/ubah"), status=422, title="", minutes="seratus", source="Tetap di sini."
    )

    assert "Bagian ini wajib diisi." in page.words
    assert page.value("#minutes") == "seratus"
    assert "Tetap di sini." in text_at(page, "#source")
    assert count_rows(LessonVersion) == 0


def test_who_knows_the_lesson_is_told_what_changed_or_it_is_not_published(budi: Browser) -> None:
    revise(budi, title="Judul kami")

    page = budi.submit(budi.open(f"{DESK}/terbitkan"), status=422, changes="")

    assert "Bagian ini wajib diisi." in page.words


def test_a_version_nobody_saw_is_not_published(budi: Browser, siti: Browser) -> None:
    revise(budi, title="Judul pertama")
    page = budi.open(f"{DESK}/terbitkan")
    revise(budi, title="Judul kedua")

    refused = budi.submit(page, status=409, changes="Judul baru.")

    assert "Ada versi yang lebih baru" in refused.words
    assert siti.open(PAGE).heading not in ("Judul pertama", "Judul kedua")


def test_a_kabupaten_may_demand_a_review(budi: Browser, siti: Browser) -> None:
    budi.submit(budi.open("/kelola/modul"), form="form[action$=tinjauan]", is_required="y")
    revise(budi, title="Judul kami")
    assert "mewajibkan tinjauan" in budi.open(f"{DESK}/terbitkan").words

    page = budi.open(f"{DESK}/tinjau")
    wrong = budi.submit(
        page, status=422, name="Bidan Rina", office="Puskesmas Curup", reviewed_on="2999-01-01"
    )
    assert "Tulis tanggal hari ini atau sebelumnya." in wrong.words
    page = budi.follow(
        budi.submit(wrong, name="Bidan Rina", office="Puskesmas Curup", reviewed_on="2025-10-15")
    )
    assert "ditinjau Bidan Rina, Puskesmas Curup" in page.words
    publish(budi)

    assert "Ditinjau: Bidan Rina, Puskesmas Curup, 15 Oktober 2025." in siti.open(PAGE).words


def sign(budi: Browser, address: str = DESK) -> Page:
    """Write down that Bidan Rina has read a lesson, and return its page on the desk."""
    page = budi.open(f"{address}/tinjau")
    return budi.follow(
        budi.submit(page, name="Bidan Rina", office="Puskesmas Curup", reviewed_on="2025-10-15")
    )


def test_an_officer_signs_a_shipped_lesson_as_it_is(budi: Browser, siti: Browser, nurlela: Browser) -> None:
    siti.submit(siti.open(PAGE))
    before = siti.open(PAGE).select("main h1, main h2, main li")

    page = sign(budi)

    assert "salinan pelajaran bawaan" in page.words
    after = siti.open(PAGE)
    assert "Ditinjau: Bidan Rina, Puskesmas Curup, 15 Oktober 2025." in after.words
    assert after.select("main h1, main h2, main li") == before
    assert "Berubah sejak" not in after.words
    assert "belum ditinjau petugas kesehatan" in nurlela.open(PAGE).words


def test_an_officer_signs_what_is_published_already(budi: Browser, siti: Browser) -> None:
    revise(budi, title="Judul kami")
    publish(budi)

    sign(budi)

    assert "Ditinjau: Bidan Rina" in siti.open(PAGE).words


def test_another_kabupatens_lesson_does_not_exist(budi: Browser) -> None:
    with db.transaction():
        details = module_operations.ModuleDetails("Kebun mereka", "Dari sana.", "gizi", [])
        module = module_operations.add_module(new_id(), details, "17.03", None)
        lesson = operations.add_lesson(new_id(), module, LESSON_TEXT, "17.03", None)
        address = f"/kelola/modul/{module.slug}"
        slug = lesson.slug
    db.close()

    budi.open(address, status=404)
    budi.open(f"{address}/{slug}", status=404)


def test_a_copy_takes_the_shipped_facts_along(budi: Browser) -> None:
    revise(budi, title="Judul kami")

    shipped = db.session.get_one(Lesson, shipped_id("lesson", LESSON))
    versions = db.session.scalars(select(LessonVersion)).all()
    assert shipped.facts
    assert all(version.facts == shipped.facts for version in versions)


def test_the_files_to_take_along_are_those_of_her_kabupaten(
    budi: Browser, siti: Browser, nurlela: Browser
) -> None:
    revise(budi, title="Judul kami")
    publish(budi)
    file = f"/belajar/{MODULE}/unduh.html"

    assert "Judul kami" in siti.raw(file).get_data(as_text=True)
    assert "Judul kami" not in nurlela.raw(file).get_data(as_text=True)
    assert "PDF," not in siti.open(f"/belajar/{MODULE}").words
