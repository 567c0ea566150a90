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
WORTH = r"(?:%[^%\s]{1,12}%)?"
# A sign begins an answer at the beginning of a line, or close to a number and nothing else: a feedback, too, may say
# `2 + 3 = 5 ekor`.
ALONE = rf"{SPAN}\s*(?:[#=~]|$)"
SIGN = re.compile(
    rf"^=(?=\s*{WORTH}\s*{ALONE})|(?<=\s)=(?={WORTH}{ALONE})|~(?=\s*{WORTH}\s*(?:[*#]|{SPAN}))", re.MULTILINE
)
PARTS = re.compile(rf"(?P<low>{NUMBER})(?:\s*(?P<mark>:|\.\.)\s*(?P<high>{NUMBER}))?")
KEPT = re.compile(r"-?[0-9]{1,15}(\.[0-9]{1,15})?")  # what a body takes
NO_NUMBER = "“%(text)s” bukan angka. Tulis misalnya 6.4, 6.4:0.1 atau 6..7."
TOO_LONG = "“%(text)s” terlalu besar atau terlalu teliti."
ANYTHING = "Tanda * (angka apa pun) hanya diambil untuk jawaban salah."


def read_number(content: Piece, draft: Draft) -> tuple[str, dict[str, Any]]:
    """Return the number asked for, further ones with what they are worth, and what is said to right and wrong ones."""
    main: dict[str, Any] = {}
    others, feedback = list[dict[str, Any]](), dict[str, str]()
    for answer in find_answers(_unindented(content.cut(1)), SIGN):
        weight, said = _weight(answer), answer.said(draft).get("feedback", "")
        if answer.text.text in ("", "*"):
            if weight > 0:
                draft.note(answer.text.line, ANYTHING)
            else:
                feedback["wrong"] = said
        elif not main and weight >= FULL:
            main, feedback["right"] = _number(answer), said
        else:
            worth = rounded(weight, answer.text.line, draft)
            others.append(_number(answer) | {"weight": worth} | answer.said(draft))
    if not main:
        raise Unfit(NO_KEY, content.line)
    feedback = {whom: said for whom, said in feedback.items() if said}
    lists = {name: value for name, value in (("answers", others), ("feedback", feedback)) if value}
    return "number", main | {"unit": draft.extras.get("unit", "")} | lists


def _unindented(content: Piece) -> Piece:
    return Piece("\n".join(line.strip() for line in content.text.split("\n")), content.line).stripped()


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
        raise Unfit(TOO_LONG, answer.text.line, text=text[:60])
    return kept
