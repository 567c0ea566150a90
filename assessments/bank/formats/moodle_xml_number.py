"""Reads the numbers of a numerical Moodle question, their tolerances and units. Pure."""

import re
from decimal import Decimal, localcontext

from assessments.bank.formats.gift_text import Unfit
from assessments.bank.formats.gift_weights import FULL
from assessments.bank.formats.moodle_xml_answers import NO_KEY, weight_of
from assessments.bank.formats.moodle_xml_texts import Draft
from assessments.bank.formats.moodle_xml_tree import Node
from assessments.bank.types.base import Body
from assessments.bank.types.number import plain

NUMBER = re.compile(r"[+-]?(?:[0-9]{1,15}(?:\.[0-9]{0,30})?|\.[0-9]{1,30})(?:[eE][+-]?[0-9]{1,2})?")
FINEST = 15  # decimals
KEPT = re.compile(r"-?[0-9]{1,15}(\.[0-9]{1,15})?")  # what a body takes
EXACT = 12  # digits of a factor: what is left of one divided by another
NOT_A_NUMBER = "“%(text)s” bukan angka yang bisa dipakai."
ANYTHING = "Tanda * (angka apa pun) hanya diambil untuk jawaban salah."
UNIT_MARKED = "Di Moodle satuan ikut dinilai; di sini satuan lain ditanyakan lagi, tidak mengurangi nilai."
ORDER = "Jawaban bernilai penuh diperiksa lebih dulu daripada yang lain."


def read_number(question: Node, draft: Draft) -> tuple[str, Body]:
    """Return the number asked for, further ones with what they are worth, and the units she may type."""
    body: Body = {}
    others: list[Body] = []
    feedback: dict[str, str] = {}
    for answer in question.all("answer"):
        weight, said = weight_of(answer, draft), draft.words(answer.first("feedback"))
        text = answer.value("text") or answer.text
        if text == "*":
            answer.all("tolerance")
            feedback["wrong"] = said
            if weight > 0:
                draft.note(answer.line, ANYTHING)
        elif not body and weight >= FULL:
            body, feedback["right"] = _number(text, answer), said
            if others:
                draft.note(answer.line, ORDER)
        else:
            worth = {"weight": plain(max(weight, Decimal(0)))}
            others.append(_number(text, answer) | worth | ({"feedback": said} if said else {}))
    if not body:
        raise Unfit(NO_KEY, question.line)
    if question.value("unitgradingtype", "0") != "0":
        draft.note(question.line, UNIT_MARKED)
    body |= _units(question, draft)
    feedback = {to: words for to, words in feedback.items() if words}
    extra = {"answers": others, "feedback": feedback}
    return "number", body | {name: value for name, value in extra.items() if value}


def _number(text: str, answer: Node) -> Body:
    kept = {"answer": _plain(text), "tolerance": _plain(answer.value("tolerance", "0")).removeprefix("-")}
    if not all(KEPT.fullmatch(value) for value in kept.values()):
        raise Unfit(NOT_A_NUMBER, answer.line, text=text[:60])
    return kept


def _plain(text: str, decimals: int = FINEST) -> str:
    """Return a number as a body keeps it; empty for what is none."""
    text = text.replace(",", ".").replace(" ", "")
    return plain(Decimal(f"{Decimal(text):.{decimals}f}")) if NUMBER.fullmatch(text) else ""


def _units(question: Node, draft: Draft) -> Body:
    """Return the unit whose multiplier is one, and the others: Moodle's multiplier is the inverse of our factor."""
    listed = question.first("units")
    base, units = "", []
    for unit in listed.all("unit") if listed else []:
        name, number = unit.value("unit_name"), _plain(unit.value("multiplier", "1"), 2 * FINEST)
        multiplier = Decimal(number or 0)
        factor = _inverse(multiplier) if multiplier > 0 else ""
        if not KEPT.fullmatch(factor):
            draft.note(unit.line, NOT_A_NUMBER, text=unit.value("multiplier")[:60])
        elif factor == "1" and not base:
            base = name
        elif name:
            units.append({"name": name, "factor": factor})
    return {"unit": base} | ({"units": units} if units else {})


def _inverse(multiplier: Decimal) -> str:
    with localcontext() as context:
        context.prec = EXACT
        return plain(1 / multiplier)
