"""Pak Budi builds a quiz: settings, parts, order, and letting cadres meet it."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from sqlalchemy import select

from app.auth.models import User
from app.db import db, now
from assessments.bank.models import Question
from assessments.quizzes.models import Quiz, QuizDraw
from tests.client import Browser, Page
from tests.factories import Make, count_rows, reload

SKILL = "komunikasi-efektif"
HTMX = {"HX-Request": "true"}


def new_quiz(browser: Browser, **fields: Any) -> Page:
    """Make a quiz through the form and return its page."""
    made = browser.submit(browser.get("builder.new_quiz"), **{"title": "Kuis gizi balita", **fields})
    return browser.follow(made)


def the_quiz() -> Quiz:
    db.close()
    quiz = db.session.scalars(select(Quiz).where(Quiz.region_code == "17.02")).one()
    db.session.expunge(quiz)
    db.close()
    return quiz


def parts_of(quiz: Quiz) -> list[tuple[object, ...]]:
    db.close()
    rows = db.session.execute(
        select(QuizDraw.skill_slug, QuizDraw.difficulty, QuizDraw.tag, QuizDraw.count, QuizDraw.question_id)
        .where(QuizDraw.quiz_id == quiz.id)
        .order_by(QuizDraw.position)
    ).all()
    db.close()
    return [tuple(row) for row in rows]


def press(browser: Browser, page: Page, place: int, deed: str, status: int = 303, **fields: Any) -> Page:
    form = f"form[action$='/bagian/{place}']"
    return browser.submit(page, status=status, form=form, deed=deed, **fields)


def test_a_title_is_enough_for_a_draft(browser: Browser, budi: User) -> None:
    page = new_quiz(browser)

    quiz = the_quiz()
    assert quiz.slug.startswith("kuis-gizi-balita-")
    assert (quiz.is_draft, quiz.wait_minutes, quiz.pass_mark, quiz.mode) == (
        True,
        [0, 10, 60, 1440],
        70,
        "test",
    )
    assert "Belum ada soal." in page.words
    assert "draf" in page.words


def test_all_settings_are_kept_and_shown_again(browser: Browser, budi: User) -> None:
    sent = {
        "introduction": "Baca pelan-pelan.",
        "pass_mark": "80",
        "waits": "5, 2 jam, 1 minggu",
        "time_limit": "30",
        "opens_day": "2030-01-02",
        "opens_time": "08.30",
        "closes_day": "3/1/2030",
        "mode": "practice",
        "shows": "mark",
        "shuffle": None,
        "audience": "17.02.09",
        "levels": ["madya", "utama"],
    }
    new_quiz(browser, **sent)

    quiz = the_quiz()
    assert (quiz.opens_at, quiz.closes_at) == (
        datetime(2030, 1, 2, 1, 30, tzinfo=UTC),
        datetime(2030, 1, 3, 16, 59, tzinfo=UTC),
    )
    assert (quiz.wait_minutes, quiz.time_limit, quiz.mode, quiz.shows) == (
        [5, 120, 10080],
        30,
        "practice",
        "mark",
    )
    assert (quiz.shuffle, quiz.audience_code, quiz.audience_levels) == (False, "17.02.09", ["madya", "utama"])
    form = browser.get("builder.edit_quiz", quiz_slug=quiz.slug)
    assert form.value("#waits") == "5 menit, 2 jam, 1 minggu"
    assert (form.value("#opens_day"), form.value("#opens_time")) == ("2030-01-02", "08:30")
    assert browser.submit(form, title="Judul lain").status == 303
    changed = the_quiz()
    assert (changed.title, changed.slug, changed.closes_at) == ("Judul lain", quiz.slug, quiz.closes_at)


@pytest.mark.parametrize(
    ("field", "typed", "words"),
    [
        ("waits", "sebentar", "“sebentar” belum jelas."),
        ("pass_mark", "120", "Antara 1 dan 100."),
        ("opens_day", "9999-12-31", "Periksa tahunnya."),
        ("opens_day", "besok", "Tulis tanggal seperti 2025-10-15."),
        ("opens_time", "25:00", "Tulis jam seperti 08:30."),
        ("closes_time", "08:00", "Isi juga tanggalnya."),
        ("title", "", "Bagian ini wajib diisi."),
    ],
)
def test_what_is_wrong_is_said_at_its_field(
    browser: Browser, budi: User, field: str, typed: str, words: str
) -> None:
    again = browser.submit(browser.get("builder.new_quiz"), status=422, **{"title": "Kuis", field: typed})

    assert words in again.words
    assert count_rows(Quiz, Quiz.region_code.is_not(None)) == 0


def test_draws_fixed_questions_and_texts_are_put_in_order(browser: Browser, make: Make, budi: User) -> None:
    fixed = make.question(SKILL, body={"stem": "Soal yang selalu ditanyakan"})
    page = new_quiz(browser)
    page = browser.follow(
        browser.submit(page, form="form[action$=undian]", skill=SKILL, difficulty="1", count="3")
    )
    slug = the_quiz().slug
    pick = browser.get("builder.pick", quiz_slug=slug, keterampilan=SKILL)
    page = browser.follow(browser.submit(pick, questions=[str(fixed.question_id)]))
    page = browser.follow(browser.submit(page, form="form[action$=bacaan]", text="Bu Ani punya anak dua."))

    assert [row.select_one(".pill").get_text() for row in page.select(".parts li")] == [  # type: ignore[union-attr]
        "undian", "soal tetap", "bacaan",
    ]  # fmt: skip
    assert "Isi kuis: 4 soal" in page.words
    page = browser.follow(press(browser, page, 3, "naik"))
    page = browser.follow(press(browser, page, 2, "naik"))
    page = browser.follow(press(browser, page, 2, "jumlah", count="2"))
    assert [row[3] for row in parts_of(the_quiz())] == [1, 2, 1]
    assert parts_of(the_quiz())[1][:4] == (SKILL, 1, None, 2)
    assert "Bu Ani punya anak dua." in page.select(".parts li")[0].get_text()
    assert "sudah ada di kuis ini" in browser.get("builder.pick", quiz_slug=slug, keterampilan=SKILL).words


def test_what_was_taken_out_can_be_put_back(browser: Browser, budi: User) -> None:
    page = new_quiz(browser)
    for count in ("3", "4"):
        page = browser.follow(browser.submit(page, form="form[action$=undian]", skill=SKILL, count=count))
    before = parts_of(the_quiz())

    page = browser.follow(press(browser, page, 1, "hapus"))
    assert len(parts_of(the_quiz())) == 1
    browser.submit(page, form="form[action$=kembalikan]")

    assert parts_of(the_quiz()) == before


def test_with_htmx_only_the_list_comes_back(browser: Browser, budi: User) -> None:
    page = new_quiz(browser)
    for count in ("3", "4"):
        page = browser.follow(browser.submit(page, form="form[action$=undian]", skill=SKILL, count=count))
    form = page.select("form[action$='/bagian/2']")[0]
    data = {tag["name"]: tag["value"] for tag in form.select("input[name]")} | {"deed": "naik"}

    part = browser.open(str(form["action"]), method="POST", data=data, headers=HTMX)

    assert part.select_one("#bagian")
    assert not part.select("h1")
    assert [row[3] for row in parts_of(the_quiz())] == [4, 3]
    late = browser.open(str(form["action"]), method="POST", data=data, headers=HTMX)
    assert "Kuis ini baru saja diubah." in late.words
    assert [row[3] for row in parts_of(the_quiz())] == [4, 3]


def test_only_a_possible_quiz_is_published(browser: Browser, make: Make, budi: User) -> None:
    page = new_quiz(browser)
    ask = browser.click(page, "Terbitkan")
    assert "Belum ada soal." in ask.words
    assert not ask.select("main form")
    browser.submit(page, form="form[action$=undian]", skill=SKILL, count="5")
    slug = the_quiz().slug

    ask = browser.get("builder.publish", quiz_slug=slug)
    page = browser.follow(browser.submit(ask))

    assert f"/kuis/{slug}" in page.words
    assert not the_quiz().is_draft
    browser.submit(page, form="form:has([value=tarik])")
    assert the_quiz().retired_at is not None
    browser.submit(browser.get("builder.publish", quiz_slug=slug))
    assert the_quiz().retired_at is None


def test_a_cadre_meets_it_once_it_is_published(
    browser: Browser, new_browser: Callable[[], Browser], make: Make, budi: User
) -> None:
    siti = new_browser()
    siti.sign_in(make.cadre_user().sign_in_name)
    page = new_quiz(browser)
    browser.submit(page, form="form[action$=undian]", skill=SKILL, count="5")
    slug = the_quiz().slug
    siti.get("quizzes.show_quiz", 404, quiz_slug=slug)

    browser.submit(browser.get("builder.publish", quiz_slug=slug))

    assert siti.follow(siti.submit(siti.get("quizzes.show_quiz", quiz_slug=slug))).heading == "Soal 1 dari 5"


def test_a_shipped_quiz_is_changed_as_a_copy_that_stands_for_it(
    browser: Browser, new_browser: Callable[[], Browser], make: Make, budi: User
) -> None:
    siti, dewi = new_browser(), new_browser()
    siti.sign_in(make.cadre_user().sign_in_name)
    dewi.sign_in(make.cadre_user(desa="17.03.01.2001").sign_in_name)
    shipped = make.quiz(title="Kuis bawaan")
    page = browser.get("builder.show_quiz", quiz_slug=shipped.slug)
    assert "Kuis bawaan tidak bisa diubah." in page.words
    assert not page.select("form[action*='/bagian/']")

    copy = browser.follow(browser.submit(page, form="form:has([value=ubah])"))
    browser.submit(browser.click(copy, "Ubah pengaturan"), title="Kuis kami")
    assert (
        siti.get("quizzes.show_quiz", quiz_slug=shipped.slug).heading == "Kuis bawaan"
    )  # a draft does not stand yet
    started = siti.follow(siti.submit(siti.get("quizzes.show_quiz", quiz_slug=shipped.slug)))
    browser.submit(browser.get("builder.publish", quiz_slug=shipped.slug))

    for slug in (shipped.slug, the_quiz().slug):
        assert siti.get("quizzes.show_quiz", quiz_slug=slug).heading == "Kuis kami"
    assert "Lanjutkan kuis" in siti.get("quizzes.show_quiz", quiz_slug=shipped.slug).words
    assert siti.open(started.response.request.path).heading == "Soal 1 dari 3"
    assert dewi.get("quizzes.show_quiz", quiz_slug=shipped.slug).heading == "Kuis bawaan"
    dewi.get("quizzes.show_quiz", 404, quiz_slug=the_quiz().slug)


def test_copying_makes_another_quiz(browser: Browser, make: Make, budi: User) -> None:
    shipped = make.quiz(title="Kuis bawaan")
    page = browser.get("builder.show_quiz", quiz_slug=shipped.slug)

    copy = browser.follow(browser.submit(page, form="form:has([value=salin])"))

    assert copy.heading == "Salinan: Kuis bawaan"
    assert (the_quiz().copy_of, the_quiz().is_draft) == (None, True)
    assert len(parts_of(the_quiz())) == 1


def test_another_kabupatens_quiz_does_not_exist(browser: Browser, make: Make, budi: User) -> None:
    foreign = make.quiz(region_code="17.03")

    for endpoint in ("show_quiz", "edit_quiz", "publish", "pick", "list_takers"):
        browser.get(f"builder.{endpoint}", 404, quiz_slug=foreign.slug)


def test_a_retired_fixed_question_is_named(browser: Browser, make: Make, budi: User) -> None:
    quiz = make.quiz(region_code="17.02")
    fixed = make.question(SKILL, body={"stem": "Soal lama"})
    with db.transaction() as session:
        session.add(QuizDraw(quiz_id=quiz.id, position=2, question_id=fixed.question_id, count=1))
        session.get_one(Question, fixed.question_id).retired_at = now()

    page = browser.get("builder.show_quiz", quiz_slug=quiz.slug)

    assert "sudah ditarik dari bank soal. Hapus bagian itu." in page.words
    browser.submit(
        browser.follow(press(browser, page, 2, "hapus")), form="form[action$=kembalikan]", status=409
    )
    assert reload(QuizDraw, (quiz.id, 2)) is None


def test_the_list_is_searched(browser: Browser, make: Make, budi: User) -> None:
    make.quiz(title="Kuis satu", region_code="17.02")
    make.quiz(title="Kuis dua", region_code="17.02", is_draft=True)

    found = browser.get("builder.list_quizzes", q="KUIS DUA")
    drafts = browser.open("/kelola/kuis?status=draf&milik=kami")

    for page in (found, drafts):
        assert [link.get_text() for link in page.select("tbody a")] == ["Kuis dua"]
