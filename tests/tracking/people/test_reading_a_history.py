"""Bu Rina opens a cadre's page and sees why her level is what it is."""

from collections.abc import Callable
from datetime import date

from sqlalchemy import select

from app.audit import AuditEvent
from app.auth.models import Role
from app.db import db
from app.registry.models import Cadre
from app.registry.operations import add_training, leave, move_cadre, withdraw_training
from app.web import Portal
from assessments.attempts.operations import finish_attempt
from assessments.competency.models import Evidence
from assessments.competency.operations import record_paper_level, withdraw_evidence, withdraw_paper_level
from tests.client import Browser
from tests.factories import Make, count_rows
from tests.queries import counted


def test_everything_about_siti_is_on_one_page(browser: Browser, make: Make) -> None:
    rina = make.user(Role.DPMD)
    siti = make.cadre("Siti Rahayu", birth_year=1985, decree_number="140/1/SK", phone=None)
    there = make.posyandu("Mawar", "17.02.09.1013")
    code = make.shown(siti, "PBH", source="import:puskesmas", on=date(2024, 5, 10))
    with db.transaction():
        record_paper_level(siti.id, "pratama", date(2023, 5, 10), "SK Camat 7", rina.id)
        move_cadre(siti.id, there, date(2025, 3, 1), rina.id)
        add_training([siti.id], "Bimtek KMS", date(2025, 4, 2), date(2025, 4, 3), source="hadir", by=rina.id)
    browser.sign_in(rina.sign_in_name)

    page = browser.get("people.show_cadre", number=siti.number)

    assert page.heading == "Siti Rahayu"
    for words in (
        f"Nomor kader {siti.number}",
        "Perempuan, 1985",
        "140/1/SK",
        "17 dari 25 keterampilan",
        "Pratama: tercapai 10 Mei 2024, aturan kuis tkk-rule-A-1",
        "Pratama: di atas kertas 10 Mei 2023, SK Camat 7, dicatat Dpmd",
        "penilaian kertas 10 Mei 2024",
        "1 Maret 2025: Posyandu Mawar",
        "Bimtek KMS, 2 April 2025 sampai 3 April 2025, hadir, dicatat Dpmd",
        "Belum pernah ikut kuis",
    ):
        assert words in page.words, words
    assert page.select(f"a[href='/sertifikat/{code}']")
    assert page.response.headers["Cache-Control"] == "no-store"
    assert count_rows(AuditEvent, AuditEvent.verb == "viewed", AuditEvent.subject_id == str(siti.id)) == 1


def test_what_was_taken_back_stays_readable(browser: Browser, make: Make) -> None:
    siti = make.cadre()
    make.shown(siti, "PBH")
    with db.transaction() as session:
        first = session.scalars(select(Evidence).order_by(Evidence.id)).first()
        assert first is not None
        paper = record_paper_level(siti.id, "madya", date(2024, 1, 2), "SK lama", None)
        withdraw_paper_level(paper.id, "salah orang", None)
        withdraw_evidence(first.id, "salah centang", None)
        training = add_training([siti.id], "Bimtek", date(2025, 4, 2), date(2025, 4, 2), source="x", by=None)
        withdraw_training(training[0].id, None)
    browser.sign_in(make.user(Role.DPMD).sign_in_name)

    words = browser.get("people.show_cadre", number=siti.number).words

    assert "SK lama ditarik" in words
    assert ": salah orang" in words
    assert ": salah centang" in words
    assert "Bimtek, 2 April 2025, x ditarik" in words


def test_her_quizzes_are_listed_with_their_results(browser: Browser, make: Make) -> None:
    siti = make.cadre()
    quiz = make.quiz(questions=5)
    attempt = make.attempt(siti.id, quiz)
    with db.transaction():
        finish_attempt(attempt.id, "sent", None)
    browser.sign_in(make.user(Role.TRAINER, "17.02.09").sign_in_name)

    assert "Kuis coba, 0 %, belum lulus" in browser.get("people.show_cadre", number=siti.number).words


def test_buttons_follow_the_role(browser: Browser, make: Make, new_browser: Callable[[], Browser]) -> None:
    siti = make.cadre()
    seen = {}
    for role in (Role.DPMD, Role.TRAINER, Role.CAMAT):
        person = new_browser()
        person.sign_in(make.user(role, "17.02.09").sign_in_name)
        page = person.get("people.show_cadre", number=siti.number)
        seen[role] = [link.get_text() for link in page.select(".tools a")]

    assert "Ubah data" in seen[Role.DPMD]
    assert "Jenjang kertas" in seen[Role.DPMD]
    assert seen[Role.TRAINER] == ["Buat akun dan kartu masuk", "Pelatihan"]
    assert seen[Role.CAMAT] == []


def test_who_left_can_be_brought_back(browser: Browser, make: Make) -> None:
    siti = make.cadre()
    with db.transaction():
        leave(siti.id, date(2025, 6, 1), None)
    browser.sign_in(make.user(Role.DPMD).sign_in_name)

    page = browser.get("people.show_cadre", number=siti.number)

    assert "Berhenti sejak 1 Juni 2025" in page.words
    assert [link.get_text() for link in page.select(".tools a")][1:3] == ["Aktif kembali", "Jenjang kertas"]


def test_outside_her_region_she_does_not_exist(
    browser: Browser, make: Make, new_browser: Callable[[], Browser]
) -> None:
    siti = make.cadre()
    for role, region, status in (
        (Role.DPMD, "17.03", 404),
        (Role.TRAINER, "17.02.16", 404),
        (Role.DPMD, "17", 404),
        (Role.DPMD, None, 404),
        (Role.ADMIN, "17.02", 403),
    ):
        person = new_browser()
        person.sign_in(make.user(role, region).sign_in_name)
        person.get("people.show_cadre", number=siti.number, status=status)
    browser.sign_in(make.cadre_user(siti).sign_in_name)
    browser.get("people.show_cadre", number=siti.number, status=403)


def test_a_merged_number_leads_to_the_survivor(browser: Browser, make: Make) -> None:
    siti = make.cadre()
    twin = make.cadre("Siti Rahaju", merged_into=siti.id, left_at=date(2025, 1, 1))
    browser.sign_in(make.user(Role.DPMD).sign_in_name)

    page = browser.get("people.show_cadre", number=twin.number, status=302)

    assert page.response.location == f"/kader/{siti.number}"


def test_a_long_history_costs_no_more_statements(demo_app: Portal) -> None:
    rina = Browser(demo_app)
    rina.sign_in("dpmd", "123456")
    numbers = list(
        db.session.scalars(select(Cadre.number).order_by(Cadre.skills_mastered.desc(), Cadre.id).limit(1))
    ) + list(db.session.scalars(select(Cadre.number).where(Cadre.name == "Dewi Anggraini")))
    sent = []
    for number in numbers:
        with counted() as statements:
            rina.get("people.show_cadre", number=number)
        sent.append(len(statements))

    assert sent[0] == sent[1] <= 16  # one for each part of the page, and one for the trace
