"""A browser without a screen: opens pages by endpoint, reads them, submits their forms; refuses broken pages."""

import io
import re
from contextvars import Context
from typing import Any

import tinyhtml5
from bs4 import BeautifulSoup, Tag
from flask import has_app_context, url_for
from werkzeug.test import TestResponse

from app.db import db
from app.web import Portal

TOKEN = re.compile(r'(?<=name="csrf_token" type="hidden" value=")[^"]+')
_sound: set[tuple[int, str]] = (
    set()
)  # pages that were found in order: the page to sign in is the same in every test


class Page(BeautifulSoup):
    """A parsed page and the response it came in."""

    response: TestResponse

    @property
    def status(self) -> int:
        """The status of the response."""
        return self.response.status_code

    @property
    def heading(self) -> str:
        """The text of its h1."""
        return self.h1.get_text(" ", strip=True) if self.h1 else ""

    def value(self, selector: str) -> str:
        """The value a field shows, empty when it shows none."""
        field = self.select_one(selector)
        assert field is not None, f"no {selector}"
        return str(field.get("value") or "")

    @property
    def has_script(self) -> bool:
        """Whether it has any script beside the one that a cadre's page may carry, deferred: it registers the offline helper."""
        return any(
            not str(tag.get("src")).startswith("/static/js/offline.") or not tag.has_attr("defer")
            for tag in self.select("script")
        )

    @property
    def words(self) -> str:
        """All its text, with single spaces."""
        return " ".join(self.get_text(" ").split())


class Browser:
    """One person's browser, with her cookies; each request runs in a context of its own, as on the server."""

    def __init__(self, app: Portal) -> None:
        self.app = app
        self.client = app.test_client()
        self.address = "10.0.0.1"

    def get(self, endpoint: str, status: int = 200, **values: Any) -> Page:
        """Open the page of `endpoint`; fail unless it answers `status`."""
        return self.open(self.url(endpoint, **values), status=status)

    def open(self, url: str, status: int = 200, method: str = "GET", **sent: Any) -> Page:
        """Open `url`; fail unless it answers `status`."""
        return self._page(self.raw(url, method=method, **sent), status)

    def raw(self, url: str, method: str = "GET", **sent: Any) -> TestResponse:
        """Send a request and return the bare response."""
        if has_app_context():
            db.close()  # the server sees what is committed, and the test then reads what the server wrote
        sent.setdefault("environ_base", {"REMOTE_ADDR": self.address})
        sent.setdefault("buffered", True)  # read to its end, so that a file is closed
        response: TestResponse = Context().run(self.client.open, url, method=method, **sent)
        return response

    def url(self, endpoint: str, **values: Any) -> str:
        """Return the address of an endpoint."""
        with self.app.test_request_context():
            return url_for(endpoint, **values)

    def submit(self, page: Page, status: int = 303, form: int | str = 0, **fields: Any) -> Page:
        """Send a form of `page` (its number, or a CSS selector) with what it holds and `fields` typed over it.

        A list gives several values; None leaves a field out. Follows nothing.
        """
        found = page.select(form)[0] if isinstance(form, str) else page.select("form[method=post]")[form]
        data = {**held_by(found), **fields}
        url = str(found.get("action") or page.response.request.full_path)
        kept = {name: value for name, value in data.items() if value is not None}
        return self.open(url, status=status, method="POST", data=kept)

    def follow(self, page: Page, status: int = 200) -> Page:
        """Go where a redirect points."""
        location = page.response.location
        assert location, f"no redirect, but {page.status}: {page.words[:300]}"
        return self.open(location, status=status)

    def click(self, page: Page, words: str, status: int = 200) -> Page:
        """Follow the first link with these words."""
        for link in page.select("a[href]"):
            if words in " ".join(link.get_text(" ").split()):
                return self.open(str(link["href"]), status=status)
        raise AssertionError(f"no link «{words}» in: {[a.get_text(strip=True) for a in page.select('a')]}")

    def sign_in(self, name: str, pin: str = "246813") -> Page:
        """Sign in with a cadre number or user name, through the page."""
        return self.submit(self.open("/masuk"), name=name, pin=pin)

    def _page(self, response: TestResponse, status: int) -> Page:
        text = response.get_data(as_text=True) if (response.mimetype or "").startswith("text/") else ""
        assert response.status_code == status, f"{response.status_code} for {status}: {_shown(text)}"
        page = Page(text, "html.parser")
        page.response = response
        if is_page(response) and not 300 <= response.status_code < 400 and text.startswith("<!doctype"):
            refuse_broken(page, text)
        return page


def is_page(response: TestResponse) -> bool:
    """Return whether a browser shows the response as a page of the portal, and does not keep it as a file."""
    return response.mimetype == "text/html" and "Content-Disposition" not in response.headers


def held_by(form: Tag) -> dict[str, Any]:
    """Return what a browser would send of a form that nobody touched."""
    data: dict[str, Any] = {}
    for field in form.select("input[name], select[name], textarea[name]"):
        name, kind = str(field["name"]), field.get("type", "text")
        if kind in ("submit", "button", "file") or (
            kind in ("radio", "checkbox") and not field.has_attr("checked")
        ):
            continue
        if field.name == "select":
            chosen = field.select("option[selected]") or field.select("option")[:1]
            value: Any = [str(option.get("value", option.get_text())) for option in chosen]
            value = value if field.has_attr("multiple") else (value[0] if value else None)
        else:
            value = (
                field.get_text()
                if field.name == "textarea"
                else str(field.get("value", "on" if kind == "checkbox" else ""))
            )
        data[name] = [*_listed(data[name]), value] if name in data else value
    return data


def refuse_broken(page: Page, text: str) -> None:
    """Fail on invalid HTML, a missing or second h1, a title that does not start with it, or an id used twice."""
    if (read := (page.status, TOKEN.sub("", text))) in _sound:
        return
    parser = tinyhtml5.parser.HTMLParser()
    parser.parse(io.StringIO(text))
    assert not parser.errors, f"invalid HTML: {parser.errors[:3]}"
    headings = page.find_all("h1")
    assert len(headings) == 1, f"{len(headings)} h1"
    ids = [tag["id"] for tag in page.find_all(id=True)]
    assert len(ids) == len(set(ids)), f"an id twice: {sorted(ids)}"
    assert not page.select("[style], style"), "inline style"
    assert not [tag for tag in page.select("script") if not tag.get("src")], "inline script"
    assert not [n for tag in page.find_all(True) for n in tag.attrs if n.startswith("on")], "inline handler"
    for form in page.select("form[method=post]"):
        assert form.select("input[name=csrf_token], input[name=token]") or page.status >= 500, (
            "a form without token"
        )
    _sound.add(read)


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _shown(text: str) -> str:
    return " ".join(BeautifulSoup(text, "html.parser").get_text(" ").split())[:500]
