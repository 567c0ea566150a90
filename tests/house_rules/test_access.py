"""Every view wears one mark; every route, walked as every role and as nobody, inside and outside, does as it says."""

from collections.abc import Iterator

import pytest
from werkzeug.routing import Rule

from app.auth.decorators import BY_ANSWER_TOKEN, PUBLIC
from app.auth.models import Role
from app.auth.permissions import GRANTED, Permission
from app.web import Portal
from tests.client import Browser
from tests.house_rules.world import (
    ARGUMENTS,
    COUNTRY,
    OUTSIDER,
    PROVINCE,
    SITI,
    Side,
    key_of,
    side_of,
    sign_in,
)

METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")
EVERYBODY: tuple[Role | None, ...] = (None, *Role)
FOREIGN_CODES = ("17.03", "17", "17.021", "18.02", "17.0", "abc", "17.02.99.9999")
PEOPLE = {"number", "posyandu_id", "import_id"}


def access_of(app: Portal, rule: Rule) -> object:
    return getattr(app.view_functions[rule.endpoint], "access", None)


def routes(app: Portal) -> Iterator[tuple[Rule, str, object]]:
    """Return each route with one of its methods and its mark."""
    for rule in sorted(app.url_map.iter_rules(), key=lambda rule: (rule.rule, rule.endpoint)):
        for method in METHODS:
            if method in (rule.methods or ()):
                yield rule, method, access_of(app, rule)


def address(app: Portal, rule: Rule, side: Side, **other: object) -> str:
    adapter = app.url_map.bind("localhost")
    return adapter.build(rule.endpoint, {**side.values(rule), **other}, force_external=False)


def send(browser: Browser, url: str, method: str, token: str) -> int:
    """Send a request, a POST with the token of its form, so that nothing but the region refuses it."""
    sent = {"data": {"csrf_token": token}} if method == "POST" else {}
    return browser.raw(url, method=method, **sent).status_code


def test_every_view_wears_exactly_one_mark(portal: Portal) -> None:
    marks = {*Permission, PUBLIC, BY_ANSWER_TOKEN}

    assert {rule.endpoint for rule, _method, access in routes(portal) if access not in marks} == set()


def test_every_permission_is_somebodys_and_somewheres(portal: Portal) -> None:
    asked = {access for _rule, _method, access in routes(portal)} - {PUBLIC, BY_ANSWER_TOKEN}

    assert asked == set().union(*GRANTED.values()) == set(Permission)


def test_only_the_answer_is_let_in_by_its_token(portal: Portal) -> None:
    marked = [(rule.endpoint, method) for rule, method, access in routes(portal) if access == BY_ANSWER_TOKEN]

    assert marked == [("attempts.answer_question", "POST")]


def test_a_view_without_a_mark_is_refused(world: Portal) -> None:
    world.add_url_rule("/lupa-tanda", view_func=lambda: "rahasia")

    response = sign_in(world, Role.ADMIN).raw("/lupa-tanda")

    assert response.status_code == 403
    assert "rahasia" not in response.get_data(as_text=True)


@pytest.mark.parametrize("role", EVERYBODY)
def test_inside_her_region_each_role_may_what_it_is_granted(world: Portal, role: Role | None) -> None:
    side, browser, wrong = side_of(world, SITI), sign_in(world, role), []
    for rule, method, access in routes(world):
        url = address(world, rule, side)
        response = browser.raw(url, method=method)
        if not _is_expected(response.status_code, response.headers.get("Location", ""), role, access, method):
            wrong.append((method, url, role, access, response.status_code, response.headers.get("Location")))

    assert not wrong


def _is_expected(status: int, location: str, role: Role | None, access: object, method: str) -> bool:
    if access == BY_ANSWER_TOKEN:
        return 400 <= status < 500
    if access == PUBLIC or (role is not None and access in GRANTED[role]):
        if method == "POST":  # without the token of its form
            return status in (303, 409, 422, 400) if access == PUBLIC else status in (409, 422, 400)
        return status in (200, 302, 303, 409)
    if role is not None:
        return status == 403
    return status == 401 if method == "POST" else status == 302 and location.startswith("/masuk?lanjut=")


@pytest.mark.parametrize("role", Role)
def test_outside_it_there_is_nothing(world: Portal, role: Role) -> None:
    side, browser, seen = side_of(world, OUTSIDER), sign_in(world, role), []
    token = browser.open("/keluar").value("[name=csrf_token]")
    for rule, method, access in routes(world):
        if access not in GRANTED[role] or not _is_somebodys(rule):
            continue
        codes = FOREIGN_CODES if _is_region(rule) else (None,)
        for code in codes:
            url = address(world, rule, side, **({"code": code} if code else {}))
            status = send(browser, url, method, token)
            if status != 404:
                seen.append((method, url, role.value, access, status))

    assert not seen


def _is_somebodys(rule: Rule) -> bool:
    """Return whether its address names what belongs to somebody or some place."""
    return any(key_of(rule.endpoint, name) in ARGUMENTS for name in rule.arguments)


def _is_region(rule: Rule) -> bool:
    return "code" in rule.arguments and not rule.endpoint.startswith("certificates.")


@pytest.mark.parametrize("who", [PROVINCE, COUNTRY])
def test_a_province_and_the_country_see_no_people(world: Portal, who: str) -> None:
    side, browser, seen = side_of(world, SITI), Browser(world), []
    browser.sign_in(who)
    token = browser.open("/keluar").value("[name=csrf_token]")
    for rule, method, access in routes(world):
        if access in GRANTED[Role.DPMD] and rule.arguments & PEOPLE:
            url = address(world, rule, side)
            if (status := send(browser, url, method, token)) != 404:
                seen.append((method, url, status))

    assert not seen
    assert browser.raw("/pantau").status_code in (200, 302)
