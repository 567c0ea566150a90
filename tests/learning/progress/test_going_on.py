"""Siti finishes lessons and goes on where she stopped; nobody else's progress moves."""

from sqlalchemy import select

from app.db import db
from learning.curriculum.models import Lesson, shipped_id
from learning.curriculum.reader import Reader
from learning.progress.models import LessonDone
from learning.progress.operations import mark_lesson_done
from learning.progress.queries import study_of
from tests.client import Browser
from tests.factories import Make, count_rows

FIRST = "/belajar/bicara-dengan-ibu/sapa-lalu-dengar"
SECOND = "/belajar/bicara-dengan-ibu/saji-di-rumah"
LAST = "/belajar/bicara-dengan-ibu/rahasia-dan-satu-langkah"


def test_siti_finishes_a_lesson_and_reads_the_next(browser: Browser, make: Make) -> None:
    siti = make.cadre()
    browser.sign_in(make.cadre_user(siti).sign_in_name)

    after = browser.submit(browser.open(FIRST), form="main form")

    assert after.response.location == SECOND
    assert count_rows(LessonDone, LessonDone.lesson_id == shipped_id("lesson", "sapa-lalu-dengar")) == 1
    module = browser.open("/belajar/bicara-dengan-ibu")
    assert "1 dari 4 pelajaran · sisa sekitar 16 menit" in module.words
    assert "1. Sapa, lalu dengar Selesai" in module.words
    assert browser.click(module, "Lanjut belajar").heading == "SAJI saat kunjungan rumah"


def test_a_double_tap_counts_once(browser: Browser, make: Make) -> None:
    browser.sign_in(make.cadre_user().sign_in_name)
    page = browser.open(FIRST)

    assert browser.submit(page, form="main form").response.location == SECOND
    assert browser.submit(page, form="main form").response.location == SECOND

    assert count_rows(LessonDone) == 1


def test_a_finished_lesson_shows_it_and_leads_on(browser: Browser, make: Make) -> None:
    browser.sign_in(make.cadre_user().sign_in_name)
    browser.submit(browser.open(FIRST), form="main form")

    page = browser.open(FIRST)

    assert not page.select("main form")
    assert "Selesai" in [pill.get_text() for pill in page.select(".pill")]
    assert browser.click(page, "Pelajaran berikutnya").heading == "SAJI saat kunjungan rumah"


def test_after_the_last_lesson_comes_the_quiz(browser: Browser, make: Make) -> None:
    browser.sign_in(make.cadre_user().sign_in_name)

    after = browser.submit(browser.open(LAST), form="main form")

    assert after.response.location == "/kuis/bicara-dengan-ibu"


def test_the_list_opens_the_next_lesson_of_the_module_touched_last(browser: Browser, make: Make) -> None:
    siti = make.cadre()
    browser.sign_in(make.cadre_user(siti).sign_in_name)
    assert not browser.open("/belajar").select(".card.next")  # where to begin, her first page says
    browser.submit(browser.open(FIRST), form="main form")

    again = browser.click(browser.open("/belajar"), "Lanjut belajar")

    assert again.heading == "SAJI saat kunjungan rumah"
    step = study_of(Reader(siti.id, None)).next_step
    assert step is not None
    assert (step.module.slug, step.slug) == ("bicara-dengan-ibu", "saji-di-rumah")


def test_when_all_is_done_the_list_says_so(browser: Browser, make: Make) -> None:
    siti = make.cadre()
    with db.transaction() as session:
        for lesson_id in session.scalars(select(Lesson.id)).all():
            mark_lesson_done(siti.id, lesson_id)
    browser.sign_in(make.cadre_user(siti).sign_in_name)

    page = browser.open("/belajar")

    assert "Semua pelajaran sudah selesai. Bagus sekali." in page.words
    assert "5 pelajaran, semua selesai" in page.words
    assert not page.select(".card.next")
    module = browser.open("/belajar/bicara-dengan-ibu")
    assert [link.get_text() for link in module.select("a.btn")] == ["Kuis modul ini"]


def test_the_lessons_of_a_field_lead_to_its_quiz_too(browser: Browser, make: Make) -> None:
    browser.sign_in(make.cadre_user().sign_in_name)

    after = browser.submit(browser.open("/belajar/rumah-layak-huni/menyuluh-rumah-sehat"), form="main form")

    assert after.response.location == "/kuis/rumah-layak-huni"
    assert browser.open(after.response.location).heading == "Kuis: Rumah layak huni"
    assert browser.click(browser.open("/belajar/rumah-layak-huni"), "Kuis modul ini")


def test_dewi_has_her_own_progress(new_browser, make: Make) -> None:
    siti, dewi = new_browser(), new_browser()
    siti.sign_in(make.cadre_user(name="Siti").sign_in_name)
    dewi.sign_in(make.cadre_user(name="Dewi").sign_in_name)

    siti.submit(siti.open(FIRST), form="main form")

    assert "0 dari 4 pelajaran" in dewi.open("/belajar/bicara-dengan-ibu").words


def test_a_form_without_its_token_finishes_nothing(browser: Browser, make: Make) -> None:
    browser.sign_in(make.cadre_user().sign_in_name)

    page = browser.submit(browser.open(FIRST), status=422, form="main form", csrf_token="lama")

    assert "Formulir ini sudah lama terbuka." in page.words
    assert count_rows(LessonDone) == 0
    assert browser.submit(page, form="main form").response.location == SECOND


def test_officers_and_visitors_finish_nothing(new_browser, make: Make) -> None:
    budi, visitor = new_browser(), new_browser()
    budi.sign_in(make.user("pelatih").sign_in_name)

    budi.open(f"{FIRST}/selesai", status=403, method="POST")
    visitor.open(f"{FIRST}/selesai", status=401, method="POST")

    assert count_rows(LessonDone) == 0


def test_a_lesson_that_is_not_there_cannot_be_finished(browser: Browser, make: Make) -> None:
    browser.sign_in(make.cadre_user().sign_in_name)

    browser.open("/belajar/bicara-dengan-ibu/tidak-ada/selesai", status=404, method="POST")
