"""Lessons on the trainers' desk: every version that was saved, who reviewed which, and what a kabupaten demands."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint, Uuid
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.db import APPEND_ONLY, Base, RegionCode, new_id, now
from learning.curriculum.models import Lesson


class LessonVersion(Base):
    """A lesson as it was saved once, numbered from one. The first of a copy is the shipped text, by nobody."""

    __tablename__ = "lesson_version"
    __table_args__ = (UniqueConstraint("lesson_id", "number"), {"info": APPEND_ONLY})

    id: Mapped[UUID] = mapped_column(Uuid, primary_key=True, default=new_id)
    lesson_id: Mapped[UUID] = mapped_column(Uuid, ForeignKey("lesson.id"))
    number: Mapped[int]
    title: Mapped[str] = mapped_column(String(80))
    aim: Mapped[str] = mapped_column(String(200))
    minutes: Mapped[int]
    source: Mapped[str] = mapped_column(Text)  # Markdown; a picture is named as `app.media` keeps it
    skills: Mapped[list[Any]]  # slugs
    facts: Mapped[list[Any]]  # ids, of a shipped lesson's copy
    references: Mapped[list[Any]]  # titles of what it rests on
    at: Mapped[datetime] = mapped_column(default=now)
    by: Mapped[UUID | None] = mapped_column(Uuid)

    lesson: Mapped[Lesson] = relationship()


class LessonReview(Base):
    """A health officer has read a version and found it right; `by` wrote it down. Holds a name, so it can be changed."""

    __tablename__ = "lesson_review"

    version_id: Mapped[UUID] = mapped_column(Uuid, ForeignKey("lesson_version.id"), primary_key=True)
    name: Mapped[str] = mapped_column(String(50))
    office: Mapped[str] = mapped_column(String(50))
    reviewed_on: Mapped[date]
    at: Mapped[datetime] = mapped_column(default=now)
    by: Mapped[UUID | None] = mapped_column(Uuid)


class ReviewRule(Base):
    """Whether a kabupaten demands a review before a lesson of its own is published; without a row it does not."""

    __tablename__ = "review_rule"

    region_code: Mapped[str] = mapped_column(RegionCode, ForeignKey("region.code"), primary_key=True)
    is_required: Mapped[bool]
