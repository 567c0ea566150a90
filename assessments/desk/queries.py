"""Reads for a question's own page: who uses it, who asked it, who wrote it. The kabupaten comes first."""

from dataclasses import dataclass

from sqlalchemy import and_, func, or_, select
from sqlalchemy.orm import contains_eager, defer, selectinload

from app.db import db, inside
from app.registry.models import Cadre
from assessments.attempts.models import Attempt, AttemptQuestion
from assessments.bank.models import Question, QuestionVersion
from assessments.quizzes.models import Quiz, QuizDraw
from assessments.quizzes.queries import is_offered_in, pool_of
from learning.curriculum.models import Lesson, Skill
from learning.curriculum.queries import is_read_in


@dataclass(frozen=True)
class Use:
    """A quiz that asks a question: always when it is `fixed` in it, else as one of those it may draw."""

    quiz: Quiz
    fixed: bool


def list_uses(region_code: str, version: QuestionVersion) -> list[Use]:
    """Return the quizzes of the kabupaten, drafts too, that ask the question of `version` or may draw it, by title."""
    is_draft = and_(Quiz.region_code == region_code, Quiz.is_draft, Quiz.retired_at.is_(None))
    statement = select(Quiz).where(or_(is_offered_in(region_code), is_draft)).order_by(Quiz.title, Quiz.slug)
    uses = []
    for quiz in db.session.scalars(statement.options(selectinload(Quiz.draws))):
        draws = [draw for draw in quiz.draws if _may_ask(quiz, draw, version)]
        if draws:
            uses.append(Use(quiz, any(draw.question_id for draw in draws)))
    return uses


def _may_ask(quiz: Quiz, draw: QuizDraw, version: QuestionVersion) -> bool:
    question = version.question
    is_foreign = quiz.region_code is None and question.region_code is not None and question.copy_of is None
    return question.retired_at is None and not is_foreign and bool(pool_of(draw, [version]))


def count_attempts(region_code: str, question: Question) -> int:
    """Return how many attempts of the kabupaten's cadres asked the question, or the shipped one it is a copy of."""
    family = [key for key in (question.id, question.copy_of) if key]
    statement = (
        select(func.count())
        .select_from(AttemptQuestion)
        .join(QuestionVersion, QuestionVersion.id == AttemptQuestion.version_id)
        .join(Attempt, Attempt.id == AttemptQuestion.attempt_id)
        .join(Cadre, Cadre.id == Attempt.cadre_id)
        .where(QuestionVersion.question_id.in_(family), inside(Cadre.region_code, region_code))
    )
    return db.session.scalar(statement) or 0


def find_lesson(kabupaten: str, slug: str | None) -> Lesson | None:
    """Return the lesson to read again, with its module, if it is still published."""
    statement = select(Lesson).join(Lesson.module).where(Lesson.slug == slug, is_read_in(kabupaten))
    light = (contains_eager(Lesson.module), defer(Lesson.source), defer(Lesson.html))
    return db.session.scalar(statement.options(*light).limit(1)) if slug else None


def find_skill(slug: str | None) -> Skill | None:
    """Return a skill by its slug; None for a question that belongs to none."""
    return db.session.get(Skill, slug) if slug else None
