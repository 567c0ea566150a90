"""Writes of lessons read aloud. A recording is never deleted: another one, or nothing, takes its place."""

from uuid import UUID

from sqlalchemy import update

from app import audit, media
from app.db import db, now
from learning.audio.conversion import Sound
from learning.audio.models import LessonAudio
from learning.audio.queries import audio_of

KIND = "lesson-audio"


def keep_audio(lesson_id: UUID, kabupaten: str, sound: Sound, by: UUID | None) -> LessonAudio:
    """Let the cadres of a kabupaten hear this recording of a lesson (its `family_id`); sent twice, it is kept once."""
    opus, mp3 = media.keep(sound.opus, "ogg", 0, 0, by), media.keep(sound.mp3, "mp3", 0, 0, by)
    current = audio_of(lesson_id, kabupaten)
    if current and current.mp3 == mp3.hash:
        return current
    _retire(lesson_id, kabupaten)
    kept = LessonAudio(
        lesson_id=lesson_id,
        region_code=kabupaten,
        opus=opus.hash,
        opus_size=len(sound.opus),
        mp3=mp3.hash,
        mp3_size=len(sound.mp3),
        seconds=sound.seconds,
        made_by=by,
    )
    db.session.add(kept)
    audit.record(by, "added", KIND, lesson_id, kabupaten)
    return kept


def remove_audio(lesson_id: UUID, kabupaten: str, by: UUID | None) -> None:
    """Let the lesson be read without sound again."""
    _retire(lesson_id, kabupaten)
    audit.record(by, "withdrawn", KIND, lesson_id, kabupaten)


def restore_audio(recording: LessonAudio, by: UUID | None) -> None:
    """Let an earlier recording be heard again, in place of what is heard now."""
    _retire(recording.lesson_id, recording.region_code)
    recording.retired_at = None
    audit.record(by, "restored", KIND, recording.lesson_id, recording.region_code)


def _retire(lesson_id: UUID, kabupaten: str) -> None:
    db.session.execute(
        update(LessonAudio)
        .where(
            LessonAudio.lesson_id == lesson_id,
            LessonAudio.region_code == kabupaten,
            LessonAudio.retired_at.is_(None),
        )
        .values(retired_at=now())
    )
