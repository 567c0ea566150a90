"""Reads of the curriculum."""

from sqlalchemy import select
from sqlalchemy.orm import contains_eager, defer

from app.db import db
from learning.curriculum.models import Lesson, Module


def get_lesson(module_slug: str, lesson_slug: str) -> Lesson:
    """Return a published lesson with its module; raise NoResultFound when there is none or it was retired."""
    statement = (
        select(Lesson)
        .join(Lesson.module)
        .where(
            Module.slug == module_slug,
            Module.region_code.is_(None),
            Lesson.slug == lesson_slug,
            Lesson.retired_at.is_(None),
        )
        .options(contains_eager(Lesson.module), defer(Lesson.source), defer(Lesson.facts))
    )
    return db.session.execute(statement).scalar_one()
