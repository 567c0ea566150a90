"""Reads of a cadre's practice: another cadre's does not exist."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import joinedload

from app.clock import day_of, today, zone
from app.db import db
from app.places import kabupaten_around
from assessments.attempts.models import Attempt, AttemptClosing, AttemptQuestion, Mark
from assessments.bank.models import Question, QuestionVersion
from assessments.bank.queries import is_newest, stands_in
from assessments.practice.models import PracticeAnswer
from assessments.practice.planning import A_DAY, Candidate, Past, days_in_a_row, plan
from learning.curriculum.models import LessonSkill
from learning.progress.models import LessonDone

BLOCK = "text"


@dataclass(frozen=True)
class Today:
    """Today's practice: its questions in order, which of them are answered and how, and the days in a row."""

    day: date
    questions: list[UUID]
    answered: dict[UUID, PracticeAnswer]
    days_in_a_row: int

    @property
    def done(self) -> int:
        """How many of today's questions are answered."""
        return sum(key in self.answered for key in self.questions)

    @property
    def right(self) -> int:
        """How many of them were wholly right."""
        return sum(key in self.answered and self.answered[key].fraction == 1 for key in self.questions)

    @property
    def next_place(self) -> int | None:
        """The place, from one, of the first question without an answer."""
        return next((n for n, key in enumerate(self.questions, 1) if key not in self.answered), None)


def todays_practice(cadre_id: UUID, region_code: str | None) -> Today:
    """Return what a cadre practises today, in four statements: what she has answered comes first and stays."""
    day = today()
    begins = datetime.combine(day, time.min, zone())
    rows = list(
        db.session.scalars(
            select(PracticeAnswer)
            .where(PracticeAnswer.cadre_id == cadre_id)
            .order_by(PracticeAnswer.at, PracticeAnswer.question_id)
        )
    )
    answered = {row.question_id: row for row in rows if row.at >= begins}
    past = _past(cadre_id, [row for row in rows if row.at < begins])
    candidates = _candidates(cadre_id, region_code, past)
    planned = plan(cadre_id, day, begins + timedelta(days=1), candidates, past)
    questions = [*answered, *(key for key in planned if key not in answered)][:A_DAY]
    return Today(day, questions, answered, days_in_a_row([day_of(row.at) for row in rows], day))


def _past(cadre_id: UUID, practised: Sequence[PracticeAnswer]) -> Past:
    rows = db.session.execute(
        select(QuestionVersion.question_id, Question.skill_slug, Mark.fraction, AttemptClosing.at)
        .select_from(Attempt)
        .join(AttemptClosing, AttemptClosing.attempt_id == Attempt.id)
        .join(AttemptQuestion, AttemptQuestion.attempt_id == Attempt.id)
        .join(QuestionVersion, QuestionVersion.id == AttemptQuestion.version_id)
        .join(Question, Question.id == QuestionVersion.question_id)
        .join(
            Mark,
            and_(Mark.attempt_id == AttemptQuestion.attempt_id, Mark.position == AttemptQuestion.position),
        )
        .where(Attempt.cadre_id == cadre_id)
        .order_by(AttemptClosing.at, Mark.attempt_id, Mark.position, Mark.round)
    )
    due = {row.question_id: row.due for row in practised}
    last: dict[UUID, tuple[float, datetime]] = {}
    met: dict[str, datetime] = {}
    for question_id, skill, fraction, at in rows:
        last[question_id] = (fraction, at)
        if skill:
            met[skill] = at
    missed = {key: at for key, (fraction, at) in last.items() if fraction < 1 and key not in due}
    return Past(due, missed, met)


def _candidates(cadre_id: UUID, region_code: str | None, past: Past) -> list[Candidate]:
    """Return the questions that stand in her kabupaten, of the skills she has met or read about."""
    read = (
        select(LessonSkill.skill_slug)
        .join(LessonDone, LessonDone.lesson_id == LessonSkill.lesson_id)
        .where(LessonDone.cadre_id == cadre_id)
    )
    rows = db.session.execute(
        select(Question.id, Question.skill_slug)
        .join(QuestionVersion, QuestionVersion.question_id == Question.id)
        .where(is_newest(), QuestionVersion.type != BLOCK)
        .where(stands_in(kabupaten_around(region_code)), Question.retired_at.is_(None))
        .where(
            or_(
                Question.skill_slug.in_(read),
                Question.skill_slug.in_(list(past.skill_met)),
                Question.id.in_([*past.due, *past.missed]),
            )
        )
        .order_by(Question.id)
    )
    return [Candidate(*row) for row in rows]


def get_newest(question_id: UUID) -> QuestionVersion:
    """Return what a question says now."""
    statement = select(QuestionVersion).join(QuestionVersion.question).where(Question.id == question_id)
    return db.session.execute(statement.where(is_newest())).scalar_one()


def last_answer(cadre_id: UUID, question_id: UUID) -> PracticeAnswer | None:
    """Return her newest answer to a question in practice, with the version she was asked."""
    statement = select(PracticeAnswer).where(
        PracticeAnswer.cadre_id == cadre_id, PracticeAnswer.question_id == question_id
    )
    newest = statement.order_by(PracticeAnswer.number.desc()).limit(1)
    return db.session.scalars(newest.options(joinedload(PracticeAnswer.version))).first()
