"""Writes of progress."""

from uuid import UUID

from sqlalchemy.dialects import postgresql, sqlite

from app.db import db, now
from learning.progress.models import LessonDone


def mark_lesson_done(cadre_id: UUID, lesson_id: UUID) -> None:
    """Note that the cadre has read the lesson, by its `family_id`; read again, the first time stays beside the last."""
    insert = sqlite.insert if db.is_sqlite else postgresql.insert
    at = now()
    statement = insert(LessonDone).values(cadre_id=cadre_id, lesson_id=lesson_id, at=at)
    keys = [LessonDone.cadre_id, LessonDone.lesson_id]
    db.session.execute(statement.on_conflict_do_update(index_elements=keys, set_={"again_at": at}))
