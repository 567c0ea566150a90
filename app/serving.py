"""Brings a machine to a running portal: what `serve` does before the server takes over."""

import fcntl
import os
import socket
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, redirect_stdout
from io import StringIO
from typing import NoReturn

import click
from flask import Flask
from sqlalchemy import func, select, text

from app import schema
from app.auth.models import Role, User
from app.config import ROOT, Settings, from_environment, is_loopback
from app.db import db
from app.regions import load_regions_if_changed
from app.registry.models import Cadre

PREPARING = 7_203_041  # the number of PostgreSQL's lock: one machine prepares at a time


def settings_for_serving(env: Mapping[str, str] = os.environ) -> Settings:
    """Return the settings, with DEMO=1 where nothing was said and SQLite is served to this machine only.

    A proxy in front means a real portal: whoever reaches it does not come from this machine.
    """
    settings = from_environment(env)
    local = settings.is_embedded and is_loopback(settings.host) and not settings.trusted_proxies
    return from_environment({**env, "DEMO": "1"}) if local and "DEMO" not in env else settings


def refuse_busy_port(settings: Settings) -> None:
    """Raise ClickException with the way out when another program has the port."""
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((settings.host, settings.port))
        except OSError as error:
            raise click.ClickException(
                f"Alamat {settings.host}:{settings.port} tidak bisa dipakai ({error.strerror}). "
                f"Pakai yang lain: PORT={settings.port + 1} bin/run"
            ) from error


def prepare(app: Flask, settings: Settings) -> None:
    """Migrate, and load what is missing: regions, content, and demo data into an empty database.

    Commands of the packages above are called by name, where they are installed.
    """
    with _alone(settings):
        schema.upgrade(settings.database_url, settings.instance)
        with db.transaction():
            new = load_regions_if_changed(settings.provinces)
        if new:
            click.echo(f"{new} wilayah dimuat.")
        _run(app, "content", "load")
        if settings.demo and _is_empty():
            click.echo("Memuat data contoh ...")
            _run(app, "demo", "load")
    db.engine.dispose()


@contextmanager
def _alone(settings: Settings) -> Iterator[None]:
    """Hold off a second start on this machine, and on PostgreSQL on any other, until this one is prepared."""
    settings.instance.mkdir(parents=True, exist_ok=True)
    with (settings.instance / "prepare.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if db.is_sqlite:
            yield
            return
        with db.engine.connect() as connection:
            connection.execute(text("SELECT pg_advisory_lock(:key)"), {"key": PREPARING})
            connection.commit()
            try:
                yield
            finally:
                connection.execute(text("SELECT pg_advisory_unlock(:key)"), {"key": PREPARING})


def _run(app: Flask, group: str, name: str) -> None:
    """Call a command of another package as its shell user would; its words are not shown, its refusal is."""
    found = app.cli.commands.get(group)
    command = found.commands.get(name) if isinstance(found, click.Group) else None
    if command is None:
        return
    with redirect_stdout(StringIO()):
        click.get_current_context().invoke(command)


def _is_empty() -> bool:
    with db.reading() as session:
        return not any(session.scalar(select(func.count()).select_from(table)) for table in (User, Cadre))


def announce(settings: Settings) -> None:
    """Print the address, and how to sign in: the demo accounts, or how to open the first one."""
    click.echo(f"\nJenjang: {settings.public_url}    (Ctrl+C untuk berhenti)")
    with db.reading() as session:
        usable = select(User.sign_in_name, User.role).where(User.disabled_at.is_(None))
        demo = usable.where(User.is_demo, User.sign_in_name != func.coalesce(User.cadre_number, ""))
        accounts = session.execute(demo.order_by(User.created_at, User.sign_in_name)).all()
        admin = session.execute(usable.where(User.role == Role.ADMIN, User.is_demo.is_(False))).first()
    if settings.demo and accounts:
        click.echo("Akun contoh, PIN atau kata sandi semuanya 123456:")
        for sign_in_name, role in accounts:
            click.echo(f"  {sign_in_name:<10} {role}")
    elif admin is None:
        click.echo("Belum ada admin. Buat satu, di jendela lain:")
        click.echo(
            '  .venv/bin/flask --app wsgi user add NAMA --role admin --name "Nama Lengkap" --region 17.02'
        )
    sys.stdout.flush()


def become_server(settings: Settings) -> NoReturn:
    """Replace this process by gunicorn, so that Ctrl-C and a service manager speak to it directly."""
    os.environ["DEMO"] = "1" if settings.demo else "0"
    os.chdir(ROOT)
    words = [
        sys.executable,
        "-m",
        "gunicorn",
        "--config",
        str(ROOT / "app/gunicorn_conf.py"),
        "wsgi:create_app()",
    ]
    os.execv(sys.executable, words)  # noqa: S606  our own program, without a shell
