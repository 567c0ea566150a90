"""The measure of speed: a Flask view that does three indexed reads and renders a page of 8 KB, and nothing else."""

import os
import sqlite3
import threading

from flask import Flask

ROWS = "".join(f"<p class=row>{{{{ name }}}} {n}: {'abcdefghij' * 9}</p>" for n in range(64))
PAGE = f"<!doctype html><title>{{{{ region }}}}</title><h1>{{{{ name }}}}</h1>{ROWS}"
_open = threading.local()


def _connection() -> sqlite3.Connection:
    if not hasattr(_open, "connection"):
        path = os.environ["DATABASE_URL"].removeprefix("sqlite:///")
        _open.connection = sqlite3.connect(path, check_same_thread=False)
    connection: sqlite3.Connection = _open.connection
    return connection


def create_app() -> Flask:
    """Return the application that the portal is compared with."""
    app = Flask("bare")
    template = app.jinja_env.from_string(PAGE)

    @app.get("/<number>")
    def show(number: str) -> str:
        one = _connection().execute
        key, name, code = one(
            "SELECT id, name, region_code FROM cadre WHERE number = ?", (number,)
        ).fetchone()
        region = one("SELECT name FROM region WHERE code = ?", (code,)).fetchone()[0]
        one("SELECT since FROM placement WHERE cadre_id = ? ORDER BY since", (key,)).fetchall()
        return template.render(name=name, region=region)

    return app
