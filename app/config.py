"""Settings from the environment, with safe defaults, refused at start when wrong."""

import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from ipaddress import ip_address
from pathlib import Path
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from click import ClickException

ROOT = Path(__file__).resolve().parent.parent
EMBEDDED = "sqlite"


class WrongSetting(ClickException):
    """A setting cannot be used; the message names it and says what to type. A command shows it and stops."""


@dataclass(frozen=True)
class Settings:
    """Everything the portal takes from its surroundings.

    `public_url` is the address printed in QR codes and links, without a trailing slash. `provinces` is the
    tuple of province codes to load, empty for all. `trusted_proxies` counts the proxies in front of the server.
    """

    database_url: str
    secret_key: str
    pin_key: str
    instance: Path
    host: str = "127.0.0.1"
    port: int = 8000
    public_url: str = "http://127.0.0.1:8000"
    trusted_proxies: int = 0
    zone: str = "Asia/Jakarta"
    provinces: tuple[str, ...] = ()
    demo: bool = False
    offline: bool = True

    @property
    def is_embedded(self) -> bool:
        """Whether the database is the embedded SQLite file."""
        return self.database_url.startswith(EMBEDDED)

    @property
    def is_https(self) -> bool:
        """Whether the public address is https, which turns secure cookies on."""
        return self.public_url.startswith("https://")


def from_environment(env: Mapping[str, str] = os.environ, instance: Path = ROOT / "instance") -> Settings:
    """Read the settings; make and keep the two keys in `instance` on the embedded database.

    Raises WrongSetting when a value cannot be used or a key is missing with PostgreSQL.
    """
    url = _database_url(env.get("DATABASE_URL", ""), instance)
    embedded = url.startswith(EMBEDDED)
    host, port = env.get("HOST", "127.0.0.1"), _whole_number(env, "PORT", 8000)
    demo = env.get("DEMO", "0") == "1"
    if demo and not (embedded and is_loopback(host)):
        raise WrongSetting(
            "DEMO=1 hanya untuk SQLite pada alamat loopback. Hapus DEMO, atau HOST dan DATABASE_URL."
        )
    return Settings(
        database_url=url,
        secret_key=_key(env, "SECRET_KEY", instance, embedded),
        pin_key=_key(env, "PIN_KEY", instance, embedded),
        instance=instance,
        host=host,
        port=port,
        public_url=_public_url(env.get("PUBLIC_URL") or f"http://{host}:{port}"),
        trusted_proxies=_whole_number(env, "TRUSTED_PROXIES", 0),
        zone=_zone(env.get("ZONE", "Asia/Jakarta")),
        provinces=_provinces(env.get("PROVINCES"), demo),
        demo=demo,
        offline=env.get("OFFLINE", "1") != "0",
    )


def _database_url(given: str, instance: Path) -> str:
    if not given:
        return f"sqlite:///{instance / 'jenjang.sqlite'}"
    scheme, separator, rest = given.partition("://")
    if scheme in ("postgres", "postgresql", "postgresql+psycopg"):
        return f"postgresql+psycopg://{rest}"
    if scheme == EMBEDDED and separator:
        return given
    raise WrongSetting("DATABASE_URL harus berawalan postgresql:// atau sqlite:///.")


def _key(env: Mapping[str, str], name: str, instance: Path, embedded: bool) -> str:
    if given := env.get(name):
        return given
    if not embedded:
        raise WrongSetting(
            f"{name} wajib diisi bila memakai PostgreSQL. Contoh: {name}=$(openssl rand -hex 32)"
        )
    file = instance / name.lower()
    if not file.exists():
        instance.mkdir(parents=True, exist_ok=True)
        with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as new:
            new.write(secrets.token_hex(32))
    return file.read_text().strip()


def _whole_number(env: Mapping[str, str], name: str, default: int) -> int:
    given = env.get(name, "")
    if not given:
        return default
    if not given.isdigit():
        raise WrongSetting(f"{name} harus bilangan, bukan «{given}».")
    return int(given)


def _public_url(given: str) -> str:
    parts = urlsplit(given)
    if parts.scheme not in ("http", "https") or not parts.netloc:
        raise WrongSetting("PUBLIC_URL harus alamat lengkap, misalnya https://jenjang.contoh.go.id")
    return given.rstrip("/")


def _zone(given: str) -> str:
    try:
        ZoneInfo(given)
    except (ZoneInfoNotFoundError, ValueError) as error:
        raise WrongSetting(
            "ZONE tidak dikenal. Pilih Asia/Jakarta, Asia/Makassar atau Asia/Jayapura."
        ) from error
    return given


def _provinces(given: str | None, demo: bool) -> tuple[str, ...]:
    """Return the province codes to load: 17 with demo data and all otherwise."""
    if given is None:
        return ("17",) if demo else ()
    codes = tuple(code.strip() for code in given.split(",") if code.strip())
    if not all(len(code) == 2 and code.isdigit() for code in codes):
        raise WrongSetting("PROVINCES berisi kode provinsi dua angka, dipisah koma. Contoh: 17,19")
    return codes


def is_loopback(host: str) -> bool:
    """Return whether only this machine can reach `host`."""
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False
