"""Following links as a person would: from her first page on, a few pages of each kind."""

from collections import Counter, deque
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import parse_qsl, urljoin, urlsplit

from werkzeug.exceptions import HTTPException
from werkzeug.routing import RequestRedirect

from app.web import Portal
from tests.client import Browser, Page, is_page, refuse_broken

EACH = 3  # pages of one kind: the same endpoint with the same filters


@dataclass(frozen=True)
class Visit:
    """One page: its address, the endpoint and the methods behind it, what came back, and where the link stood."""

    url: str
    endpoint: str
    page: Page
    linked_from: str


def walk(app: Portal, browser: Browser, first: str, each: Mapping[str, int] | None = None) -> Iterator[Visit]:
    """Open `first` and what its links lead to, a few of each kind (`each`: more of some endpoints).

    A redirect counts as a link, and so does a form that only asks.
    """
    waiting, met, kinds = deque([(first, "")]), {first}, Counter[tuple[str, ...]]()
    while waiting:
        url, linked_from = waiting.popleft()
        endpoint = _endpoint(app, url)
        kind = (endpoint, *sorted(name for name, _value in parse_qsl(urlsplit(url).query)))
        kinds[kind] += 1
        if kinds[kind] > (each or {}).get(endpoint, EACH):
            continue
        visit = Visit(url, endpoint, read(browser, url), linked_from)
        yield visit
        for link in _links(visit):
            if link not in met:
                met.add(link)
                waiting.append((link, url))


def read(browser: Browser, url: str) -> Page:
    """Open `url` whatever it answers; fail on a page that is not whole."""
    response = browser.raw(url)
    is_html = is_page(response)
    page = Page(response.get_data(as_text=True) if is_html else "", "html.parser")
    page.response = response
    if is_html and not 300 <= response.status_code < 400:
        refuse_broken(page, response.get_data(as_text=True))
    return page


def _endpoint(app: Portal, url: str) -> str:
    adapter = app.url_map.bind("localhost")
    try:
        return str(adapter.match(urlsplit(url).path)[0])
    except RequestRedirect:
        return "redirect"
    except HTTPException:
        return "static" if url.startswith("/static/") else "none"


def _links(visit: Visit) -> list[str]:
    found = [str(tag[name]) for tag in visit.page.find_all(True) for name in ("href", "src") if tag.get(name)]
    found += [str(form["action"]) for form in visit.page.select("form[action]:not([method=post])")]
    if location := visit.page.response.headers.get("Location"):
        found.append(location)
    joined = [urljoin(visit.url, link).partition("#")[0] for link in found]
    return [link for link in joined if link.startswith("/")]
