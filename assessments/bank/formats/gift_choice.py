"""Reads the answers of a GIFT question that are chosen or typed as words: choices, short answers. Pure."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import islice
from typing import Any

from assessments.bank.bodies import letters
from assessments.bank.formats.gift_text import Draft, Piece, Unfit
from assessments.bank.formats.gift_weights import FULL, is_rounded, scoring_of, usual

MOST_ANSWERS = 200  # of one question; beyond, it is no question
WEIGHT = re.compile(r"\s*%\s*(-?[0-9]{1,3}(?:[.,][0-9]{0,10})?)\s*%")
CHOICE_SIGN, SHORT_SIGN = re.compile("[=~]"), re.compile("=")
TOO_MANY = "Jawabannya terlalu banyak: paling banyak %(most)s."
TOO_FEW = "Pilihannya kurang dari dua."
NO_MINUS = "Nilai minus dibuang: di soal berkunci satu nilai paling kecil 0."
MANY_KEYS = "Kuncinya lebih dari satu; di berkas ini masing-masing bernilai penuh."
NO_KEY = "Tidak ada jawaban yang bernilai penuh."
ROUNDED = "Nilai %(weight)s persen dibulatkan menjadi %(usual)s persen."


@dataclass(frozen=True)
class Answer:
    """One answer with its sign (empty for what stands before the first one), its percent and its feedback."""

    sign: str
    weight: Decimal | None
    text: Piece
    feedback: Piece | None

    def part(self, draft: Draft) -> dict[str, Any]:
        """Return its texts as a body keeps them."""
        return {"text": draft.words(self.text)} | self.said(draft)

    def said(self, draft: Draft) -> dict[str, str]:
        """Return its feedback as a body keeps it; nothing where there is none."""
        said = draft.words(self.feedback) if self.feedback else ""
        return {"feedback": said} if said else {}


def pieces_of(content: Piece, sign: re.Pattern[str]) -> list[Piece]:
    """Return what stands before the first sign, then each sign with what follows it; raise Unfit for too many."""
    pieces = list(islice(content.split(sign), MOST_ANSWERS + 1))
    if len(pieces) > MOST_ANSWERS:
        raise Unfit(TOO_MANY, content.line, most=MOST_ANSWERS)
    return pieces


def find_answers(content: Piece, sign: re.Pattern[str]) -> Iterator[Answer]:
    """Yield the answers between the braces; a sign with nothing behind it is passed over."""
    for piece in pieces_of(content, sign):
        mark = piece.text[0] if sign.match(piece.text) else ""
        weighed, rest = take_weight(piece.cut(len(mark)))
        text, feedback = rest.halves("#")
        if text.text.strip() or feedback:
            yield Answer(mark, weighed, text.stripped(), feedback)


def take_weight(piece: Piece) -> tuple[Decimal | None, Piece]:
    """Return the percent a piece begins with, and the rest."""
    weighed = WEIGHT.match(piece.text)
    return (Decimal(weighed[1].replace(",", ".")), piece.cut(weighed.end())) if weighed else (None, piece)


def rounded(weight: Decimal, line: int, draft: Draft) -> str:
    """Return the usual percent, and note it where that changes anything."""
    if is_rounded(weight):
        draft.note(line, ROUNDED, weight=str(weight), usual=usual(weight))
    return usual(weight)


def read_choice(content: Piece, draft: Draft) -> tuple[str, dict[str, Any]]:
    """Return the type and the options of a choice: single when any `=` marks a right one."""
    answers = list(find_answers(content, CHOICE_SIGN))
    is_single = any(answer.sign == "=" for answer in answers)
    body = _single(answers, draft) if is_single else _multiple(answers, draft)
    for option, key in zip(body["options"], letters(), strict=False):
        option["id"] = key
    if len(answers) < 2:
        draft.note(content.line, TOO_FEW)
    if not any(option["correct"] for option in body["options"]):
        draft.note(content.line, NO_KEY)
    if draft.extras.get("fixed_order") == "yes":
        body["fixed_order"] = True
    return ("single" if is_single else "multiple"), body


def _single(answers: list[Answer], draft: Draft) -> dict[str, Any]:
    options = []
    for answer in answers:
        weight = FULL if answer.sign == "=" and answer.weight is None else answer.weight or Decimal(0)
        option = answer.part(draft) | {"correct": weight >= FULL}
        if weight < 0:
            draft.note(answer.text.line, NO_MINUS)
        elif 0 < weight < FULL:
            option["weight"] = rounded(weight, answer.text.line, draft)
        options.append(option)
    if sum(option["correct"] for option in options) > 1:
        draft.note(answers[0].text.line, MANY_KEYS)
    return {"options": options}


def _multiple(answers: list[Answer], draft: Draft) -> dict[str, Any]:
    given = [answer.weight or Decimal(0) for answer in answers]
    scoring = draft.scoring or scoring_of([usual(weight) for weight in given])
    options = []
    for answer, weight in zip(answers, given, strict=True):
        option = answer.part(draft) | {"correct": weight > 0}
        if scoring == "weights":
            option["weight"] = rounded(weight, answer.text.line, draft)
        options.append(option)
    return {"options": options, "scoring": scoring}


def read_short(content: Piece, draft: Draft) -> tuple[str, dict[str, Any]]:
    """Return a short answer: every text that is taken, with what it is worth."""
    answers = []
    for answer in find_answers(content, SHORT_SIGN):
        weight = FULL if answer.weight is None else max(answer.weight, Decimal(0))
        answers.append(answer.part(draft) | {"weight": rounded(weight, answer.text.line, draft)})
    if not any(answer["weight"] == "100" for answer in answers):
        draft.note(content.line, NO_KEY)
    body: dict[str, Any] = {"answers": answers}
    return "short", body | ({"case": True} if draft.extras.get("case") == "yes" else {})
