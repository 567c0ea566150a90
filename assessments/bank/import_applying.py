"""What an import does to the bank: applied once and as a whole, and undone while nothing newer stands."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from enum import Enum
from typing import Any
from uuid import UUID

from flask_babel import gettext as _
from sqlalchemy import delete, func, insert, select, update
from sqlalchemy.orm import selectinload

from app import audit
from app.db import db, new_id, now
from app.errors import Refused
from assessments.bank.bodies import with_fresh_ids
from assessments.bank.import_operations import batches, judge, lock_import
from assessments.bank.import_queries import list_items, read_bank
from assessments.bank.matching import CHANGED, NEW, SAME, Known
from assessments.bank.models import (
    Question,
    QuestionImport,
    QuestionImportItem,
    QuestionTag,
    QuestionVersion,
)
from assessments.bank.operations import (
    QuestionDetails,
    change_question,
    made_slug,
    restore_question,
    retire_question,
)
from assessments.bank.queries import search_text_of
from assessments.bank.staging import unpacked

NAMED = 5  # questions named in a refusal


class Outcome(Enum):
    """What became of the wish to apply an import."""

    APPLIED = "applied"
    DONE_BEFORE = "done before"
    CHANGED_SINCE = (
        "changed since"  # the bank or the items did, after the preview was shown; nothing was applied
    )


@dataclass(frozen=True)
class Undoing:
    """A question that an import changed: the version it got, and what it said before."""

    question_id: UUID
    version: int
    before: QuestionDetails
    was_retired: bool

    def as_json(self) -> dict[str, Any]:
        """Return it as `QuestionImport.outcome` keeps it."""
        return {**asdict(self), "question_id": str(self.question_id)}

    @classmethod
    def of(cls, kept: dict[str, Any]) -> "Undoing":
        """Read it back."""
        before = QuestionDetails(**{**kept["before"], "tags": tuple(kept["before"]["tags"])})
        return cls(UUID(kept["question_id"]), kept["version"], before, kept["was_retired"])


def apply_import(import_id: UUID, seen: UUID, by: UUID | None) -> Outcome:
    """Do what the preview in the state `seen` showed, all of it, once.

    Where the bank has changed since, the preview is brought up to date instead, for the caller to commit.
    """
    kept = lock_import(import_id)
    if kept.applied_at is not None:
        return Outcome.DONE_BEFORE
    bank, rows = read_bank(kept.region_code), list_items(import_id)
    steps, differs = judge(kept, rows, bank)
    if differs or kept.state != seen:
        return Outcome.CHANGED_SINCE
    todo = [(row, step) for row, step in zip(rows, steps, strict=True) if not row.left_out]
    added = [bank.details(unpacked(row.item), kept.skill_slug) for row, step in todo if step.verdict == NEW]
    _add_all(kept, added, by)
    changed = [
        (step.known, bank.details(unpacked(row.item), kept.skill_slug, step.known))
        for row, step in todo
        if step.known is not None and step.verdict == CHANGED
    ]
    undoings = list(_change(kept, changed, by))
    same = sum(step.verdict == SAME for step in steps)
    kept.applied_at = now()
    kept.outcome = {
        "added": len(added),
        "changed": [undoing.as_json() for undoing in undoings],
        "same": same,
        "left": len(rows) - len(added) - len(changed) - same,
    }
    db.session.execute(delete(QuestionImportItem).where(QuestionImportItem.import_id == import_id))
    counts = {"added": len(added), "changed": len(changed)}
    audit.record(by, "applied", "question-import", kept.id, kept.region_code, **counts)
    return Outcome.APPLIED


def _add_all(kept: QuestionImport, added: Sequence[QuestionDetails], by: UUID | None) -> None:
    """Add questions that have no flaws, with three statements for all of them."""
    keys = [new_id() for _details in added]
    questions = [
        {
            "id": key,
            "slug": made_slug(key),
            "skill_slug": details.skill_slug,
            "region_code": kept.region_code,
            "title": details.title,
            "import_id": kept.id,
            "search_text": search_text_of(details.type, details.body, details.title, details.tags),
        }
        for key, details in zip(keys, added, strict=True)
    ]
    versions = [
        {
            "id": new_id(),
            "question_id": key,
            "number": 1,
            "type": details.type,
            "difficulty": details.difficulty,
            "body": with_fresh_ids(details.body, []),
            "lesson_slug": details.lesson_slug,
            "unreviewed": False,
            "by": by,
        }
        for key, details in zip(keys, added, strict=True)
    ]
    tags = [
        {"question_id": key, "tag": tag}
        for key, details in zip(keys, added, strict=True)
        for tag in details.tags
    ]
    for model, rows in ((Question, questions), (QuestionVersion, versions), (QuestionTag, tags)):
        if rows:
            db.session.execute(insert(model), rows)


def _change(
    kept: QuestionImport, changed: Sequence[tuple[Known, QuestionDetails]], by: UUID | None
) -> Iterator[Undoing]:
    questions = {question.id: question for question in _questions(known.id for known, _details in changed)}
    for known, details in changed:
        question = questions[known.id]
        if known.is_retired:
            question = restore_question(question, kept.region_code, by)
        standing = change_question(question, details, kept.region_code, by, import_id=kept.id)
        yield Undoing(standing.id, _newest_number(standing.id), known.details, known.is_retired)


def undo_import(import_id: UUID, by: UUID | None) -> bool:
    """Retire what an import added, and let what it changed say what it said before; False when that was done already.

    Raises Refused, naming them, when some of its questions were changed since.
    """
    kept = lock_import(import_id)
    if kept.applied_at is None or kept.undone_at is not None:
        return False
    undoings = [Undoing.of(one) for one in kept.outcome["changed"]]
    if newer := _changed_since(kept, undoings):
        named = "; ".join(f"«{words}»" for words in newer[:NAMED])
        raise Refused(
            _("Sudah diubah sesudah impor ini: %(named)s. Urungkan satu per satu di bank soal.", named=named)
        )
    ours = (Question.import_id == import_id, Question.retired_at.is_(None))
    db.session.execute(update(Question).where(*ours).values(retired_at=now()))
    questions = {question.id: question for question in _questions(one.question_id for one in undoings)}
    for undoing in undoings:
        question = questions[undoing.question_id]
        change_question(question, undoing.before, kept.region_code, by, note=_("Impor diurungkan"))
        if undoing.was_retired:
            retire_question(question, kept.region_code, by)
    kept.undone_at = now()
    audit.record(by, "undone", "question-import", kept.id, kept.region_code)
    return True


def _changed_since(kept: QuestionImport, undoings: Sequence[Undoing]) -> list[str]:
    """Return what those questions are called that got a newer version than the import gave them."""
    number = func.max(QuestionVersion.number)
    newest = select(Question, number).join(Question.versions).group_by(Question.id)
    found = list(db.session.execute(newest.where(Question.import_id == kept.id).having(number > 1)))
    given = {undoing.question_id: undoing.version for undoing in undoings}
    for keys in batches(given):
        rows = db.session.execute(newest.where(Question.id.in_(keys)))
        found += [row for row in rows if row[1] > given[row[0].id]]
    return [question.title or question.search_text[:60] for question, _number in found]


def _newest_number(question_id: UUID) -> int:
    number = select(func.max(QuestionVersion.number)).where(QuestionVersion.question_id == question_id)
    return db.session.scalar(number) or 0


def _questions(keys: Iterable[UUID]) -> Iterator[Question]:
    for some in batches(list(keys)):
        statement = select(Question).where(Question.id.in_(some)).options(selectinload(Question.tags))
        yield from db.session.scalars(statement)
