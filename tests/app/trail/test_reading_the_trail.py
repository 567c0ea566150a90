"""The admin reads who did what in her region, filters, turns pages, and takes it along as a file."""

import csv
import io
from datetime import timedelta

import pytest
import time_machine

from app import audit
from app.audit import AuditEvent
from app.auth.models import Role
from app.clock import now
from app.csv_file import to_csv
from app.db import db
from app.trail.search import TrailSearch
from tests.client import Browser, Page
from tests.factories import Make, count_rows
from tests.queries import counted


@pytest.fixture
def admin(browser: Browser, make: Make) -> Browser:
    browser.sign_in(make.user(Role.ADMIN, sign_in_name="tuti").sign_in_name)
    return browser


def rows_of(page: Page) -> list[str]:
    return [" ".join(row.get_text(" ").split()) for row in page.select("tbody tr")]


def test_names_stand_for_ids(admin: Browser, make: Make, new_browser: type[Browser]) -> None:
    siti = make.cadre_user(name="Siti Rahayu")
    phone: Browser = new_browser()  # type: ignore[call-arg]
    phone.sign_in(siti.sign_in_name)

    lines = rows_of(admin.get("trail.list_events"))

    assert any(f"Siti Rahayu ({siti.sign_in_name}) masuk akun Siti Rahayu" in line for line in lines)
    assert any("Tuti (tuti) masuk" in line for line in lines)


def test_filters_narrow_and_odd_ones_do_not(admin: Browser, make: Make) -> None:
    siti = make.cadre(name="Siti Rahayu")
    with db.transaction():
        audit.record(None, "moved", "cadre", siti.id, siti.region_code, **{"from": "Mawar"})

    moved = rows_of(admin.get("trail.list_events", perbuatan="moved"))
    assert len(moved) == 1
    assert "perintah di server memindahkan kader Siti Rahayu" in moved[0]
    assert "from: Mawar" in moved[0]
    assert rows_of(admin.get("trail.list_events", q="siti")) == moved
    assert rows_of(admin.get("trail.list_events", q=siti.number)) == moved
    assert rows_of(admin.get("trail.list_events", jenis="cadre")) == moved
    everything = len(rows_of(admin.get("trail.list_events")))
    assert len(rows_of(admin.get("trail.list_events", dari="kemarin", sampai="9999-99-99"))) == everything
    assert "Tidak ada catatan yang cocok" in admin.get("trail.list_events", q="%").words


def test_days_are_those_of_the_office(admin: Browser) -> None:
    with (
        time_machine.travel("2026-03-09T18:30:00+00:00", tick=False),
        db.transaction(),
    ):  # the 10th at the office
        audit.record(None, "added", "posyandu", "x", "17.02")
    found = rows_of(admin.get("trail.list_events", dari="2026-03-10", sampai="2026-03-10"))
    assert len(found) == 1
    assert "10 Maret 2026 01.30 WIB" in found[0]
    assert not rows_of(admin.get("trail.list_events", sampai="2026-03-09"))


def test_another_region_and_the_country_stay_hidden(admin: Browser, make: Make) -> None:
    with db.transaction():
        audit.record(None, "added", "posyandu", "there", "17.03")
        audit.record(None, "added", "posyandu", "almost", "17.021")
        audit.record(None, "added", "posyandu", "nowhere")
    words = admin.get("trail.list_events").words
    assert not [word for word in ("there", "almost", "nowhere") if word in words]

    admin.submit(admin.open("/keluar"))
    admin.sign_in(make.user(Role.ADMIN, region=None).sign_in_name)
    words = admin.get("trail.list_events").words
    assert [word for word in ("there", "almost", "nowhere") if word in words] == [
        "there",
        "almost",
        "nowhere",
    ]


def test_an_admin_of_the_country_sees_numbers_for_names(browser: Browser, make: Make) -> None:
    siti = make.cadre(name="Siti Rahayu")
    with db.transaction():
        audit.record(None, "moved", "cadre", siti.id, siti.region_code)
    browser.sign_in(make.user(Role.ADMIN, region=None).sign_in_name)
    words = browser.get("trail.list_events").words
    assert siti.number in words
    assert "Siti Rahayu" not in words


def test_pages_and_statements_are_few(admin: Browser, make: Make) -> None:
    siti = make.cadre(name="Siti Rahayu")
    with db.transaction():
        for _ in range(60):
            audit.record(None, "moved", "cadre", siti.id, siti.region_code)
    with counted() as statements:
        page = admin.get("trail.list_events", hal=2)
    assert len(rows_of(page)) == 25
    assert len(statements) == 4  # the user, the count, the rows, the cadres' names
    assert admin.click(page, "Berikutnya").select("tbody tr")


def test_the_file_holds_what_is_shown_and_runs_no_formula(admin: Browser, make: Make) -> None:
    siti = make.cadre(name="=HYPERLINK(Siti)")
    with db.transaction():
        audit.record(None, "moved", "cadre", siti.id, siti.region_code)
    before = count_rows(AuditEvent, AuditEvent.verb == "viewed")

    response = admin.raw("/catatan.csv?perbuatan=moved")

    assert response.headers["Cache-Control"] == "no-store"
    table = list(csv.reader(io.StringIO(response.data.decode("utf-8-sig")), delimiter=";"))
    assert table[0] == ["Waktu", "Siapa", "Perbuatan", "Jenis", "Terhadap", "Rincian"]
    assert table[1][4].startswith("'=HYPERLINK")
    assert len(table) == 2
    assert count_rows(AuditEvent, AuditEvent.verb == "viewed") == before + 1


@pytest.mark.parametrize("role", [Role.CADRE, Role.TRAINER, Role.CAMAT, Role.DPMD])
def test_others_may_not_read_it(browser: Browser, make: Make, role: Role) -> None:
    user = make.cadre_user() if role is Role.CADRE else make.user(role)
    browser.sign_in(user.sign_in_name)
    browser.get("trail.list_events", status=403)
    browser.get("trail.export", status=403)


def test_a_search_reads_its_own_address_back() -> None:
    args = {"perbuatan": "moved", "jenis": "cadre", "q": "Siti", "dari": "2026-01-01", "sampai": "2026-01-31"}
    search = TrailSearch.of(args)
    assert search.as_args() == args
    assert search.begins is not None
    assert search.ends is not None
    assert search.ends - search.begins == timedelta(days=31)
    assert TrailSearch.of({"q": "\0", "dari": "0001-01-01"}) == TrailSearch()
    assert now() > search.begins


def test_numbers_stay_numbers_in_a_file() -> None:
    assert to_csv([[-1, "-1", None, "a;b"]]) == '\ufeff-1;\'-1;;"a;b"\r\n'.encode()
