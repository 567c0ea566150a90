"""What each answer says to the browser, whom it believes about the address, and where its links point."""

from collections.abc import Callable

import pytest
from sqlalchemy import select

from app.auth.models import SignInTry
from app.db import db
from app.web import Portal
from tests.client import Browser
from tests.factories import Make

ON_SQLITE = pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)


@pytest.mark.parametrize(("url", "status"), [("/masuk", 200), ("/tidak-ada", 404), ("/beranda", 302)])
def test_every_answer_forbids_what_we_never_use(browser: Browser, url: str, status: int) -> None:
    response = browser.raw(url)

    assert response.status_code == status
    policy = response.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy
    assert "form-action 'self'" in policy
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["X-Frame-Options"] == "DENY"
    assert response.headers["Referrer-Policy"] == "same-origin"


@ON_SQLITE
def test_a_page_is_kept_by_one_browser_and_asked_about_each_time(browser: Browser) -> None:
    first = browser.raw("/masuk/lupa")
    assert first.headers["Cache-Control"] == "private, no-cache"
    assert {"Cookie", "HX-Request"} <= {name.strip() for name in first.headers["Vary"].split(",")}

    again = browser.raw("/masuk/lupa", headers={"If-None-Match": first.headers["ETag"]})

    assert again.status_code == 304
    assert not again.data


@pytest.mark.parametrize(
    ("public_url", "secure"), [("https://jenjang.example", True), ("http://10.0.0.5", False)]
)
@ON_SQLITE
def test_cookies_are_secure_where_the_public_address_is(
    under: Callable[..., Portal], make: Make, public_url: str, secure: bool
) -> None:
    siti = make.cadre_user()
    browser = Browser(under(public_url=public_url))

    after = browser.submit(browser.open("/masuk"), name=siti.sign_in_name, pin="246813")

    cookies = after.response.headers.getlist("Set-Cookie")
    assert len(cookies) == 2
    for cookie in cookies:
        assert ("; Secure" in cookie) is secure
        assert "HttpOnly" in cookie
        assert "SameSite=Lax" in cookie


@pytest.mark.parametrize(("proxies", "address"), [(0, "10.0.0.1"), (1, "203.0.113.9")])
@ON_SQLITE
def test_a_forwarded_address_counts_only_behind_a_trusted_proxy(
    under: Callable[..., Portal], proxies: int, address: str
) -> None:
    browser = Browser(under(trusted_proxies=proxies))
    forged = {"X-Forwarded-For": "198.51.100.1, 203.0.113.9"}
    token = browser.open("/masuk").value("[name=csrf_token]")

    typed = {"name": "siti", "pin": "000000", "csrf_token": token}
    browser.open("/masuk", status=422, method="POST", headers=forged, data=typed)

    assert db.session.scalars(select(SignInTry.address)).all() == [address]


@ON_SQLITE
def test_only_a_trusted_proxy_may_say_https(under: Callable[..., Portal]) -> None:
    said = {"X-Forwarded-Proto": "https"}

    assert "Strict-Transport-Security" not in Browser(under()).raw("/masuk", headers=said).headers
    behind = Browser(under(trusted_proxies=1))
    assert "max-age" in behind.raw("/masuk", headers=said).headers["Strict-Transport-Security"]


def test_the_host_header_is_never_believed(app: Portal, browser: Browser) -> None:
    forged = {"Host": "jahat.example", "X-Forwarded-Host": "jahat.example"}
    pages = [
        rule.rule for rule in app.url_map.iter_rules() if not rule.arguments and "GET" in (rule.methods or ())
    ]

    for url in pages:
        response = browser.raw(url, headers=forged)
        assert "jahat" not in response.get_data(as_text=True), url
        assert "jahat" not in str(response.headers), url
