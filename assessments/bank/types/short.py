"""A short text, typed. Value: what was typed, without blanks at its ends and doubled inside."""

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import Any

from flask_babel import lazy_gettext as _

from assessments.bank.types import checks
from assessments.bank.types.base import Body, Face, Flaw, Unreadable, printable
from assessments.bank.types.parts import list_pictures, say, share

LONGEST = 200  # letters of an answer
STAR = re.compile(r"(?<!\\)\*")


class Short:
    """Body: stem, answers (text with `*` for anything, weight, feedback), case, feedback (right, wrong)."""

    code = "short"
    label = _("Isian singkat")
    is_asked = True

    def flaws(self, body: Body) -> list[Flaw]:
        """Return what is wrong: at least one text that can be typed gets the full mark."""
        found = [*checks.flaws_around(body), *checks.flaws_in_list(body, "answers", "Jawaban", fewest=1)]
        if not isinstance(body.get("case", False), bool):
            found.append(Flaw("case", "Pilih apakah huruf besar dan kecil dibedakan."))
        answers = checks.parts_of(body, "answers", "Jawaban")
        found += checks.flaws_in_equals(answers, "answers", "text")
        for where, answer in answers:
            found += _flaws_in_pattern(answer.get("text"), where)
            found += checks.flaws_in_decimal(
                answer.get("weight", "100"), "answers", f"Persen {where}", 0, 100
            )
            found += checks.flaws_in_text(
                answer.get("feedback"), "answers", f"Umpan balik {where}", needed=False
            )
        return found or list(self._flaws_in_key(body))

    def texts(self, body: Body) -> list[str]:
        """Return the stem."""
        return [body["stem"]]

    def guess(self, body: Body) -> Fraction:
        """Return zero: there are too many words."""
        return Fraction(0)

    def option_ids(self, body: Body) -> list[str]:
        """Return nothing: there are no options."""
        return []

    def read(self, body: Body, given: Sequence[str]) -> str:
        """Return the words typed, with single blanks."""
        typed = _tidy(given[0]) if given else ""
        if not typed:
            raise Unreadable(_("Tulis jawabannya dulu."))
        if len(typed) > LONGEST:
            raise Unreadable(_("Terlalu panjang. Tulis paling banyak %(most)s huruf.", most=LONGEST))
        if not typed.isprintable():
            raise Unreadable(_("Ada tanda yang tidak terbaca. Tulis lagi dengan huruf biasa."))
        return typed

    def posted(self, body: Body, value: str | None) -> list[str]:
        """Return the words."""
        return [value] if value else []

    def mark(self, body: Body, value: str | None) -> Fraction:
        """Return what the first answer is worth that the words fit, else zero."""
        fits = _find_answer(body, value)
        return share(fits.get("weight")) if fits else Fraction(0)

    def face(self, body: Body, order: Sequence[str], given: Sequence[str]) -> Face:
        """Return the field with what was typed."""
        typed = printable(given[0], LONGEST) if given else ""
        return Face(f"_{self.code}.html", body["stem"], typed=typed, pictures=list_pictures(body))

    def answer_words(self, body: Body, value: str) -> list[str]:
        """Return her words."""
        return [value]

    def right_value(self, body: Body) -> str:
        """Return words that get the full mark."""
        patterns = (example_of(answer["text"]) for answer in _full(body))
        return next(words for words in patterns if self.mark(body, words) == 1)

    def correct_words(self, body: Body) -> list[str]:
        """Return the answers that get the full mark; `…` stands for anything."""
        return ["…".join(_literals(answer["text"])) for answer in _full(body)]

    def feedback(self, body: Body, value: str | None) -> list[str]:
        """Return what is said for these words, or for right or wrong ones, and the explanation."""
        fits = _find_answer(body, value)
        return say(body, self.mark(body, value), fits.get("feedback") if fits else None)

    def _flaws_in_key(self, body: Body) -> Iterator[Flaw]:
        if not _full(body):
            yield Flaw("answers", "Belum ada kunci. Beri paling sedikit satu jawaban nilai 100 persen.")
        elif not any(self.mark(body, example_of(answer["text"])) == 1 for answer in _full(body)):
            yield Flaw(
                "answers",
                "Jawaban yang benar tidak pernah terpakai: jawaban di atasnya sudah cocok. Pindahkan ke atas.",
            )


def example_of(pattern: str) -> str:
    """Return a text that fits `pattern`."""
    return _tidy("".join(_literals(pattern))) or "-"


def fits(pattern: str, words: str, case: bool = False) -> bool:
    """Return whether tidy `words` are what `pattern` says; `*` stands for anything. Takes time in proportion to both."""
    literals, rest = _literals(pattern), words
    if not case:
        literals, rest = [literal.casefold() for literal in literals], words.casefold()
    if len(literals) == 1:
        return rest == literals[0]
    first, *middle, last = literals
    if not rest.startswith(first) or not rest[len(first) :].endswith(last):
        return False
    rest = rest[len(first) : len(rest) - len(last)]
    for literal in middle:
        _before, found, rest = rest.partition(literal) if literal else ("", "*", rest)
        if not found:
            return False
    return True


def _tidy(text: str) -> str:
    return " ".join(text.split())


def _flaws_in_pattern(pattern: object, where: str) -> Iterator[Flaw]:
    yield from checks.flaws_in_text(pattern, "answers", where, longest=LONGEST)
    if isinstance(pattern, str) and not _tidy(pattern).isprintable():
        yield Flaw("answers", "%(where)s berisi tanda yang tidak bisa diketik. Ketik lagi.", {"where": where})


def _literals(pattern: str) -> list[str]:
    r"""Return what stands between the stars of a pattern; `\*` is an asterisk."""
    return [literal.replace("\\*", "*") for literal in STAR.split(_tidy(pattern))]


def _find_answer(body: Body, value: str | None) -> dict[str, Any] | None:
    """Return the first answer that the words fit; None when they fit none or were left empty."""
    answers: list[dict[str, Any]] = body["answers"] if value else []
    return next((one for one in answers if fits(one["text"], value or "", body.get("case", False))), None)


def _full(body: Body) -> list[dict[str, Any]]:
    return [answer for answer in body["answers"] if share(answer.get("weight")) == 1]
