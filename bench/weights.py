"""What each page of a cadre weighs, cold and warm, as its rule in tests/house_rules weighs it."""

from dataclasses import dataclass

from bench.place import Place
from tests.client import Browser
from tests.house_rules.test_budgets import Weight, cadre_pages, start_every_quiz, weigh
from wsgi import create_app


@dataclass(frozen=True)
class Heaviest:
    """The heaviest page of one kind, and how many of it there are."""

    endpoint: str
    weight: Weight
    pages: int


def heaviest_pages(place: Place) -> list[Heaviest]:
    """Return for each kind of page the one with the most bytes, the heaviest kind first."""
    app = create_app(place.settings)
    cadre, visitor = Browser(app), Browser(app)
    cadre.sign_in("kader", "123456")
    start_every_quiz(app, cadre)
    found: dict[str, list[Weight]] = {}
    for browser in (visitor, cadre):
        for visit in list(cadre_pages(app, browser)):
            found.setdefault(visit.endpoint, []).append(weigh(browser, visit.url))
    kinds = [
        Heaviest(endpoint, max(weights, key=lambda one: one.cold), len({one.url for one in weights}))
        for endpoint, weights in found.items()
    ]
    return sorted(kinds, key=lambda kind: (-kind.weight.cold, kind.endpoint))
