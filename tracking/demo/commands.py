"""`flask --app wsgi demo load`."""

import click
from flask import current_app
from flask.cli import AppGroup

from app.db import db
from app.errors import Refused
from tracking.demo.accounts import OFFICERS, PIN
from tracking.demo.operations import load_demo

demo = AppGroup("demo", help="Data contoh.")


@demo.command("load")
@click.option("--yes", is_flag=True, help="Juga bila DEMO bukan 1; akun contoh lalu tidak bisa masuk.")
def load(yes: bool) -> None:
    """Fill an empty roster with made-up people equal in every total to the published ones."""
    if not (current_app.config["DEMO"] or yes):
        raise click.ClickException("Data contoh hanya dengan DEMO=1. Tambahkan --yes bila tetap mau.")
    try:
        with db.transaction():
            loaded = load_demo(str(current_app.config["PIN_KEY"]))
    except Refused as refused:
        raise click.ClickException(refused.reason) from refused
    names = ", ".join(["kader", "kader2", *(sign_in_name for sign_in_name, *_rest in OFFICERS)])
    click.echo(f"{loaded.posyandu} Posyandu dan {loaded.cadres} kader contoh. Akun: {names}; PIN {PIN}.")
