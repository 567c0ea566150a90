"""Commands of the whole portal: `db upgrade`, `serve`, `backup FILE`, `restore FILE`."""

from pathlib import Path

import click
from flask import current_app
from flask.cli import AppGroup, with_appcontext

from app import backup as backups
from app import schema, serving
from app.config import Settings

database = AppGroup("db", help="Database.")


@database.command("upgrade")
def upgrade() -> None:
    """Bawa database ke bentuk terbaru."""
    settings = _settings()
    schema.upgrade(settings.database_url, settings.instance)
    click.echo(f"Database sudah di bentuk {schema.newest()}.")


@click.command("serve")
@with_appcontext
def serve() -> None:
    """Siapkan yang kurang, lalu layani portal ini."""
    settings = serving.settings_for_serving()
    current_app.config.update(SETTINGS=settings, DEMO=settings.demo)
    serving.refuse_busy_port(settings)
    serving.prepare(current_app, settings)
    serving.announce(settings)
    serving.become_server(settings)


@click.command("backup")
@click.argument("file", type=click.Path(path_type=Path))
@with_appcontext
def backup(file: Path) -> None:
    """Simpan seluruh isi database ke FILE (zip); boleh selagi portal dipakai."""
    try:
        counts = backups.write_backup(file, _settings().pin_key)
    except backups.BackupRefused as refused:
        raise click.ClickException(str(refused)) from refused
    click.echo(f"{file}: {sum(counts.values())} baris dari {len(counts)} tabel.")


@click.command("restore")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@with_appcontext
def restore(file: Path) -> None:
    """Pulihkan FILE ke database yang masih kosong; boleh dari SQLite ke PostgreSQL dan sebaliknya."""
    settings = _settings()
    try:
        schema.upgrade(settings.database_url, settings.instance)
        counts, same_key = backups.read_backup(file, settings.pin_key)
    except backups.BackupRefused as refused:
        raise click.ClickException(str(refused)) from refused
    click.echo(f"{file}: {sum(counts.values())} baris dari {len(counts)} tabel dipulihkan.")
    if not same_key:
        click.echo(
            "PIN_KEY berbeda dari waktu cadangan dibuat: semua PIN dan kata sandi harus dibuat baru.\n"
            "Pasang PIN_KEY yang lama, atau mulai dari admin: .venv/bin/flask --app wsgi user reset-pin NAMA"
        )


def _settings() -> Settings:
    settings: Settings = current_app.config["SETTINGS"]
    return settings
