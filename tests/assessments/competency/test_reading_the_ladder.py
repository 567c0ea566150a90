"""Siti opens /jenjang and reads where she stands and what is missing."""

import gzip
from datetime import date

from sqlalchemy import update

from app.auth.models import Role
from app.db import db, now
from assessments.competency.operations import record_paper_level
from assessments.quizzes.models import Quiz
from tests.client import Browser
from tests.factories import Make
from tests.queries import counted

DAY = date(2025, 10, 15)


def test_siti_sees_that_one_skill_is_missing_and_where_to_learn_it(browser: Browser, make: Make) -> None:
    siti = make.cadre("Siti Rahayu")
    make.cadre_user(siti)
    make.shown(siti, "BHR", on=DAY)
    make.shown(siti, ["paket-layanan-siklus-hidup", "pencatatan-pelaporan", "kunjungan-rumah"], on=DAY)
    with db.transaction():
        record_paper_level(siti.id, "pratama", DAY, "Berita acara 7/2025", None)
    browser.sign_in(siti.number)

    page = browser.get("competency.show_ladder")

    assert page.heading == "Jenjang saya"
    assert "Pratama 19 dari 25 keterampilan. Kurang 1 keterampilan lagi untuk Madya." in page.words
    assert page.select("svg[role=img]")[0]["aria-label"] == "Anda di jenjang Pratama, 19 dari 25 keterampilan"
    assert "dari penilaian kertas 15 Oktober 2025: Berita acara 7/2025" in page.words
    missing = page.select(".card.rows")[0]
    assert [b.get_text() for b in missing.select("b")] == ["Komunikasi efektif"]
    assert missing.select("a")[0]["href"] == "/belajar/bicara-dengan-ibu"
    assert page.select(".btn")[0].get_text() == "Belajar: Bicara dengan ibu"
    groups = [" ".join(summary.get_text().split()) for summary in page.select("summary")]
    assert groups[0] == "Pengelolaan Posyandu: 3 dari 4"
    assert len(page.select("details li")) == 25
    assert "Kunjungan rumah: ✓ bisa Penilaian kertas 15 Okt 2025" in page.words
    assert "Komunikasi efektif: belum" in page.words


def test_a_newcomer_sees_where_each_skill_is_taught(browser: Browser, make: Make) -> None:
    siti = make.cadre_user()
    browser.sign_in(siti.sign_in_name)

    page = browser.get("competency.show_ladder")

    assert "Belum dinilai 0 dari 25 keterampilan. Kurang 14 keterampilan lagi untuk Pratama." in page.words
    assert "Menimbang dan mengukur balita" in page.select(".card.rows")[0].get_text()


def test_where_no_quiz_exists_the_page_says_whom_to_ask(browser: Browser, make: Make) -> None:
    siti = make.cadre()
    make.cadre_user(siti)
    make.shown(siti, "PBHR")
    with db.transaction() as session:
        session.execute(update(Quiz).where(Quiz.slug == "hidup-sehat-germas").values(retired_at=now()))
    browser.sign_in(siti.number)

    page = browser.get("competency.show_ladder")

    assert "Kurang 5 keterampilan lagi untuk Utama." in page.words
    (row,) = [row for row in page.select(".row") if "belum ada kuis, tanya bidan" in row.get_text()]
    assert "Germas" in row.get_text()


def test_at_the_top_nothing_is_missing(browser: Browser, make: Make) -> None:
    siti = make.cadre()
    make.cadre_user(siti)
    make.shown(siti, "PBHRD")
    browser.sign_in(siti.number)

    page = browser.get("competency.show_ladder")

    assert "25 dari 25 keterampilan. Semua jenjang sudah tercapai." in page.words
    assert not page.find("h3")


def test_the_ladder_keeps_its_budgets(browser: Browser, make: Make) -> None:
    siti = make.cadre()
    make.cadre_user(siti)
    make.shown(siti, "PBH", kind="quiz")
    make.shown(siti, "PBR", kind="observation", source="observation:1")
    browser.sign_in(siti.number)

    with counted() as statements:
        page = browser.get("competency.show_ladder")

    assert len(statements) <= 4, (
        "the user, her level with rule and paper, her evidence by skill, where to learn"
    )
    assert len(gzip.compress(page.response.data)) <= 3 * 1024
    assert len(str(page.select("main svg")[0])) < 1024
    assert not page.has_script


def test_only_a_cadre_has_a_ladder(browser: Browser, make: Make) -> None:
    browser.open("/jenjang", status=302)
    rina = make.user(Role.DPMD)
    browser.sign_in(rina.sign_in_name)

    browser.get("competency.show_ladder", status=403)
