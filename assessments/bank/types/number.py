"""A number, typed as in Indonesia. Value: normalised text with a decimal point, as in `6.4`.

How marks are read: the comma is the decimal mark. Points that stand exactly where thousands are set apart (one to three
digits that do not begin with zero, then groups of three) are thousands points: `1.250` is one thousand two hundred and
fifty, as one reads it in Indonesia. Any other single point is a decimal point, because phones offer no comma: `6.4`,
`1.25`, `0.250`. Everything else with points and commas is asked again, never guessed: `1,250.5`, `1.25.0`.

The unit may be typed after the number, or one of the other `units`, which is counted over: 0,7 kg is 700 gram. Any
further unit is asked again. The value is always in the `unit`.
"""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _

from assessments.bank.types import checks
from assessments.bank.types.base import Body, Face, Flaw, Unreadable, printable
from assessments.bank.types.parts import list_pictures, say, share

DIGITS, LONGEST = 15, 60  # more is a slip of the finger
LONGEST_UNIT = 30  # letters
SAME_UNIT = (
    {"gram", "g", "gr"},
    {"kg", "kilo", "kilogram"},
    {"cm", "senti", "sentimeter"},
    {"%", "persen"},
    {"bulan", "bln"},
    {"tahun", "thn"},
)
TYPED = re.compile(r"([+-]?)\s*([0-9][0-9.,]*[0-9]|[0-9])\s*([^0-9.,+\s-].*)?")
THOUSANDS = re.compile(r"[1-9][0-9]{0,2}(\.[0-9]{3})+(,[0-9]+)?")
PLAIN = re.compile(r"[0-9]+([.,][0-9]+)?")


class Number:
    """Body: stem, answer, tolerance, unit, units (other ones), answers (further accepted numbers), feedback (right, wrong)."""

    code = "number"
    label = _("Angka")
    is_asked = True

    def flaws(self, body: Body) -> list[Flaw]:
        """Return what is wrong: all numbers are numbers, and units differ."""
        found = [*checks.flaws_around(body), *_flaws_in_accepted(body, "answer", "Jawaban")]
        for where, answer in checks.parts_of(body, "answers", "Jawaban lain"):
            found += _flaws_in_accepted(answer, "answers", where)
            found += checks.flaws_in_decimal(
                answer.get("weight", "100"), "answers", f"Persen {where}", 0, 100
            )
            found += checks.flaws_in_text(
                answer.get("feedback"), "answers", f"Umpan balik {where}", needed=False
            )
        found += checks.flaws_in_list(body, "answers", "Jawaban lain", fewest=0)
        return [*found, *_flaws_in_units(body)]

    def texts(self, body: Body) -> list[str]:
        """Return the stem."""
        return [body["stem"]]

    def guess(self, body: Body) -> Fraction:
        """Return zero: there are too many numbers."""
        return Fraction(0)

    def option_ids(self, body: Body) -> list[str]:
        """Return nothing: there are no options."""
        return []

    def read(self, body: Body, given: Sequence[str]) -> str:
        """Return the number typed, in the question's unit, without thousands points and needless zeros."""
        typed = given[0].strip() if given else ""
        if not typed:
            raise Unreadable(_("Tulis angkanya dulu."))
        match = TYPED.fullmatch(typed.replace("−", "-")) if len(typed) <= LONGEST else None
        number = _decimal(match[2]) if match else None
        if match is None or number is None:
            raise Unreadable(_("Tulis dengan angka, misalnya 6,4 atau 1.250."))
        factor = _factor(match[3] or "", body)
        if factor is None:
            if units := _unit_words(body):
                raise Unreadable(_("Tulis dalam %(unit)s.", unit=units))
            raise Unreadable(_("Tulis angkanya saja, tanpa kata."))
        value = plain((-number if match[1] == "-" else number) * factor)
        if _digits(value) > DIGITS:
            raise Unreadable(_("Angka ini terlalu panjang. Periksa lagi."))
        return value

    def posted(self, body: Body, value: str | None) -> list[str]:
        """Return the number as she would type it."""
        return [as_typed(value)] if value else []

    def mark(self, body: Body, value: str | None) -> Fraction:
        """Return what the first accepted number is worth that is at most its tolerance away, else zero."""
        fits = _find_accepted(body, value)
        return share(fits.get("weight")) if fits else Fraction(0)

    def face(self, body: Body, order: Sequence[str], given: Sequence[str]) -> Face:
        """Return the field with what was typed."""
        typed = printable(given[0]) if given else ""
        pictures = list_pictures(body)
        return Face(
            f"_{self.code}.html", body["stem"], typed=typed, unit=_unit_words(body), pictures=pictures
        )

    def answer_words(self, body: Body, value: str) -> list[str]:
        """Return her number with its unit."""
        return [f"{as_typed(value)} {body.get('unit') or ''}".strip()]

    def right_value(self, body: Body) -> str:
        """Return the first number that gets the full mark."""
        return plain(Decimal(body["answer"]))

    def correct_words(self, body: Body) -> list[str]:
        """Return the numbers that get the full mark, each with its unit and how far off it may be."""
        full = [accepted for accepted in _accepted(body) if share(accepted.get("weight")) == 1]
        return [self._words(body, accepted) for accepted in full]

    def feedback(self, body: Body, value: str | None) -> list[str]:
        """Return what is said for this number, or for a right or a wrong one, and the explanation."""
        fits = _find_accepted(body, value)
        own = fits.get("feedback") if fits and fits is not body else None
        return say(body, self.mark(body, value), own)

    def _words(self, body: Body, accepted: dict[str, Any]) -> str:
        words = self.answer_words(body, plain(Decimal(accepted["answer"])))[0]
        tolerance = Decimal(accepted.get("tolerance") or 0)
        return f"{words} (± {as_typed(plain(tolerance))})" if tolerance else words


def plain(number: Decimal) -> str:
    """Return `number` with a decimal point and no needless zeros: `700`, `6.4`, never `7E+2` or `-0`."""
    text = format(number, "f")
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text in ("-0", "") else text


def as_typed(value: str) -> str:
    """Return a plain number as it is written in Indonesia: `1.250,5`."""
    sign, digits = ("-", value[1:]) if value.startswith("-") else ("", value)
    whole, _point, rest = digits.partition(".")
    return f"{sign}{int(whole):,}".replace(",", ".") + (f",{rest}" if rest else "")


def _decimal(text: str) -> Decimal | None:
    """Return the number that digits, points and commas mean, or None when that cannot be said."""
    if THOUSANDS.fullmatch(text):
        text = text.replace(".", "")
    elif not PLAIN.fullmatch(text):
        return None
    if _digits(text) > DIGITS:
        return None
    return Decimal(text.replace(",", "."))


def _digits(text: str) -> int:
    return sum(letter.isdigit() for letter in text)


def _accepted(body: Body) -> list[dict[str, Any]]:
    """Return the accepted numbers: the answer itself, which the body says, then the further ones."""
    return [body, *(body.get("answers") or [])]


def _find_accepted(body: Body, value: str | None) -> dict[str, Any] | None:
    """Return the first accepted number that `value` fits; None when it fits none or was left empty."""
    if value is None:
        return None
    number = Decimal(value)
    for accepted in _accepted(body):
        if abs(number - Decimal(accepted["answer"])) <= Decimal(accepted.get("tolerance") or 0):
            return accepted
    return None


def _factor(typed: str, body: Body) -> Decimal | None:
    """Return what the number before this unit is multiplied by; None for a unit that the question does not know."""
    if not typed or _is_unit(typed, body.get("unit") or ""):
        return Decimal(1)
    for unit in body.get("units") or []:
        if _is_unit(typed, unit["name"]):
            return Decimal(unit["factor"])
    return None


def _is_unit(typed: str, unit: str) -> bool:
    """Return whether what stands after the number is the unit, or another word for it."""
    word, wanted = typed.strip().rstrip(".").casefold(), unit.casefold().rstrip(".")
    return word == wanted or any({word, wanted} <= same for same in SAME_UNIT)


def _unit_words(body: Body) -> str:
    """Return the units that may be typed: `gram atau kg`; nothing for a bare number."""
    names = [body.get("unit"), *(unit["name"] for unit in body.get("units") or [])]
    return str(gettext(" atau ")).join(name for name in names if name)


def _flaws_in_accepted(accepted: dict[str, Any], field: str, where: str) -> Iterator[Flaw]:
    yield from checks.flaws_in_decimal(accepted.get("answer"), field, where)
    at = "tolerance" if field == "answer" else field
    tolerance = accepted.get("tolerance") or "0"
    yield from checks.flaws_in_decimal(tolerance, at, f"Selisih yang boleh untuk {where.lower()}", 0)


def _flaws_in_units(body: Body) -> Iterator[Flaw]:
    yield from checks.flaws_in_text(body.get("unit"), "unit", "Satuan", needed=False, longest=LONGEST_UNIT)
    yield from checks.flaws_in_list(body, "units", "Satuan lain", fewest=0)
    units = checks.parts_of(body, "units", "Satuan lain")
    yield from checks.flaws_in_equals(
        [("satuan utama", {"name": body.get("unit") or ""}), *units], "units", "name"
    )
    for where, unit in units:
        yield from checks.flaws_in_text(unit.get("name"), "units", where, longest=LONGEST_UNIT)
        wrong = list(checks.flaws_in_decimal(unit.get("factor"), "units", f"Nilai {where}", 0))
        yield from wrong
        if not wrong and Decimal(unit["factor"]) == 0:
            yield Flaw("units", "Nilai %(where)s tidak boleh nol.", {"where": where})
    if units and not body.get("unit"):
        yield Flaw("unit", "Tulis satuan utamanya dulu, baru satuan lain.")
