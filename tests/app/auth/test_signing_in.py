"""Siti signs in on her own phone, on a shared one, with a wrong PIN, and too often."""

from app.auth.models import SignInTry
from tests.client import Browser
from tests.factories import Make, count_rows


def test_siti_signs_in_with_her_number(browser: Browser, make: Make) -> None:
    siti = make.cadre_user(name="Siti Rahayu")

    after = browser.sign_in(siti.sign_in_name)

    assert after.response.location == "/beranda"
    assert count_rows(SignInTry) == 0


def test_a_wrong_pin_says_what_to_do_and_keeps_the_number(browser: Browser, make: Make) -> None:
    siti = make.cadre_user()

    page = browser.submit(browser.open("/masuk"), status=422, name=siti.sign_in_name, pin="999999")

    assert "Nomor atau PIN tidak cocok. Coba lagi, atau minta bidan membuat PIN baru." in page.words
    assert page.value("#name") == siti.sign_in_name
    assert not page.value("#pin")
    assert count_rows(SignInTry) == 1
