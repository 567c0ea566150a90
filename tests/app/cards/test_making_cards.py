"""Pak Budi makes accounts and cards; what is on a card works, once made, and is never shown again."""

import re
import subprocess
from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest

from app.audit import AuditEvent
from app.auth.models import Role, SecretForm, SignInTry, User
from app.auth.operations import set_disabled
from app.cards import views
from app.db import db
from app.pdf import render_pdf
from app.registry.models import Cadre
from app.web import Portal
from tests.client import Browser, Page
from tests.factories import PIN, Make, count_rows, reload
from tests.queries import counted


def words_of(pdf: bytes) -> str:
    done = subprocess.run(["pdftotext", "-layout", "-", "-"], input=pdf, capture_output=True, check=True)
    return done.stdout.decode()


def pages_of(pdf: bytes) -> int:
    return words_of(pdf).count("\f")


def pins_on(page: Page) -> list[str]:
    return re.findall(r"PIN\s+(\d{6})", words_of(page.response.data))


@pytest.fixture
def budi(browser: Browser, make: Make) -> Browser:
    browser.sign_in(make.user(Role.TRAINER, sign_in_name="budi").sign_in_name)
    return browser


def test_a_card_opens_an_account_that_works(budi: Browser, make: Make, new_browser: type[Browser]) -> None:
    siti = make.cadre("Siti Rahayu", make.posyandu("Mawar"))
    form = budi.get("cards.make_for_cadre", number=siti.number)

    card = budi.submit(form, status=200)

    assert card.response.mimetype == "application/pdf"
    assert card.response.headers["Cache-Control"] == "no-store"
    text = words_of(card.response.data)
    for word in ("Jenjang", "Siti Rahayu", "Posyandu Mawar", siti.number, "jangan dibagikan"):
        assert word in text
    assert budi.app.config["PUBLIC_URL"] in text
    phone: Browser = new_browser()  # type: ignore[call-arg]
    assert phone.sign_in(siti.number, pins_on(card)[0]).response.location == "/beranda"


def test_the_same_form_again_makes_no_second_pin(budi: Browser, make: Make) -> None:
    siti = make.cadre("Siti Rahayu")
    form = budi.get("cards.make_for_cadre", number=siti.number)
    budi.submit(form, status=200)
    made = count_rows(AuditEvent)

    again = budi.submit(form, status=409)

    assert again.heading == "Kartu sudah dibuat"
    assert (count_rows(User, User.cadre_id == siti.id), count_rows(AuditEvent)) == (1, made)
    new_form = budi.click(again, "Buat kartu baru")
    assert not new_form.select("input[type=checkbox][checked]"), "a new PIN only when the officer says so"


def test_a_double_tap_makes_one_card(app: Portal, budi: Browser, make: Make) -> None:
    siti = make.cadre("Siti Rahayu")
    form = budi.get("cards.make_for_cadre", number=siti.number)
    data = {
        "csrf_token": form.value("input[name=csrf_token]"),
        "once": form.value("input[name=once]"),
        "chosen": str(siti.id),
    }
    url = budi.url("cards.make_for_cadre", number=siti.number)

    def tap(_n: int) -> int:
        twin = Browser(app)
        twin.client._cookies = dict(budi.client._cookies or {})
        return twin.raw(url, method="POST", data=data).status_code

    with ThreadPoolExecutor(4) as pool:
        statuses = sorted(pool.map(tap, range(4)))

    assert statuses == [200, 409, 409, 409]
    assert count_rows(SecretForm) == 1


def test_a_new_card_kills_the_old_pin_and_clears_her_tries(
    budi: Browser, make: Make, new_browser: type[Browser]
) -> None:
    siti = make.cadre_user(name="Siti Rahayu")
    phone: Browser = new_browser()  # type: ignore[call-arg]
    for _ in range(5):
        phone.submit(phone.open("/masuk"), status=422, name=siti.sign_in_name, pin="999999")
    form = budi.get("cards.make_for_cadre", number=siti.sign_in_name)
    assert "sudah punya akun, PIN lama langsung mati" in form.words
    refused = budi.submit(form, status=422)
    assert "Centang paling sedikit satu kader." in refused.words

    card = budi.submit(refused, status=200, chosen=str(siti.cadre_id))

    assert count_rows(SignInTry) == 0
    phone.submit(phone.open("/masuk"), status=422, name=siti.sign_in_name, pin=PIN)
    assert phone.sign_in(siti.sign_in_name, pins_on(card)[0]).response.location == "/beranda"


def test_a_whole_posyandu_gets_eight_cards_a_page(budi: Browser, make: Make) -> None:
    mawar = make.posyandu("Mawar")
    for n in range(9):
        make.cadre(f"Kader {'Dengan Nama Panjang Sekali ' * (n % 3)}{n:02d}", mawar)
    make.cadre("Yang Sudah Berhenti", mawar, left_at=date(2025, 1, 1))
    dewi = make.cadre_user(make.cadre("Dewi Lestari", mawar))

    form = budi.get("cards.make_for_posyandu", posyandu_id=mawar.id)
    assert "Yang Sudah Berhenti" not in form.words
    sheet = budi.submit(form, status=200).response.data

    assert pages_of(sheet) == 2
    assert "Dewi Lestari" not in words_of(sheet)
    pins = re.findall(r"PIN\s+(\d{6})", words_of(sheet))
    assert len(set(pins)) == len(pins) == 9
    assert reload(User, dewi.id).session_version == 1
    assert count_rows(User, User.cadre_id.is_not(None)) == 10


def test_nobody_outside_the_region_and_no_other_role_makes_cards(browser: Browser, make: Make) -> None:
    siti = make.cadre("Siti Rahayu")
    place = {"number": siti.number}
    for role, region, status in (
        (Role.DPMD, "17.03", 404),
        (Role.DPMD, "17", 404),
        (Role.TRAINER, "17.02.08", 404),
        (Role.CAMAT, "17.02.09", 403),
        (Role.ADMIN, "17.02", 403),
        (Role.DPMD, "17.02", 200),
    ):
        browser.sign_in(make.user(role, region=region).sign_in_name)
        browser.get("cards.make_for_cadre", status=status, **place)
        browser.submit(browser.open("/keluar"))


def test_a_closed_account_gets_no_card(budi: Browser, make: Make) -> None:
    siti = make.cadre_user(name="Siti Rahayu")
    with db.transaction() as session:
        set_disabled(session.get_one(User, siti.id), True, None)
    page = budi.get("cards.make_for_cadre", number=siti.sign_in_name)
    assert "1 akun ditutup admin" in page.words
    assert not page.select("main form")


def test_whoever_stopped_meanwhile_gets_none(
    budi: Browser, make: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    siti = make.cadre("Siti Rahayu")
    form = budi.get("cards.make_for_cadre", number=siti.number)
    real = views.draw_cards

    def leave_then_draw(*args: object) -> bytes:
        with db.transaction() as session:
            session.get_one(Cadre, siti.id).left_at = date(2026, 1, 1)
        return real(*args)  # type: ignore[arg-type]

    monkeypatch.setattr(views, "draw_cards", leave_then_draw)
    page = budi.submit(form, status=409)
    assert "Siti Rahayu sudah berhenti" in page.words
    assert count_rows(User, User.cadre_id == siti.id) == 0
    assert count_rows(SecretForm) == 0


def test_the_page_asks_few_statements(budi: Browser, make: Make) -> None:
    mawar = make.posyandu("Mawar")
    for n in range(6):
        make.cadre(f"Kader {n}", mawar)
    with counted() as statements:
        budi.get("cards.make_for_posyandu", posyandu_id=mawar.id)
    assert len(statements) == 3  # the user, the Posyandu with its desa, its cadres with their accounts


def test_a_pdf_fetches_nothing_and_is_the_same_every_time() -> None:
    head = '<html lang="id"><head><title>Uji</title><meta name="dcterms.created" content="2026-01-01"></head>'
    page = f"{head}<body><h1>Bu Siti</h1></body></html>"
    assert render_pdf(page) == render_pdf(page)
    with pytest.raises(ValueError, match="a PDF fetches nothing"):
        render_pdf(f'{head}<body><img src="file:///etc/hostname" alt=""></body></html>')
