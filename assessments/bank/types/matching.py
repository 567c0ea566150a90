"""Matching: to each left side its right side, from a list. Value: JSON of sorted `pair:pair or extra` ids."""

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from typing import Any

from flask_babel import lazy_gettext as _

from assessments.bank.types import checks
from assessments.bank.types.base import Body, Choice, Face, Flaw, Row
from assessments.bank.types.lines import Lines, pack_lines, read_lines, unpack_lines, veil
from assessments.bank.types.parts import list_pictures


class Matching(Lines):
    """Body: stem, pairs (id, left, right), extra (id, text: right sides of nobody), scoring."""

    code = "matching"
    label = _("Menjodohkan")
    scorings = ("partial", "all")

    def flaws(self, body: Body) -> list[Flaw]:
        """Return what is wrong: two pairs or more, with left sides that differ and at least two right sides."""
        found = [*checks.flaws_around(body), *checks.flaws_in_scoring(body, self.scorings)]
        found += checks.flaws_in_list(body, "pairs", "Pasangan", fewest=2)
        found += checks.flaws_in_list(body, "extra", "Pengecoh", fewest=0)
        return [*found, *_flaws_in_sides(body)]

    def texts(self, body: Body) -> list[str]:
        """Return the stem, the left sides and the right sides."""
        return [body["stem"], *(pair["left"] for pair in body["pairs"]), *_choices(body).values()]

    def guess(self, body: Body) -> Fraction:
        """Return the part of the pairs that is right by chance, each side chosen on its own; with `all` their product.

        A guesser who takes no right side twice does a little better with `all`.
        """
        one = Fraction(1, len(_choices(body)))
        return one if self.is_partial(body) else one ** len(body["pairs"])

    def option_ids(self, body: Body) -> list[str]:
        """Return the ids of the different right sides, by their words: the author's order would pair them up."""
        choices = _choices(body)
        return sorted(choices, key=lambda key: (choices[key].casefold(), key))

    def read(self, body: Body, given: Sequence[str]) -> str:
        """Return the value of the sides chosen, at least one."""
        keys = {veil(words): key for key, words in _choices(body).items()}
        chosen = read_lines(given, {pair["id"]: keys.keys() for pair in body["pairs"]})
        return pack_lines({line: keys[choice] for line, choice in chosen.items()})

    def posted(self, body: Body, value: str | None) -> list[str]:
        """Return the sides that were chosen, as the page names them; those that are gone are left out."""
        texts = _choices(body)
        chosen = unpack_lines(value)
        return [f"{line}:{veil(texts[key])}" for line, key in chosen.items() if key in texts]

    def mark(self, body: Body, value: str | None) -> Fraction:
        """Return the part of the pairs that are right; equal right sides are as right as each other."""
        names = _canonical(body)
        chosen = {line: names.get(choice, choice) for line, choice in unpack_lines(value).items()}
        return super().mark(body, pack_lines(chosen))

    def face(self, body: Body, order: Sequence[str], given: Sequence[str]) -> Face:
        """Return the left sides, each with the list of the right ones in `order`."""
        texts = _choices(body)
        rows = [
            Row(
                pair["id"],
                pair["left"],
                [_draw(texts[key], pair["id"], given) for key in order],
            )
            for pair in body["pairs"]
        ]
        return Face(f"_{self.code}.html", body["stem"], rows=rows, pictures=list_pictures(body))

    def right_lines(self, body: Body) -> dict[str, str]:
        """Return the right side of each pair."""
        names = _canonical(body)
        return {pair["id"]: names[pair["id"]] for pair in body["pairs"]}

    def words_of_lines(self, body: Body, chosen: Mapping[str, str]) -> list[str]:
        """Return the pairs that were made."""
        texts = _choices(body)
        return [
            f"{pair['left']} – {texts[chosen[pair['id']]]}"
            for pair in body["pairs"]
            if chosen.get(pair["id"]) in texts
        ]


def _sides(body: Body) -> list[tuple[str, str]]:
    """Return the id and the words of all right sides, those of nobody too."""
    pairs = [(pair["id"], pair["right"]) for pair in body["pairs"]]
    return pairs + [(extra["id"], extra["text"]) for extra in body.get("extra") or []]


def _canonical(body: Body) -> dict[str, str]:
    """Return for the id of each right side the first id with the same words."""
    first: dict[str, str] = {}
    return {key: first.setdefault(words, key) for key, words in _sides(body)}


def _choices(body: Body) -> dict[str, str]:
    """Return the different right sides by id."""
    names = _canonical(body)
    return {key: words for key, words in _sides(body) if names[key] == key}


def _draw(words: str, pair_id: str, given: Sequence[str]) -> Choice:
    return Choice(veil(words), words, f"{pair_id}:{veil(words)}" in given)


def _flaws_in_sides(body: Body) -> Iterator[Flaw]:
    pairs = checks.parts_of(body, "pairs", "Pasangan")
    extras = checks.parts_of(body, "extra", "Pengecoh")
    yield from checks.flaws_in_ids([*pairs, *extras], "pairs")
    yield from checks.flaws_in_equals(pairs, "pairs", "left")
    for where, pair in pairs:
        yield from checks.flaws_in_text(pair.get("left"), "pairs", f"Sisi kiri {where.lower()}")
        yield from checks.flaws_in_text(pair.get("right"), "pairs", f"Sisi kanan {where.lower()}")
    for where, extra in extras:
        yield from checks.flaws_in_text(extra.get("text"), "extra", where)
    rights = _words(pairs, "right")
    if pairs and len(rights | _words(extras, "text")) < 2:
        yield Flaw("pairs", "Semua sisi kanan sama. Ubah, atau tambah pengecoh.")
    for where, extra in extras:
        if _words([(where, extra)], "text") & rights:
            yield Flaw("extra", "%(where)s sama dengan sisi kanan sebuah pasangan. Ubah.", {"where": where})


def _words(parts: checks.Parts, name: str) -> set[str]:
    found: list[Any] = [part.get(name) for _where, part in parts]
    return {" ".join(words.split()) for words in found if isinstance(words, str) and words.strip()}
