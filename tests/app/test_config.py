"""Settings have safe defaults; a wrong one is refused with words that say what to type."""

import os
from pathlib import Path

import pytest

from app.config import WrongSetting, from_environment

ON_POSTGRESQL = {"DATABASE_URL": "postgresql://db.example/jenjang", "SECRET_KEY": "a", "PIN_KEY": "b"}


def test_nothing_set_means_the_embedded_database_on_loopback(tmp_path: Path) -> None:
    settings = from_environment({}, tmp_path)

    assert settings.database_url == f"sqlite:///{tmp_path / 'jenjang.sqlite'}"
    assert (settings.host, settings.port, settings.public_url) == ("127.0.0.1", 8000, "http://127.0.0.1:8000")
    assert (settings.trusted_proxies, settings.zone, settings.provinces) == (0, "Asia/Jakarta", ())
    assert not settings.demo
    assert not settings.is_https


def test_the_keys_are_made_once_apart_and_for_the_owner_only(tmp_path: Path) -> None:
    first, second = from_environment({}, tmp_path), from_environment({}, tmp_path)

    assert (first.secret_key, first.pin_key) == (second.secret_key, second.pin_key)
    assert first.secret_key != first.pin_key
    assert len(first.secret_key) == 64
    assert {file.stat().st_mode & 0o777 for file in tmp_path.iterdir()} == {0o600}


@pytest.mark.parametrize("missing", ["SECRET_KEY", "PIN_KEY"])
def test_with_postgresql_both_keys_come_from_outside(tmp_path: Path, missing: str) -> None:
    env = {name: value for name, value in ON_POSTGRESQL.items() if name != missing}

    with pytest.raises(WrongSetting, match=f"{missing} wajib diisi.*Contoh"):
        from_environment(env, tmp_path)
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("scheme", ["postgres", "postgresql", "postgresql+psycopg"])
def test_any_usual_name_of_postgresql_will_do(tmp_path: Path, scheme: str) -> None:
    settings = from_environment({**ON_POSTGRESQL, "DATABASE_URL": f"{scheme}://me:p%40ss@db/x"}, tmp_path)

    assert settings.database_url == "postgresql+psycopg://me:p%40ss@db/x"
    assert not settings.is_embedded


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("DATABASE_URL", "mysql://db/x", "postgresql:// atau sqlite:///"),
        ("DATABASE_URL", "jenjang.sqlite", "postgresql:// atau sqlite:///"),
        ("PORT", "delapan", "PORT harus bilangan"),
        ("PORT", "-1", "PORT harus bilangan"),
        ("TRUSTED_PROXIES", "ya", "TRUSTED_PROXIES harus bilangan"),
        ("PUBLIC_URL", "jenjang.example", "PUBLIC_URL harus alamat lengkap"),
        ("PUBLIC_URL", "ftp://jenjang.example", "PUBLIC_URL harus alamat lengkap"),
        ("ZONE", "Asia/Curup", "ZONE tidak dikenal"),
        ("ZONE", "../../etc/passwd", "ZONE tidak dikenal"),
        ("PROVINCES", "Bengkulu", "PROVINCES berisi kode"),
        ("PROVINCES", "17;18", "PROVINCES berisi kode"),
    ],
)
def test_a_wrong_setting_is_refused_with_words(tmp_path: Path, name: str, value: str, words: str) -> None:
    with pytest.raises(WrongSetting, match=words):
        from_environment({name: value}, tmp_path)


@pytest.mark.parametrize("env", [{"HOST": "0.0.0.0"}, {"HOST": "desa.example"}, ON_POSTGRESQL])
def test_demo_accounts_open_nothing_that_others_can_reach(tmp_path: Path, env: dict[str, str]) -> None:
    with pytest.raises(WrongSetting, match="DEMO=1 hanya untuk"):
        from_environment({**env, "DEMO": "1"}, tmp_path)


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "::1", "127.8.8.8"])
def test_demo_on_loopback_loads_one_province(tmp_path: Path, host: str) -> None:
    settings = from_environment({"DEMO": "1", "HOST": host}, tmp_path)

    assert settings.demo
    assert settings.provinces == ("17",)
    assert from_environment({"DEMO": "1", "PROVINCES": "19, 17"}, tmp_path).provinces == ("19", "17")


def test_https_outside_makes_the_cookies_secure(tmp_path: Path) -> None:
    assert from_environment({"PUBLIC_URL": "https://jenjang.example/"}, tmp_path).is_https


def test_a_kept_key_is_not_written_over(tmp_path: Path) -> None:
    (tmp_path / "secret_key").write_text("kept\n")
    os.chmod(tmp_path / "secret_key", 0o400)  # noqa: PTH101  # as an operator would

    assert from_environment({}, tmp_path).secret_key == "kept"
