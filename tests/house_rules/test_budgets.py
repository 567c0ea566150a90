"""What a page costs a cadre: bytes on the wire, statements at the server, and at most one small script."""

import gzip
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
import sqlalchemy as sa

from app.auth.decorators import PUBLIC
from app.auth.models import Role
from app.auth.permissions import GRANTED
from app.db import db
from app.web import Portal
from assessments.certificates.models import Certificate
from tests.client import Browser, Page, is_page
from tests.databases import Templates
from tests.house_rules.walks import EACH, Visit, read, walk
from tests.journeys.conftest import fill_demo
from tests.queries import counted
from wsgi import create_app

COLD, WARM, STATEMENTS, PICTURE, SCRIPT = 8192, 3072, 6, 25 * 1024, 1024
# All questions of an attempt at once, ten in the longest shipped quiz: docs/decisions/0014-offline.md.
WARM_OF = {"attempts.show_all": 4096}
ALL = dict.fromkeys(
    (
        "curriculum.show_module",
        "curriculum.show_lesson",
        "quizzes.show_quiz",
        "attempts.show_question",
        "attempts.show_all",
    ),
    999,
)
GZIP = {"Accept-Encoding": "gzip"}


@dataclass(frozen=True)
class Weight:
    """A page on the wire: its HTML, its sheets, icons and scripts, all under gzip, in bytes; and its statements.

    `scripts` holds the size of each script as it is run; one that is not deferred counts as too large.
    """

    url: str
    warm: int
    cold: int
    statements: int
    scripts: tuple[int, ...] = ()
    pictures: tuple[int, ...] = ()
    most: int = WARM


@pytest.fixture
def demo(templates: Templates) -> Iterator[Portal]:
    """The portal with the demo data, and its accounts open."""
    url = templates.copy("sqlite", "journey", fill_demo)
    yield create_app(templates.settings(url, demo=True))
    db.engine.dispose()
    templates.drop(url)


def cadre_pages(app: Portal, browser: Browser) -> Iterator[Visit]:
    """Return the HTML pages that `browser` finds by links, all lessons and questions among them; a scanned one, and the helper's."""
    with app.app_context(), db.reading() as session:
        scanned = f"/sertifikat/{session.scalar(sa.select(Certificate.code).limit(1))}"
    yield Visit(scanned, "certificates.check", read(browser, scanned), "")
    yield Visit("/luring", "offline.show_no_signal", read(browser, "/luring"), "")
    for visit in walk(app, browser, "/", each=ALL):
        if is_page(visit.page.response) and visit.page.status == 200:
            yield visit


def weigh(browser: Browser, url: str, most: int = WARM) -> Weight:
    """Return what `url` costs somebody who comes for the first time, and who comes again: `most` bytes at most."""
    with counted() as statements:
        response = browser.raw(url, headers=GZIP)
    assert response.headers["Content-Encoding"] == "gzip", url
    page = Page(gzip.decompress(response.data).decode(), "html.parser")
    parts = [str(link["href"]) for link in page.select("link[rel=stylesheet], link[rel~=icon]")]
    scripts = page.select("script")
    parts += [str(script["src"]) for script in scripts]
    sizes = [len(browser.raw(part, headers=GZIP).data) for part in parts if not part.startswith("data:")]
    run = tuple(
        len(browser.raw(str(script["src"])).data) if script.has_attr("defer") else 2**20 for script in scripts
    )
    pictures = tuple(len(browser.raw(str(image["src"]), headers=GZIP).data) for image in page.select("img"))
    warm = len(response.data)
    return Weight(url, warm, warm + sum(sizes), len(statements), run, pictures, most)


def too_heavy(weight: Weight) -> bool:
    """Return whether a page breaks what is promised."""
    return (
        weight.warm > weight.most
        or weight.cold > COLD
        or not 0 <= weight.statements <= STATEMENTS
        or len(weight.scripts) > 1
        or sum(weight.scripts) > SCRIPT
        or any(picture > PICTURE for picture in weight.pictures)
    )


@pytest.mark.parametrize("name", [None, "kader", "kader2"])
def test_every_page_of_a_cadre_weighs_nothing(demo: Portal, name: str | None) -> None:
    browser = Browser(demo)
    if name:
        browser.sign_in(name, "123456")
        start_every_quiz(demo, browser)
    visits = list(cadre_pages(demo, browser))
    weights = [weigh(browser, visit.url, WARM_OF.get(visit.endpoint, WARM)) for visit in visits]

    assert [weight for weight in weights if too_heavy(weight)] == []
    assert any(weight.statements for weight in weights), "no statement was counted at all"


def start_every_quiz(app: Portal, browser: Browser) -> None:
    """Send one quiz empty, answer a question of the next, and leave it open: the states of an attempt."""
    quizzes = [v for v in walk(app, browser, "/belajar") if v.endpoint == "quizzes.show_quiz"]
    assert quizzes
    for number, visit in enumerate(quizzes):
        if not visit.page.select("form[method=post]"):
            continue
        page = browser.follow(browser.submit(visit.page))
        if number == 0:
            browser.submit(browser.open(_review_of(page)))


def _review_of(page: Page) -> str:
    return f"{page.response.request.path.rpartition('/')[0]}/kirim"


def test_every_page_a_cadre_may_open_was_weighed(demo: Portal) -> None:
    browser, visitor = Browser(demo), Browser(demo)
    browser.sign_in("kader", "123456")
    start_every_quiz(demo, browser)
    met = {visit.endpoint for one in (browser, visitor) for visit in cadre_pages(demo, one)}
    may = {
        rule.endpoint
        for rule in demo.url_map.iter_rules()
        if "GET" in (rule.methods or ())
        and getattr(demo.view_functions[rule.endpoint], "access", None) in {PUBLIC, *GRANTED[Role.CADRE]}
    }

    assert may - met - NO_PAGES == set()


# Not HTML.
NO_PAGES = {
    "media.show",
    "offline.send_helper",
    "info.health",
    "certificates.download",
    "downloads.send_html",
    "downloads.send_pdf",
}


def test_the_rule_sees_what_it_is_for() -> None:
    good = Weight("/", WARM, COLD, STATEMENTS, (SCRIPT,), (PICTURE,))

    assert not too_heavy(good)
    for change in (
        {"warm": WARM + 1},
        {"cold": COLD + 1},
        {"statements": 7},
        {"scripts": (SCRIPT + 1,)},
        {"scripts": (1, 1)},
        {"pictures": (1 << 20,)},
    ):
        assert too_heavy(Weight(**{**good.__dict__, **change})), change
    assert EACH > 1
