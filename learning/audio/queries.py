"""Reads of lessons read aloud. A lesson is named by its `family_id`."""

from uuid import UUID

from sqlalchemy import Select, select

from app.db import db
from learning.audio.models import LessonAudio

MOST_EARLIER = 3


def audio_of(lesson_id: UUID, kabupaten: str | None) -> LessonAudio | None:
    """Return what cadres of a kabupaten hear of a lesson; None where nothing was recorded, or for who belongs to none."""
    if kabupaten is None:
        return None
    current = _recordings(lesson_id, kabupaten).where(LessonAudio.retired_at.is_(None))
    return db.session.scalars(current.order_by(LessonAudio.id.desc()).limit(1)).first()


def list_earlier(lesson_id: UUID, kabupaten: str) -> list[LessonAudio]:
    """Return the recordings that were replaced or taken away, the last one first; a few."""
    retired = _recordings(lesson_id, kabupaten).where(LessonAudio.retired_at.is_not(None))
    in_order = retired.order_by(LessonAudio.retired_at.desc(), LessonAudio.id.desc())
    return list(db.session.scalars(in_order.limit(MOST_EARLIER)))


def get_recording(lesson_id: UUID, kabupaten: str, audio_id: UUID) -> LessonAudio:
    """Return a recording of this lesson in this kabupaten, retired or not; raise NoResultFound otherwise."""
    return db.session.scalars(_recordings(lesson_id, kabupaten).where(LessonAudio.id == audio_id)).one()


def _recordings(lesson_id: UUID, kabupaten: str) -> Select[LessonAudio]:
    return select(LessonAudio).where(LessonAudio.lesson_id == lesson_id, LessonAudio.region_code == kabupaten)
