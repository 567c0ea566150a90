"""Whatever is sent into a form, the server answers with a sentence: never a crash, and no half change."""

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from app.auth.models import Role
from app.db import db
from app.web import Portal
from tests.client import Browser, held_by
from tests.house_rules.test_access import address, routes
from tests.house_rules.walks import walk
from tests.house_rules.world import SITI, side_of, sign_in

EXAMPLES = 12  # for each form
ON_SQLITE = pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)
COUNTED_EVEN_IF_WRONG = "/masuk"  # a try to sign in is a row
ENDS_THE_SESSION = ("keluar", "pin")  # these come last
# What breaks parsers and columns, beside what Hypothesis thinks of.
NASTY = (
    "\x00", "' OR 1=1 --", "<script>alert(1)</script>", "%s %(x)s {{ 7*7 }}", "9" * 30, "-1", "1e400", "NaN",
    "2025-02-30", "0001-01-01", "9999-12-31", "99999-01-01", "\U0001f600" * 50, "\u202e", "x" * 20_000, "17.021",
    "00000000-0000-0000-0000-000000000000", "[]", '{"a": 1}', "\r\n\r\n", "٣٤", "½",
)  # fmt: skip
garbage = st.one_of(st.sampled_from(NASTY), st.text(max_size=60), st.integers().map(str), st.dates().map(str))


@dataclass(frozen=True)
class Sent:
    """A form somebody can reach: where it goes and what it holds untouched."""

    url: str
    held: dict[str, Any]


def forms_of(app: Portal, browser: Browser) -> list[Sent]:
    """Return the POST forms that following links leads to, one of each address, those that sign out last."""
    found: dict[str, Sent] = {}
    for visit in walk(app, browser, "/"):
        for form in visit.page.select("form[method=post]"):
            url = str(form.get("action") or visit.url)
            found.setdefault(url, Sent(url, held_by(form) | _untouched(form)))
    return sorted(found.values(), key=lambda sent: (any(w in sent.url for w in ENDS_THE_SESSION), sent.url))


def _untouched(form: Any) -> dict[str, Any]:
    named = form.select("input[name], select[name], textarea[name], button[name]")
    return {str(field["name"]): "" for field in named if field["name"] not in held_by(form)}


class Commits:
    """Notices whether anybody has committed to the embedded database."""

    def __init__(self) -> None:
        self._probe = sqlite3.connect(str(db.engine.url.database))
        self._version = self._read()

    def any(self) -> bool:
        """Return whether something was committed since the last time."""
        before, self._version = self._version, self._read()
        return before != self._version

    def _read(self) -> int:
        return int(self._probe.execute("PRAGMA data_version").fetchone()[0])

    def close(self) -> None:
        self._probe.close()


@pytest.fixture
def commits(world: Portal) -> Iterator[Commits]:
    """See Commits."""
    probe = Commits()
    yield probe
    probe.close()


def throw_at(sent: Sent, browser: Browser, check: Any) -> None:
    """Send `sent` again and again with some of its fields replaced; hand each answer to `check`."""
    names = sorted(name for name in sent.held if name != "csrf_token")
    changed = st.dictionaries(st.sampled_from(names), garbage | st.none()) if names else st.just({})

    @settings(
        max_examples=EXAMPLES if names else 1,
        deadline=None,
        database=None,
        derandomize=True,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(changed)
    def throw(fields: dict[str, str | None]) -> None:
        data = {name: value for name, value in {**sent.held, **fields}.items() if value is not None}
        check(browser.raw(sent.url, method="POST", data=data), fields)

    throw()


@pytest.mark.parametrize("role", [None, *Role])
@ON_SQLITE
def test_garbage_never_crashes_it_and_is_kept_only_when_accepted(
    world: Portal, role: Role | None, commits: Commits
) -> None:
    browser, wrong = sign_in(world, role), list[Any]()
    sent = forms_of(world, browser)
    commits.any()
    assert sent

    for form in sent:

        def check(response: Any, fields: Any, form: Sent = form) -> None:
            changed, status = commits.any(), response.status_code
            half = changed and status >= 400 and not form.url.startswith(COUNTED_EVEN_IF_WRONG)
            if status >= 500 or half:
                wrong.append((form.url, fields, status, changed))

        throw_at(form, browser, check)
    assert not wrong


@pytest.mark.parametrize("role", [Role.CADRE, Role.DPMD, Role.ADMIN])
@pytest.mark.parametrize("database_kind", ["postgresql"], indirect=True)
def test_nor_on_postgresql_which_is_stricter(world: Portal, role: Role) -> None:
    browser, wrong = sign_in(world, role), list[Any]()
    for form in forms_of(world, browser):

        def check(response: Any, fields: Any, form: Sent = form) -> None:
            if response.status_code >= 500:
                wrong.append((form.url, fields))

        throw_at(form, browser, check)
    assert not wrong


@pytest.mark.parametrize("role", [None, *Role])
@ON_SQLITE
def test_a_post_without_its_token_changes_nothing(world: Portal, role: Role | None, commits: Commits) -> None:
    side, browser = side_of(world, SITI), sign_in(world, role)
    commits.any()
    for rule, method, _access in routes(world):
        if method == "POST":
            for data in ({}, {"csrf_token": "wrong"}):
                browser.raw(address(world, rule, side), method="POST", data=data)
                assert not commits.any(), rule.rule
