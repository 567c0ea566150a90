"""Pak Budi keeps the modules of his kabupaten: his own, and the order of all."""

from typing import Any

from tests.client import Browser, Page
from tests.learning.desk.test_writing_lessons import publish, write

MODULE = "asi-dan-mp-asi"


def new_module(budi: Browser) -> Page:
    """Add a module and return its page on the desk."""
    typed: dict[str, Any] = {
        "title": "Pangan dari kebun",
        "summary": "Sayur di halaman.",
        "theme_slug": "gizi",
    }
    return budi.follow(budi.submit(budi.get("modules.new_module"), **typed))


def order_of(page: Page, selector: str) -> list[str]:
    return [link.get_text() for link in page.select(selector)]


def test_a_module_is_met_once_its_first_lesson_is_published(
    budi: Browser, siti: Browser, nurlela: Browser
) -> None:
    page = new_module(budi)
    assert page.heading == "Pangan dari kebun"
    assert "belum punya pelajaran" in page.words
    assert "Pangan dari kebun" not in siti.open("/belajar").words

    page = budi.click(page, "Tulis pelajaran")
    fields: dict[str, Any] = {
        "title": "Kelor",
        "aim": "Bisa memasak kelor.",
        "source": "Petik daunnya.",
        "references": "Buku",
    }
    page = budi.follow(write(budi, page, **fields))
    publish(budi, page.response.request.path, changes=None)

    module = siti.click(siti.open("/belajar"), "Pangan dari kebun")
    assert "Kelor" in module.words
    assert "Pangan dari kebun" not in nurlela.open("/belajar").words


def test_sent_twice_it_is_one_module(budi: Browser) -> None:
    page = budi.get("modules.new_module")
    typed: dict[str, Any] = {"title": "Pangan dari kebun", "summary": "Sayur.", "theme_slug": "gizi"}
    budi.submit(page, **typed)
    budi.submit(page, **typed)

    assert budi.open("/kelola/modul").words.count("Pangan dari kebun") == 1


def test_a_module_is_retired_and_used_again(budi: Browser, siti: Browser) -> None:
    page = budi.click(new_module(budi), "Tulis pelajaran")
    page = budi.follow(write(budi, page, title="Kelor", aim="Bisa.", source="Petik.", references="Buku"))
    publish(budi, page.response.request.path, changes=None)
    module = budi.click(page, "Pangan dari kebun")

    module = budi.follow(budi.submit(module, form="form.tools:has([name=deed])", deed="tarik"))
    assert "Pangan dari kebun" not in siti.open("/belajar").words
    budi.submit(module, form="form.tools:has([name=deed])", deed="pakai")
    assert "Pangan dari kebun" in siti.open("/belajar").words


def test_lessons_are_put_in_another_order_for_one_kabupaten(
    budi: Browser, siti: Browser, nurlela: Browser
) -> None:
    rows = ".rows .row a"
    before = order_of(nurlela.open(f"/belajar/{MODULE}"), rows)
    page = budi.open(f"/kelola/modul/{MODULE}")

    budi.submit(page, form=".parts li:nth-of-type(2) form", place="1")
    budi.submit(page, form=".parts li:nth-of-type(2) form", place="1")  # twice is once

    after = [title.split(". ")[1] for title in order_of(siti.open(f"/belajar/{MODULE}"), rows)]
    first, second, *rest = [title.split(". ")[1] for title in before]
    assert after == [second, first, *rest]
    assert order_of(nurlela.open(f"/belajar/{MODULE}"), rows) == before


def test_modules_are_put_in_another_order(budi: Browser, siti: Browser) -> None:
    page = budi.open("/kelola/modul")
    names = order_of(page, "ol")[0]
    second = page.select("ol.parts:first-of-type li:nth-of-type(2) a")[0].get_text()
    assert second in names

    budi.submit(page, form="ol.parts:first-of-type li:nth-of-type(2) form", place="1")

    assert budi.open("/kelola/modul").select("ol.parts li a")[0].get_text() == second
    assert siti.open("/belajar").select("h3 a")[0].get_text() == second


def test_modules_are_found_by_title(budi: Browser) -> None:
    page = budi.open("/kelola/modul?q=mp-asi")
    assert order_of(page, "ol.parts a")
    assert "Tidak ada modul yang cocok" in budi.open("/kelola/modul?q=zzz").words


def test_a_shipped_modules_words_stay(budi: Browser) -> None:
    budi.open(f"/kelola/modul/{MODULE}/ubah", status=404)
    page = budi.open(f"/kelola/modul/{MODULE}")
    assert not page.select("button[value=tarik]")


def test_its_own_module_is_changed(budi: Browser, siti: Browser) -> None:
    page = budi.click(new_module(budi), "Ubah modul")
    page = budi.follow(budi.submit(page, title="Pangan dari halaman"))

    assert page.heading == "Pangan dari halaman"


def test_the_ladder_leads_only_to_lessons_that_can_be_read(budi: Browser, siti: Browser) -> None:
    skill = "ASI eksklusif dan MP-ASI"
    assert siti.click(siti.open("/jenjang"), "ASI dan MP-ASI").heading

    for row in budi.open(f"/kelola/modul/{MODULE}").select("ol.parts li a"):
        budi.submit(budi.open(str(row["href"])), form="form.tools:has([name=deed])", deed="tarik")

    page = siti.open("/jenjang")
    assert skill in page.words
    assert not page.select(f"a[href='/belajar/{MODULE}']")
