"""A block of text to read, with its pictures: no question, no answer, no mark."""

from collections.abc import Sequence
from fractions import Fraction

from flask_babel import lazy_gettext as _

from assessments.bank.types import checks
from assessments.bank.types.base import Body, Face, Flaw, Unreadable
from assessments.bank.types.parts import list_pictures


class Text:
    """Body: stem and pictures, nothing else."""

    code = "text"
    label = _("Bacaan (bukan soal)")
    is_asked = False

    def flaws(self, body: Body) -> list[Flaw]:
        """Return what is wrong: there is something to read."""
        return list(checks.flaws_around(body))

    def texts(self, body: Body) -> list[str]:
        """Return the text."""
        return [body["stem"]]

    def guess(self, body: Body) -> Fraction:
        """Return nothing."""
        return Fraction(0)

    def option_ids(self, body: Body) -> list[str]:
        """Return nothing to shuffle."""
        return []

    def read(self, body: Body, given: Sequence[str]) -> str:
        """Take no answer."""
        raise Unreadable(_("Ini bacaan, bukan soal. Tekan Lanjut."))

    def posted(self, body: Body, value: str | None) -> list[str]:
        """Return nothing."""
        return []

    def mark(self, body: Body, value: str | None) -> Fraction:
        """Return nothing."""
        return Fraction(0)

    def face(self, body: Body, order: Sequence[str], given: Sequence[str]) -> Face:
        """Return the text and its pictures."""
        return Face(f"_{self.code}.html", body["stem"], pictures=list_pictures(body))

    def answer_words(self, body: Body, value: str) -> list[str]:
        """Return nothing."""
        return []

    def right_value(self, body: Body) -> str:
        """Return nothing."""
        return ""

    def correct_words(self, body: Body) -> list[str]:
        """Return nothing."""
        return []

    def feedback(self, body: Body, value: str | None) -> list[str]:
        """Return nothing."""
        return []
