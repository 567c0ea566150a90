"""Pak Budi looks for questions: by word, skill, theme, tag, difficulty, type, owner and state."""

from urllib.parse import urlencode

import pytest

from app.db import db
from assessments.bank.operations import QuestionDetails, add_question, retire_question
from assessments.bank.queries import get_question_for
from tests.factories import BODIES
from tests.queries import counted

OURS, THEIRS = "17.02", "17.03"


@pytest.fixture
def budi(browser, make):
    """Pak Budi, trainer of a kecamatan of Rejang Lebong."""
    browser.sign_in(make.user("pelatih", "17.02.09").sign_in_name)
    return browser


@pytest.fixture
def ours(app):
    """The slug of a question of Pak Budi's kabupaten."""
    with db.transaction():
        body = {**BODIES["single"], "stem": "Siapa yang menimbang Zubaidah di Posyandu Melati?"}
        details = QuestionDetails("single", body, "asi-mpasi", 3, tags=("bimtek 2026",))
        return add_question(details, OURS, None).slug


def look(browser, **args):
    """Open the bank's list; `status` is one of its filters."""
    return browser.open(f"/soal?{urlencode(args)}")


def shown(page):
    return [str(link["href"]).rpartition("/")[2] for link in page.select("tbody td:first-child > a")]


def test_words_are_found_anywhere_in_a_question(budi, ours):
    for words in ("zubaidah", "MELATI  menimbang zubai", "ketiga zubaidah", "bimtek"):
        assert shown(look(budi, q=words)) == [ours]
    page = look(budi, q="xyzzy")
    assert "Tidak ada soal yang cocok" in page.words


@pytest.mark.parametrize(
    "args",
    [
        {"keterampilan": "asi-mpasi"},
        {"tanda": "bimtek 2026"},
        {"sulit": "3"},
        {"jenis": "single"},
        {"milik": "kami"},
        {"tema": "gizi"},
    ],
)
def test_each_filter_keeps_what_it_names(budi, ours, args):
    assert ours in shown(look(budi, **args, q="zubaidah"))


@pytest.mark.parametrize(
    "args",
    [
        {"keterampilan": "-"},
        {"keterampilan": "germas"},
        {"tanda": "lain"},
        {"sulit": "1"},
        {"jenis": "cloze"},
        {"milik": "bawaan"},
        {"milik": "salinan"},
        {"tema": "komunikasi"},
        {"status": "pensiun"},
    ],
)
def test_and_leaves_out_the_others(budi, ours, args):
    assert ours not in shown(look(budi, q="zubaidah", **args))


def test_a_retired_one_stands_under_retired(budi, ours):
    with db.transaction():
        retire_question(get_question_for(OURS, ours), OURS, None)

    assert shown(look(budi, q="zubaidah")) == []
    assert shown(look(budi, q="zubaidah", status="pensiun")) == [ours]


def test_another_kabupaten_does_not_see_it(browser, make, ours):
    browser.sign_in(make.user("pelatih", THEIRS).sign_in_name)

    assert shown(look(browser, q="zubaidah")) == []
    for endpoint in ("desk.show_question", "bank.edit_question", "bank.preview_question"):
        browser.get(endpoint, status=404, slug=ours)


def test_the_list_comes_in_pages_and_orders(budi, ours):
    page = look(budi)
    assert len(shown(page)) == 25
    assert shown(page)[0] == ours  # the newest first
    easy = look(budi, urut="sulit")
    hard = look(budi, urut="-sulit")
    assert "mudah" in easy.select_one("tbody tr").get_text()
    assert "sulit" in hard.select_one("tbody tr").get_text()
    budi.click(page, "Berikutnya")


def test_htmx_gets_the_table_only(budi, ours):
    page = budi.open("/soal?q=zubaidah", headers={"HX-Request": "true"})

    assert page.h1 is None
    assert shown(page) == [ours]


def test_the_list_takes_few_statements(budi, ours):
    with counted() as statements:
        look(budi)

    assert len(statements) == 7  # user, skills, count, rows, their tags, themes, tags


def test_a_cadre_and_an_office_have_no_bank(browser, make):
    browser.sign_in(make.user("dpmd").sign_in_name)

    browser.get("bank.list_questions", status=403)


def test_near_duplicates_are_shown_side_by_side(budi, ours):
    with db.transaction():
        body = {**BODIES["single"], "stem": "Di Posyandu Melati, siapa yang menimbang si Zubaidah?"}
        twin = add_question(QuestionDetails("single", body, None, 1), OURS, None).slug

    page = budi.get("bank.list_duplicates")
    assert {str(link["href"]) for link in page.select(".card .two a")} == {f"/soal/{ours}", f"/soal/{twin}"}
    assert twin in str(budi.get("desk.show_question", slug=ours))


def test_a_bank_without_duplicates_says_so(budi):
    assert "Tidak ada soal kembar" in budi.get("bank.list_duplicates").words
