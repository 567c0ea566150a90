"""Reads of attempts, by the cadre who made them: another cadre's does not exist."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import ColumnElement, and_, func, select
from sqlalchemy.orm import aliased, contains_eager, joinedload

from app.db import db, now
from app.registry.models import Cadre
from assessments.attempts.models import Answer, Attempt, AttemptClosing, AttemptQuestion
from assessments.attempts.timing import GRACE, is_time_over
from assessments.bank.models import Question, QuestionVersion
from assessments.bank.types import get_type
from assessments.quizzes.models import Quiz

_Named = aliased(Quiz)


@dataclass(frozen=True)
class Place:
    """One question of an attempt as it stands: how many answers it got, and the newest one.

    A block of text stands at a place too, but is not asked (`is_asked`).
    """

    position: int
    seq: int
    value: str | None
    is_asked: bool = True

    @property
    def is_answered(self) -> bool:
        """Whether an answer is kept."""
        return self.seq > 0

    @property
    def is_left_empty(self) -> bool:
        """Whether a question here waits for its answer."""
        return self.is_asked and not self.is_answered


def get_attempt_of(cadre_id: UUID, quiz_slug: str, attempt_id: UUID) -> Attempt:
    """Return her attempt with its quiz, module, cadre and closing; raise NoResultFound when she has no such one.

    A shipped quiz and the copy that stands for it are one here: an attempt is found under the slug of either.
    """
    family = select(_Named.family_id).where(_Named.slug == quiz_slug).scalar_subquery()
    statement = (
        select(Attempt)
        .join(Attempt.quiz)
        .where(Attempt.id == attempt_id, Attempt.cadre_id == cadre_id, Quiz.family_id == family)
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
    """Return every question and block of text of an attempt as it stands, in order."""
    rows = db.session.execute(
        select(AttemptQuestion.position, Answer.seq, Answer.value, QuestionVersion.type)
        .select_from(AttemptQuestion)
        .join(QuestionVersion, QuestionVersion.id == AttemptQuestion.version_id)
        .outerjoin(Answer, _answers_it())
        .where(AttemptQuestion.attempt_id == attempt_id)
        .order_by(AttemptQuestion.position, Answer.seq)
    )
    newest = {
        position: Place(position, seq or 0, value, get_type(type_).is_asked)
        for position, seq, value, type_ in rows
    }
    return list(newest.values())


def count_questions(attempt_id: UUID) -> int:
    """Return how many places an attempt has: questions and blocks of text."""
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


def level_of(cadre_id: UUID) -> str:
    """Return the level a cadre has now."""
    return db.session.execute(select(Cadre.level_code).where(Cadre.id == cadre_id)).scalar_one()


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
