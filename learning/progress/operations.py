"""Writes of progress."""

from uuid import UUID

from sqlalchemy.dialects import postgresql, sqlite

from app.db import db, now
from learning.progress.models import LessonDone


def mark_lesson_done(cadre_id: UUID, lesson_id: UUID) -> None:
    """Note that the cadre has read the lesson; the first time counts, also when two taps arrive at once."""
    insert = sqlite.insert if db.is_sqlite else postgresql.insert
    row = {"cadre_id": cadre_id, "lesson_id": lesson_id, "at": now()}
    db.session.execute(insert(LessonDone).values(row).on_conflict_do_nothing())
