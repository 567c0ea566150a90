"""A GET cannot write; a POST commits once, in dispatch, and only what ended well with a checked token."""

import threading
import time

import pytest
from flask import Flask
from sqlalchemy import select, update

from app.audit import AuditEvent
from app.auth.models import User
from app.db import db
from tests.app.conftest import Desk, write
from tests.factories import Make, count_rows, reload

ON_SQLITE = pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)


def events(verb: str = "tested") -> int:
    return count_rows(AuditEvent, AuditEvent.verb == verb)


def test_a_get_that_writes_fails_and_changes_nothing(desk: Desk) -> None:
    assert desk.browser.raw("/uji/tulis").status_code >= 500
    assert desk.browser.raw("/uji/lupa").status_code == 302
    assert events() == 0


@pytest.mark.parametrize(("how", "status"), [("redirect", 303), ("saved", 200)])
def test_a_post_that_ends_well_is_committed_before_its_response_is_made(
    desk: Desk, how: str, status: int
) -> None:
    seen_by_the_response: list[int] = []
    with db.engine.connect() as before:  # the pool is warm, so the listener below opens nothing new
        before.rollback()

    @desk.browser.app.after_request
    def look(response):
        with db.reading() as session:
            seen_by_the_response.append(len(session.scalars(select(AuditEvent.id)).all()))
        return response

    desk.post(how, status)

    assert seen_by_the_response[-1] == 1
    assert events() == 1


@pytest.mark.parametrize(
    ("how", "status"),
    [("again", 422), ("page", 200), ("crash", 500), ("refused", 409), ("door-left-open", 409)],
)
def test_a_post_that_ends_otherwise_changes_nothing(desk: Desk, how: str, status: int) -> None:
    desk.post(how, status)

    assert events() == 0


@pytest.mark.parametrize("token", [None, "", "wrong", "x" * 3000])
def test_without_the_right_token_nothing_is_committed(desk: Desk, token: str | None) -> None:
    desk.post("redirect", 422, csrf_token=token, words="tetap ada")
    desk.post("unchecked", 400, csrf_token=token)

    assert events() == 0


def test_what_was_typed_is_shown_again_with_a_new_token(desk: Desk) -> None:
    page = desk.post("redirect", 422, csrf_token="old", words="tetap ada")

    assert page.value("[name=words]") == "tetap ada"
    desk.browser.submit(page, how="redirect")
    assert events() == 1


def test_what_must_outlive_a_refusal_does(desk: Desk) -> None:
    page = desk.post("refused", 409)

    assert "Sudah ada yang sama." in page.words
    assert (events("tested"), events("outlived")) == (0, 1)


def test_a_refused_commit_lets_the_next_writer_in(desk: Desk) -> None:
    desk.post("door-left-open", 409)

    began = time.monotonic()
    desk.post("redirect", 303)

    assert time.monotonic() - began < 2
    assert events() == 1


@ON_SQLITE
def test_a_write_inside_a_write_raises_at_once(app: Flask) -> None:
    began = time.monotonic()
    with db.transaction():
        write()
        with pytest.raises(RuntimeError, match="inside a write"), db.transaction():
            write()

    assert time.monotonic() - began < 1
    assert events() == 1


def test_threads_that_read_then_write_never_find_it_locked(app: Flask, make: Make) -> None:
    user = make.user("admin")
    db.close()  # the factory's own reading is a writing transaction too
    problems: list[Exception] = []

    def count_up() -> None:
        try:
            for _ in range(15):
                with app.app_context(), db.transaction() as session:
                    row = select(User.session_version).where(User.id == user.id).with_for_update()
                    version = session.scalars(row).one()
                    session.execute(update(User).values(session_version=version + 1))
        except Exception as problem:  # noqa: BLE001  # whatever it is, the test shows it
            problems.append(problem)

    threads = [threading.Thread(target=count_up) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert not problems
    assert reload(User, user.id).session_version == 1 + 6 * 15
