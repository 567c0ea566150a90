"""Reads GIFT's pairs and its true or false. Pure."""

import re
from typing import Any

from assessments.bank.bodies import letters
from assessments.bank.formats.gift_choice import SHORT_SIGN, pieces_of
from assessments.bank.formats.gift_text import Draft, Piece, Unfit, shown

ARROW = "->"
TOO_FEW = "Pasangannya kurang dari dua."
NO_ARROW = "Pasangan ini tidak punya tanda panah ->."
NO_RIGHT = "Sisi kanan pasangan ini kosong."
TRUE_FALSE = re.compile(r"(T|TRUE|F|FALSE)\s*(?:#|$)")


def has_arrow(piece: Piece, form: str) -> bool:
    """Return whether there is an arrow that is not the end of an HTML comment."""
    return _arrow(piece.text, form) >= 0


def _arrow(text: str, form: str) -> int:
    """Return the place of the first arrow, or -1."""
    at = 0
    while (found := text.find(ARROW, at)) >= 0:
        comment = -1 if form == "plain" else text.find("<!--", at, found)
        end = text.find("-->", comment) if comment >= 0 else -1
        if end < 0:
            return found
        at = end + len("-->")
    return -1


def read_matching(content: Piece, draft: Draft) -> tuple[str, dict[str, Any]]:
    """Return pairs; what has nothing on its left belongs to nobody."""
    pieces = [piece for piece in pieces_of(content, SHORT_SIGN) if piece.text.removeprefix("=").strip()]
    sides = [_sides(piece, draft) for piece in pieces]
    keys = letters()
    pairs = [{"id": next(keys), "left": left, "right": right} for left, right in sides if left]
    extra = [{"id": next(keys), "text": right} for left, right in sides if not left]
    if len(pairs) < 2:
        draft.note(content.line, TOO_FEW)
    body = {"pairs": pairs, "scoring": "all" if draft.scoring == "all" else "partial"}
    return "matching", body | ({"extra": extra} if extra else {})


def _sides(piece: Piece, draft: Draft) -> tuple[str, str]:
    """Return both sides of a pair; the right one has no format."""
    piece = piece.cut(1) if piece.text.startswith("=") else piece
    at = _arrow(piece.text, draft.form)
    if at < 0:
        raise Unfit(NO_ARROW, piece.stripped().line)
    right = shown(piece.cut(at + len(ARROW)).text)
    if not right:
        raise Unfit(NO_RIGHT, piece.stripped().line)
    return draft.words(piece.cut(0, at)), right


def read_true_false(content: Piece, draft: Draft) -> tuple[str, dict[str, Any]]:
    """Return true or false; the first feedback is for the wrong answer, the second for the right one."""
    word, said = content.halves("#")
    wrong, right = said.halves("#") if said else (None, None)
    given = {"right": draft.words(right) if right else "", "wrong": draft.words(wrong) if wrong else ""}
    feedback = {whom: words for whom, words in given.items() if words}
    return "truefalse", {"answer": word.text.strip() in ("T", "TRUE")} | (
        {"feedback": feedback} if feedback else {}
    )
