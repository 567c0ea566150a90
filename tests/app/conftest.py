"""For tests of the kernel: pages made up for the test, and the portal under other settings."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest
from flask import redirect, render_template_string, request
from flask.typing import ResponseReturnValue
from sqlalchemy import text

from app import audit
from app.auth.decorators import public
from app.db import db
from app.errors import Refused
from app.forms import ActionForm
from app.web import Portal, saved, shown_again
from tests.client import Browser, Page
from wsgi import create_app

FORM = """<!doctype html><html lang="id"><title>Uji</title><h1>Uji</h1><form method="post">
{{ form.csrf_token }}<input name="how"><input name="words" value="{{ words }}"></form></html>"""


class Desk:
    """A page of ours at /uji: its POST writes one audit event, and ends as the field `how` says."""

    def __init__(self, browser: Browser) -> None:
        self.browser = browser

    def post(self, how: str, status: int, **fields: Any) -> Page:
        """Open the page and send its form; fail unless it answers `status`."""
        return self.browser.submit(self.browser.open("/uji"), status=status, how=how, **fields)


@public
def desk_view() -> ResponseReturnValue:
    """Write, then end in one of the ways in which a view can end."""
    form = ActionForm()
    how = request.form.get("how", "")
    if request.method == "GET":
        return render_template_string(FORM, form=form, words="")
    if how != "unchecked" and not form.validate_on_submit():
        write()
        return shown_again(render_template_string(FORM, form=form, words=request.form["words"]))
    write()
    return _end(how, form)


def write() -> None:
    """Write one audit event and send it to the database."""
    audit.record(None, "tested", "test", "1")
    db.session.flush()


def _end(how: str, form: ActionForm) -> ResponseReturnValue:
    if how == "refused":
        db.after_outcome(lambda: audit.record(None, "outlived", "test", "1"))
        raise Refused("Sudah ada yang sama.")
    if how == "crash":
        raise ValueError("a mistake of ours")
    if how == "door-left-open":
        db.session.execute(
            text("INSERT INTO open_door (table_name, reason) VALUES ('answer', 'a test of COMMIT')")
        )
    if how == "again":
        return shown_again(render_template_string(FORM, form=form, words=""))
    if how == "page":
        return render_template_string(FORM, form=form, words="")
    if how == "saved":
        return saved(render_template_string(FORM, form=form, words=""))
    return redirect("/uji", 303)


@public
def writing_get() -> ResponseReturnValue:
    """Try to write where only reading is allowed."""
    write()
    return redirect("/uji")


@public
def sloppy_get() -> ResponseReturnValue:
    """Write where only reading is allowed, and never send it."""
    audit.record(None, "tested", "test", "1")
    return redirect("/uji")


@pytest.fixture
def under(app: Portal) -> Iterator[Callable[..., Portal]]:
    """Return the portal on the same database under other settings: under(public_url="https://…")."""
    engines = [db.engine]

    def make(**changes: Any) -> Portal:
        other = create_app(replace(app.config["SETTINGS"], **changes))
        engines.append(db.engine)
        return other

    yield make
    for engine in engines:
        engine.dispose()


@pytest.fixture
def own_app(under: Callable[..., Portal]) -> Portal:
    """The portal on the same database for this test alone, which may change it."""
    return under()


@pytest.fixture
def desk(own_app: Portal) -> Desk:
    """The made-up page."""
    own_app.add_url_rule("/uji", view_func=desk_view, methods=["GET", "POST"])
    own_app.add_url_rule("/uji/tulis", view_func=writing_get)
    own_app.add_url_rule("/uji/lupa", view_func=sloppy_get)
    return Desk(Browser(own_app))
