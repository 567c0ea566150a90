"""Reads of quizzes, and of the questions each may draw."""

from sqlalchemy import func, or_, select
from sqlalchemy.orm import contains_eager, joinedload, selectinload

from app.db import db
from app.places import codes_above
from assessments.bank.models import Question, QuestionVersion
from assessments.quizzes.models import Quiz, QuizDraw


def get_quiz_for(region_code: str | None, slug: str) -> Quiz:
    """Return quiz `slug` with its module, draws and skills; raise NoResultFound for a retired or foreign one.

    Shipped quizzes are for everybody, a kabupaten's own for whoever serves inside it.
    """
    regions = [*codes_above(region_code), region_code] if region_code else []
    statement = (
        select(Quiz)
        .where(Quiz.slug == slug, Quiz.retired_at.is_(None))
        .where(or_(Quiz.region_code.is_(None), Quiz.region_code.in_(regions)))
        .options(joinedload(Quiz.module), selectinload(Quiz.draws).joinedload(QuizDraw.skill))
    )
    return db.session.execute(statement).scalar_one()


def list_drawable(quiz: Quiz) -> list[QuestionVersion]:
    """Return the newest version of each question `quiz` may draw, with its question: shipped ones and its region's own."""
    newest = select(func.max(QuestionVersion.number)).where(QuestionVersion.question_id == Question.id)
    statement = (
        select(QuestionVersion)
        .join(QuestionVersion.question)
        .where(QuestionVersion.number == newest.correlate(Question).scalar_subquery())
        .where(Question.skill_slug.in_([draw.skill_slug for draw in quiz.draws]))
        .where(Question.retired_at.is_(None))
        .where(or_(Question.region_code.is_(None), Question.region_code == quiz.region_code))
        .order_by(Question.skill_slug, Question.slug)
        .options(contains_eager(QuestionVersion.question))
    )
    return list(db.session.scalars(statement))
