"""A number, typed as in Indonesia. Value: normalised text with a decimal point, as in `6.4`.

How marks are read: the comma is the decimal mark. Points that stand exactly where thousands are set apart (one to three
digits that do not begin with zero, then groups of three) are thousands points: `1.250` is one thousand two hundred and
fifty, as one reads it in Indonesia. Any other single point is a decimal point, because phones offer no comma: `6.4`,
`1.25`, `0.250`. Everything else with points and commas is asked again, never guessed: `1,250.5`, `1.25.0`.

The unit may be typed after the number. Another unit is asked again: 0,7 kg is no 0,7 gram.
"""

import re
from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

from flask_babel import lazy_gettext as _

from assessments.bank.types.base import Body, Face, Unreadable, printable

DIGITS, LONGEST = 15, 60  # more is a slip of the finger
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
    """Body: stem, answer and tolerance (text with a decimal point), unit (may be absent), feedback (right, wrong)."""

    code = "number"

    def option_ids(self, body: Body) -> list[str]:
        """Return nothing: there are no options."""
        return []

    def read(self, body: Body, given: Sequence[str]) -> str:
        """Return the number typed, without unit, thousands points and needless zeros."""
        typed = given[0].strip() if given else ""
        if not typed:
            raise Unreadable(_("Tulis angkanya dulu."))
        match = TYPED.fullmatch(typed.replace("−", "-")) if len(typed) <= LONGEST else None
        number = _decimal(match[2]) if match else None
        if match is None or number is None:
            raise Unreadable(_("Tulis dengan angka, misalnya 6,4 atau 1.250."))
        unit = body.get("unit") or ""
        if not _is_unit(match[3] or "", unit):
            if unit:
                raise Unreadable(_("Tulis dalam %(unit)s.", unit=unit))
            raise Unreadable(_("Tulis angkanya saja, tanpa kata."))
        return plain(-number if match[1] == "-" else number)

    def posted(self, body: Body, value: str | None) -> list[str]:
        """Return the number as she would type it."""
        return [as_typed(value)] if value else []

    def mark(self, body: Body, value: str | None) -> Fraction:
        """Return one for a number at most the tolerance away from the answer, else zero."""
        if value is None:
            return Fraction(0)
        away = abs(Decimal(value) - Decimal(body["answer"]))
        return Fraction(away <= Decimal(body.get("tolerance") or 0))

    def face(self, body: Body, order: Sequence[str], given: Sequence[str]) -> Face:
        """Return the field with what was typed."""
        typed = printable(given[0]) if given else ""
        return Face(f"_{self.code}.html", body["stem"], typed=typed, unit=body.get("unit") or "")

    def answer_words(self, body: Body, value: str) -> list[str]:
        """Return her number with its unit."""
        return [f"{as_typed(value)} {body.get('unit') or ''}".strip()]

    def correct_words(self, body: Body) -> list[str]:
        """Return the number asked for, with its unit and how far off it may be."""
        words = self.answer_words(body, plain(Decimal(body["answer"])))
        tolerance = Decimal(body.get("tolerance") or 0)
        return [f"{words[0]} (± {as_typed(plain(tolerance))})"] if tolerance else words

    def feedback(self, body: Body, value: str | None) -> list[str]:
        """Return the sentence for a right or a wrong answer."""
        words = body.get("feedback", {}).get("right" if self.mark(body, value) else "wrong")
        return [words] if words else []


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
    if sum(letter.isdigit() for letter in text) > DIGITS:
        return None
    return Decimal(text.replace(",", "."))


def _is_unit(typed: str, unit: str) -> bool:
    """Return whether what stands after the number is nothing, the unit, or another word for it."""
    word, wanted = typed.strip().rstrip(".").casefold(), unit.casefold()
    return word in ("", wanted) or any({word, wanted} <= same for same in SAME_UNIT)
