"""Siti signs in on her own phone and on a shared one; strangers learn nothing."""

from datetime import timedelta

import pytest
import time_machine

from app.auth.models import SignInTry, User
from app.auth.operations import end_sessions, set_disabled
from app.auth.secrets import matches
from app.auth.sessions import IDLE_SECONDS, SLIDING
from app.clock import now
from app.db import db
from tests.client import Browser
from tests.factories import PIN, Make, count_rows, reload

REFUSAL = "Nomor atau PIN tidak cocok. Coba lagi, atau minta bidan membuat PIN baru."


def test_siti_signs_in_with_her_number(browser: Browser, make: Make) -> None:
    siti = make.cadre_user(name="Siti Rahayu")

    after = browser.sign_in(siti.sign_in_name)

    assert after.response.location == "/beranda"
    assert count_rows(SignInTry) == 0
    assert reload(User, siti.id).last_sign_in_at is not None
    assert "Siti Rahayu" in browser.get("accounts.show_own").words


def test_an_officer_may_type_capitals_and_spaces(browser: Browser, make: Make) -> None:
    make.user("dpmd", sign_in_name="rina.dpmd")
    assert browser.submit(browser.open("/masuk"), name=" Rina.DPMD ", pin=PIN).response.location == "/beranda"


def test_a_wrong_pin_says_what_to_do_and_keeps_the_number(browser: Browser, make: Make) -> None:
    siti = make.cadre_user()

    page = browser.submit(browser.open("/masuk"), status=422, name=siti.sign_in_name, pin="999999")

    assert REFUSAL in page.words
    assert page.value("#name") == siti.sign_in_name
    assert not page.value("#pin")
    assert count_rows(SignInTry) == 1


def test_an_unknown_number_gets_the_same_answer_and_the_same_work(
    browser: Browser, make: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    siti = make.cadre_user()
    checked: list[str] = []

    def count(kept: str, secret: str, pin_key: str) -> bool:
        checked.append(kept)
        return matches(kept, secret, pin_key)

    monkeypatch.setattr("app.auth.views.matches", count)

    known = browser.submit(browser.open("/masuk"), status=422, name=siti.sign_in_name, pin="999999")
    unknown = browser.submit(browser.open("/masuk"), status=422, name="99999999", pin="999999")

    assert len(checked) == 2, "a hash is checked for nobody, too"
    assert known.words == unknown.words


def test_a_disabled_account_is_refused_and_signed_out_at_once(browser: Browser, make: Make) -> None:
    siti = make.cadre_user()
    browser.sign_in(siti.sign_in_name)
    with db.transaction() as session:
        set_disabled(session.get_one(User, siti.id), True, None)

    assert browser.get("accounts.show_own", status=302).response.location.startswith("/masuk")
    assert (
        REFUSAL in browser.submit(browser.open("/masuk"), status=422, name=siti.sign_in_name, pin=PIN).words
    )


def test_a_demo_account_works_only_in_a_demo(
    browser: Browser, make: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    user = make.user("dpmd", sign_in_name="dpmd")
    with db.transaction() as session:
        session.get_one(User, user.id).is_demo = True

    browser.submit(browser.open("/masuk"), status=422, name="dpmd", pin=PIN)
    monkeypatch.setitem(browser.app.config, "DEMO", True)
    assert browser.sign_in("dpmd").response.location == "/beranda"


def test_ended_sessions_are_out_everywhere(browser: Browser, make: Make) -> None:
    siti = make.cadre_user()
    browser.sign_in(siti.sign_in_name)
    with db.transaction() as session:
        end_sessions(session.get_one(User, siti.id), None)
    assert browser.get("accounts.show_own", status=302).response.location.startswith("/masuk")


def test_signing_in_begins_a_new_session(browser: Browser, make: Make) -> None:
    siti, dewi = make.cadre_user(), make.cadre_user(name="Dewi Lestari")
    old_page = browser.open("/masuk")
    browser.submit(old_page, name=siti.sign_in_name, pin=PIN)
    with browser.client.session_transaction() as first:
        seeds = {first["csrf_token"]} if "csrf_token" in first else set()
        first["left"] = "behind"

    stale = browser.submit(old_page, status=422, name=dewi.sign_in_name, pin=PIN)
    assert "Formulir ini sudah lama terbuka" in stale.words
    browser.submit(stale, name=dewi.sign_in_name, pin=PIN)

    with browser.client.session_transaction() as second:
        assert "left" not in second
        assert second.get("csrf_token") not in seeds
    assert "Dewi Lestari" in browser.get("accounts.show_own").words


@pytest.mark.parametrize(
    "wanted",
    ["https://jahat.example", "//jahat.example", "/\\jahat.example", "/\t/jahat.example", "jahat", ""],
)
def test_the_way_on_never_leaves_the_portal(browser: Browser, make: Make, wanted: str) -> None:
    siti = make.cadre_user()
    page = browser.open("/masuk", query_string={"lanjut": wanted})
    assert browser.submit(page, name=siti.sign_in_name, pin=PIN).response.location == "/beranda"


def test_a_visitor_goes_on_to_the_page_she_wanted(browser: Browser, make: Make) -> None:
    siti = make.cadre_user()
    asked = browser.get("accounts.show_own", status=302)
    page = browser.follow(asked)
    assert browser.submit(page, name=siti.sign_in_name, pin=PIN).response.location == "/akun"


def test_her_own_phone_stays_signed_in_for_sixty_sliding_days(browser: Browser, make: Make) -> None:
    siti = make.cadre_user()
    start = now()
    with time_machine.travel(start, tick=False) as clock:
        browser.sign_in(siti.sign_in_name)
        assert browser.client.get_cookie("sesi").expires is not None  # type: ignore[union-attr]
        for _ in range(3):
            clock.shift(SLIDING - timedelta(days=1))
            browser.get("accounts.show_own")
        clock.shift(SLIDING + timedelta(days=1))
        browser.get("accounts.show_own", status=302)


def test_a_shared_phone_forgets_her_after_two_idle_hours(browser: Browser, make: Make) -> None:
    siti = make.cadre_user()
    with time_machine.travel(now(), tick=False) as clock:
        browser.submit(browser.open("/masuk"), name=siti.sign_in_name, pin=PIN, shared="y")
        assert browser.client.get_cookie("sesi").expires is None  # type: ignore[union-attr]  # ends with the browser
        for _ in range(3):
            clock.shift(IDLE_SECONDS - 60)
            browser.get("accounts.show_own")
        clock.shift(IDLE_SECONDS + 1)
        browser.get("accounts.show_own", status=302)


def test_a_shared_phone_may_rest_inside_an_attempt(browser: Browser, make: Make) -> None:
    siti = make.cadre_user()
    with time_machine.travel(now(), tick=False) as clock:
        browser.submit(browser.open("/masuk"), name=siti.sign_in_name, pin=PIN, shared="y")
        clock.shift(IDLE_SECONDS + 1)
        browser.open(
            "/kuis/ada/0190a000-0000-7000-8000-000000000000/1", status=404
        )  # hers or not: she is still in
        browser.get("accounts.show_own")


def test_the_next_person_takes_over_a_shared_phone(browser: Browser, make: Make) -> None:
    siti, dewi = make.cadre_user(), make.cadre_user(name="Dewi Lestari")
    browser.submit(browser.open("/masuk"), name=siti.sign_in_name, pin=PIN, shared="y")

    asked = browser.click(browser.get("accounts.show_own"), "Ganti pengguna")
    page = browser.follow(browser.submit(asked))

    assert page.select_one("#shared[checked]"), "the phone is still shared"
    browser.submit(page, name=dewi.sign_in_name, pin=PIN)
    assert "Dewi Lestari" in browser.get("accounts.show_own").words


def test_her_own_phone_says_keluar(browser: Browser, make: Make) -> None:
    siti = make.cadre_user()
    browser.sign_in(siti.sign_in_name)

    asked = browser.click(browser.get("accounts.show_own"), "Keluar")
    after = browser.submit(asked)

    assert after.response.location == "/masuk"
    browser.get("accounts.show_own", status=302)


def test_a_form_sent_after_signing_out_is_kept(browser: Browser, make: Make) -> None:
    siti = make.cadre_user()
    browser.sign_in(siti.sign_in_name)
    form = browser.get("accounts.report")
    browser.submit(browser.open("/keluar"))

    page = browser.submit(form, status=401, words="Tahun lahir saya 1984")

    assert page.heading == "Anda sudah keluar"
    assert "muat ulang" in page.words


def test_garbage_as_a_name_is_refused_politely(browser: Browser) -> None:
    for name in ("ﬃ" * 60, "0' OR 1=1 --", "x\0y", "x\x01\ufdd0", "𝟘" * 60):
        browser.submit(browser.open("/masuk"), status=422, name=name, pin="246813")
