"""What a cadre is told when her answers were marked anew: which quiz, from what to what, and why."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import ColumnElement, select

from app.db import db, now
from assessments.attempts.models import Attempt, Correction, Regrading
from assessments.attempts.tries import Try
from assessments.quizzes.models import Quiz

TOLD_FOR = timedelta(days=14)  # on her first page; the quiz's result says it for ever


@dataclass(frozen=True)
class Regraded:
    """One attempt's new result, in percent, and the reason the trainer gave."""

    attempt_id: UUID
    quiz_slug: str
    quiz_title: str
    before: int
    after: int
    reason: str
    at: datetime


def list_regraded(attempt_id: UUID) -> list[Regraded]:
    """Return how often and why an attempt was marked anew, the newest first."""
    return _list(Regrading.attempt_id == attempt_id)


def was_lately_regraded(tries: Iterable[Sequence[Try]]) -> bool:
    """Return whether one of a cadre's attempts was marked anew in the last days."""
    return any(one.corrected_at and one.corrected_at > now() - TOLD_FOR for own in tries for one in own)


def list_lately_regraded(cadre_id: UUID) -> list[Regraded]:
    """Return a cadre's attempts that were marked anew in the last days, the newest first."""
    return _list(Attempt.cadre_id == cadre_id, Correction.at > now() - TOLD_FOR)


def _list(*wanted: ColumnElement[bool]) -> list[Regraded]:
    rows = db.session.execute(
        select(
            Regrading.attempt_id,
            Quiz.slug,
            Quiz.title,
            Regrading.percent_before,
            Regrading.percent_after,
            Correction.reason,
            Correction.at,
        )
        .join(Correction, Correction.id == Regrading.correction_id)
        .join(Attempt, Attempt.id == Regrading.attempt_id)
        .join(Quiz, Quiz.id == Attempt.quiz_id)
        .where(*wanted)
        .order_by(Correction.at.desc(), Regrading.attempt_id)
    )
    return [Regraded(*row) for row in rows]
