"""What matching, ordering and cloze share: one choice from a list on each line. Value: JSON of sorted `line:choice` ids."""

from collections.abc import Collection, Mapping, Sequence
from fractions import Fraction
from hashlib import sha256

from flask_babel import lazy_gettext as _

from assessments.bank.types.base import Body, Unreadable, pack, unpack
from assessments.bank.types.parts import say


def read_lines(given: Sequence[str], allowed: Mapping[str, Collection[str]]) -> dict[str, str]:
    """Return which choice was taken on which line, out of those `allowed`; lines left empty are left out."""
    chosen: dict[str, str] = {}
    for text in filter(None, given):
        line, _colon, choice = text.partition(":")
        if line in chosen or choice not in allowed.get(line, ()):
            raise Unreadable(_("Pilihan ini tidak ada. Pilih dari daftar."))
        chosen[line] = choice
    if not chosen:
        raise Unreadable(_("Isi paling sedikit satu baris dulu."))
    return chosen


def veil(text: str) -> str:
    """Return a name for what is shown as `text` that a page may carry: its own id could tell where it belongs."""
    return sha256(text.encode()).hexdigest()[:12]


def pack_lines(chosen: Mapping[str, str]) -> str:
    """Return the choices as a value."""
    return pack(f"{line}:{choice}" for line, choice in chosen.items())


def unpack_lines(value: str | None) -> dict[str, str]:
    """Return the choice of each line in a value; none when it was left empty."""
    return {line: choice for line, _colon, choice in (item.partition(":") for item in unpack(value))}


class Lines:
    """The half of a question type that is answered line by line."""

    code: str
    is_asked = True
    scorings: tuple[str, str]  # the default first

    def right_lines(self, body: Body) -> dict[str, str]:
        """Return the right choice of each line."""
        raise NotImplementedError

    def words_of_lines(self, body: Body, chosen: Mapping[str, str]) -> list[str]:
        """Return choices in words."""
        raise NotImplementedError

    def posted(self, body: Body, value: str | None) -> list[str]:
        """Return the choices that were made."""
        return unpack(value)

    def mark(self, body: Body, value: str | None) -> Fraction:
        """Return the part of the lines that are right; with `all` scoring one for all of them, else zero."""
        chosen, right = unpack_lines(value), self.right_lines(body)
        hits = sum(chosen.get(line) == choice for line, choice in right.items())
        if self.is_partial(body):
            return Fraction(hits, len(right))
        return Fraction(hits == len(right))

    def answer_words(self, body: Body, value: str) -> list[str]:
        """Return what was chosen, line by line."""
        return self.words_of_lines(body, unpack_lines(value))

    def right_value(self, body: Body) -> str:
        """Return the value with the right choice on each line."""
        return pack_lines(self.right_lines(body))

    def correct_words(self, body: Body) -> list[str]:
        """Return the right choices, line by line."""
        return self.words_of_lines(body, self.right_lines(body))

    def feedback(self, body: Body, value: str | None) -> list[str]:
        """Return the sentence for a right or a wrong answer, and the explanation."""
        return say(body, self.mark(body, value))

    def is_partial(self, body: Body) -> bool:
        """Return whether each right line counts."""
        return bool(body.get("scoring", self.scorings[0]) == "partial")
