"""Quizzes: what they draw from the bank, and when they are passed."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, SmallInteger, String, Uuid
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.db import Base, RegionCode, new_id
from learning.curriculum.models import Module, Skill


class Quiz(Base):
    """A quiz of a module. `wait_minutes`: before the 2nd, 3rd, … attempt after a failed one; the last repeats."""

    __tablename__ = "quiz"
    __table_args__ = (CheckConstraint("pass_mark BETWEEN 1 AND 100", name="pass_mark"),)

    id: Mapped[UUID] = mapped_column(Uuid, primary_key=True, default=new_id)
    slug: Mapped[str] = mapped_column(String(60), unique=True)
    module_id: Mapped[UUID | None] = mapped_column(Uuid, ForeignKey("module.id"), index=True)
    region_code: Mapped[str | None] = mapped_column(RegionCode, ForeignKey("region.code"))
    title: Mapped[str] = mapped_column(String(120))
    pass_mark: Mapped[int] = mapped_column(SmallInteger)  # percent
    shuffle: Mapped[bool] = mapped_column(default=True)
    wait_minutes: Mapped[list[Any]]
    time_limit: Mapped[int | None]  # minutes; none: no limit
    retired_at: Mapped[datetime | None]

    module: Mapped[Module | None] = relationship()
    draws: Mapped[list[QuizDraw]] = relationship(back_populates="quiz", order_by="QuizDraw.position")


class QuizDraw(Base):
    """The quiz draws `count` questions of a skill."""

    __tablename__ = "quiz_draw"
    __table_args__ = (CheckConstraint("count > 0", name="count"),)

    quiz_id: Mapped[UUID] = mapped_column(Uuid, ForeignKey("quiz.id"), primary_key=True)
    position: Mapped[int] = mapped_column(SmallInteger, primary_key=True)
    skill_slug: Mapped[str] = mapped_column(ForeignKey("skill.slug"), index=True)
    count: Mapped[int] = mapped_column(SmallInteger)

    quiz: Mapped[Quiz] = relationship(back_populates="draws")
    skill: Mapped[Skill] = relationship()
