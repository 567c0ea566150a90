"""Siti reads what is kept about her, changes her PIN, signs out everywhere, and says what is wrong."""

import gzip

from app.accounts.models import DataReport
from app.accounts.operations import MOST_OPEN_REPORTS
from app.auth.models import Role, SignInTry
from tests.client import Browser
from tests.factories import PIN, Make, count_rows
from tests.queries import counted

NEW_PIN = "481593"


def test_siti_reads_everything_kept_about_her(browser: Browser, make: Make) -> None:
    posyandu = make.posyandu("Mawar")
    cadre = make.cadre("Siti Rahayu", posyandu, birth_year=1984, phone="081234567890", fields=["kesehatan"])
    browser.sign_in(make.cadre_user(cadre).sign_in_name)

    with counted() as statements:
        page = browser.get("accounts.show_own")

    for kept in ("Siti Rahayu", cadre.number, "Mawar", "1984", "081234567890", "kesehatan", "perempuan"):
        assert kept in page.words
    assert len(statements) == 3  # the user; the cadre with her Posyandu and desa; her open reports
    assert len(gzip.compress(page.response.data)) < 3_000
    assert not page.has_script


def test_an_officer_reads_hers(browser: Browser, make: Make) -> None:
    browser.sign_in(make.user(Role.DPMD, sign_in_name="rina").sign_in_name)
    page = browser.get("accounts.show_own")
    assert "Kabupaten Rejang Lebong" in page.words
    assert "Rina" in page.words


def test_siti_changes_her_pin_and_stays_signed_in_here_only(
    browser: Browser, make: Make, new_browser: type[Browser]
) -> None:
    siti = make.cadre_user()
    other: Browser = new_browser()  # type: ignore[call-arg]
    other.sign_in(siti.sign_in_name)
    browser.sign_in(siti.sign_in_name)

    page = browser.click(browser.get("accounts.show_own"), "Ganti PIN")
    after = browser.follow(browser.submit(page, old_pin=PIN, new_pin=NEW_PIN, repeat_pin=NEW_PIN))

    assert "Sudah diganti" in after.words
    other.get("accounts.show_own", status=302)
    other.submit(other.open("/masuk"), status=422, name=siti.sign_in_name, pin=PIN)
    assert other.sign_in(siti.sign_in_name, NEW_PIN).response.location == "/beranda"


def test_a_weak_or_mistyped_pin_is_refused_with_its_reason(browser: Browser, make: Make) -> None:
    siti = make.cadre_user(birth_year=1984)
    browser.sign_in(siti.sign_in_name)
    page = browser.get("accounts.change_secret")
    for new, repeat, reason in (
        ("198477", "198477", "mudah ditebak"),
        ("123456", "123456", "mudah ditebak"),
        ("48159", "48159", "PIN berisi 6 angka"),
        (PIN, PIN, "sama dengan yang lama"),
        (NEW_PIN, "481594", "Belum sama"),
    ):
        page = browser.submit(page, status=422, old_pin=PIN, new_pin=new, repeat_pin=repeat)
        assert reason in page.words
        assert not page.value("#new_pin")


def test_the_old_pin_cannot_be_guessed_on_an_open_phone(browser: Browser, make: Make) -> None:
    siti = make.cadre_user()
    browser.sign_in(siti.sign_in_name)
    page = browser.get("accounts.change_secret")
    for _ in range(5):
        page = browser.submit(page, status=422, old_pin="999999", new_pin=NEW_PIN, repeat_pin=NEW_PIN)
        assert "Tidak cocok dengan yang lama" in page.words
    page = browser.submit(page, status=422, old_pin=PIN, new_pin=NEW_PIN, repeat_pin=NEW_PIN)
    assert "Terlalu sering salah. Tunggu 1 menit" in page.words
    assert count_rows(SignInTry) == 5


def test_an_officer_needs_a_long_password(browser: Browser, make: Make) -> None:
    make.user(Role.TRAINER, sign_in_name="budi")
    browser.sign_in("budi")
    page = browser.get("accounts.change_secret")
    for new, reason in (("481593", "Paling sedikit 10 huruf"), ("budi-budi-budi", "mudah ditebak")):
        page = browser.submit(page, status=422, old_pin=PIN, new_pin=new, repeat_pin=new)
        assert reason in page.words
    browser.submit(page, old_pin=PIN, new_pin="kolam teduh pagi", repeat_pin="kolam teduh pagi")
    browser.submit(browser.open("/keluar"))
    assert browser.sign_in("budi", "kolam teduh pagi").response.location == "/beranda"


def test_siti_signs_out_of_every_phone(browser: Browser, make: Make, new_browser: type[Browser]) -> None:
    siti = make.cadre_user()
    other: Browser = new_browser()  # type: ignore[call-arg]
    other.sign_in(siti.sign_in_name)
    browser.sign_in(siti.sign_in_name)

    after = browser.follow(browser.submit(browser.get("accounts.show_own")))

    assert "keluar dari semua HP" in after.words
    other.get("accounts.show_own", status=302)
    browser.get("accounts.show_own", status=302)


def test_siti_says_what_is_wrong_and_the_office_settles_it(
    browser: Browser, make: Make, new_browser: type[Browser]
) -> None:
    siti = make.cadre_user(name="Siti Rahayu")
    browser.sign_in(siti.sign_in_name)
    form = browser.click(browser.get("accounts.show_own"), "Ada data yang salah")
    after = browser.follow(browser.submit(form, words="Tahun lahir saya 1984, bukan 1948."))
    assert "Terkirim" in after.words
    browser.submit(form, words="Tahun lahir saya 1984, bukan 1948.")  # a double tap
    assert count_rows(DataReport) == 1

    rina: Browser = new_browser()  # type: ignore[call-arg]
    rina.sign_in(make.user(Role.DPMD).sign_in_name)
    page = rina.get("reports.list_open")
    assert "Tahun lahir saya 1984" in page.words
    assert "Siti Rahayu" in page.words
    after = rina.follow(rina.submit(page))
    assert "Siti Rahayu" not in after.select_one("main").get_text()  # type: ignore[union-attr]
    assert count_rows(DataReport, DataReport.settled_at.is_not(None)) == 1


def test_the_office_of_another_place_sees_no_report(browser: Browser, make: Make) -> None:
    siti = make.cadre_user()
    browser.sign_in(siti.sign_in_name)
    browser.submit(browser.get("accounts.report"), words="Nama saya salah tulis.")
    browser.submit(browser.open("/keluar"))

    browser.sign_in(make.user(Role.DPMD, region="17.03").sign_in_name)
    assert "Nama saya salah" not in browser.get("reports.list_open").words


def test_a_trainer_reads_reports_without_the_button(browser: Browser, make: Make) -> None:
    siti = make.cadre_user()
    browser.sign_in(siti.sign_in_name)
    browser.submit(browser.get("accounts.report"), words="Nama saya salah tulis.")
    browser.submit(browser.open("/keluar"))
    browser.sign_in(make.user(Role.TRAINER).sign_in_name)
    page = browser.get("reports.list_open")
    assert "Nama saya salah" in page.words
    assert not page.select("form[method=post]")


def test_too_many_open_reports_are_refused_kindly(browser: Browser, make: Make) -> None:
    browser.sign_in(make.cadre_user().sign_in_name)
    for n in range(MOST_OPEN_REPORTS):
        browser.submit(browser.get("accounts.report"), words=f"Ini salah, nomor {n}.")
    page = browser.submit(browser.get("accounts.report"), status=422, words="Satu lagi.")
    assert "masih dikerjakan petugas" in page.words
    assert page.select_one("textarea").get_text().strip() == "Satu lagi."  # type: ignore[union-attr]


def test_an_officer_has_no_report_page(browser: Browser, make: Make) -> None:
    browser.sign_in(make.user(Role.DPMD).sign_in_name)
    browser.get("accounts.report", status=403)
