"""Somebody scans the QR on the wall: genuine, withdrawn or unknown."""

import gzip

import sqlalchemy as sa

from app.db import db
from assessments.certificates.codes import new_code, shown_code
from assessments.competency.models import Evidence
from assessments.competency.operations import withdraw_evidence
from tests.client import Browser
from tests.factories import Make
from tests.queries import counted


def withdraw_one() -> None:
    db.close()
    with db.transaction():
        withdraw_evidence(db.session.scalars(sa.select(Evidence.id).limit(1)).one(), "Salah orang", None)


def test_a_genuine_one_shows_name_level_date_and_district_and_nothing_else(
    browser: Browser, make: Make
) -> None:
    siti = make.cadre("Siti Rahayu", birth_year=1980, phone="0812345678")
    code = make.shown(siti, "PBR")

    with counted() as statements:
        page = browser.get("certificates.check", code=code)

    assert page.heading == "Sertifikat ini asli"
    facts = {row.select("th")[0].get_text(): row.select("td")[0].get_text() for row in page.select("tr")}
    assert list(facts) == ["Nama", "Jenjang", "Tanggal", "Wilayah"]
    assert (facts["Nama"], facts["Jenjang"], facts["Wilayah"]) == (
        "Siti Rahayu",
        "Pratama",
        "Kabupaten Rejang Lebong",
    )
    assert siti.number not in str(page)
    assert page.response.headers["Cache-Control"] == "no-store"
    assert len(statements) == 1
    assert len(gzip.compress(page.response.data)) <= 3 * 1024


def test_the_code_may_be_typed_in_small_letters_with_dashes_and_spaces(browser: Browser, make: Make) -> None:
    code = str(make.shown(make.cadre(), "PBR"))

    for typed in (shown_code(code).lower(), f"{code[:5]} {code[5:]}", f"{code[:5]}.{code[5:]}"):
        assert browser.get("certificates.check", code=typed).heading == "Sertifikat ini asli"


def test_a_withdrawn_one_says_so(browser: Browser, make: Make) -> None:
    code = make.shown(make.cadre(), "PBR")
    withdraw_one()

    page = browser.get("certificates.check", code=code)

    assert page.heading == "Sertifikat ini ditarik"
    assert "Kertasnya tidak berlaku lagi." in page.words
    assert "Salah orang" not in page.words


def test_an_unknown_one_is_friendly_and_not_found(browser: Browser) -> None:
    for typed in (new_code(), "ABC", "x" * 200, "../etc", "<b>", "%00", "🙂"):
        page = browser.get("certificates.check", status=404, code=typed)
        assert page.heading in ("Sertifikat tidak dikenal", "Halaman tidak ditemukan")
    page = browser.get("certificates.check", status=404, code=new_code())
    assert "Periksa lagi kodenya" in page.words


def test_her_name_of_today_does_not_change_what_was_printed(browser: Browser, make: Make) -> None:
    siti = make.cadre("Siti Rahayu")
    code = make.shown(siti, "PBR")
    with db.transaction() as session:
        session.execute(sa.text("UPDATE cadre SET name = 'Siti Rahayu Ningsih'"))

    assert "Siti Rahayu Ningsih" not in browser.get("certificates.check", code=code).words
