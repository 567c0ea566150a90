"""Writes of an import before it is applied: kept for its preview, mended, thrown away."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict
from datetime import timedelta
from typing import Any
from uuid import UUID

from flask_babel import gettext as _
from sqlalchemy import delete, insert, select

from app import audit
from app.db import db, new_id, now
from app.errors import Refused
from assessments.bank.formats.base import Item, Parsed
from assessments.bank.import_queries import list_items, read_bank
from assessments.bank.matching import Bank, Step
from assessments.bank.models import (
    QuestionImport,
    QuestionImportItem,
)
from assessments.bank.picture_operations import keep_pictures
from assessments.bank.staging import packed, unpacked

KEPT_DAYS = 7  # of a preview that nobody applied
BATCH = 500  # SQLite takes a limited number of parameters


def keep_import(
    parsed: Parsed,
    *,
    format_code: str,
    filename: str,
    skill_slug: str | None,
    region_code: str | None,
    by: UUID | None,
) -> QuestionImport:
    """Keep what was read of a file, its pictures made light already, until somebody applies or cancels it."""
    with db.reading():
        steps = read_bank(region_code).plan(parsed.items, skill_slug)
    kept = QuestionImport(
        id=new_id(),
        region_code=region_code,
        format=format_code,
        filename=filename[:120],
        skill_slug=skill_slug,
        problems=[asdict(problem) for problem in parsed.problems],
        by=by,
    )
    db.session.add(kept)
    db.session.flush()
    for item in parsed.items:
        keep_pictures(item, by)
    rows = [
        {
            "import_id": kept.id,
            "place": place,
            "item": packed(item),
            "noted": bool(item.notes),
            "left_out": False,
            **_judged(step),
        }
        for place, (item, step) in enumerate(zip(parsed.items, steps, strict=True), start=1)
    ]
    db.session.execute(insert(QuestionImportItem), rows)
    audit.record(by, "uploaded", "question-import", kept.id, region_code)
    return kept


def _judged(step: Step) -> dict[str, Any]:
    known = step.known
    return {
        "verdict": step.verdict,
        "question_id": known.id if known else None,
        "version": known.version if known else None,
    }


def mend_item(row: QuestionImportItem, item: Item, by: UUID | None) -> None:
    """Let a waiting item be `item` from now on; all of its import are held against the bank anew.

    Raises Refused when the import was applied meanwhile.
    """
    kept = lock_import(row.import_id)
    _refuse_applied(kept)
    row.item, row.noted, row.left_out = packed(item), bool(item.notes), False
    db.session.flush()
    judge(kept, list_items(kept.id), read_bank(kept.region_code))
    kept.state = new_id()
    audit.record(by, "mended", "question-import", kept.id, kept.region_code, place=row.place)


def leave_out(row: QuestionImportItem, left_out: bool) -> None:
    """Leave a waiting item out, or take it in again. Raises Refused when the import was applied meanwhile."""
    kept = lock_import(row.import_id)
    _refuse_applied(kept)
    if row.left_out != left_out:
        row.left_out, kept.state = left_out, new_id()


def cancel_import(import_id: UUID, by: UUID | None) -> None:
    """Forget an import that was not applied; the one that was stays as a note of it."""
    kept = lock_import(import_id)
    _refuse_applied(kept)
    _forget([kept.id])
    audit.record(by, "cancelled", "question-import", import_id, kept.region_code)


def forget_old_imports() -> int:
    """Remove previews that nobody applied for a week; return how many."""
    old = QuestionImport.at < now() - timedelta(days=KEPT_DAYS)
    keys = list(db.session.scalars(select(QuestionImport.id).where(QuestionImport.applied_at.is_(None), old)))
    _forget(keys)
    return len(keys)


def _forget(keys: Sequence[UUID]) -> None:
    for some in batches(keys):
        db.session.execute(delete(QuestionImportItem).where(QuestionImportItem.import_id.in_(some)))
        db.session.execute(delete(QuestionImport).where(QuestionImport.id.in_(some)))


def judge(kept: QuestionImport, rows: Sequence[QuestionImportItem], bank: Bank) -> tuple[list[Step], bool]:
    """Hold the items against the bank as it is now; return the steps, and whether any differs from what was kept."""
    steps = bank.plan([unpacked(row.item) for row in rows], kept.skill_slug)
    differs = False
    for row, step in zip(rows, steps, strict=True):
        judged = _judged(step)
        if any(getattr(row, name) != value for name, value in judged.items()):
            row.verdict, row.question_id, row.version = judged.values()
            differs = True
    if differs:
        kept.state = new_id()
    return steps, differs


def lock_import(import_id: UUID) -> QuestionImport:
    """Return an import as it is now, for this transaction alone."""
    statement = select(QuestionImport).where(QuestionImport.id == import_id).with_for_update()
    return db.session.execute(statement, execution_options={"populate_existing": True}).scalar_one()


def _refuse_applied(kept: QuestionImport) -> None:
    if kept.applied_at is not None:
        raise Refused(_("Impor ini sudah diterapkan."))


def batches(keys: Iterable[UUID]) -> Iterator[list[UUID]]:
    """Return keys in lists short enough for one statement."""
    wanted = list(keys)
    for start in range(0, len(wanted), BATCH):
        yield wanted[start : start + BATCH]
