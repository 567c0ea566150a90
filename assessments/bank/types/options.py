"""What single and multiple choice share: options with stable ids, drawn in the order of the attempt."""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import Any

from flask_babel import gettext

from assessments.bank.types import checks
from assessments.bank.types.base import Body, Choice, Face, Flaw, pack, unpack
from assessments.bank.types.parts import find_picture, list_pictures

FEWEST = 2


def find_options(body: Body, ids: Sequence[str]) -> list[dict[str, Any]]:
    """Return the options with these ids, in the author's order."""
    return [option for option in body["options"] if option["id"] in ids]


def right_ids(body: Body) -> set[str]:
    """Return the ids of the right options."""
    return {option["id"] for option in body["options"] if option.get("correct")}


def words_of(option: dict[str, Any]) -> str:
    """Return how an option is called where its picture does not stand beside it."""
    return str(option.get("text") or gettext("gambar: %(alt)s", alt=option["picture"]["alt"]))


def draw_choices(
    options: Sequence[dict[str, Any]], order: Sequence[str], ticked: Sequence[str]
) -> list[Choice]:
    """Return the options in `order`."""
    known = {option["id"]: option for option in options}
    return [
        Choice(key, known[key].get("text") or "", key in ticked, find_picture(known[key])) for key in order
    ]


def flaws_in_options(holder: Body, field: str = "options", called: str = "Pilihan") -> Iterator[Flaw]:
    """Find what is wrong in a list of options; problems are shown at `field`, each option is called `called`."""
    options = checks.parts_of(holder, "options", called)
    yield from checks.flaws_in_list(holder, "options", called, FEWEST, shown_as=field)
    yield from checks.flaws_in_ids(options, field)
    yield from checks.flaws_in_equals(options, field, "text")
    for where, option in options:
        yield from checks.flaws_in_option(option, field, where)
        if not isinstance(option.get("correct", False), bool):
            yield Flaw(field, "%(where)s: tandai benar atau salah.", {"where": where})


def count_right(holder: Body) -> int:
    """Return how many options of a body, which may be any JSON object, are marked as right."""
    return sum(option.get("correct") is True for _where, option in checks.parts_of(holder, "options", ""))


class Options:
    """The half of a question type that comes from having options."""

    code: str
    is_asked = True

    def texts(self, body: Body) -> list[str]:
        """Return the stem and the options."""
        return [body["stem"], *(option["text"] for option in body["options"] if option.get("text"))]

    def option_ids(self, body: Body) -> list[str]:
        """Return the ids in the author's order."""
        return [option["id"] for option in body["options"]]

    def posted(self, body: Body, value: str | None) -> list[str]:
        """Return the ticked ids."""
        return unpack(value)

    def face(self, body: Body, order: Sequence[str], given: Sequence[str]) -> Face:
        """Return the options in `order`, the posted ones ticked."""
        choices = draw_choices(body["options"], order, given)
        return Face(f"_{self.code}.html", body["stem"], choices, pictures=list_pictures(body))

    def answer_words(self, body: Body, value: str) -> list[str]:
        """Return the texts of what was ticked."""
        return [words_of(option) for option in find_options(body, unpack(value))]

    def right_value(self, body: Body) -> str:
        """Return the value with the right options ticked."""
        return pack(right_ids(body))

    def correct_words(self, body: Body) -> list[str]:
        """Return the texts of the right options."""
        return [words_of(option) for option in find_options(body, list(right_ids(body)))]


def mean(marks: Sequence[Fraction]) -> Fraction:
    """Return the mean of at least one mark."""
    return sum(marks, Fraction(0)) / len(marks)
