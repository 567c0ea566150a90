"""Reads the shipped questions from their files. Knows nothing of the database; the format: docs/content.md."""

import re
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from app.config import ROOT
from assessments.bank.models import TYPES
from learning.curriculum.files import ContentError, Entry, Folder

CONTENT = ROOT / "assessments/content"
BY_WORDS = "kata"
DECIDED_BY = (BY_WORDS, "angka", "dosis", "ambang", "tanda-bahaya")
ARITHMETIC = "hitungan"
OPTION_ID = re.compile(r"[a-z]")


@dataclass(frozen=True)
class QuestionFile:
    """A question as written; `body` is what the database keeps. `decided_by` is empty for arithmetic."""

    file: str
    slug: str
    skill: str
    type: str
    difficulty: int
    lesson: str
    key_facts: list[str]
    decided_by: str
    body: dict[str, Any]

    @property
    def stem(self) -> str:
        """The question itself."""
        return str(self.body["stem"])


def read_questions(root: Path = CONTENT) -> list[QuestionFile]:
    """Return the questions in `root`; raise ContentError naming every file and field that is wrong."""
    folder = Folder(root)
    found = [
        (entry, _question(entry))
        for path in sorted((root / "questions").glob("*.yaml"))
        for entry in folder.entries(path)
    ]
    seen: set[str] = set()
    for entry, question in found:
        if question.slug in seen:
            entry.problem("id", "dipakai dua kali")
        seen.add(question.slug)
    if folder.problems:
        raise ContentError(folder.problems)
    return [question for _, question in found]


def _question(entry: Entry) -> QuestionFile:
    kind = entry.choice("type", TYPES)
    key_facts = entry.texts("key_facts")
    body = {"stem": entry.text("stem", 600), **_READERS[kind](entry), "key_facts": key_facts}
    question = QuestionFile(
        file=entry.folder.name(entry.path),
        slug=entry.slug("id", 80),
        skill=entry.slug("skill"),
        type=kind,
        difficulty=entry.whole("difficulty", 1, 3),
        lesson=entry.slug("lesson"),
        key_facts=key_facts,
        decided_by=_decided_by(entry, key_facts),
        body=body,
    )
    entry.refuse_others()
    return question


def _decided_by(entry: Entry, key_facts: list[str]) -> str:
    """Return what decides the key; empty when it is arithmetic alone."""
    basis = entry.text("basis", 20, "")
    if basis and (basis != ARITHMETIC or key_facts):
        entry.problem("basis", f"hanya «{ARITHMETIC}», dan hanya tanpa key_facts")
    if basis:
        return ""
    if not key_facts:
        entry.problem("key_facts", f"sebutkan faktanya, atau tulis basis: {ARITHMETIC}")
    return entry.choice("decided_by", DECIDED_BY)


def _choices(entry: Entry) -> dict[str, Any]:
    options = [_option(child) for child in entry.children("options")]
    return {
        "options": options,
        "scoring": entry.choice("scoring", ("all", "partial"), "all"),
        "fixed_order": entry.flag("fixed_order"),
    }


def _option(entry: Entry) -> dict[str, Any]:
    option = {
        "id": entry.text("id", 1),
        "text": entry.text("text", 300),
        "correct": entry.flag("correct"),
        "feedback": entry.text("feedback", 400),
    }
    if option["id"] and not OPTION_ID.fullmatch(str(option["id"])):
        entry.problem("id", "harus satu huruf kecil: a, b, c, …")
    entry.refuse_others()
    return option


def _single(entry: Entry) -> dict[str, Any]:
    body = _choices(entry)
    _require_right(entry, body, least=1, most=1)
    return body


def _multiple(entry: Entry) -> dict[str, Any]:
    body = _choices(entry)
    _require_right(entry, body, least=1, most=len(body["options"]))
    return body


def _require_right(entry: Entry, body: dict[str, Any], least: int, most: int) -> None:
    options = body["options"]
    if len(options) < 2:
        entry.problem("options", "paling sedikit dua pilihan")
    for name in ("id", "text"):
        values = [option[name] for option in options]
        if len(set(values)) < len(values):
            entry.problem("options", f"ada {name} yang sama")
    right = sum(option["correct"] for option in options)
    if not least <= right <= most:
        entry.problem("options", f"pilihan yang benar ada {right}, seharusnya {least}")


def _truefalse(entry: Entry) -> dict[str, Any]:
    return {"answer": entry.choice("answer", ("benar", "salah")) == "benar", "feedback": _feedback(entry)}


def _number(entry: Entry) -> dict[str, Any]:
    return {
        "answer": _decimal(entry, "answer"),
        "tolerance": _decimal(entry, "tolerance", least=Decimal(0)),
        "unit": entry.text("unit", 30, ""),
        "feedback": _feedback(entry),
    }


def _feedback(entry: Entry) -> dict[str, str]:
    child = entry.child("feedback")
    feedback = {"right": child.text("right", 400), "wrong": child.text("wrong", 400)}
    child.refuse_others()
    return feedback


def _decimal(entry: Entry, name: str, least: Decimal | None = None) -> str:
    """Return a number as written, with a decimal point."""
    value = entry.text(name, 20)
    try:
        number = Decimal(value or "0")
    except InvalidOperation:
        number = Decimal("NaN")
    if not number.is_finite() or (least is not None and number < least):
        entry.problem(name, f"harus bilangan dengan titik desimal, bukan «{value}»")
        return "0"
    return value


_READERS = {"single": _single, "multiple": _multiple, "truefalse": _truefalse, "number": _number}
