"""Reads GIFT: what a question is, by the order in which Moodle looks. Pure.

A problem in one question never stops the others. What can be mended is taken with a note; what cannot be understood
is a problem with its line.
"""

import re
from collections.abc import Iterator
from itertools import islice
from typing import Any

from assessments.bank.formats.base import Item, Parsed, Problem, decode
from assessments.bank.formats.gift_blocks import Block, find_blocks
from assessments.bank.formats.gift_choice import read_choice, read_short
from assessments.bank.formats.gift_number import read_number
from assessments.bank.formats.gift_pairs import TRUE_FALSE, has_arrow, read_matching, read_true_false
from assessments.bank.formats.gift_text import Draft, Piece, Unfit, shown, take_form

BRACE = re.compile(r"[{}]")
SIGNED = re.compile(r"\{\s*[=~#]")
LATEX_BEFORE = re.compile(
    r"(?:\\[A-Za-z]+|[A-Za-z0-9)]_|[\^}])$"
)  # `\frac{`, `x_{`, `x^{`, `}{`: of a formula
LOOKED_BACK = 40  # letters: no command of LaTeX is longer
GAP = "_____"
MOST_GROUPS = 200  # pairs of braces in one question, those of formulas included
TOO_MANY_BRACES = "Kurung kurawalnya terlalu banyak."
ONE_BRACE = "Kurung kurawal tidak berpasangan. Mungkin ada baris kosong di dalamnya."
TWO_GROUPS = "Satu soal hanya boleh punya satu kelompok jawaban dalam kurung kurawal."
ESSAY = "Soal esai tidak bisa dinilai di sini, jadi tidak diambil."
EMPTY = "Soal ini tidak punya kalimat."
NOTHING = "Tidak ada soal di berkas ini."


def read(content: bytes) -> Parsed:
    """Return the questions of a GIFT file; raise BadFile for what is no text, or too much of it."""
    parsed = Parsed()
    for block in find_blocks(decode(content)):
        try:
            parsed.items.append(_item(block))
        except Unfit as unfit:
            parsed.problems.append(unfit.problem)
    if not parsed.items and not parsed.problems:
        parsed.problems.append(Problem(0, NOTHING))
    return parsed


def _item(block: Block) -> Item:
    draft = Draft(extras=block.extras)
    title, rest = _title(block.text)
    form, rest = take_form(rest)
    draft.form = form or draft.form
    type_, stem, part = "text", rest, dict[str, Any]()
    if group := _answer_group(rest):
        start, end = group
        stem = Piece(_stem(rest.text[:start], rest.text[end + 1 :]), rest.line)
        type_, part = _answers(rest.cut(start + 1, end).stripped(), draft)
    body = {"stem": draft.plain(stem, draft.form), **part}
    if body == {"stem": ""}:
        raise Unfit(EMPTY, block.text.line)
    difficulty = block.extras.get("difficulty", "")
    return Item(
        block.text.line,
        type_,
        body,
        slug=block.slug,
        title=title,
        category=block.category,
        tags=block.tags,
        difficulty=int(difficulty) if difficulty in ("1", "2", "3") else 0,
        notes=draft.notes,
    )


def _title(piece: Piece) -> tuple[str, Piece]:
    """Return the title, if there is one, and the rest."""
    end = piece.text.find("::", 2) if piece.text.startswith("::") else -1
    if end < 0:
        return "", piece
    return shown(piece.text[2:end]).replace("\n", " "), piece.cut(end + 2).stripped()


def _stem(before: str, after: str) -> str:
    """Return what is asked; where it goes on behind the answers, a gap stands for them."""
    return f"{before}{GAP}{after}" if after.strip() else before


def _answer_group(piece: Piece) -> tuple[int, int] | None:
    """Return where the answers open and close; None when there are none. Braces of formulas are passed over."""
    groups = list(islice(_groups(piece), MOST_GROUPS + 1))
    if len(groups) > MOST_GROUPS:
        raise Unfit(TOO_MANY_BRACES, piece.line)
    signed = [group for group in groups if SIGNED.match(piece.text, group[0])]
    free = [group for group in groups if not _is_formula(piece.text, group[0])]
    both = sorted(set(signed) & set(free))
    if len(both) > 1:
        raise Unfit(TWO_GROUPS, piece.cut(both[1][0]).line)
    return next(iter(both + signed + free), None)


def _is_formula(text: str, brace: int) -> bool:
    return LATEX_BEFORE.search(text[max(0, brace - LOOKED_BACK) : brace]) is not None


def _groups(piece: Piece) -> Iterator[tuple[int, int]]:
    """Yield the outermost pairs of braces; raise Unfit for one that stands alone."""
    depth = start = 0
    for brace in BRACE.finditer(piece.text):
        depth += 1 if brace[0] == "{" else -1
        if depth == 1 and brace[0] == "{":
            start = brace.start()
        elif depth == 0:
            yield start, brace.start()
        elif depth < 0:
            raise Unfit(ONE_BRACE, piece.cut(brace.start()).line)
    if depth:
        raise Unfit(ONE_BRACE, piece.cut(start).line)


def _answers(content: Piece, draft: Draft) -> tuple[str, dict[str, Any]]:
    """Return the type and what of the body stands between the braces."""
    said, mark = None, content.text.rfind("####")
    if mark >= 0:
        said, content = content.cut(mark + 4), content.cut(0, mark).stripped()
    type_, part = _read_kind(content, draft)
    explanation = draft.words(said) if said else ""
    return type_, part | ({"explanation": explanation} if explanation else {})


def _read_kind(content: Piece, draft: Draft) -> tuple[str, dict[str, Any]]:
    text = content.text
    if not text:
        raise Unfit(ESSAY, content.line)
    if text.startswith("#"):
        return read_number(content, draft)
    if "~" in text:
        return read_choice(content, draft)
    if "=" in text and has_arrow(content, draft.form):
        return read_matching(content, draft)
    return read_true_false(content, draft) if TRUE_FALSE.match(text) else read_short(content, draft)
