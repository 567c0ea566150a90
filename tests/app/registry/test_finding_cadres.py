"""Bu Rina looks for cadres: by name, by number, by place, in pages; and never sees beyond 17.02."""

from datetime import date
from urllib.parse import urlencode

import pytest

from app.auth.models import Role
from app.places import list_desa
from tests.client import Browser, Page
from tests.factories import Make
from tests.queries import counted

CURUP = "17.02.09.1012"


def names(page: Page) -> list[str]:
    return [link.get_text() for link in page.select("td:first-child a")]


def rina(browser: Browser, make: Make, role: Role = Role.DPMD, region: str | None = "17.02") -> Browser:
    browser.sign_in(make.user(role, region).sign_in_name)
    return browser


def desa_of(make: Make, kabupaten: str, at: int = 0) -> str:
    return list_desa(kabupaten)[at].code


def test_she_finds_siti_by_any_part_of_her_name(browser: Browser, make: Make) -> None:
    siti, _dewi = make.cadre("Siti Nur'aini Rahayu"), make.cadre("Dewi Lestari")
    rina(browser, make)

    for typed in ("siti", "NURAINI", "rahayu siti", siti.number, siti.number[:4], " Nur'aini  "):
        assert "Siti Nur'aini Rahayu" in names(browser.get("registry.list_cadres", q=typed)), typed
    assert names(browser.get("registry.list_cadres", q="siti")) == ["Siti Nur'aini Rahayu"]


@pytest.mark.parametrize("typed", ["%", "_", "\\", "s%i", "\x00", "日本", "' OR 1=1 --", "x" * 5000])
def test_signs_of_a_pattern_are_letters(browser: Browser, make: Make, typed: str) -> None:
    make.cadre("Siti Rahayu")
    rina(browser, make)

    assert names(browser.get("registry.list_cadres", q=typed)) == ([] if typed != "\x00" else ["Siti Rahayu"])


def test_filters_narrow_by_place_level_training_and_leaving(browser: Browser, make: Make) -> None:
    melati, mawar = make.posyandu("Melati", CURUP), make.posyandu("Mawar", desa_of(make, "17.02", 0))
    make.training(make.cadre("Ani", melati, level_code="madya"))
    make.cadre("Budi", mawar, gender="L")
    make.cadre("Cici", melati, left_at=date(2025, 1, 2))
    rina(browser, make)

    def found(**args: object) -> list[str]:
        return names(browser.open("/kader?" + urlencode(args)))

    assert found() == ["Ani", "Budi"]
    assert found(wilayah=CURUP) == ["Ani"]
    assert found(wilayah="17.02.09") == ["Ani"]
    assert found(posyandu=mawar.id) == ["Budi"]
    assert found(jenjang="madya") == ["Ani"]
    assert found(dilatih="ya") == ["Ani"]
    assert found(dilatih="belum") == ["Budi"]
    assert found(status="berhenti") == ["Cici"]
    assert found(urut="-jenjang") == ["Ani", "Budi"]
    assert found(urut="jenjang") == ["Budi", "Ani"]
    assert found(jenjang="sarjana", dilatih="?", status="?", urut="?", posyandu="?", hal="-1") == [
        "Ani",
        "Budi",
    ]


def test_pages_hold_25_and_keep_the_search(browser: Browser, make: Make) -> None:
    place = make.posyandu()
    for at in range(27):
        make.cadre(f"Siti {at:02d}", place)
    rina(browser, make)

    page = browser.get("registry.list_cadres", q="siti", urut="nomor")
    rest = browser.click(page, "Berikutnya")

    assert len(names(page)) == 25
    assert "1–25 dari 27" in page.words
    assert len(names(rest)) == 2
    assert set(names(page)).isdisjoint(names(rest))
    assert len(names(browser.get("registry.list_cadres", hal=99))) == 2


def test_the_statements_do_not_grow_with_the_rows(browser: Browser, make: Make) -> None:
    place = make.posyandu()
    make.cadre(posyandu=place)
    rina(browser, make)

    def statements() -> int:
        with counted() as sent:
            browser.get("registry.list_cadres", posyandu=place.id)
            browser.get("posyandu.list_posyandu")
            browser.get("posyandu.show_posyandu", posyandu_id=place.id)
        return len(sent)

    few = statements()
    for at in range(12):
        make.cadre(f"Siti {at}", place)
        make.posyandu(f"Mawar {at}")
    assert statements() == few
    # the user each; cadres: count, rows, desa, Posyandu; Posyandu: count, rows, desa; one: itself, regions, cadres
    assert few == 3 + 4 + 3 + 3


def test_an_empty_roster_says_how_to_begin(browser: Browser, make: Make) -> None:
    rina(browser, make)

    assert "Belum ada kader di wilayah Anda." in browser.get("registry.list_cadres").words
    assert "Tidak ada kader yang cocok." in browser.get("registry.list_cadres", q="siti").words


def test_nothing_outside_her_region_exists_for_her(browser: Browser, make: Make) -> None:
    outside = make.posyandu("Kenanga", desa_of(make, "17.03"))
    make.cadre("Orang Luar", outside)
    make.cadre("Siti Rahayu")
    rina(browser, make)

    assert names(browser.get("registry.list_cadres")) == ["Siti Rahayu"]
    assert names(browser.get("registry.list_cadres", posyandu=outside.id)) == []
    for code in ("17.03", "17", "17.021", "17.02.é", "17.02.\x00", "18"):
        browser.get("registry.list_cadres", status=404, wilayah=code)
        browser.get("posyandu.list_posyandu", status=404, wilayah=code)
    browser.get("posyandu.show_posyandu", status=404, posyandu_id=outside.id)


@pytest.mark.parametrize("region", ["17", None])
def test_a_province_and_the_country_see_no_people(browser: Browser, make: Make, region: str | None) -> None:
    siti = make.cadre()
    rina(browser, make, region=region)

    browser.get("registry.list_cadres", status=404)
    browser.get("registry.edit_cadre", status=404, number=siti.number)
    browser.get("registry.list_trainings", status=404, number=siti.number)
    browser.get("posyandu.list_posyandu", status=404)
    browser.get("roster.upload", status=404)
    browser.get("roster.template", status=404)
    assert "Kader" not in [tab.get_text() for tab in browser.open("/tentang").select(".tabs a")]


@pytest.mark.parametrize("role", [Role.CAMAT, Role.TRAINER])
def test_camat_and_trainer_read_their_kecamatan_without_buttons(
    browser: Browser, make: Make, role: Role
) -> None:
    siti, far = (
        make.cadre("Siti Rahayu"),
        make.cadre("Jauh", make.posyandu("Jauh", desa_of(make, "17.02", 0))),
    )
    rina(browser, make, role, "17.02.09")

    page = browser.get("registry.list_cadres")
    trainings = browser.get("registry.list_trainings", number=siti.number)

    assert names(page) == ["Siti Rahayu"]
    assert not [a for a in page.select("main a") if "Tambah" in a.get_text() or "Impor" in a.get_text()]
    assert not trainings.select("form[method=post]")
    browser.get("registry.edit_cadre", status=403, number=siti.number)
    browser.get("registry.new_cadre", status=403)
    browser.get("roster.upload", status=403)
    browser.get("posyandu.new_posyandu", status=403)
    browser.get("registry.list_trainings", status=404, number=far.number)


def test_htmx_gets_the_list_alone(browser: Browser, make: Make) -> None:
    make.cadre()
    rina(browser, make)

    part = browser.raw(browser.url("registry.list_cadres", q="siti"), headers={"HX-Request": "true"})
    whole = browser.raw(
        browser.url("registry.list_cadres"), headers={"HX-Request": "true", "HX-Boosted": "true"}
    )

    assert part.get_data(as_text=True).lstrip().startswith('<div id="daftar"')
    assert "HX-Request" in part.headers["Vary"]
    assert part.headers["Cache-Control"] == "no-store"
    assert whole.get_data(as_text=True).startswith("<!doctype")


def test_a_merged_number_leads_to_the_survivor(browser: Browser, make: Make) -> None:
    siti = make.cadre("Siti Rahayu")
    twin = make.cadre("Siti Rahayuu", merged_into=siti.id)
    rina(browser, make)

    assert names(browser.get("registry.list_cadres")) == ["Siti Rahayu"]
    assert "Ubah data Siti Rahayu" in browser.get("registry.edit_cadre", number=twin.number).heading
