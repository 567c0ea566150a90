"""Each role's first page; a cadre's weighs little and leads to one thing to do."""

import gzip
from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select

from app.auth.models import Role, User
from app.db import db, now
from app.web import Portal
from assessments.attempts.models import Attempt
from assessments.attempts.operations import finish_attempt, record_answer
from assessments.quizzes.models import Quiz
from learning.curriculum.models import Lesson, Module
from learning.progress.models import LessonDone
from tests.client import Browser, Page
from tests.factories import Make
from tests.queries import counted
from tests.tracking.demo.stories import sit_the_quiz_and_pass

TALK = "bicara-dengan-ibu"


@pytest.fixture
def siti(make: Make, browser: Browser) -> User:
    user = make.cadre_user(name="Siti Rahayu")
    browser.sign_in(user.sign_in_name)
    return user


def _read(cadre_id: UUID | None, module_slug: str, lessons: int | None = None, days_ago: int = 1) -> None:
    db.close()
    with db.transaction() as session:
        rows = session.scalars(
            select(Lesson.id).join(Module).where(Module.slug == module_slug).order_by(Lesson.position)
        )
        at = now() - timedelta(days=days_ago)
        session.add_all([LessonDone(cadre_id=cadre_id, lesson_id=one, at=at) for one in list(rows)[:lessons]])


def _begin(make: Make, cadre_id: UUID | None, quiz_slug: str = TALK) -> Attempt:
    db.close()
    quiz = db.session.scalars(select(Quiz).where(Quiz.slug == quiz_slug)).one()
    return make.attempt(cadre_id, quiz)


def _step(page: Page) -> tuple[str, str, str]:
    """Return the words above, the title and the button of the next step, and check that there is only one button."""
    card = page.select_one(".card.next")
    assert card is not None
    assert card.p is not None
    assert card.h2 is not None
    (button,) = page.select("main .btn")
    return card.p.get_text(strip=True), card.h2.get_text(strip=True), str(button.get_text(strip=True))


def test_the_front_page_says_what_this_is(browser: Browser, make: Make) -> None:
    page = browser.open("/")
    assert browser.click(page, "Masuk").heading == "Masuk"

    browser.sign_in(make.cadre_user().sign_in_name)
    assert browser.open("/", status=302).response.location == "/beranda"


def test_siti_begins_where_her_next_level_is(browser: Browser, make: Make, siti: User) -> None:
    page = browser.open("/beranda")

    assert page.heading == "Halo, Bu Siti"
    assert "0 dari 25 keterampilan" in page.words
    words, _title, button = _step(page)
    assert (words, button) == ("Mulai dari sini", "Mulai belajar")
    assert "Belum mulai" in page.words


def test_a_module_begun_goes_on_at_the_next_lesson(browser: Browser, make: Make, siti: User) -> None:
    _read(siti.cadre_id, TALK, 2)

    page = browser.open("/beranda")

    assert _step(page) == ("Lanjutkan", "Bicara dengan ibu", "Lanjut belajar")
    assert "2 dari 4 pelajaran · sisa sekitar" in page.words
    assert "2/4" in page.words
    lesson = browser.click(page, "Lanjut belajar")
    assert lesson.response.request.path.startswith(f"/belajar/{TALK}/")


def test_a_module_read_leads_to_its_quiz_and_an_open_quiz_to_its_question(
    browser: Browser, make: Make, siti: User
) -> None:
    _read(siti.cadre_id, TALK)
    page = browser.open("/beranda")
    assert _step(page)[::2] == ("Semua pelajaran sudah dibaca", "Buka kuis")
    assert browser.click(page, "Buka kuis").response.request.path == f"/kuis/{TALK}"

    attempt = _begin(make, siti.cadre_id)
    with db.transaction():
        record_answer(attempt.id, 1, 1, '["a"]')
    page = browser.open("/beranda")
    assert _step(page)[::2] == ("Kuis belum selesai", "Lanjut kuis")
    assert browser.click(page, "Lanjut kuis").response.request.path == f"/kuis/{TALK}/{attempt.id}/2"

    with db.transaction():
        for position in range(2, 9):
            record_answer(attempt.id, position, 1, '["a"]')
    page = browser.click(browser.open("/beranda"), "Lanjut kuis")
    assert page.response.request.path == f"/kuis/{TALK}/{attempt.id}/kirim"


def test_a_failed_quiz_is_not_the_next_step_while_she_waits(browser: Browser, make: Make, siti: User) -> None:
    _read(siti.cadre_id, TALK)
    for _time in range(2):
        attempt = _begin(make, siti.cadre_id)
        with db.transaction():
            finish_attempt(attempt.id, "sent", None)

    assert _step(browser.open("/beranda"))[0] == "Mulai dari sini"


def test_a_passed_quiz_shows(browser: Browser, make: Make, siti: User) -> None:
    assert siti.cadre_id
    sit_the_quiz_and_pass(siti.cadre_id, TALK)

    page = browser.open("/beranda")

    assert "Bicara dengan ibu Lulus" in [row.get_text(" ", strip=True) for row in page.select(".row")]
    assert "1 dari 25 keterampilan" in page.words


def test_her_page_is_light(browser: Browser, make: Make, siti: User) -> None:
    for prepare in (lambda: None, lambda: _read(siti.cadre_id, TALK, 2), lambda: _begin(make, siti.cadre_id)):
        prepare()
        with counted() as statements:
            page = browser.open("/beranda")
        assert len(statements) <= 6, statements
        html = len(gzip.compress(page.response.get_data(), 6))
        sheets = page.select("link[rel=stylesheet]")
        sheet = sum(len(gzip.compress(browser.raw(str(one["href"])).get_data(), 6)) for one in sheets)
        assert html <= 3 * 1024
        assert html + sheet <= 8 * 1024
        assert not page.has_script
        assert all(len(str(one)) < 1024 for one in page.select("main svg"))


def test_office_people_go_on(make: Make, new_browser: Callable[[], Browser]) -> None:
    there: dict[tuple[Role, str | None], Any] = {
        (Role.DPMD, "17.02"): "/pantau",
        (Role.CAMAT, "17.02.09"): "/pantau",
        (Role.TRAINER, "17"): "/pantau",
        (Role.ADMIN, "17.02"): "/pengguna",
    }
    for (role, region), location in there.items():
        person = new_browser()
        person.sign_in(make.user(role, region).sign_in_name)
        assert person.open("/beranda", status=302).response.location == location


def test_pak_budi_sees_the_stuck_ones_first(browser: Browser, make: Make) -> None:
    for name in ("Ani", "Dewi", "Eka", "Fitri", "Gita"):
        make.cadre(name)
    make.cadre("Tetangga", desa="17.02.16.1001")
    dewi, fitri, gita = (make.cadre_user(name=name) for name in ("Dewi Dua", "Fitri Dua", "Gita Dua"))
    _read(fitri.cadre_id, TALK, 1, days_ago=45)
    _read(gita.cadre_id, TALK, 1, days_ago=2)
    for _time in range(2):
        attempt = _begin(make, dewi.cadre_id)
        with db.transaction():
            finish_attempt(attempt.id, "sent", None)
    browser.sign_in(make.user(Role.TRAINER, "17.02.09").sign_in_name)

    page = browser.open("/beranda")

    rows = [row.get_text(" ", strip=True) for row in page.select("tbody tr")]
    assert rows[0].startswith("Dewi Dua")
    assert "2 kali gagal pada satu kuis." in rows[0]
    assert rows[1].startswith("Fitri Dua")
    assert "Lama tidak belajar." in rows[1]
    assert [row.split()[0] for row in rows[2:]] == ["Ani", "Dewi", "Eka", "Fitri", "Gita", "Gita"]
    assert "Lancar." in rows[-1]
    assert page.response.headers["Cache-Control"] == "no-store"
    assert [row.a.get_text() for row in browser.open("/beranda?cari=gita").select("tbody tr") if row.a] == [
        "Gita",
        "Gita Dua",
    ]


def test_a_pass_ends_being_stuck(browser: Browser, make: Make) -> None:
    dewi = make.cadre_user(name="Dewi")
    assert dewi.cadre_id
    quiz = make.quiz(questions=5, wait_minutes=[0])
    for _time in range(2):
        attempt = make.attempt(dewi.cadre_id, quiz)
        with db.transaction():
            finish_attempt(attempt.id, "sent", None)
    sit_the_quiz_and_pass(dewi.cadre_id, quiz.slug)
    browser.sign_in(make.user(Role.TRAINER, "17.02.09").sign_in_name)

    assert "kali gagal" not in browser.open("/beranda").select("tbody")[0].get_text()


def test_her_list_is_paged_in_few_statements(demo_app: Portal) -> None:
    budi = Browser(demo_app)
    budi.sign_in("pelatih", "123456")
    with counted() as statements:
        page = budi.open("/beranda")

    assert len(statements) == 3  # the user, the count, the page
    assert "1–25 dari 108" in page.words
    assert "26–50" in budi.click(page, "Berikutnya").words
