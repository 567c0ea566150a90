"""Multiple choice: several options are right. Value: JSON of the sorted list of ids."""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from math import comb
from typing import Any

from flask_babel import lazy_gettext as _

from assessments.bank.types import checks
from assessments.bank.types.base import Body, Flaw, Unreadable, pack, unpack
from assessments.bank.types.options import (
    Options,
    count_right,
    find_options,
    flaws_in_options,
    right_ids,
    words_of,
)
from assessments.bank.types.parts import FINEST, share

SCORINGS = ("all", "partial", "weights")
EXACT_UP_TO = 12  # options whose weights are summed exactly for the guess; beyond, in whole percents


class Multiple(Options):
    """Body as for single choice, and `scoring`: all (the default), partial, or weights (each option's own)."""

    code = "multiple"
    label = _("Pilihan ganda (beberapa jawaban)")

    def flaws(self, body: Body) -> list[Flaw]:
        """Return what is wrong: at least one option is right; with weights the right ones make the full mark."""
        return [
            *checks.flaws_around(body),
            *flaws_in_options(body),
            *checks.flaws_in_scoring(body, SCORINGS),
            *_flaws_in_key(body),
        ]

    def guess(self, body: Body) -> Fraction:
        """Return the mean mark over every way to tick at least one option."""
        options, right = len(body["options"]), len(right_ids(body))
        ways = (1 << options) - 1
        scoring = body.get("scoring", "all")
        if scoring == "all":
            return Fraction(1, ways)
        if scoring == "weights":
            return sum((_held(total) * n for total, n in _sums(body).items()), Fraction(0)) / ways
        marks = (
            comb(right, hits) * comb(options - right, slips) * Fraction(hits - slips, right)
            for hits in range(right + 1)
            for slips in range(min(hits, options - right + 1))
        )
        return sum(marks, Fraction(0)) / ways

    def read(self, body: Body, given: Sequence[str]) -> str:
        """Return the value of the options ticked, at least one."""
        if not given:
            raise Unreadable(_("Pilih paling sedikit satu jawaban."))
        if not set(given) <= set(self.option_ids(body)):
            raise Unreadable(_("Pilihan ini tidak ada. Pilih dari daftar."))
        return pack(given)

    def mark(self, body: Body, value: str | None) -> Fraction:
        """Return one for exactly the right options; partial: (right − wrong ticks) / right ones, from 0; or the weights."""
        ticked, right = set(unpack(value)), right_ids(body)
        scoring = body.get("scoring", "all")
        if scoring == "all":
            return Fraction(ticked == right)
        if scoring == "weights":
            return _held(sum(map(_worth, find_options(body, list(ticked))), Fraction(0)))
        return max(Fraction(0), Fraction(len(ticked & right) - len(ticked - right), len(right)))

    def feedback(self, body: Body, value: str | None) -> list[str]:
        """Return what each mistake says, after its words: the wrong ones ticked, the right ones missed; else the right ones.

        Then the explanation, which alone is said when nothing was ticked.
        """
        ticked, right = set(unpack(value)), right_ids(body)
        options = find_options(body, list(ticked ^ right or right)) if ticked else []
        said = [f"{words_of(option)}: {option['feedback']}" for option in options if option.get("feedback")]
        return said + ([body["explanation"]] if body.get("explanation") else [])


def _worth(option: dict[str, Any]) -> Fraction:
    return share(option.get("weight") or "0")


def _held(total: Fraction) -> Fraction:
    """Return a sum of weights as a mark."""
    return max(Fraction(0), min(Fraction(1), total)).limit_denominator(FINEST)


def _sums(body: Body) -> dict[Fraction, int]:
    """Return which sums of weights there are, and how many ways of ticking lead to each."""
    worths = [_worth(option) for option in body["options"]]
    if len(worths) > EXACT_UP_TO:
        worths = [Fraction(round(worth * 100), 100) for worth in worths]
    sums = {Fraction(0): 1}
    for worth in worths:
        without = dict(sums)
        for total, n in without.items():
            sums[total + worth] = sums.get(total + worth, 0) + n
    return sums


def _flaws_in_key(body: Body) -> Iterator[Flaw]:
    if not count_right(body):
        yield Flaw("options", "Belum ada kunci. Tandai paling sedikit satu pilihan yang benar.")
    if body.get("scoring") != "weights":
        return
    total = Fraction(0)
    for where, option in checks.parts_of(body, "options", "Pilihan"):
        weight = option.get("weight")
        wrong = list(checks.flaws_in_decimal(weight, "options", f"Persen {where}", -100, 100))
        yield from wrong
        if option.get("correct") is True and not wrong:
            total += _worth(option)
    if _held(total) < 1:
        yield Flaw("options", "Persen semua pilihan yang benar, dijumlahkan, harus 100.")
