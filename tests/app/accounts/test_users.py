"""Bu Tuti, the admin, looks after the accounts of her region."""

import re
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest

from app.accounts.operations import LastAdmin, close_account
from app.auth.models import Role, User
from app.db import db
from app.web import Portal
from tests.client import Browser, Page
from tests.factories import PIN, Make, count_rows, reload
from tests.queries import counted

NewBrowser = Callable[[], Browser]


@pytest.fixture
def tuti(make: Make) -> User:
    return make.user(Role.ADMIN, sign_in_name="tuti")


@pytest.fixture
def admin(browser: Browser, tuti: User) -> Browser:
    browser.sign_in(tuti.sign_in_name)
    return browser


def names_in(page: Page) -> list[str]:
    return [link.get_text(strip=True) for link in page.select("tbody a")]


def secret_on(page: Page) -> str:
    found = page.select_one(".secret")
    assert found is not None
    return found.get_text(strip=True)


def test_the_list_holds_the_region_and_nothing_else(admin: Browser, make: Make) -> None:
    make.user(Role.DPMD, region="17.02", sign_in_name="inside")
    make.user(Role.TRAINER, region="17.02.09", sign_in_name="below")
    make.user(Role.DPMD, region="17.03", sign_in_name="beside")
    make.user(Role.DPMD, region="17", sign_in_name="above")
    make.user(Role.DPMD, region=None, sign_in_name="country")
    make.cadre_user(name="Siti Rahayu")

    page = admin.get("accounts.list_users")

    assert set(names_in(page)) == {"Inside", "Below", "Tuti", "Siti Rahayu"}
    assert page.response.headers["Cache-Control"] == "no-store"


def test_an_admin_of_the_country_sees_all_accounts_and_no_cadres_name(browser: Browser, make: Make) -> None:
    make.user(Role.DPMD, region=None, sign_in_name="country")
    siti = make.cadre_user(name="Siti Rahayu")
    browser.sign_in(make.user(Role.ADMIN, region=None, sign_in_name="pusat").sign_in_name)

    page = browser.get("accounts.list_users")
    assert {"Country", "Pusat", siti.sign_in_name} <= set(names_in(page))
    assert "Siti Rahayu" not in page.words
    assert not names_in(browser.get("accounts.list_users", q="Siti"))
    assert "Siti Rahayu" not in browser.get("accounts.show_user", user_id=siti.id).words


def test_search_filters_and_pages(admin: Browser, make: Make) -> None:
    for n in range(30):
        make.user(Role.TRAINER, sign_in_name=f"pelatih{n:02d}")
    siti = make.cadre_user(name="Siti Rahayu")

    assert names_in(admin.get("accounts.list_users", q="rahayu")) == ["Siti Rahayu"]
    assert names_in(admin.get("accounts.list_users", q=siti.sign_in_name)) == ["Siti Rahayu"]
    assert names_in(admin.get("accounts.list_users", peran="kader")) == ["Siti Rahayu"]
    assert not names_in(admin.open("/pengguna?status=nonaktif"))
    with counted() as statements:
        first = admin.get("accounts.list_users", peran="pelatih")
    assert len(statements) == 3  # the user, the count, the rows
    assert len(names_in(first)) == 25
    assert len(names_in(admin.click(first, "Berikutnya"))) == 5
    assert "Tidak ada akun yang cocok" in admin.get("accounts.list_users", q="%_'\x00").words


def test_htmx_gets_the_rows_only(admin: Browser) -> None:
    rows = admin.raw("/pengguna?q=tuti", headers={"HX-Request": "true"}).get_data(as_text=True)
    assert "<html" not in rows
    assert "Tuti" in rows


def test_a_new_officer_gets_a_password_once(admin: Browser, new_browser: NewBrowser) -> None:
    form = admin.get("accounts.new_user")
    sent = {"sign_in_name": "Rina.DPMD", "name": "Rina", "role": "dpmd", "region": "Rejang Lebong"}

    shown = admin.submit(form, status=200, **sent)

    assert shown.response.headers["Cache-Control"] == "no-store"
    rina = new_browser()
    rina.sign_in("rina.dpmd", secret_on(shown))
    assert "Kabupaten Rejang Lebong" in rina.get("accounts.show_own").words
    again = admin.submit(form, status=409, **sent)
    assert again.heading == "Sudah dibuat"
    assert count_rows(User, User.sign_in_name == "rina.dpmd") == 1


@pytest.mark.parametrize(
    ("field", "typed", "reason"),
    [
        ("sign_in_name", "12345678", "Mulai dengan huruf"),
        ("sign_in_name", "pak budi", "tanpa spasi"),
        ("sign_in_name", "tuti", "sudah dipakai"),
        ("name", "", "Tulis nama petugas"),
        ("role", "kader", "Pilihan ini tidak ada"),
        ("region", "17.03", "Tidak ada wilayah itu di wilayah Anda"),
        ("region", "17", "Tidak ada wilayah itu di wilayah Anda"),
        ("region", "", "Tulis nama atau kode"),
        ("region", "Nowhere", "Periksa ejaannya"),
    ],
)
def test_a_mistake_is_shown_at_its_field(admin: Browser, field: str, typed: str, reason: str) -> None:
    sent = {"sign_in_name": "budi", "name": "Budi", "role": "pelatih", "region": "17.02.09", field: typed}
    page = admin.submit(admin.get("accounts.new_user"), status=422, **sent)
    assert reason in page.words
    assert page.value("#name") == sent["name"]
    assert count_rows(User) == 1


def test_a_camat_reads_one_kecamatan(admin: Browser) -> None:
    sent = {"sign_in_name": "camat.curup", "name": "Camat", "role": "camat", "region": "17.02"}
    page = admin.submit(admin.get("accounts.new_user"), status=422, **sent)
    assert "Camat membaca satu kecamatan" in page.words
    admin.submit(page, status=200, region="Sindang Kelingi")
    assert count_rows(User, User.region_code == "17.02.08") == 1


def test_an_unclear_name_of_a_region_is_asked_about(admin: Browser) -> None:
    sent = {"sign_in_name": "budi", "name": "Budi", "role": "pelatih", "region": "Suka"}
    page = admin.submit(admin.get("accounts.new_user"), status=422, **sent)
    assert "Pilih salah satu di bawah" in page.words
    assert "Desa Suka Rami, Kota Padang · 17.02.06.2003" in page.words
    choices = [str(choice["value"]) for choice in page.select("input[name=region_pick]")]
    assert len(choices) > 1
    admin.submit(page, status=200, region_pick=choices[1])
    assert count_rows(User, User.region_code == choices[1]) == 1


def test_an_officer_is_changed(admin: Browser, make: Make) -> None:
    budi = make.user(Role.TRAINER, sign_in_name="budi")
    page = admin.get("accounts.show_user", user_id=budi.id)
    after = admin.follow(admin.submit(page, name="Budi Santoso", role="dpmd", region="17.02.09"))
    assert after.heading == "Budi Santoso"
    kept = reload(User, budi.id)
    assert (kept.role, kept.region_code) == ("dpmd", "17.02.09")


def test_closing_signs_out_and_opening_lets_in_again(
    admin: Browser, make: Make, new_browser: NewBrowser
) -> None:
    budi = make.user(Role.TRAINER, sign_in_name="budi")
    phone = new_browser()
    phone.sign_in("budi")
    page = admin.get("accounts.show_user", user_id=budi.id)

    after = admin.follow(admin.submit(page, form="form[action$=tutup]"))
    assert "ditutup" in after.words
    phone.get("accounts.show_own", status=302)
    phone.submit(phone.open("/masuk"), status=422, name="budi", pin=PIN)

    admin.submit(after, form="form[action$=buka]")
    assert phone.sign_in("budi").response.location == "/beranda"
    admin.submit(page, form="form[action$=keluarkan]")
    phone.get("accounts.show_own", status=302)


def test_a_reset_shows_a_new_pin_and_frees_the_name(
    admin: Browser, make: Make, new_browser: NewBrowser
) -> None:
    siti = make.cadre_user(name="Siti Rahayu")
    phone = new_browser()
    for _ in range(5):
        phone.submit(phone.open("/masuk"), status=422, name=siti.sign_in_name, pin="999999")
    form = admin.get("accounts.reset_user", user_id=siti.id)

    shown = admin.submit(form, status=200)

    assert re.fullmatch(r"\d{6}", secret_on(shown))
    assert phone.sign_in(siti.sign_in_name, secret_on(shown)).response.location == "/beranda"
    admin.submit(form, status=409)
    phone.get("accounts.show_own")


def test_nobody_resets_changes_or_closes_an_equal(admin: Browser, make: Make, tuti: User) -> None:
    other = make.user(Role.ADMIN, sign_in_name="wati")
    page = admin.get("accounts.show_user", user_id=other.id)
    assert not page.select("#role-0")
    assert "sandi baru" not in page.words
    assert "Sesama admin" in admin.get("accounts.reset_user", status=409, user_id=other.id).words + page.words
    own = admin.get("accounts.show_user", user_id=tuti.id)
    assert not own.select("main form")
    action = {"form": "form[action$=tutup]"}
    closing = page.select_one(action["form"])
    assert closing is not None
    closing["action"] = f"/pengguna/{tuti.id}/tutup"
    assert "akun Anda sendiri" in admin.submit(page, status=409, **action).words
    assert reload(User, tuti.id).disabled_at is None


def test_accounts_of_another_region_do_not_exist(admin: Browser, make: Make) -> None:
    there = make.user(Role.TRAINER, region="17.03")
    for endpoint in ("accounts.show_user", "accounts.reset_user"):
        admin.get(endpoint, status=404, user_id=there.id)


@pytest.mark.parametrize("role", [Role.CADRE, Role.TRAINER, Role.CAMAT, Role.DPMD])
def test_only_an_admin_comes_in(browser: Browser, make: Make, role: Role) -> None:
    user = make.cadre_user() if role is Role.CADRE else make.user(role)
    browser.sign_in(user.sign_in_name)
    browser.get("accounts.list_users", status=403)
    browser.get("accounts.new_user", status=403)
    browser.get("accounts.show_user", status=403, user_id=user.id)


def test_two_admins_who_close_each_other_at_once_leave_one(app: Portal, make: Make) -> None:
    admins = [make.user(Role.ADMIN), make.user(Role.ADMIN)]
    db.close()

    def close(user: User) -> bool:
        with app.app_context():
            try:
                with db.transaction() as session:
                    close_account(session.get_one(User, user.id), None)
            except LastAdmin:
                return False
            return True

    with ThreadPoolExecutor(2) as pool:
        closed = list(pool.map(close, admins))

    assert sorted(closed) == [False, True]
    assert count_rows(User, User.disabled_at.is_(None)) == 1
