"""Reads the shipped questions from their files. Knows nothing of the database; the format: docs/content.md."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from app.config import ROOT
from assessments.bank.body_files import READERS, read_body
from assessments.bank.types import get_type
from learning.curriculum.files import ContentError, Entry, Folder

CONTENT = ROOT / "assessments/content"
BY_WORDS = "kata"
DECIDED_BY = (BY_WORDS, "angka", "dosis", "ambang", "tanda-bahaya")
ARITHMETIC = "hitungan"


@dataclass(frozen=True)
class QuestionFile:
    """A question as written; `body` is what the database keeps. `decided_by` is empty for arithmetic."""

    file: str
    slug: str
    skill: str  # empty for a question of another field than health
    field: str  # of such a question; else empty
    type: str
    difficulty: int
    lesson: str
    key_facts: list[str]
    decided_by: str
    body: dict[str, Any]

    @property
    def tags(self) -> list[str]:
        """The words by which trainers and quizzes find it."""
        return [tag_of_field(self.field)] if self.field else []

    @property
    def teaches(self) -> str:
        """Its skill, or its field."""
        return self.skill or self.field

    @property
    def stem(self) -> str:
        """The question itself, of a cloze with its text."""
        return get_type(self.type).texts(self.body)[0]


def tag_of_field(field: str) -> str:
    """Return the tag by which the questions of a field are drawn: they belong to no skill."""
    return f"bidang-{field}"


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
    known = len(entry.folder.problems)
    kind = entry.choice("type", tuple(READERS))
    key_facts, in_field = entry.texts("key_facts"), entry.has("field")
    body = {**read_body(entry, kind), "key_facts": key_facts}
    question = QuestionFile(
        file=entry.folder.name(entry.path),
        slug=entry.slug("id", 80),
        skill="" if in_field else entry.slug("skill"),
        field=entry.slug("field") if in_field else "",
        type=kind,
        difficulty=entry.whole("difficulty", 1, 3),
        lesson=entry.slug("lesson"),
        key_facts=key_facts,
        decided_by=_decided_by(entry, key_facts),
        body=body,
    )
    entry.refuse_others()
    if len(entry.folder.problems) == known:
        for flaw in get_type(kind).flaws(body):
            entry.problem(flaw.field, flaw.text)
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
