"""Reads of attempts, by the cadre who made them: another cadre's does not exist."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from uuid import UUID

from sqlalchemy import ColumnElement, Row, and_, func, select
from sqlalchemy.orm import contains_eager, joinedload

from app.db import db, now
from assessments.attempts.models import Answer, Attempt, AttemptClosing, AttemptQuestion, Mark
from assessments.attempts.scoring import exact, is_passed, percent_correct
from assessments.attempts.timing import GRACE, is_time_over, may_start_at
from assessments.bank.models import Question, QuestionVersion
from assessments.quizzes.models import Quiz


@dataclass(frozen=True)
class Place:
    """One question of an attempt as it stands: how many answers it got, and the newest one."""

    position: int
    seq: int
    value: str | None

    @property
    def is_answered(self) -> bool:
        """Whether an answer is kept."""
        return self.seq > 0


@dataclass(frozen=True)
class Try:
    """One of a cadre's attempts at a quiz. `ended_at` is None while nobody has closed it."""

    id: UUID
    started_at: datetime
    deadline: datetime | None
    ended_at: datetime | None
    percent: int
    passed: bool

    @property
    def is_open(self) -> bool:
        """Whether it still takes answers."""
        return self.ended_at is None and not is_time_over(self.deadline, now())


def get_attempt_of(cadre_id: UUID, quiz_slug: str, attempt_id: UUID) -> Attempt:
    """Return her attempt with its quiz, module, cadre and closing; raise NoResultFound when she has no such one."""
    statement = (
        select(Attempt)
        .join(Attempt.quiz)
        .where(Attempt.id == attempt_id, Attempt.cadre_id == cadre_id, Quiz.slug == quiz_slug)
        .options(
            contains_eager(Attempt.quiz).joinedload(Quiz.module),
            joinedload(Attempt.cadre),
            joinedload(Attempt.closing),
        )
    )
    return db.session.execute(statement).scalar_one()


def get_asked(attempt_id: UUID, position: int) -> AttemptQuestion:
    """Return question `position` of an attempt with its version; raise NoResultFound when there is none."""
    statement = (
        select(AttemptQuestion)
        .where(AttemptQuestion.attempt_id == attempt_id, AttemptQuestion.position == position)
        .options(joinedload(AttemptQuestion.version))
    )
    return db.session.execute(statement).scalar_one()


def list_places(attempt_id: UUID) -> list[Place]:
    """Return every question of an attempt as it stands, in order."""
    rows = db.session.execute(
        select(AttemptQuestion.position, Answer.seq, Answer.value)
        .select_from(AttemptQuestion)
        .outerjoin(Answer, _answers_it())
        .where(AttemptQuestion.attempt_id == attempt_id)
        .order_by(AttemptQuestion.position, Answer.seq)
    )
    newest = {position: Place(position, seq or 0, value) for position, seq, value in rows}
    return list(newest.values())


def count_questions(attempt_id: UUID) -> int:
    """Return how many questions an attempt has."""
    statement = select(func.count()).select_from(AttemptQuestion)
    return db.session.scalar(statement.where(AttemptQuestion.attempt_id == attempt_id)) or 0


def list_asked(attempt_id: UUID) -> list[AttemptQuestion]:
    """Return the questions of an attempt with their versions and skills, in order."""
    statement = (
        select(AttemptQuestion)
        .where(AttemptQuestion.attempt_id == attempt_id)
        .order_by(AttemptQuestion.position)
        .options(joinedload(AttemptQuestion.version).joinedload(QuestionVersion.question))
    )
    return list(db.session.scalars(statement))


def last_answer(attempt_id: UUID, position: int) -> Answer | None:
    """Return the newest answer to a question, as it is now."""
    statement = select(Answer).where(Answer.attempt_id == attempt_id, Answer.position == position)
    return db.session.scalars(statement.order_by(Answer.seq.desc()).limit(1)).first()


def is_closed(attempt: Attempt) -> bool:
    """Return whether an attempt takes no more answers, as it is now: somebody closed it, or its time is over."""
    found = db.session.scalar(select(AttemptClosing.how).where(AttemptClosing.attempt_id == attempt.id))
    return found is not None or is_time_over(attempt.deadline, now())


def list_tries(cadre_id: UUID, quiz_id: UUID) -> list[Try]:
    """Return a cadre's attempts at a quiz with their marks, the oldest first."""
    return _tries_by_quiz(Attempt.cadre_id == cadre_id, Attempt.quiz_id == quiz_id).get(quiz_id, [])


def list_tries_by_quiz(cadre_id: UUID) -> dict[UUID, list[Try]]:
    """Return all attempts of a cadre by quiz, the oldest first, in one statement."""
    return _tries_by_quiz(Attempt.cadre_id == cadre_id)


def _tries_by_quiz(*wanted: ColumnElement[bool]) -> dict[UUID, list[Try]]:
    rows = db.session.execute(
        select(Attempt, AttemptClosing.at, Mark.position, Mark.fraction)
        .select_from(Attempt)
        .outerjoin(AttemptClosing, AttemptClosing.attempt_id == Attempt.id)
        .outerjoin(Mark, Mark.attempt_id == Attempt.id)
        .where(*wanted)
        .order_by(Attempt.started_at, Attempt.id, Mark.position, Mark.round)
    )
    by_attempt: dict[UUID, list[Row[Attempt, datetime, int, float]]] = {}
    for row in rows:
        by_attempt.setdefault(row[0].id, []).append(row)
    tries: dict[UUID, list[Try]] = {}
    for own in by_attempt.values():
        tries.setdefault(own[0][0].quiz_id, []).append(_try(own))
    return tries


def _try(rows: list[Row[Attempt, datetime, int, float]]) -> Try:
    attempt, ended_at = rows[0][0], rows[0][1]
    newest = {row.position: exact(row.fraction) for row in rows if row.fraction is not None}
    marks: list[Fraction] = list(newest.values())
    return Try(
        attempt.id,
        attempt.started_at,
        attempt.deadline,
        ended_at,
        percent_correct(marks),
        is_passed(marks, attempt.pass_mark),
    )


def next_start(quiz: Quiz, tries: Sequence[Try]) -> datetime | None:
    """Return the moment from which the next of `tries` (the oldest first) may start; None when she need not wait."""
    ended = [(one.ended_at, one.passed) for one in tries if one.ended_at is not None]
    return may_start_at(ended, [int(minutes) for minutes in quiz.wait_minutes])


def times_seen(cadre_id: UUID, questions: Iterable[UUID]) -> dict[UUID, int]:
    """Return how often a cadre was asked each of `questions`; those never asked are left out."""
    rows = db.session.execute(
        select(Question.id, func.count())
        .join(QuestionVersion, QuestionVersion.question_id == Question.id)
        .join(AttemptQuestion, AttemptQuestion.version_id == QuestionVersion.id)
        .join(Attempt, Attempt.id == AttemptQuestion.attempt_id)
        .where(Attempt.cadre_id == cadre_id, Question.id.in_(list(questions)))
        .group_by(Question.id)
    )
    return {row[0]: row[1] for row in rows}


def list_overdue() -> list[UUID]:
    """Return the attempts whose time is over and which nobody has closed, the oldest deadline first."""
    statement = (
        select(Attempt.id)
        .outerjoin(AttemptClosing, AttemptClosing.attempt_id == Attempt.id)
        .where(Attempt.deadline < now() - GRACE, AttemptClosing.attempt_id.is_(None))
        .order_by(Attempt.deadline, Attempt.id)
    )
    return list(db.session.scalars(statement))


def _answers_it() -> ColumnElement[bool]:
    return and_(Answer.attempt_id == AttemptQuestion.attempt_id, Answer.position == AttemptQuestion.position)
