"""Single choice: one of several options is right. Value: JSON of a list with the one id."""

from collections.abc import Sequence
from fractions import Fraction

from flask_babel import lazy_gettext as _

from assessments.bank.types.base import Body, Unreadable, pack, unpack
from assessments.bank.types.options import Options, find_options, right_ids


class Single(Options):
    """Body: stem, options (id, text, correct, feedback), fixed_order."""

    code = "single"

    def read(self, body: Body, given: Sequence[str]) -> str:
        """Return the value of the one option ticked."""
        if not given:
            raise Unreadable(_("Pilih satu jawaban dulu."))
        if len(given) > 1 or given[0] not in self.option_ids(body):
            raise Unreadable(_("Pilihan ini tidak ada. Pilih satu dari daftar."))
        return pack(given)

    def mark(self, body: Body, value: str | None) -> Fraction:
        """Return one for the right option, else zero."""
        ticked = unpack(value)
        return Fraction(len(ticked) == 1 and ticked[0] in right_ids(body))

    def feedback(self, body: Body, value: str | None) -> list[str]:
        """Return what the ticked option says; left empty, what the right one says."""
        options = find_options(body, unpack(value) or list(right_ids(body)))
        return [option["feedback"] for option in options if option.get("feedback")]
