"""Ordering: to each item its place. Value: JSON of sorted `item:place`, places from one."""

from collections import Counter
from collections.abc import Mapping, Sequence
from fractions import Fraction
from hashlib import sha256
from math import factorial

from flask_babel import lazy_gettext as _

from assessments.bank.types import checks
from assessments.bank.types.base import Body, Choice, Face, Flaw, Row, Unreadable
from assessments.bank.types.lines import Lines, pack_lines, read_lines, unpack_lines, veil
from assessments.bank.types.parts import list_pictures

FEWEST = 3  # of two, the order shown would always be the wrong one


class Ordering(Lines):
    """Body: stem, items (id, text) in the right order, scoring."""

    code = "ordering"
    label = _("Mengurutkan")
    scorings = ("all", "partial")

    def flaws(self, body: Body) -> list[Flaw]:
        """Return what is wrong: three items or more, which differ."""
        found = [*checks.flaws_around(body), *checks.flaws_in_scoring(body, self.scorings)]
        found += checks.flaws_in_list(body, "items", "Langkah", FEWEST)
        items = checks.parts_of(body, "items", "Langkah")
        found += [*checks.flaws_in_ids(items, "items"), *checks.flaws_in_equals(items, "items", "text")]
        for where, item in items:
            found += checks.flaws_in_text(item.get("text"), "items", where)
        return found

    def texts(self, body: Body) -> list[str]:
        """Return the stem and the items, as they are shown where nothing is shuffled."""
        texts = _texts(body)
        return [body["stem"], *(texts[key] for key in self.option_ids(body))]

    def guess(self, body: Body) -> Fraction:
        """Return the mean mark over all orders."""
        items = len(body["items"])
        return Fraction(1, items if self.is_partial(body) else factorial(items))

    def option_ids(self, body: Body) -> list[str]:
        """Return the ids in an order of chance that is always the same one, and never the right one."""
        right = list(_texts(body))
        mixed = sorted(right, key=lambda key: sha256(f"{body['stem']}:{key}".encode()).digest())
        return mixed if mixed != right else mixed[1:] + mixed[:1]

    def read(self, body: Body, given: Sequence[str]) -> str:
        """Return the value of the places given, at least one; no place twice."""
        places = [str(place) for place in range(1, len(body["items"]) + 1)]
        keys = {veil(words): key for key, words in _texts(body).items()}
        chosen = read_lines(given, dict.fromkeys(keys, places))
        place, times = Counter(chosen.values()).most_common(1)[0]
        if times > 1:
            raise Unreadable(
                _("Urutan ke-%(n)s dipakai dua kali. Beri tiap baris urutannya sendiri.", n=place)
            )
        return pack_lines({keys[line]: place for line, place in chosen.items()})

    def posted(self, body: Body, value: str | None) -> list[str]:
        """Return the places that were given, the items as the page names them; those that are gone are left out."""
        texts = _texts(body)
        chosen = unpack_lines(value)
        return [f"{veil(texts[key])}:{place}" for key, place in chosen.items() if key in texts]

    def face(self, body: Body, order: Sequence[str], given: Sequence[str]) -> Face:
        """Return the items in `order`, each with the list of places; were it the right one, in that of `option_ids`."""
        texts = _texts(body)
        shown = self.option_ids(body) if list(order) == list(texts) else order
        places = [str(place) for place in range(1, len(texts) + 1)]
        rows = [
            Row(veil(texts[key]), texts[key], _draw_places(veil(texts[key]), places, given)) for key in shown
        ]
        return Face(f"_{self.code}.html", body["stem"], rows=rows, pictures=list_pictures(body))

    def right_lines(self, body: Body) -> dict[str, str]:
        """Return the place of each item."""
        return {item["id"]: str(place) for place, item in enumerate(body["items"], 1)}

    def words_of_lines(self, body: Body, chosen: Mapping[str, str]) -> list[str]:
        """Return the items by their places."""
        texts = _texts(body)
        placed = sorted((int(place), key) for key, place in chosen.items() if key in texts)
        return [f"{place}. {texts[key]}" for place, key in placed]


def _draw_places(line: str, places: Sequence[str], given: Sequence[str]) -> list[Choice]:
    return [Choice(place, place, f"{line}:{place}" in given) for place in places]


def _texts(body: Body) -> dict[str, str]:
    """Return the items by id, in the right order."""
    return {item["id"]: item["text"] for item in body["items"]}
