"""Loads the shipped quizzes."""

from collections.abc import Sequence

from sqlalchemy import delete, insert, select

from app.db import db, now
from assessments.bank.loader import tag_of_field
from assessments.quizzes.loader import QuizFile
from assessments.quizzes.models import Quiz, QuizDraw
from learning.curriculum.models import shipped_id
from learning.curriculum.operations import Counts


def load_quizzes(quizzes: Sequence[QuizFile]) -> Counts:
    """Bring the shipped quizzes up to date; those that are gone from the files are retired.

    Open attempts keep the questions they have drawn.
    """
    counts = Counts()
    for quiz in quizzes:
        key = shipped_id("quiz", quiz.slug)
        row = db.session.get(Quiz, key)
        values = {
            "slug": quiz.slug,
            "module_id": shipped_id("module", quiz.module),
            "title": quiz.title,
            "pass_mark": quiz.pass_mark,
            "shuffle": quiz.shuffle,
            "wait_minutes": quiz.wait_minutes,
            "retired_at": None,
        }
        before = counts.unchanged
        counts.put(row, Quiz, {"id": key}, values)
        db.session.flush()
        if _replace_draws(quiz) and counts.unchanged > before:
            counts.unchanged -= 1
            counts.changed += 1
    counts.retired = _retire(quizzes)
    return counts


def _replace_draws(quiz: QuizFile) -> bool:
    """Make the draws those of the file; return whether they were others."""
    key = shipped_id("quiz", quiz.slug)
    mine = QuizDraw.quiz_id == key
    had = db.session.execute(
        select(QuizDraw.skill_slug, QuizDraw.tag, QuizDraw.count).where(mine).order_by(QuizDraw.position)
    )
    wanted = [
        (draw.skill or None, tag_of_field(draw.field) if draw.field else None, draw.count)
        for draw in quiz.draws
    ]
    if [tuple(row) for row in had] == wanted:
        return False
    db.session.execute(delete(QuizDraw).where(mine))
    rows = [
        {"quiz_id": key, "position": position, "skill_slug": skill, "tag": tag, "count": count}
        for position, (skill, tag, count) in enumerate(wanted, 1)
    ]
    db.session.execute(insert(QuizDraw), rows)
    return True


def _retire(quizzes: Sequence[QuizFile]) -> int:
    kept = [shipped_id("quiz", quiz.slug) for quiz in quizzes]
    statement = select(Quiz).where(
        Quiz.region_code.is_(None), Quiz.retired_at.is_(None), Quiz.id.not_in(kept)
    )
    gone = db.session.scalars(statement).all()
    for quiz in gone:
        quiz.retired_at = now()
    db.session.flush()
    return len(gone)
