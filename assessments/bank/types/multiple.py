"""Multiple choice: several options are right. Value: JSON of the sorted list of ids."""

from collections.abc import Sequence
from fractions import Fraction

from flask_babel import lazy_gettext as _

from assessments.bank.types.base import Body, Unreadable, pack, unpack
from assessments.bank.types.options import Options, find_options, right_ids


class Multiple(Options):
    """Body as for single choice, and `scoring`: all (the default) or partial."""

    code = "multiple"

    def read(self, body: Body, given: Sequence[str]) -> str:
        """Return the value of the options ticked, at least one."""
        if not given:
            raise Unreadable(_("Pilih paling sedikit satu jawaban."))
        if not set(given) <= set(self.option_ids(body)):
            raise Unreadable(_("Pilihan ini tidak ada. Pilih dari daftar."))
        return pack(given)

    def mark(self, body: Body, value: str | None) -> Fraction:
        """Return one for exactly the right options; with partial scoring (right − wrong ticks) / right ones, from 0."""
        ticked, right = set(unpack(value)), right_ids(body)
        if body.get("scoring", "all") == "all":
            return Fraction(ticked == right)
        return max(Fraction(0), Fraction(len(ticked & right) - len(ticked - right), len(right)))

    def feedback(self, body: Body, value: str | None) -> list[str]:
        """Return what each mistake says, after its text: the wrong ones ticked, the right ones missed; else the right ones."""
        ticked, right = set(unpack(value)), right_ids(body)
        options = find_options(body, list(ticked ^ right or right))
        return [f"{option['text']}: {option['feedback']}" for option in options if option.get("feedback")]
