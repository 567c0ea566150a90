"""Commands of the shell: the first account, a lost password, backup and restore, and what `serve` decides."""

import re
import socket
from pathlib import Path

import click
import pytest
from click.testing import Result

from app import schema, serving
from app.auth.models import Role, User
from app.config import WrongSetting
from app.db import db
from app.regions import load_regions_if_changed
from app.serving import announce, refuse_busy_port, settings_for_serving
from app.web import Portal
from tests.client import Browser
from tests.factories import Make, count_rows, reload

KEYS = {"SECRET_KEY": "x", "PIN_KEY": "y"}


def run(app: Portal, *words: str) -> Result:
    db.close()
    return app.test_cli_runner().invoke(args=list(words))


def test_the_first_admin_is_opened_from_the_shell(app: Portal, browser: Browser) -> None:
    done = run(app, "user", "add", "Tuti", "--role", "admin", "--name", "Bu Tuti", "--region", "17.02")
    password = re.search(r"Kata sandi: (\S+)", done.output)
    assert password, done.output
    assert browser.sign_in("tuti", password[1]).response.location == "/beranda"
    assert browser.get("accounts.list_users").status == 200


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        (["12345678"], "mulai dengan huruf"),
        (["budi", "--region", "99.99"], "Wilayah 99.99 tidak ada"),
        (["tuti"], "sudah dipakai"),
    ],
)
def test_a_wrong_account_is_refused(app: Portal, make: Make, words: list[str], reason: str) -> None:
    make.user(Role.ADMIN, sign_in_name="tuti")
    done = run(app, "user", "add", *words, "--name", "Budi")
    assert done.exit_code == 1
    assert reason in done.output
    assert count_rows(User) == 1


def test_a_lost_pin_or_password_is_made_anew(app: Portal, browser: Browser, make: Make) -> None:
    siti, tuti = make.cadre_user(), make.user(Role.ADMIN, sign_in_name="tuti")
    pin = re.search(
        r"PIN baru: (\d{6})$", run(app, "user", "reset-pin", siti.sign_in_name).output, re.MULTILINE
    )
    word = re.search(r"Kata sandi baru: (\S+)", run(app, "user", "reset-pin", "Tuti").output)
    assert pin
    assert word
    browser.sign_in(siti.sign_in_name, pin[1])
    assert reload(User, tuti.id).session_version == 2
    assert "Tidak ada akun" in run(app, "user", "reset-pin", "nobody").output


def test_backup_and_restore_speak_of_rows(app: Portal, make: Make, tmp_path: Path) -> None:
    make.cadre_user()
    file = tmp_path / "cadangan.zip"
    assert "baris dari" in run(app, "backup", str(file)).output
    assert "sudah ada" in run(app, "backup", str(file)).output
    refused = run(app, "restore", str(file))
    assert refused.exit_code == 1
    assert "kosong" in refused.output


def test_upgrading_twice_is_harmless(app: Portal) -> None:
    for _ in range(2):
        assert schema.newest() in run(app, "db", "upgrade").output


@pytest.mark.parametrize(
    ("env", "demo"),
    [
        ({}, True),
        ({"DEMO": "0"}, False),
        ({"HOST": "127.0.0.1", "PORT": "8123"}, True),
        ({"PUBLIC_URL": "https://jenjang.contoh.go.id"}, True),
        ({"PUBLIC_URL": "https://jenjang.contoh.go.id", "TRUSTED_PROXIES": "1"}, False),
        ({"TRUSTED_PROXIES": "1"}, False),
        ({"HOST": "0.0.0.0"}, False),
        ({"DATABASE_URL": "sqlite:////tmp/x.sqlite"}, True),
        ({"DATABASE_URL": "sqlite:////tmp/x.sqlite", "DEMO": "0"}, False),
    ],
)
def test_demo_data_comes_only_where_nobody_else_can_look(env: dict[str, str], demo: bool) -> None:
    settings = settings_for_serving({**KEYS, **env})
    assert settings.demo is demo
    assert settings.provinces == (("17",) if demo else ())


def test_demo_on_the_network_is_refused() -> None:
    with pytest.raises(WrongSetting, match="loopback"):
        settings_for_serving({**KEYS, "DEMO": "1", "HOST": "0.0.0.0"})


def test_a_busy_port_is_named_with_the_way_out() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        settings = settings_for_serving({**KEYS, "PORT": str(port)})
        with pytest.raises(click.ClickException, match=f"PORT={port + 1} bin/run"):
            refuse_busy_port(settings)


def test_without_an_admin_the_start_says_what_to_type(
    app: Portal, make: Make, capsys: pytest.CaptureFixture[str]
) -> None:
    announce(app.config["SETTINGS"])
    assert "user add NAMA --role admin" in capsys.readouterr().out
    make.user(Role.ADMIN)
    announce(app.config["SETTINGS"])
    assert "user add" not in capsys.readouterr().out


def test_regions_are_read_once(app: Portal, monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[tuple[str, ...]] = []

    def note(provinces: tuple[str, ...]) -> int:
        read.append(provinces)
        return 0

    monkeypatch.setattr("app.regions.load_regions", note)
    for provinces in (("17",), ("17",), ("17", "19")):
        with db.transaction():
            load_regions_if_changed(provinces)
    assert read == [("17",), ("17", "19")]


def test_only_an_empty_roster_gets_demo_people(app: Portal, make: Make) -> None:
    assert serving._is_empty()
    make.user(Role.ADMIN)
    assert not serving._is_empty()
