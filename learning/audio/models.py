"""Lessons read aloud, by kabupaten."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index, String, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from app.db import Base, RegionCode, new_id, now


class LessonAudio(Base):
    """A recording of a lesson (of its family) that cadres of one kabupaten hear, until a newer one retires it."""

    __tablename__ = "lesson_audio"
    __table_args__ = (Index("ix_lesson_audio_lesson_id", "lesson_id", "region_code"),)

    id: Mapped[UUID] = mapped_column(Uuid, primary_key=True, default=new_id)
    lesson_id: Mapped[UUID] = mapped_column(Uuid, ForeignKey("lesson.id"))
    region_code: Mapped[str] = mapped_column(RegionCode, ForeignKey("region.code"))
    opus: Mapped[str] = mapped_column(String(32), ForeignKey("media.hash"))
    opus_size: Mapped[int]  # bytes
    mp3: Mapped[str] = mapped_column(String(32), ForeignKey("media.hash"))
    mp3_size: Mapped[int]
    seconds: Mapped[int]
    made_at: Mapped[datetime] = mapped_column(default=now)
    made_by: Mapped[UUID | None] = mapped_column(Uuid)
    retired_at: Mapped[datetime | None]

    @property
    def opus_address(self) -> str:
        """Where the browser finds the lighter file."""
        return f"/media/{self.opus}.ogg"

    @property
    def mp3_address(self) -> str:
        """Where the browser finds the file that old phones play."""
        return f"/media/{self.mp3}.mp3"

    @property
    def opus_kilobytes(self) -> int:
        """How large the lighter file is, in KB rounded up."""
        return -(-self.opus_size // 1024)

    @property
    def mp3_kilobytes(self) -> int:
        """How large the other one is."""
        return -(-self.mp3_size // 1024)
