"""Pak Budi writes questions and changes them, without script: nothing typed is lost, and no id stands for two things."""

import io
from typing import Any

import pytest
from PIL import Image
from sqlalchemy import select

from app.db import db
from app.media import Media
from assessments.bank.models import Question, QuestionVersion
from assessments.bank.queries import get_question_for, list_versions
from assessments.bank.question_form import FORMS, QuestionForm
from assessments.bank.types import get_type
from tests.factories import count_rows

OURS, SHIPPED = "17.02", "asi-air-putih-panas"
TYPED: dict[str, dict[str, Any]] = {
    "single": {
        "stem": "Kapan balita ditimbang?",
        "options-0-text": "Setiap bulan",
        "options-3-text": "Setiap tahun",
        "options-3-feedback": "Terlalu jarang.",
        "correct": "0",
    },
    "multiple": {
        "stem": "Mana yang diukur?",
        "options-0-text": "Berat",
        "options-0-correct": "y",
        "options-1-text": "Tinggi",
        "options-1-correct": "y",
        "options-2-text": "Warna baju",
        "scoring": "partial",
    },
    "truefalse": {"stem": "Bayi ditimbang setiap bulan.", "answer": "salah", "feedback-wrong": "Baca lagi."},
    "number": {
        "stem": "Berapa gram?",
        "answer": "1.250,5",
        "tolerance": "0,5",
        "unit": "gram",
        "units-0-name": "kg",
        "units-0-factor": "1.000",
        "answers-0-answer": "1200",
        "answers-0-weight": "50",
    },
    "short": {
        "stem": "Apa nama kartunya?",
        "answers-0-text": "KMS*",
        "answers-1-text": "kartu",
        "answers-1-weight": "50",
    },
    "matching": {
        "stem": "Jodohkan.",
        "pairs-0-left": "Dacin",
        "pairs-0-right": "Berat",
        "pairs-2-left": "Pita LiLA",
        "pairs-2-right": "Lengan",
        "extra-0-text": "Tensi",
    },
    "ordering": {
        "stem": "Urutkan lima langkah.",
        "items-0-text": "Mengukur",
        "items-0-place": "2",
        "items-1-text": "Mendaftar",
        "items-1-place": "1",
        "items-2-text": "Mencatat",
        "items-2-place": "",
    },
    "cloze": {
        "text": "Bayi ditimbang tiap {1} dengan {2}.",
        "gaps-0-options": "*bulan\n\\*tahun",
        "gaps-1-options": "pita\n*dacin",
    },
    "text": {"stem": "Bu Wati datang bersama bayinya."},
}
EXPECTED: dict[str, dict[str, Any]] = {
    "single": {
        "stem": "Kapan balita ditimbang?",
        "options": [
            {"id": "a", "text": "Setiap bulan", "correct": True},
            {"id": "b", "text": "Setiap tahun", "feedback": "Terlalu jarang."},
        ],
    },
    "multiple": {
        "stem": "Mana yang diukur?",
        "options": [
            {"id": "a", "text": "Berat", "correct": True},
            {"id": "b", "text": "Tinggi", "correct": True},
            {"id": "c", "text": "Warna baju"},
        ],
        "scoring": "partial",
    },
    "truefalse": {
        "stem": "Bayi ditimbang setiap bulan.",
        "answer": False,
        "feedback": {"wrong": "Baca lagi."},
    },
    "number": {
        "stem": "Berapa gram?",
        "answer": "1250.5",
        "tolerance": "0.5",
        "unit": "gram",
        "units": [{"name": "kg", "factor": "1000"}],
        "answers": [{"answer": "1200", "weight": "50"}],
    },
    "short": {
        "stem": "Apa nama kartunya?",
        "answers": [{"text": "KMS*"}, {"text": "kartu", "weight": "50"}],
    },
    "matching": {
        "stem": "Jodohkan.",
        "pairs": [
            {"id": "a", "left": "Dacin", "right": "Berat"},
            {"id": "b", "left": "Pita LiLA", "right": "Lengan"},
        ],
        "extra": [{"id": "c", "text": "Tensi"}],
        "scoring": "partial",
    },
    "ordering": {
        "stem": "Urutkan lima langkah.",
        "items": [
            {"id": "a", "text": "Mendaftar"},
            {"id": "b", "text": "Mengukur"},
            {"id": "c", "text": "Mencatat"},
        ],
        "scoring": "all",
    },
    "cloze": {
        "stem": "",
        "text": "Bayi ditimbang tiap {1} dengan {2}.",
        "gaps": [
            {
                "id": "1",
                "options": [{"id": "a", "text": "bulan", "correct": True}, {"id": "b", "text": "*tahun"}],
            },
            {
                "id": "2",
                "options": [{"id": "a", "text": "pita"}, {"id": "b", "text": "dacin", "correct": True}],
            },
        ],
        "scoring": "partial",
    },
    "text": {"stem": "Bu Wati datang bersama bayinya."},
}


@pytest.fixture
def budi(browser, make):
    """Pak Budi, trainer in Rejang Lebong."""
    browser.sign_in(make.user("pelatih", OURS).sign_in_name)
    return browser


def write(budi, kind="single", **typed):
    page = budi.get("bank.new_question", jenis=kind)
    return budi.submit(page, **{**TYPED[kind], **typed})


def versions_of(slug):
    db.close()
    with db.reading():
        return list_versions(get_question_for(OURS, slug).id)


def slug_of(answer):
    return str(answer.response.location).rpartition("/")[2]


@pytest.mark.parametrize("kind", TYPED)
def test_every_type_is_written_and_read_back_unchanged(budi, kind):
    slug = slug_of(write(budi, kind))

    (version,) = versions_of(slug)
    assert (version.type, version.body) == (kind, EXPECTED[kind])
    assert not get_type(kind).flaws(version.body)
    page = budi.get("bank.edit_question", slug=slug)
    budi.submit(page)  # as it stands
    assert len(versions_of(slug)) == 1


def test_every_type_has_a_form():
    assert set(FORMS) == {kind.code for kind in [get_type(code) for code in TYPED]}


def test_what_is_wrong_stands_at_its_field_and_nothing_typed_is_lost(budi):
    page = budi.get("bank.new_question", jenis="single")
    again = budi.submit(page, status=422, **{**TYPED["single"], "stem": "", "correct": None, "tags": "gizi"})

    assert "Soal masih kosong" in again.select_one("#stem-error").get_text()
    assert again.select_one("fieldset .error")
    assert again.value("[name=tags]") == "gizi"
    assert "Setiap tahun" in again.select_one("[name=options-3-text]").get_text()
    assert count_rows(Question, Question.region_code == OURS) == 0


def test_more_rows_come_without_script_and_without_blame(budi):
    page = budi.get("bank.new_question", jenis="single")
    assert len(page.select("textarea[name$=-text]")) == 6

    more = budi.submit(page, status=422, **TYPED["single"], more="options")

    assert len(more.select("textarea[name$=-text]")) == 8
    assert not more.select(".error")
    assert more.select_one("[name=correct][checked]")["value"] == "0"
    budi.submit(more, **{"options-7-text": "Setiap hari"})


def test_a_changed_option_keeps_its_id_and_a_new_one_gets_its_own(budi):
    slug = slug_of(write(budi))
    page = budi.get("bank.edit_question", slug=slug)
    changed = {"options-0-text": "", "options-1-text": "Setahun sekali", "correct": "4"}
    page = budi.submit(page, status=422, **changed)  # one option is too few
    answer = budi.submit(page, **{"options-4-text": "Sebulan sekali"})

    newest = versions_of(slug_of(answer))[0]
    assert [(one["id"], one.get("correct")) for one in newest.body["options"]] == [("b", None), ("c", True)]


def test_a_shipped_question_becomes_the_kabupatens_own(budi):
    page = budi.get("bank.edit_question", slug=SHIPPED)
    assert "Ini soal bawaan" in page.words

    answer = budi.submit(page, stem="Umur Fahri 4 bulan. Apa saran Ibu?", note="Umurnya diganti")

    copy = budi.follow(answer)
    assert "salinan milik kami" in copy.words
    assert "Kabupaten Anda memakai salinannya sendiri" in budi.get("desk.show_question", slug=SHIPPED).words
    edited = budi.get("bank.edit_question", slug=SHIPPED)  # a link from before leads to the copy
    assert "Umur Fahri 4 bulan" in edited.select_one("[name=stem]").get_text()


def test_an_untouched_shipped_question_is_not_copied(budi):
    for slug in (SHIPPED, "asi-obat-petugas", "skdn-jumlah-d"):
        budi.submit(budi.get("bank.edit_question", slug=slug))

    assert count_rows(Question, Question.region_code == OURS) == 0


def picture(size=(900, 600)):
    content = io.BytesIO()
    Image.new("RGB", size, "purple").save(content, "PNG")
    return (io.BytesIO(content.getvalue()), "kms.png")


def test_a_picture_is_made_small_kept_even_if_the_rest_is_wrong_and_taken_away(budi):
    page = budi.get("bank.new_question", jenis="single")
    sent = {**TYPED["single"], "pictures-0-upload": picture(), "options-0-picture-upload": picture((80, 40))}
    again = budi.submit(page, status=422, **sent)  # no words for who cannot see them

    assert len(again.select("form img")) == 2
    assert count_rows(Media, Media.hash == again.value("[name=pictures-0-media]").partition(".")[0]) == 1
    seen = {"pictures-0-alt": "KMS Bagas", "options-0-picture-alt": "Timbangan"}
    slug = slug_of(budi.submit(again, **seen))

    (version,) = versions_of(slug)
    assert version.body["pictures"][0]["width"] <= 640
    assert version.body["options"][0]["picture"]["alt"] == "Timbangan"
    page = budi.get("bank.edit_question", slug=slug)
    budi.submit(page)
    assert len(versions_of(slug)) == 1
    budi.submit(budi.get("bank.edit_question", slug=slug), **{"pictures-0-remove": "y"})
    assert "pictures" not in versions_of(slug)[0].body


def test_what_is_no_picture_is_refused_at_its_field(budi):
    page = budi.get("bank.new_question", jenis="single")
    sent = {**TYPED["single"], "pictures-0-upload": (io.BytesIO(b"MZ\x90 program"), "kms.png")}
    again = budi.submit(page, status=422, **sent)

    assert "bukan gambar" in again.select_one("#pictures-0-upload-error").get_text()


def test_a_forged_name_of_a_picture_is_no_picture(budi):
    slug = slug_of(write(budi, **{"pictures-0-media": "0" * 32 + ".png", "pictures-0-alt": "apa"}))

    assert "pictures" not in versions_of(slug)[0].body


def test_skill_lesson_tags_title_and_reason_are_kept(budi):
    about = {"skill_slug": "asi-mpasi", "lesson_slug": "asi-saja-enam-bulan", "difficulty": "3"}
    slug = slug_of(write(budi, **about, tags="Gizi, bimtek  2026,", title="ASI"))
    page = budi.get("bank.edit_question", slug=slug)
    assert page.value("[name=tags]") == "bimtek 2026, gizi"

    budi.submit(page, stem="Kapan bayi ditimbang?", note="Bayi, bukan balita")

    shown = budi.get("desk.show_question", slug=slug)
    assert shown.heading == "ASI"
    for words in ("bimtek 2026", "sulit", "Versi 2", "«Bayi, bukan balita»", "Dihapus: Soal: Kapan balita"):
        assert words in shown.words
    assert versions_of(slug)[0].lesson_slug == "asi-saja-enam-bulan"


def test_an_unknown_type_and_an_unknown_question_do_not_exist(budi):
    budi.get("bank.new_question", status=404, jenis="karangan")
    budi.get("bank.edit_question", status=404, slug="tidak-ada")


def test_the_form_reads_every_shipped_question_as_it_is(app):
    with app.test_request_context(), db.reading() as session:
        for version in session.scalars(select(QuestionVersion)):
            form = QuestionForm.from_body(version.type, version.body)
            assert form.type_code == version.type
