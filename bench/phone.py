"""A phone without a screen: one connection, its cookies, and the forms it was shown."""

import html
import re
import time
from http.client import HTTPConnection, HTTPException
from urllib.parse import urlencode

from bench.place import PIN

REST = 2.0  # seconds without a request after which a phone connects anew
FORM = {"Content-Type": "application/x-www-form-urlencoded"}
TOKEN = re.compile(r'name="(?:csrf_token|token)"[^>]*value="([^"]*)"')
COUNT = re.compile(r"Soal \d+ dari (\d+)")
CHOICE = re.compile(r'name="answer"[^>]*value="([^"]*)"')


class Lost(Exception):
    """No answer came: nobody knows whether the request arrived."""


class Reply:
    """What came back."""

    def __init__(self, status: int, location: str, body: str) -> None:
        self.status, self.location, self.body = status, location, body

    @property
    def token(self) -> str:
        """The token of the page's first form."""
        found = TOKEN.search(self.body)
        assert found, f"no form in {self.status}: {self.body[:200]}"
        return html.unescape(found[1])

    @property
    def choices(self) -> list[str]:
        """What can be chosen in the question shown; nothing where a number is typed."""
        return [html.unescape(value) for value in CHOICE.findall(self.body) if value]

    @property
    def count(self) -> int:
        """How many questions the attempt has whose question is shown."""
        found = COUNT.search(self.body)
        assert found, f"no question: {self.body[:200]}"
        return int(found[1])


class Phone:
    """One person's requests, one after the other."""

    def __init__(self, port: int) -> None:
        self._port = port
        self._connection = HTTPConnection("127.0.0.1", port, timeout=20)
        self._cookies: dict[str, str] = {}
        self._used_at = 0.0

    def get(self, path: str) -> Reply:
        """Open a page."""
        return self._send("GET", path, None, {})

    def post(self, path: str, fields: dict[str, str | list[str]]) -> Reply:
        """Send a form."""
        return self._send("POST", path, urlencode(fields, doseq=True), FORM)

    def sign_in(self, number: str) -> Reply:
        """Sign in with a number of the place."""
        page = self.get("/masuk")
        return self.post("/masuk", {"csrf_token": page.token, "name": number, "pin": PIN})

    def _send(self, method: str, path: str, body: str | None, headers: dict[str, str]) -> Reply:
        cookies = "; ".join(f"{name}={value}" for name, value in self._cookies.items())
        gzipless = {**headers, **({"Cookie": cookies} if cookies else {})}
        if time.monotonic() - self._used_at > REST:
            self._connection.close()  # the server has, or is about to; a new one opens by itself
        try:
            self._connection.request(method, path, body, gzipless)
            response = self._connection.getresponse()
            text = response.read().decode()
            self._used_at = time.monotonic()
        except (OSError, HTTPException) as error:
            self._connection.close()
            raise Lost from error
        for cookie in response.headers.get_all("Set-Cookie") or []:
            name, _, rest = cookie.partition("=")
            self._cookies[name] = rest.partition(";")[0]
        return Reply(response.status, response.headers.get("Location") or "", text)
