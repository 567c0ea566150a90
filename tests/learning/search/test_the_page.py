"""Siti opens /cari, types, and reads what was found: light, safe, and never another kabupaten's lessons."""

import gzip

import pytest

from app.auth.models import Role
from app.config import ROOT
from app.db import db, new_id
from learning.curriculum.indexing import index_lessons
from learning.curriculum.models import Lesson, Module
from tests.client import Browser, Page
from tests.factories import Make
from tests.queries import counted

WARM, COLD, STATEMENTS = 3072, 8192, 6


@pytest.fixture
def siti(browser: Browser, make: Make) -> Browser:
    """Siti's browser."""
    browser.sign_in(make.cadre_user(name="Siti Rahayu Kusumawardhani").sign_in_name)
    return browser


def search(siti: Browser, typed: str, **more: int) -> Page:
    """Look for what was typed."""
    return siti.get("search.find", kata=typed, **more)


def titles(page: Page) -> list[str]:
    """Return the titles found."""
    return [link.get_text() for link in page.select(".card h2 a")]


def test_siti_finds_a_lesson_from_the_list(siti: Browser) -> None:
    form = siti.get("curriculum.list_themes").select_one("form[role=search]")
    assert form is not None
    page = siti.open(f"{form['action']}?kata=obat+cacing")

    assert page.heading == "Cari: obat cacing"
    assert page.value("#kata") == "obat cacing"
    assert titles(page)[0] == "Obat cacing"
    assert [mark.get_text() for mark in page.select(".card h2 mark")][:2] == ["Obat", "cacing"]
    assert page.select(".card p mark")
    assert "Mungkin maksud Anda" not in page.words
    assert siti.click(page, "Obat cacing").heading == "Obat cacing"


def test_a_misspelt_word_is_forgiven_and_said(siti: Browser) -> None:
    page = search(siti, "Imunisai")

    assert "Mungkin maksud Anda: imunisasi" in page.words
    assert "Imunisasi" in {mark.get_text().capitalize() for mark in page.select("mark")}
    assert "Mungkin maksud Anda" not in siti.click(page, "imunisasi").words


def test_nothing_typed_yet_and_nothing_found_offer_the_themes(siti: Browser) -> None:
    empty, nothing = siti.get("search.find"), search(siti, "zzzz qqqq")

    assert empty.heading == "Cari"
    assert "Salah eja tidak apa-apa." in empty.words
    assert nothing.heading == "Cari: zzzz qqqq"
    assert "Tidak ada pelajaran dengan kata itu." in nothing.words
    for page in (empty, nothing):
        links = [str(link["href"]) for link in page.select(".rows a")]
        assert "/belajar#gizi" in links
    themes = siti.get("curriculum.list_themes")
    assert all(themes.select(link.rpartition("/belajar")[2]) for link in links)


def test_ten_on_a_page(siti: Browser) -> None:
    first = search(siti, "ibu")
    second = siti.click(first, "Berikutnya")
    last = search(siti, "ibu", hal=99_999)

    assert len(titles(first)) == len(titles(second)) == 10
    assert not set(titles(first)) & set(titles(second))
    assert 1 <= len(titles(last)) <= 10


@pytest.mark.parametrize(
    "typed",
    [
        "\x00",
        "asi\x00 \x1b[2J",
        "a" * 1_000,
        " ".join(["imunisai"] * 400),
        "%",
        "%%' OR 1=1 --",
        '"asi" <b>bayi</b>',
        "' \" \\ _ * ~ {",
        "\ufffe\U0001f600",
        "n",
        "yang dan di",
        "ａｓｉ",
    ],
)
def test_odd_input_is_only_words(siti: Browser, typed: str) -> None:
    page = search(siti, typed)

    assert page.heading.startswith("Cari")
    assert not page.select("h1 b, .card b")


def test_what_is_found_is_escaped(siti: Browser, make: Make) -> None:
    add_lesson(None, 'Kelambu <script>x</script> "a"', "Pasang kelambu & <b>tali</b>.")

    page = search(siti, "kelambu")

    assert titles(page) == ['Kelambu <script>x</script> "a"']
    assert not page.has_script
    assert not page.select(".card b")


def test_she_finds_her_own_kabupaten_and_no_other(siti: Browser) -> None:
    add_lesson("17.02", "Kelambu kami", "Pasang kelambu.")
    add_lesson("17.03", "Kelambu mereka", "Pasang kelambunya, dan gorden.")

    assert titles(search(siti, "kelambu")) == ["Kelambu kami"]
    assert "Kelambu kami" in titles(search(siti, "kelambi"))
    nothing = search(siti, "gordn")
    assert titles(nothing) == []
    assert "gorden" not in nothing.words


def test_a_retired_lesson_is_not_found(siti: Browser) -> None:
    lesson = add_lesson(None, "Kelambu", "Pasang kelambu.")
    with db.transaction() as session:
        row = session.get_one(Lesson, lesson.id)
        row.retired_at = row.changed_at
        index_lessons([row.id])

    assert titles(search(siti, "kelambu")) == []


def test_only_cadres_search(new_browser, make: Make) -> None:
    budi, visitor = new_browser(), new_browser()
    budi.sign_in(make.user(Role.TRAINER).sign_in_name)

    budi.get("search.find", status=403)
    visitor.get("search.find", status=302)
    assert not visitor.get("curriculum.list_themes").select("form[role=search]")


@pytest.mark.parametrize(
    ("typed", "most"),
    [
        ("", 2),  # the user; the themes
        ("ibu hamil", 3),  # the user; the index; the lessons
        ("ibu imunisai diere tensl timbng brat", 5),  # … and words spelt alike; their lessons
        ("zzzz qqqq xxxx", 5),  # … and the themes
    ],
)
def test_the_page_is_light(siti: Browser, typed: str, most: int) -> None:
    css = len(gzip.compress((ROOT / "static/css/portal.css").read_bytes(), 6))
    url = siti.url("search.find", kata=typed)

    with counted() as statements:
        response = siti.raw(url, headers={"Accept-Encoding": "gzip"})

    assert len(statements) <= most <= STATEMENTS
    assert len(response.data) <= WARM
    assert len(response.data) + css <= COLD
    assert not siti.open(url).has_script


def add_lesson(region_code: str | None, title: str, body: str) -> Lesson:
    """Add a module with one lesson, and index it."""
    db.close()
    with db.transaction() as session:
        slug, texts = f"kelambu-{new_id()}", {"summary": "Kelambu.", "title": "Kelambu", "position": 99}
        module = Module(id=new_id(), slug=slug, region_code=region_code, theme_slug="gizi", **texts)
        values = {"slug": slug, "title": title, "aim": "Bisa memasang.", "source": body, "html": body}
        rest = {"minutes": 5, "position": 1, "references": [], "facts": [], "review": "", "checksum": slug}
        lesson = Lesson(id=new_id(), module=module, region_code=region_code, **values, **rest)
        session.add(lesson)
        index_lessons()
        session.refresh(lesson)
        session.expunge_all()
    return lesson
