"""True or false. Value: JSON of a list with `benar` or `salah`."""

from collections.abc import Sequence
from fractions import Fraction

from flask_babel import gettext
from flask_babel import lazy_gettext as _

from assessments.bank.types import checks
from assessments.bank.types.base import Body, Choice, Face, Flaw, Unreadable, pack, unpack
from assessments.bank.types.parts import list_pictures, say

IDS = ("benar", "salah")


class TrueFalse:
    """Body: stem, answer (a boolean), feedback (right, wrong). Always shown as Benar, Salah."""

    code = "truefalse"
    label = _("Benar atau salah")
    is_asked = True

    def flaws(self, body: Body) -> list[Flaw]:
        """Return what is wrong: the answer is a boolean."""
        found = list(checks.flaws_around(body))
        if not isinstance(body.get("answer"), bool):
            found.append(Flaw("answer", "Belum ada kunci. Pilih Benar atau Salah."))
        return found

    def texts(self, body: Body) -> list[str]:
        """Return the stem."""
        return [body["stem"]]

    def guess(self, body: Body) -> Fraction:
        """Return a half."""
        return Fraction(1, 2)

    def option_ids(self, body: Body) -> list[str]:
        """Return nothing to shuffle: the two words keep their places."""
        return []

    def read(self, body: Body, given: Sequence[str]) -> str:
        """Return the value of the word ticked."""
        if not given:
            raise Unreadable(_("Pilih Benar atau Salah dulu."))
        if len(given) > 1 or given[0] not in IDS:
            raise Unreadable(_("Pilihan ini tidak ada. Pilih Benar atau Salah."))
        return pack(given)

    def posted(self, body: Body, value: str | None) -> list[str]:
        """Return the ticked word."""
        return unpack(value)

    def mark(self, body: Body, value: str | None) -> Fraction:
        """Return one for the right word, else zero."""
        return Fraction(unpack(value) == [_right(body)])

    def face(self, body: Body, order: Sequence[str], given: Sequence[str]) -> Face:
        """Return the two words, the posted one ticked."""
        choices = [Choice(key, _word(key), key in given) for key in IDS]
        return Face(f"_{self.code}.html", body["stem"], choices, pictures=list_pictures(body))

    def answer_words(self, body: Body, value: str) -> list[str]:
        """Return her word."""
        return [_word(key) for key in unpack(value)]

    def right_value(self, body: Body) -> str:
        """Return the value of the right word."""
        return pack([_right(body)])

    def correct_words(self, body: Body) -> list[str]:
        """Return the right word."""
        return [_word(_right(body))]

    def feedback(self, body: Body, value: str | None) -> list[str]:
        """Return the sentence for a right or a wrong answer, and the explanation."""
        return say(body, self.mark(body, value))


def _right(body: Body) -> str:
    return IDS[0] if body["answer"] else IDS[1]


def _word(key: str) -> str:
    return str(gettext("Benar") if key == IDS[0] else gettext("Salah"))
