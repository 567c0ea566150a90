"""The question bank: questions by skill, and their versions, which are never edited."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, SmallInteger, String, UniqueConstraint, Uuid
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.db import APPEND_ONLY, Base, RegionCode, new_id, now

TYPES = ("single", "multiple", "truefalse", "number")


class Question(Base):
    """A question over all its versions. `region_code` is None for a shipped one."""

    __tablename__ = "question"

    id: Mapped[UUID] = mapped_column(Uuid, primary_key=True, default=new_id)
    slug: Mapped[str] = mapped_column(String(80), unique=True)
    skill_slug: Mapped[str] = mapped_column(ForeignKey("skill.slug"), index=True)
    region_code: Mapped[str | None] = mapped_column(RegionCode, ForeignKey("region.code"))
    retired_at: Mapped[datetime | None]

    versions: Mapped[list[QuestionVersion]] = relationship(
        back_populates="question", order_by="QuestionVersion.number"
    )


class QuestionVersion(Base):
    """What a question said and what its key was, from one moment on.

    `body` is what `assessments.bank.types` reads: the stem, the options or the answer, and the feedback. Each option
    has an `id` that is never reused over the versions.
    """

    __tablename__ = "question_version"
    __table_args__ = (
        UniqueConstraint("question_id", "number"),
        CheckConstraint("difficulty BETWEEN 1 AND 3", name="difficulty"),
        {"info": APPEND_ONLY},
    )

    id: Mapped[UUID] = mapped_column(Uuid, primary_key=True, default=new_id)
    question_id: Mapped[UUID] = mapped_column(Uuid, ForeignKey("question.id"))
    number: Mapped[int]
    type: Mapped[str] = mapped_column(String(12))
    difficulty: Mapped[int] = mapped_column(SmallInteger)
    body: Mapped[dict[str, Any]]
    lesson_slug: Mapped[str | None] = mapped_column(String(60))  # where to read again
    unreviewed: Mapped[bool]  # its key rests on a fact graded `sedang`
    made_at: Mapped[datetime] = mapped_column(default=now)
    by: Mapped[UUID | None] = mapped_column(Uuid)

    question: Mapped[Question] = relationship(back_populates="versions")
