"""A browser of bare requests, for journeys that must know exactly what was sent and what was acknowledged."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from http.client import HTTPConnection
from http.cookies import SimpleCookie
from urllib.parse import urlencode, urlsplit

from bs4 import BeautifulSoup, Tag

from tests.client import held_by
from tests.journeys.engine import squeeze
from tests.journeys.server import Server


@dataclass(frozen=True)
class Answered:
    """What came back: the status, where it points to, and what it holds."""

    status: int
    location: str
    content: bytes
    path: str

    @cached_property
    def page(self) -> BeautifulSoup:
        """The parsed page."""
        return BeautifulSoup(self.content, "html.parser")

    @property
    def text(self) -> str:
        """What can be read."""
        return squeeze(self.page.get_text(" "))

    def value_of(self, words: str) -> str:
        """Return what choosing the option with these words sends."""
        for label in self.page.select("label"):
            if squeeze(label.get_text(" ")) == words:
                field = label.select_one("input") or self.page.find(id=str(label.get("for")))
                assert isinstance(field, Tag), f"«{words}» belongs to no field"
                return str(field["value"])
        raise AssertionError(f"no option «{words}» on {self.path}: {self.text[:500]}")

    def form(self, words: str) -> Tag:
        """Return the form whose button says `words`."""
        for form in self.page.select("form"):
            if any(words in squeeze(button.get_text(" ")) for button in form.select("button")):
                return form
        raise AssertionError(f"no button «{words}» on {self.path}: {self.text[:500]}")


class Plain:
    """One person's cookies, and one connection per request, as after a lost signal."""

    def __init__(self, server: Server) -> None:
        self._server = server
        self._cookies: dict[str, str] = {}

    def open(self, path: str) -> Answered:
        """Open a page and go where it redirects."""
        answer = self._ask("GET", path)
        while 300 <= answer.status < 400:
            answer = self._ask("GET", answer.location)
        return answer

    def submit(self, answer: Answered, words: str, fields: Mapping[str, object] | None = None) -> Answered:
        """Send the form whose button says `words`, with what it holds and `fields` over it; follow nothing."""
        form = answer.form(words)
        data = {**held_by(form), **(fields or {})}
        return self._ask("POST", str(form.get("action") or answer.path), urlencode(data, doseq=True))

    def sign_in(self, name: str, pin: str = "123456") -> None:
        """Sign in."""
        answer = self.submit(self.open("/masuk"), "Masuk", {"name": name, "pin": pin})
        assert answer.status == 303, answer.text[:500]

    def _ask(self, method: str, path: str, body: str | None = None) -> Answered:
        parts = urlsplit(path)
        target = parts.path + (f"?{parts.query}" if parts.query else "")
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self._cookies.items())}
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        connection = HTTPConnection("127.0.0.1", self._server.port, timeout=20)
        try:
            connection.request(method, target, body, headers)
            response = connection.getresponse()
            content = response.read()
            for line in response.headers.get_all("Set-Cookie") or []:
                self._cookies |= {name: morsel.value for name, morsel in SimpleCookie(line).items()}
            return Answered(response.status, response.headers.get("Location") or "", content, target)
        finally:
            connection.close()
