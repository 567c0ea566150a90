"""Which lessons a cadre has done."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from app.db import Base, now


class LessonDone(Base):
    """A cadre has read a lesson (by its `family_id`) to its end; the first time counts, `again_at` is the last."""

    __tablename__ = "lesson_done"

    cadre_id: Mapped[UUID] = mapped_column(Uuid, ForeignKey("cadre.id"), primary_key=True)
    lesson_id: Mapped[UUID] = mapped_column(Uuid, ForeignKey("lesson.id"), primary_key=True, index=True)
    at: Mapped[datetime] = mapped_column(default=now)
    again_at: Mapped[datetime | None]
