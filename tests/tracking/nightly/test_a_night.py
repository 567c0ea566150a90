"""What a night does, once or twice; the country's page shows what it wrote down."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from app.auth.models import Role, SignInTry
from app.clock import now
from app.db import db, new_id
from app.registry.models import Cadre, DesaDay, RosterImport
from app.web import Portal
from assessments.attempts.models import AttemptClosing
from tests.client import Browser
from tests.factories import Make, count_rows
from tracking.nightly.operations import note_desa

pytestmark = pytest.mark.usefixtures("one_pdf_a_night")


def _days() -> list[date]:
    db.close()
    return sorted(set(db.session.scalars(select(DesaDay.day))))


def test_every_desa_is_written_down(app: Portal, make: Make) -> None:
    make.cadre(level_code="madya", trained=True)
    make.cadre("Dewi")
    make.cadre("Ani", desa="17.02.16.1001")
    make.cadre("Lama", left_at=date(2025, 1, 1))
    db.close()

    assert note_desa(date(2026, 3, 15)) == 2

    rows = db.session.scalars(select(DesaDay).order_by(DesaDay.region_code, DesaDay.level_code))
    found = [(row.region_code, row.level_code, row.cadres, row.trained) for row in rows]
    assert found == [
        ("17.02.09.1012", "belum-dinilai", 1, 0),
        ("17.02.09.1012", "madya", 1, 1),
        ("17.02.16.1001", "belum-dinilai", 1, 0),
    ]


def test_kept_are_today_yesterday_and_the_first_of_each_month(app: Portal, make: Make) -> None:
    make.cadre()
    db.close()
    first = date(2026, 2, 26)
    for n in range(9):
        note_desa(first + timedelta(days=n))
        db.close()

    assert _days() == [date(2026, 3, 1), date(2026, 3, 5), date(2026, 3, 6)]


def test_a_second_time_changes_nothing(app: Portal, make: Make) -> None:
    siti = make.cadre()
    db.close()
    note_desa(date(2026, 3, 15))
    with db.transaction() as session:
        session.get_one(Cadre, siti.id).level_code = "utama"

    note_desa(date(2026, 3, 15))

    assert [(row.level_code, row.cadres) for row in db.session.scalars(select(DesaDay))] == [("utama", 1)]


def test_the_command_closes_writes_and_forgets(app: Portal, make: Make) -> None:
    siti = make.cadre()
    quiz = make.quiz(questions=5, time_limit=1)
    make.attempt(siti.id, quiz)
    old, new = now() - timedelta(hours=1), now()
    with db.transaction() as session:
        session.add_all([SignInTry(name="a", address="b", at=at) for at in (old, new)])
    db.close()

    first = app.test_cli_runner().invoke(args=["nightly"])
    second = app.test_cli_runner().invoke(args=["nightly"])

    assert (first.exit_code, second.exit_code) == (0, 0), first.output
    assert "1 desa dicatat, 1 percobaan masuk dihapus" in first.output
    assert "1 desa dicatat, 0 percobaan masuk dihapus" in second.output
    assert count_rows(SignInTry) == 1
    assert count_rows(AttemptClosing) == 0  # its time is not over yet


def test_previews_that_nobody_applied_for_a_week_are_forgotten(app: Portal) -> None:
    old, new = now() - timedelta(days=8), now()
    with db.transaction() as session:
        for at, applied_at in ((old, None), (old, old), (new, None)):
            session.add(
                RosterImport(
                    id=new_id(),
                    region_code="17.02",
                    rows=[],
                    problems=[],
                    skipped=0,
                    at=at,
                    applied_at=applied_at,
                )
            )
    db.close()

    first = app.test_cli_runner().invoke(args=["nightly"])
    second = app.test_cli_runner().invoke(args=["nightly"])

    assert "1 impor lama dihapus" in first.output
    assert "0 impor lama dihapus" in second.output
    assert count_rows(RosterImport) == 2


def test_an_overdue_quiz_is_closed(app: Portal, make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    siti = make.cadre()
    make.attempt(siti.id, make.quiz(questions=5, time_limit=1))
    db.close()
    monkeypatch.setattr("assessments.attempts.queries.now", lambda: now() + timedelta(hours=1))
    monkeypatch.setattr("assessments.attempts.operations.now", lambda: now() + timedelta(hours=1))

    assert app.test_cli_runner().invoke(args=["nightly"]).output.startswith("1 kuis ditutup")
    assert count_rows(AttemptClosing) == 1


def test_the_country_shows_what_was_written_and_when(browser: Browser, make: Make) -> None:
    make.cadre()
    db.close()
    note_desa(date(2026, 3, 15))
    make.cadre("Baru")  # after the night
    browser.sign_in(make.user(Role.DPMD, None).sign_in_name)

    page = browser.get("dashboards.show_own_region")

    assert "Dihitung" in page.words
    assert page.select(".kpi b")[0].get_text(strip=True) == "1"
    assert browser.click(page, "Bengkulu").select(".kpi b")[0].get_text(strip=True) == "2"
