"""Reads the bodies of shipped questions from their files, one reader a type; the formats: docs/content.md.

A reader checks what a file alone can say wrong: missing, misspelt or overlong fields. What a body must be to be asked is
said by `assessments.bank.types`, for shipped questions as for all others. A field that may be absent is left out then, so
that a body says nothing it need not.
"""

from collections.abc import Callable, Sequence
from typing import Any

from learning.curriculum.files import Entry

LONGEST_STEM, LONGEST_WORDS, LONGEST_OPTION = 600, 400, 300  # letters
LONGEST_NUMBER, LONGEST_UNIT = 20, 30
Part = dict[str, Any]


def read_body(entry: Entry, kind: str) -> Part:
    """Return the body of a question of type `kind`, its key facts not included."""
    stem = {"stem": entry.text("stem", LONGEST_STEM)}
    return {**stem, **READERS[kind](entry), **_optional(entry, "explanation", LONGEST_WORDS)}


def _single(entry: Entry) -> Part:
    return {**_options(entry), "scoring": "all", "fixed_order": entry.flag("fixed_order")}


def _multiple(entry: Entry) -> Part:
    scoring = _scoring(entry, "all", "partial", "weights")
    return {**_options(entry), **scoring, "fixed_order": entry.flag("fixed_order")}


def _truefalse(entry: Entry) -> Part:
    return {"answer": entry.choice("answer", ("benar", "salah")) == "benar", **_feedback(entry)}


def _number(entry: Entry) -> Part:
    return {
        "answer": entry.text("answer", LONGEST_NUMBER),
        "tolerance": entry.text("tolerance", LONGEST_NUMBER),
        "unit": entry.text("unit", LONGEST_UNIT, ""),
        **_feedback(entry),
        **_parts(entry, "units", _unit, needed=False),
        **_parts(entry, "answers", _further_number, needed=False),
    }


def _short(entry: Entry) -> Part:
    return {**_parts(entry, "answers", _short_answer), "case": entry.flag("case"), **_feedback(entry)}


def _matching(entry: Entry) -> Part:
    return {
        **_parts(entry, "pairs", _pair),
        **_parts(entry, "extra", _item, needed=False),
        **_scoring(entry, "partial", "all"),
        **_feedback(entry),
    }


def _ordering(entry: Entry) -> Part:
    return {**_parts(entry, "items", _item), **_scoring(entry, "all", "partial"), **_feedback(entry)}


def _cloze(entry: Entry) -> Part:
    return {
        "text": entry.text("text", LONGEST_STEM),
        **_parts(entry, "gaps", _gap),
        **_scoring(entry, "partial", "all"),
        **_feedback(entry),
    }


READERS: dict[str, Callable[[Entry], Part]] = {
    "single": _single,
    "multiple": _multiple,
    "truefalse": _truefalse,
    "number": _number,
    "short": _short,
    "matching": _matching,
    "ordering": _ordering,
    "cloze": _cloze,
}


def _options(entry: Entry) -> Part:
    return _parts(entry, "options", _option)


def _option(entry: Entry) -> Part:
    return {
        "id": entry.text("id", 2),
        "text": entry.text("text", LONGEST_OPTION),
        "correct": entry.flag("correct"),
        "feedback": entry.text("feedback", LONGEST_WORDS),
        **_optional(entry, "weight", LONGEST_NUMBER),
    }


def _unit(entry: Entry) -> Part:
    return {"name": entry.text("name", LONGEST_UNIT), "factor": entry.text("factor", LONGEST_NUMBER)}


def _further_number(entry: Entry) -> Part:
    tolerance = entry.text("tolerance", LONGEST_NUMBER, "0")
    return {"answer": entry.text("answer", LONGEST_NUMBER), "tolerance": tolerance, **_worth(entry)}


def _short_answer(entry: Entry) -> Part:
    return {"text": entry.text("text", LONGEST_OPTION), **_worth(entry)}


def _worth(entry: Entry) -> Part:
    return {
        **_optional(entry, "weight", LONGEST_NUMBER),
        **_optional(entry, "feedback", LONGEST_WORDS),
    }


def _pair(entry: Entry) -> Part:
    sides = {name: entry.text(name, LONGEST_OPTION) for name in ("left", "right")}
    return {"id": entry.text("id", 2), **sides}


def _item(entry: Entry) -> Part:
    return {"id": entry.text("id", 2), "text": entry.text("text", LONGEST_OPTION)}


def _gap(entry: Entry) -> Part:
    return {"id": entry.text("id", 2), **_parts(entry, "options", _gap_option)}


def _gap_option(entry: Entry) -> Part:
    return {**_item(entry), "correct": entry.flag("correct")}


def _feedback(entry: Entry) -> Part:
    child = entry.child("feedback")
    feedback = {"right": child.text("right", LONGEST_WORDS), "wrong": child.text("wrong", LONGEST_WORDS)}
    child.refuse_others()
    return {"feedback": feedback}


def _scoring(entry: Entry, default: str, *others: str) -> Part:
    return {"scoring": entry.choice("scoring", (default, *others), default)}


def _optional(entry: Entry, name: str, longest: int) -> Part:
    return {name: entry.text(name, longest)} if name in entry.values else {}


def _parts(entry: Entry, name: str, read: Callable[[Entry], Part], needed: bool = True) -> Part:
    """Return the parts listed in field `name`, each read by `read`; nothing where they are absent and not needed."""
    if not needed and name not in entry.values:
        return {}
    children: Sequence[Entry] = entry.children(name)
    parts = [read(child) for child in children]
    for child in children:
        child.refuse_others()
    return {name: parts}
