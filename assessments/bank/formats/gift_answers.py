"""What stands between the braces of a GIFT question that is written, one function a type. Pure."""

import json
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from assessments.bank.formats.base import Item
from assessments.bank.formats.gift_text import FORM, escaped
from assessments.bank.formats.gift_weights import shares, usual

Lines = list[str]
ROUNDED = "Nilai %(weight)s persen ditulis %(usual)s persen, sebab program lain hanya mengenal yang itu."
RIGHT = "Dibaca kembali, yang benar adalah setiap pilihan yang bernilai lebih dari 0."
MOST_RIGHT = 10
MANY_RIGHT = "Jawaban benarnya lebih dari sepuluh; program lain mungkin menolak soal ini."
ARROW = "Tanda -> ditulis →, sebab di GIFT tanda itu memisahkan pasangan."
ARROW_IN_ANSWER = "Jawaban yang berisi -> tidak bisa ditulis dalam format GIFT, jadi soal ini tidak ikut."
PICTURE_ALONE = "Ada pilihan yang hanya gambar. Format GIFT tidak menyimpan gambar, jadi soal ini tidak ikut."
INCOMPLETE = "Kunci atau jawabannya belum lengkap, jadi soal ini tidak ikut."


class Unwritable(Exception):
    """A question that this format cannot hold; its words say why."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


@dataclass
class Sheet:
    """A question while it is written, and what of it gets lost: messages with their values."""

    item: Item
    lost: dict[str, dict[str, Any]] = field(default_factory=dict)

    @property
    def body(self) -> dict[str, Any]:
        """What is written."""
        return self.item.body

    @property
    def is_marked_plain(self) -> bool:
        """Whether the stem says `[plain]`: somewhere there are signs that others would take for HTML."""
        words = json.dumps(self.body)
        return (
            "<" in words or "&" in words or self.body["stem"].startswith("//") or _is_taken(self.body["stem"])
        )

    def lose(self, message: str, **values: Any) -> None:
        """Name what is not written as it was."""
        self.lost[message] = values

    def weight(self, weight: str) -> str:
        """Return a percent that others accept."""
        known = usual(Decimal(weight))
        if Decimal(known) != Decimal(weight):
            self.lose(ROUNDED, weight=weight, usual=known)
        return known

    def without_arrow(self, text: str) -> str:
        """Return `text` without the sign that makes pairs."""
        if "->" in text:
            self.lose(ARROW)
        return text.replace("->", "→")


def words(text: str) -> str:
    """Return an option or a feedback as it is written: its beginning is never taken for a format or a percent."""
    return ("[plain]" if _is_taken(text) else "") + escaped(text)


def said(feedback: str | None) -> str:
    """Return a feedback behind its sign, or nothing."""
    return f"#{words(feedback)}" if feedback else ""


def _is_taken(text: str) -> bool:
    return text.startswith("%") or FORM.match(text) is not None


def choice_lines(sheet: Sheet) -> Lines:
    """Return a line an option, of a single or a multiple choice."""
    options = sheet.body["options"]
    correct = [bool(option.get("correct")) for option in options]
    if not all(option.get("text") for option in options):
        raise Unwritable(PICTURE_ALONE)
    if len(options) < 2 or not any(correct):
        raise Unwritable(INCOMPLETE)
    signs = _single_signs(sheet) if sheet.item.type == "single" else _multiple_signs(sheet, correct)
    return [
        sign + words(option["text"]) + said(option.get("feedback"))
        for sign, option in zip(signs, options, strict=True)
    ]


def _single_signs(sheet: Sheet) -> Lines:
    signs = []
    for option in sheet.body["options"]:
        weight = sheet.weight(option.get("weight") or "0")
        signs.append("=" if option.get("correct") else "~" if weight == "0" else f"~%{weight}%")
    return signs


def _multiple_signs(sheet: Sheet, correct: list[bool]) -> Lines:
    scoring = sheet.body.get("scoring", "all")
    if scoring == "weights":
        weights = [sheet.weight(option.get("weight") or "0") for option in sheet.body["options"]]
        if [Decimal(weight) > 0 for weight in weights] != correct:
            sheet.lose(RIGHT)
    else:
        weights = shares(correct, scoring)
        if sum(correct) > MOST_RIGHT:
            sheet.lose(MANY_RIGHT)
    return [f"~%{weight}%" for weight in weights]


def true_false_lines(sheet: Sheet) -> Lines:
    """Return the word, what is said to a wrong answer, and what to a right one."""
    feedback = sheet.body.get("feedback") or {}
    wrong, right = feedback.get("wrong") or "", said(feedback.get("right"))
    return [
        ("TRUE" if sheet.body["answer"] else "FALSE") + (f"#{words(wrong)}" if wrong or right else "") + right
    ]


def number_lines(sheet: Sheet) -> Lines:
    """Return the number, further ones, and what is said to wrong ones."""
    feedback, others = sheet.body.get("feedback") or {}, sheet.body.get("answers") or []
    main, wrong = _number(sheet.body) + said(feedback.get("right")), said(feedback.get("wrong"))
    if not others and not wrong:
        return [f"#{main}"]
    further = [
        f"=%{sheet.weight(other.get('weight') or '100')}%{_number(other)}{said(other.get('feedback'))}"
        for other in others
    ]
    return ["#", f"={main}", *further] + [f"~{wrong}"] * bool(wrong)


def _number(answer: dict[str, Any]) -> str:
    return f"{answer['answer']}:{answer.get('tolerance') or '0'}"


def short_lines(sheet: Sheet) -> Lines:
    """Return a line a text that is taken."""
    lines = []
    for answer in sheet.body["answers"]:
        if "->" in answer["text"]:
            raise Unwritable(ARROW_IN_ANSWER)
        weight = sheet.weight(answer.get("weight") or "100")
        sign = "=" if weight == "100" else f"=%{weight}%"
        lines.append(sign + words(answer["text"]) + said(sheet.without_arrow(answer.get("feedback") or "")))
    return lines


def matching_lines(sheet: Sheet) -> Lines:
    """Return a line a pair, then one for each right side that belongs to nobody."""
    pairs = [(words(sheet.without_arrow(pair["left"])), pair["right"]) for pair in sheet.body["pairs"]]
    pairs += [("", extra["text"]) for extra in sheet.body.get("extra") or []]
    return [f"={left} -> {escaped(right)}" for left, right in pairs]
