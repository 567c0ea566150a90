"""Bu Rina adds a Posyandu, corrects it, and may close it only when nobody serves there any more."""

from datetime import date

import pytest
from sqlalchemy import select

from app.db import db
from app.registry.models import Posyandu
from tests.client import Browser
from tests.factories import DESA, Make, count_rows, reload


@pytest.fixture
def rina(browser: Browser, make: Make) -> Browser:
    browser.sign_in(make.user("dpmd").sign_in_name)
    return browser


def test_a_new_posyandu_stands_in_its_desa(rina: Browser) -> None:
    page = rina.get("posyandu.new_posyandu")
    assert len(page.select("#desa optgroup")) == 15
    assert len(page.select("#desa option")) == 1 + 156
    after = rina.submit(page, desa=DESA, name="Melati 1", strata="madya", life_cycle_since="2024-02-01")

    place = db.session.scalar(select(Posyandu))
    assert place is not None
    assert (place.region_code, place.sort_name, place.strata) == (DESA, "melati 1", "madya")
    shown = rina.follow(after)
    assert shown.heading == "Posyandu Melati 1"
    assert "1 Februari 2024" in shown.words
    assert "Belum ada kader aktif" in shown.words


def test_a_namesake_in_the_same_desa_is_refused(rina: Browser, make: Make) -> None:
    make.posyandu("Melati 1")

    page = rina.submit(rina.get("posyandu.new_posyandu", desa=DESA), status=422, name="POSYANDU  melati 1")

    assert "sudah ada Posyandu dengan nama itu" in page.words
    assert count_rows(Posyandu) == 1


def test_a_correction_is_kept(rina: Browser, make: Make) -> None:
    melati = make.posyandu("Melati", strata="pratama")

    rina.submit(rina.get("posyandu.edit_posyandu", posyandu_id=melati.id), name="Melati 2", strata="")

    now = reload(Posyandu, melati.id)
    assert (now.name, now.strata) == ("Melati 2", None)


def test_closing_waits_until_everybody_has_moved(rina: Browser, make: Make) -> None:
    melati = make.posyandu("Melati")
    siti = make.cadre("Siti Rahayu", melati)
    mawar = make.posyandu("Mawar")

    page = rina.get("posyandu.close_posyandu", posyandu_id=melati.id)
    assert "Siti Rahayu" in page.words
    again = rina.submit(page, status=422)
    assert "Masih ada 1 kader aktif di sini: Siti Rahayu." in again.words
    assert reload(Posyandu, melati.id).closed_at is None

    rina.submit(rina.get("registry.move_cadre", number=siti.number), posyandu=str(mawar.id))
    after = rina.submit(rina.get("posyandu.close_posyandu", posyandu_id=melati.id), day="2025-01-15")
    assert reload(Posyandu, melati.id).closed_at == date(2025, 1, 15)

    undo = rina.click(rina.follow(after), "Buka lagi")
    rina.submit(undo)
    assert reload(Posyandu, melati.id).closed_at is None
    assert "memang buka" in rina.submit(undo, status=409).words


def test_the_list_finds_filters_and_counts(rina: Browser, make: Make) -> None:
    melati = make.posyandu("Melati", strata="mandiri", life_cycle_since=date(2024, 1, 1))
    make.posyandu("Mawar", "17.02.10.2001")
    make.posyandu("Tutup", closed_at=date(2024, 1, 1))
    make.cadre("Siti", melati)
    make.cadre("Dewi", melati, left_at=date(2025, 1, 1))

    def found(query: str) -> list[str]:
        return [cell.get_text() for cell in rina.open(f"/posyandu?{query}").select("td:first-child")]

    assert sorted(found("")) == ["Mawar", "Melati"]
    assert found("urut=-kader") == ["Melati", "Mawar"]
    assert found("q=mel") == ["Melati"]
    assert found("q=%25") == []
    assert found("strata=mandiri") == ["Melati"]
    assert found("siklus=belum") == ["Mawar"]
    assert found("wilayah=17.02.10") == ["Mawar"]
    assert found("status=tutup") == ["Tutupditutup 1 Jan 2024"]
    assert [cell.get_text() for cell in rina.open("/posyandu?q=melati").select("td.num")] == ["1"]


def test_a_neighbour_finds_nothing(browser: Browser, make: Make) -> None:
    melati = make.posyandu("Melati")
    browser.sign_in(make.user("dpmd", "17.03").sign_in_name)

    for endpoint in ("show_posyandu", "edit_posyandu", "close_posyandu", "reopen_posyandu"):
        browser.get(f"posyandu.{endpoint}", status=404, posyandu_id=melati.id)
    page = browser.get("posyandu.new_posyandu")
    browser.submit(page, status=422, desa=DESA, name="Melati 3")
    assert count_rows(Posyandu) == 1
