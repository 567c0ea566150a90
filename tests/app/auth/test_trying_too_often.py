"""Somebody guesses: by name after five tries, by address after three hundred, and many at once."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
import time_machine

from app.auth import views
from app.auth.models import SignInTry, User
from app.auth.operations import count_try, forget_old_tries, set_secret
from app.auth.throttle import FREE_BY_ADDRESS, FREE_BY_NAME
from app.clock import now
from app.db import db, new_id
from app.web import Portal
from tests.client import Browser, Page
from tests.factories import PIN, PIN_HASH, Make, count_rows


def try_pin(browser: Browser, name: str, pin: str, status: int) -> Page:
    return browser.submit(browser.open("/masuk"), status=status, name=name, pin=pin)


def test_after_five_wrong_pins_she_waits_ever_longer(browser: Browser, make: Make) -> None:
    siti = make.cadre_user()
    with time_machine.travel(now(), tick=False) as clock:
        for _ in range(FREE_BY_NAME):
            try_pin(browser, siti.sign_in_name, "999999", 422)

        page = try_pin(browser, siti.sign_in_name, PIN, 429)
        assert page.response.headers["Retry-After"] == "60"
        assert "Terlalu sering salah. Tunggu 1 menit, lalu coba lagi." in page.words
        assert page.value("#name") == siti.sign_in_name
        assert count_rows(SignInTry) == FREE_BY_NAME, "a refused try is not counted"

        clock.shift(61)
        try_pin(browser, siti.sign_in_name, "999999", 422)
        assert try_pin(browser, siti.sign_in_name, PIN, 429).response.headers["Retry-After"] == "120"
        clock.shift(121)
        assert try_pin(browser, siti.sign_in_name, PIN, 303).response.location == "/beranda"


def test_others_sign_in_meanwhile(browser: Browser, make: Make) -> None:
    siti, dewi = make.cadre_user(), make.cadre_user()
    for _ in range(FREE_BY_NAME):
        try_pin(browser, siti.sign_in_name, "999999", 422)
    try_pin(browser, dewi.sign_in_name, PIN, 303)


def test_a_new_pin_clears_the_name(browser: Browser, make: Make) -> None:
    siti = make.cadre_user()
    for _ in range(FREE_BY_NAME):
        try_pin(browser, siti.sign_in_name, "999999", 422)
    try_pin(browser, siti.sign_in_name, PIN, 429)

    with db.transaction() as session:
        set_secret(session.get_one(User, siti.id), PIN_HASH, None)

    try_pin(browser, siti.sign_in_name, PIN, 303)


def test_an_address_has_three_hundred_tries_but_a_known_phone_has_more(
    browser: Browser, make: Make, new_browser: type[Browser]
) -> None:
    siti, dewi = make.cadre_user(), make.cadre_user()
    try_pin(browser, siti.sign_in_name, PIN, 303)  # her phone is known from now on
    browser.submit(browser.open("/keluar"))
    with db.transaction() as session:
        session.add_all(
            SignInTry(id=new_id(), name=f"x{n}", address=browser.address, at=now())
            for n in range(FREE_BY_ADDRESS)
        )
    stranger: Browser = new_browser()  # type: ignore[call-arg]

    try_pin(stranger, dewi.sign_in_name, PIN, 429)
    try_pin(browser, siti.sign_in_name, PIN, 303)
    browser.submit(browser.open("/keluar"))
    try_pin(browser, dewi.sign_in_name, PIN, 429)  # known for Siti only
    stranger.address = "10.0.0.2"
    try_pin(stranger, dewi.sign_in_name, PIN, 303)


def test_thirty_two_at_once_check_five_pins(app: Portal, make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    siti = make.cadre_user()
    checked: list[str] = []
    monkeypatch.setattr(views, "matches", lambda *_: checked.append("once"))  # None: wrong, and quick
    page = Browser(app).open("/masuk")
    start = Barrier(8)

    def guess(_n: int) -> int:
        browser = Browser(app)
        mine = browser.open("/masuk")
        start.wait(timeout=30)
        token = mine.value("input[name=csrf_token]")
        data = {"csrf_token": token, "name": siti.sign_in_name, "pin": "999999"}
        return browser.raw("/masuk", method="POST", data=data).status_code

    db.close()
    with ThreadPoolExecutor(8) as pool:
        statuses = list(pool.map(guess, range(32)))

    assert page.status == 200
    assert len(checked) == FREE_BY_NAME
    assert sorted(statuses) == [422] * 5 + [429] * 27


def test_old_tries_are_forgotten_by_night(app: Portal) -> None:
    with time_machine.travel(now() - timedelta(days=2), tick=False):
        count_try("siti", "10.0.0.1", known_browser=False)
    count_try("siti", "10.0.0.1", known_browser=False)
    with db.transaction():
        assert forget_old_tries() == 1
    assert count_rows(SignInTry) == 1
