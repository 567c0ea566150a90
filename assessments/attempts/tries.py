"""A cadre's attempts at a quiz over time: which passed, and when the next one may start."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Row, func, select
from sqlalchemy.orm import aliased

from app.db import db, now
from assessments.attempts.models import Attempt, AttemptClosing, Mark
from assessments.attempts.scoring import exact, is_passed, percent_correct
from assessments.attempts.timing import is_time_over, may_start_at
from assessments.quizzes.models import PRACTICE, Quiz, Reopening

_Reopened = aliased(Quiz)
_reopened_at = (  # when a trainer last let her try this quiz again at once
    select(func.max(Reopening.at))
    .join(_Reopened, _Reopened.id == Reopening.quiz_id)
    .where(Reopening.cadre_id == Attempt.cadre_id, _Reopened.family_id == Quiz.family_id)
    .scalar_subquery()
)


@dataclass(frozen=True)
class Try:
    """One of a cadre's attempts at a quiz. `ended_at` is None while nobody has closed it.

    `is_practice`: it passes nothing and makes her wait for nothing. `is_forgiven`: it ended before a trainer let her try
    again at once. `corrected_at`: when its answers were last marked by a mended key.
    """

    id: UUID
    started_at: datetime
    deadline: datetime | None
    ended_at: datetime | None
    percent: int
    passed: bool
    is_practice: bool = False
    is_forgiven: bool = False
    corrected_at: datetime | None = None

    @property
    def is_open(self) -> bool:
        """Whether it still takes answers."""
        return self.ended_at is None and not is_time_over(self.deadline, now())


def list_tries(cadre_id: UUID, quiz: Quiz) -> list[Try]:
    """Return a cadre's attempts at a quiz, or at the one it stands for, with their marks, the oldest first."""
    hers = [Attempt.cadre_id == cadre_id, Quiz.family_id == quiz.family_id]
    return _tries(*hers).get((cadre_id, quiz.family_id), [])


def list_tries_by_quiz(cadre_id: UUID) -> dict[UUID, list[Try]]:
    """Return all attempts of a cadre by `Quiz.family_id`, the oldest first, in one statement."""
    return {family: tries for (_cadre, family), tries in _tries(Attempt.cadre_id == cadre_id).items()}


def list_tries_by_cadre(quiz: Quiz, cadre_ids: Sequence[UUID]) -> dict[UUID, list[Try]]:
    """Return the attempts of some cadres at a quiz, the oldest first, in one statement."""
    found = _tries(Attempt.cadre_id.in_(cadre_ids), Quiz.family_id == quiz.family_id)
    return {cadre: tries for (cadre, _family), tries in found.items()}


def list_tries_by_id(attempt_ids: Sequence[UUID]) -> dict[UUID, Try]:
    """Return some attempts with their marks, in one statement."""
    found = _tries(Attempt.id.in_(attempt_ids))
    return {one.id: one for tries in found.values() for one in tries}


def _tries(*wanted: ColumnElement[bool]) -> dict[tuple[UUID, UUID], list[Try]]:
    """Return attempts by cadre and family of quizzes, the oldest first."""
    rows = db.session.execute(
        select(Attempt, Quiz.family_id, AttemptClosing.at, _reopened_at)
        .add_columns(Mark.position, Mark.fraction, Mark.correction_id, Mark.marked_at)
        .select_from(Attempt)
        .join(Quiz, Quiz.id == Attempt.quiz_id)
        .outerjoin(AttemptClosing, AttemptClosing.attempt_id == Attempt.id)
        .outerjoin(Mark, Mark.attempt_id == Attempt.id)
        .where(*wanted)
        .order_by(Attempt.started_at, Attempt.id, Mark.position, Mark.round)
    )
    by_attempt: dict[UUID, list[Row[*tuple[Any, ...]]]] = {}
    for row in rows:
        by_attempt.setdefault(row[0].id, []).append(row)
    tries: dict[tuple[UUID, UUID], list[Try]] = {}
    for own in by_attempt.values():
        tries.setdefault((own[0][0].cadre_id, own[0][1]), []).append(_try(own))
    return tries


def _try(rows: list[Row[*tuple[Any, ...]]]) -> Try:
    attempt, _family, ended_at, reopened_at, *_mark = rows[0]
    corrected = [row.marked_at for row in rows if row.correction_id]
    newest = {row.position: exact(row.fraction) for row in rows if row.fraction is not None}
    marks: list[Fraction] = list(newest.values())
    is_practice = attempt.mode == PRACTICE
    return Try(
        attempt.id,
        attempt.started_at,
        attempt.deadline,
        ended_at,
        percent_correct(marks),
        is_passed(marks, attempt.pass_mark) and not is_practice,
        is_practice,
        bool(ended_at and reopened_at and ended_at <= reopened_at),
        max(corrected, default=None),
    )


def next_start(quiz: Quiz, tries: Sequence[Try]) -> datetime | None:
    """Return the moment from which the next of `tries` (the oldest first) may start; None when she need not wait."""
    if quiz.mode == PRACTICE:
        return None
    ended = [
        (one.ended_at, one.passed)
        for one in tries
        if one.ended_at is not None and not (one.is_practice or one.is_forgiven)
    ]
    return may_start_at(ended, [int(minutes) for minutes in quiz.wait_minutes])
