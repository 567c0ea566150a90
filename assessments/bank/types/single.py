"""Single choice: one of several options is right. Value: JSON of a list with the one id."""

from collections.abc import Iterator, Sequence
from fractions import Fraction

from flask_babel import lazy_gettext as _

from assessments.bank.types import checks
from assessments.bank.types.base import Body, Flaw, Unreadable, pack, unpack
from assessments.bank.types.options import Options, count_right, find_options, flaws_in_options, mean
from assessments.bank.types.parts import share


class Single(Options):
    """Body: stem, options (id, text, correct, feedback, picture, weight of one that is partly right), fixed_order."""

    code = "single"
    label = _("Pilihan ganda (satu jawaban)")

    def flaws(self, body: Body) -> list[Flaw]:
        """Return what is wrong: exactly one option is right, and none of the others is worth as much."""
        return [*checks.flaws_around(body), *flaws_in_options(body), *_flaws_in_key(body)]

    def guess(self, body: Body) -> Fraction:
        """Return the mean of the marks over the options."""
        return mean([self.mark(body, pack([key])) for key in self.option_ids(body)])

    def read(self, body: Body, given: Sequence[str]) -> str:
        """Return the value of the one option ticked."""
        if not given:
            raise Unreadable(_("Pilih satu jawaban dulu."))
        if len(given) > 1 or given[0] not in self.option_ids(body):
            raise Unreadable(_("Pilihan ini tidak ada. Pilih satu dari daftar."))
        return pack(given)

    def mark(self, body: Body, value: str | None) -> Fraction:
        """Return one for the right option, for another one what it is worth."""
        ticked = find_options(body, unpack(value))
        if len(ticked) != 1:
            return Fraction(0)
        return Fraction(1) if ticked[0].get("correct") else share(ticked[0].get("weight") or "0")

    def feedback(self, body: Body, value: str | None) -> list[str]:
        """Return what the ticked option says, and the explanation."""
        said = [option.get("feedback") for option in find_options(body, unpack(value))]
        return [words for words in [*said, body.get("explanation")] if words]


def _flaws_in_key(body: Body) -> Iterator[Flaw]:
    right = count_right(body)
    if not right:
        yield Flaw("options", "Belum ada kunci. Tandai satu pilihan yang benar.")
    elif right > 1:
        yield Flaw("options", "Kuncinya ada %(n)s. Tandai satu pilihan saja.", {"n": right})
    for where, option in checks.parts_of(body, "options", "Pilihan"):
        if option.get("weight") is not None and not option.get("correct"):
            yield from checks.flaws_in_decimal(option["weight"], "options", f"Persen {where}", 0, 99)
