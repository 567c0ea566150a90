"""`user add` and `user reset-pin`: for the first admin, and when no admin can sign in."""

import click
from flask import current_app
from flask.cli import AppGroup

from app.auth.models import Role, User
from app.auth.operations import open_account, set_secret
from app.auth.queries import find_user, is_sign_in_name
from app.auth.secrets import hash_secret, make_password, make_pin
from app.db import db
from app.places import Region, fold

users = AppGroup("user", help="Akun.")
OFFICERS = [role.value for role in Role if role is not Role.CADRE]


@users.command("add")
@click.argument("sign_in_name")
@click.option(
    "--role", type=click.Choice(OFFICERS), default=Role.ADMIN.value, show_default=True, help="Peran."
)
@click.option("--name", required=True, help="Nama lengkap.")
@click.option("--region", help="Kode wilayah, misalnya 17.02; tanpa ini seluruh Indonesia, hanya jumlah.")
def add(sign_in_name: str, role: str, name: str, region: str | None) -> None:
    """Buka akun petugas; kata sandinya dibuat dan ditulis sekali."""
    typed = fold(sign_in_name)
    if not is_sign_in_name(typed):
        raise click.ClickException("Pakai huruf kecil, angka, titik atau garis, mulai dengan huruf.")
    password = make_password()
    secret_hash = hash_secret(password, str(current_app.config["PIN_KEY"]))
    with db.transaction() as session:
        if find_user(typed):
            raise click.ClickException(f"Nama {typed} sudah dipakai.")
        if region and session.get(Region, region) is None:
            raise click.ClickException(f"Wilayah {region} tidak ada. Kodenya seperti 17.02 atau 17.02.09.")
        open_account(typed, Role(role), region, secret_hash, None, name=name.strip()[:80])
    click.echo(f"Akun {typed} ({role}) dibuka. Kata sandi: {password}")


@users.command("reset-pin")
@click.argument("name")
def reset_pin(name: str) -> None:
    """Buat PIN atau kata sandi baru untuk nomor kader atau nama pengguna; yang lama mati."""
    secrets = {True: make_pin(), False: make_password()}
    hashes = {
        kind: hash_secret(secret, str(current_app.config["PIN_KEY"])) for kind, secret in secrets.items()
    }
    with db.transaction():
        user: User | None = find_user(fold(name))
        if user is None:
            raise click.ClickException(f"Tidak ada akun {name}.")
        is_cadre = user.role == Role.CADRE
        set_secret(user, hashes[is_cadre], None)
        closed = user.disabled_at is not None
    click.echo(f"{'PIN' if is_cadre else 'Kata sandi'} baru: {secrets[is_cadre]}")
    if closed:
        click.echo("Akun ini masih ditutup. Admin lain bisa membukanya di /pengguna.")
