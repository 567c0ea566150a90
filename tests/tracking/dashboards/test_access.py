"""Who sees which figures: each her own region, and names only from a kabupaten down."""

from collections.abc import Callable

import pytest

from app.audit import AuditEvent
from app.auth.models import Role
from tests.client import Browser
from tests.factories import Make, count_rows


def test_bu_rina_goes_to_her_kabupaten_and_sees_nothing_outside(browser: Browser, make: Make) -> None:
    browser.sign_in(make.user(Role.DPMD).sign_in_name)

    assert browser.get("dashboards.show_own_region", status=302).response.location == "/pantau/17.02"
    for code in ("17", "17.03", "17.021", "17.0", "17.02.99", "xx"):
        for endpoint in ("dashboards.show_region", "dashboards.list_cadres", "exports.xlsx", "exports.csv"):
            browser.get(endpoint, code=code, status=404)


def test_above_her_region_is_plain_text(browser: Browser, make: Make) -> None:
    browser.sign_in(make.user(Role.CAMAT, "17.02.09").sign_in_name)

    crumb = browser.get("dashboards.show_region", code="17.02.09.1012").select_one(".crumb")

    assert crumb is not None
    assert [link.get_text() for link in crumb.select("a")] == ["Curup"]
    assert "Rejang Lebong" in crumb.get_text()
    browser.get("dashboards.show_region", code="17.02", status=404)


@pytest.mark.parametrize("region", ["17", None])
def test_province_and_country_see_totals_only(browser: Browser, make: Make, region: str | None) -> None:
    make.cadre()
    browser.sign_in(make.user(Role.DPMD, region).sign_in_name)

    page = browser.get("dashboards.show_region", code="17.02")

    assert page.select("tfoot")
    assert not page.select("a[href*='/kader']")
    browser.get("dashboards.list_cadres", code="17.02", status=404)
    names = browser.get("exports.xlsx", code="17.02").response
    assert b"Siti" not in names.data
    assert count_rows(AuditEvent, AuditEvent.verb == "viewed") == 0


def test_the_country_is_for_those_without_a_region(
    browser: Browser, make: Make, new_browser: Callable[[], Browser]
) -> None:
    make.cadre()
    browser.sign_in(make.user(Role.DPMD, None).sign_in_name)
    page = browser.get("dashboards.show_own_region")
    assert page.heading == "Kemajuan kader Indonesia"
    assert browser.click(page, "Bengkulu").heading == "Kemajuan kader Provinsi Bengkulu"
    assert browser.get("exports.csv", code="indonesia").response.data.count(b"Bengkulu") == 1

    rina = new_browser()
    rina.sign_in(make.user(Role.DPMD).sign_in_name)
    rina.get("exports.csv", code="indonesia", status=404)


def test_cadres_and_admins_have_no_figures(
    browser: Browser, make: Make, new_browser: Callable[[], Browser]
) -> None:
    browser.sign_in(make.cadre_user().sign_in_name)
    admin = new_browser()
    admin.sign_in(make.user(Role.ADMIN).sign_in_name)
    for person in (browser, admin):
        person.get("dashboards.show_own_region", status=403)
        person.get("dashboards.show_region", code="17.02", status=403)
        person.get("dashboards.list_cadres", code="17.02", status=403)
        person.get("exports.xlsx", code="17.02", status=403)


def test_a_visitor_is_asked_to_sign_in(browser: Browser, make: Make) -> None:
    page = browser.get("dashboards.show_region", code="17.02", status=302)

    assert page.response.location == "/masuk?lanjut=/pantau/17.02"
