"""Reads the numbers of a numerical GIFT question: one, with a tolerance, a range, several, wrong ones. Pure."""

import re
from decimal import Decimal
from typing import Any

from assessments.bank.formats.gift_choice import NO_KEY, Answer, find_answers, rounded
from assessments.bank.formats.gift_text import Draft, Piece, Unfit, shown
from assessments.bank.formats.gift_weights import FULL
from assessments.bank.types.number import plain

NUMBER = r"[+-]?[0-9]{1,15}(?:[.,][0-9]{1,15})?(?:[eE][+-]?[0-9]{1,2})?"
SPAN = rf"(?:\*|{NUMBER}(?:\s*(?::|\.\.)\s*{NUMBER})?)"
WORTH = r"\s*(?:%[^%\s]{1,12}%)?\s*"
# A sign begins an answer only before a number and nothing else: a feedback, too, may say `2 + 3 = 5 ekor`.
SIGN = re.compile(rf"(?:^|(?<=\s))=(?={WORTH}{SPAN}\s*(?:[#=~]|$))|~(?={WORTH}(?:[*#]|{SPAN}))", re.MULTILINE)
PARTS = re.compile(rf"(?P<low>{NUMBER})(?:\s*(?P<mark>:|\.\.)\s*(?P<high>{NUMBER}))?")
KEPT = re.compile(r"-?[0-9]{1,15}(\.[0-9]{1,15})?")  # what a body takes
NO_NUMBER = "“%(text)s” bukan angka. Tulis misalnya 6.4, 6.4:0.1 atau 6..7."
ANYTHING = "Tanda * (angka apa pun) hanya diambil untuk jawaban salah."


def read_number(content: Piece, draft: Draft) -> tuple[str, dict[str, Any]]:
    """Return the number asked for, further ones with what they are worth, and what is said to right and wrong ones."""
    body: dict[str, Any] = {}
    others, feedback = [], dict[str, str]()
    for answer in find_answers(content.cut(1).stripped(), SIGN):
        weight, said = _weight(answer), draft.words(answer.feedback) if answer.feedback else ""
        if answer.text.text in ("", "*"):
            if weight > 0:
                draft.note(answer.text.line, ANYTHING)
            feedback["wrong"] = said
        elif not body and weight >= FULL:
            body, feedback["right"] = _number(answer), said
        else:
            worth = {"weight": rounded(weight, answer.text.line, draft)}
            others.append(_number(answer) | worth | ({"feedback": said} if said else {}))
    if not body:
        raise Unfit(NO_KEY, content.line)
    extra = {"unit": draft.extras.get("unit", ""), "answers": others}
    said_to = {"feedback": {whom: said for whom, said in feedback.items() if said}}
    return "number", body | {
        name: value for name, value in (extra | said_to).items() if value or name == "unit"
    }


def _weight(answer: Answer) -> Decimal:
    full = Decimal(0) if answer.sign == "~" else FULL
    return full if answer.weight is None else max(answer.weight, Decimal(0))


def _number(answer: Answer) -> dict[str, str]:
    """Return the number and its tolerance; a range is its middle, give or take half of it."""
    text = shown(answer.text.text)
    found = PARTS.fullmatch(text)
    if not found:
        raise Unfit(NO_NUMBER, answer.text.line, text=text[:60])
    low, high = (Decimal((found[name] or "0").replace(",", ".")) for name in ("low", "high"))
    number, tolerance = ((low + high) / 2, (high - low) / 2) if found["mark"] == ".." else (low, high)
    kept = {"answer": plain(number), "tolerance": plain(abs(tolerance))}
    if not all(KEPT.fullmatch(value) for value in kept.values()):
        raise Unfit("“%(text)s” terlalu besar atau terlalu teliti.", answer.text.line, text=text[:60])
    return kept
