"""Bu Rina records a level that was decided on paper, and takes one back."""

import pytest

from app.auth.models import Role, User
from app.registry.models import Cadre
from assessments.competency.models import Award, PaperLevel
from assessments.competency.recount import find_differences
from tests.client import Browser, Page
from tests.factories import Make, count_rows, reload


@pytest.fixture
def siti(make: Make) -> Cadre:
    return make.cadre("Siti Rahayu")


@pytest.fixture
def rina(make: Make, browser: Browser) -> User:
    user = make.user(Role.DPMD)
    browser.sign_in(user.sign_in_name)
    return user


def record(browser: Browser, siti: Cadre, status: int = 303, **typed: str) -> Page:
    fields = {"level_code": "madya", "decided_on": "2025-10-15", "source": "Berita acara 7/2025, Bidan Ani"}
    page = browser.get("competency.paper_levels", number=siti.number)
    return browser.submit(page, status=status, **{**fields, **typed})


def test_rina_records_a_level(browser: Browser, siti: Cadre, rina: User) -> None:
    assert "Belum ada jenjang dari kertas" in browser.get("competency.paper_levels", number=siti.number).words

    page = browser.follow(record(browser, siti))

    assert "Jenjang dari kertas dicatat." in page.words
    assert "Madya 15 Oktober 2025 Berita acara 7/2025, Bidan Ani Tarik" in page.words
    assert page.response.headers["Cache-Control"] == "no-store"
    assert reload(Cadre, siti.id).level_code == "madya"
    assert count_rows(PaperLevel, PaperLevel.by == rina.id) == 1
    assert count_rows(Award) == 0
    assert find_differences().differences == []


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ({"decided_on": "kemarin"}, "Tulis tanggal"),
        ({"decided_on": "2999-01-01"}, "Tulis tanggal hari ini atau sebelumnya."),
        ({"decided_on": ""}, "Bagian ini wajib diisi."),
        ({"level_code": "jagoan"}, "Pilihan ini tidak ada"),
        ({"source": ""}, "Bagian ini wajib diisi."),
        ({"source": "x" * 121}, "Antara 5 dan 120 huruf."),
        ({"source": "Surat\x00 7"}, "Ada huruf yang tidak bisa disimpan."),
    ],
)
def test_what_cannot_be_is_said_at_the_field_and_kept(
    browser: Browser, siti: Cadre, rina: User, typed: dict[str, str], message: str
) -> None:
    page = record(browser, siti, status=422, **typed)

    assert message in page.select(".wrong")[0].get_text()
    if "source" not in typed:
        assert page.value("#source") == "Berita acara 7/2025, Bidan Ani"
    assert count_rows(PaperLevel) == 0


def test_the_same_paper_twice_is_said_and_not_recorded(browser: Browser, siti: Cadre, rina: User) -> None:
    record(browser, siti)

    page = record(browser, siti, status=422)

    assert "sudah dicatat dengan tanggal dan sumber yang sama" in page.words
    assert count_rows(PaperLevel) == 1


def test_rina_takes_a_level_back_and_says_why(browser: Browser, siti: Cadre, rina: User) -> None:
    page = browser.click(browser.follow(record(browser, siti)), "Tarik")
    browser.submit(page, status=422, reason="")

    done = browser.follow(browser.submit(page, reason="Surat milik orang lain"))

    assert "Ditarik" in done.words
    assert "Surat milik orang lain" in done.words
    assert reload(Cadre, siti.id).level_code == "belum-dinilai"
    assert count_rows(PaperLevel) == 2
    assert find_differences().differences == []
    browser.submit(page, status=404, reason="Sekali lagi")


def test_another_region_finds_nothing(browser: Browser, make: Make, siti: Cadre) -> None:
    for region in ("17.03", "17", None):
        browser.sign_in(make.user(Role.DPMD, region).sign_in_name)
        browser.get("competency.paper_levels", number=siti.number, status=404)
        browser.client.delete_cookie("sesi")


def test_who_may_not_write_the_roster_is_refused(browser: Browser, make: Make, siti: Cadre) -> None:
    for role in (Role.TRAINER, Role.CAMAT):
        browser.sign_in(make.user(role).sign_in_name)
        browser.get("competency.paper_levels", number=siti.number, status=403)
        browser.client.delete_cookie("sesi")


def test_a_paper_of_somebody_else_is_not_found(browser: Browser, make: Make, siti: Cadre, rina: User) -> None:
    page = browser.click(browser.follow(record(browser, siti)), "Tarik")
    paper_id = str(page.select("main form")[0]["action"]).split("/")[-2]

    dewi = make.cadre("Dewi")
    browser.get("competency.withdraw_paper_level", number=dewi.number, paper_id=paper_id, status=404)
