"""Quizzes: what they draw from the bank, and when they are passed."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import (
    CheckConstraint,
    ColumnElement,
    ForeignKey,
    Index,
    SmallInteger,
    String,
    UniqueConstraint,
    Uuid,
    func,
)
from sqlalchemy.ext.hybrid import hybrid_property
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.db import APPEND_ONLY, Base, RegionCode, new_id, now
from app.places import Region
from assessments.bank.models import Question
from learning.curriculum.models import Module, Skill

TEST, PRACTICE = MODES = ("test", "practice")
SHOWS = ("all", "mistakes", "mark")


class Quiz(Base):
    """A quiz. `wait_minutes`: before the 2nd, 3rd, … attempt after a failed one; the last repeats.

    `mode` test says after sending what was right; practice says it after each answer, and is evidence of nothing.
    `shows` is what she sees afterwards: all, with the right answers; which were mistaken, without them; or the mark alone.
    It is for the cadres of `audience_code` (none: all of its region) whose level is one of `audience_levels` (none: all).
    With `copy_of` it stands in its kabupaten for the shipped quiz it was made from.
    """

    __tablename__ = "quiz"
    __table_args__ = (
        CheckConstraint("pass_mark BETWEEN 1 AND 100", name="pass_mark"),
        CheckConstraint(f"mode IN {MODES}", name="mode"),
        CheckConstraint(f"shows IN {SHOWS}", name="shows"),
        UniqueConstraint("copy_of", "region_code"),
    )

    id: Mapped[UUID] = mapped_column(Uuid, primary_key=True, default=new_id)
    slug: Mapped[str] = mapped_column(String(60), unique=True)
    module_id: Mapped[UUID | None] = mapped_column(Uuid, ForeignKey("module.id"), index=True)
    region_code: Mapped[str | None] = mapped_column(RegionCode, ForeignKey("region.code"))
    copy_of: Mapped[UUID | None] = mapped_column(Uuid, ForeignKey("quiz.id"))
    title: Mapped[str] = mapped_column(String(120))
    introduction: Mapped[str] = mapped_column(String(600), default="")
    pass_mark: Mapped[int] = mapped_column(SmallInteger)  # percent
    shuffle: Mapped[bool] = mapped_column(default=True)
    wait_minutes: Mapped[list[Any]]
    time_limit: Mapped[int | None]  # minutes; none: no limit
    opens_at: Mapped[datetime | None]
    closes_at: Mapped[datetime | None]
    mode: Mapped[str] = mapped_column(String(8), default="test")
    shows: Mapped[str] = mapped_column(String(8), default="all")
    audience_code: Mapped[str | None] = mapped_column(RegionCode, ForeignKey("region.code"))
    audience_levels: Mapped[list[Any]] = mapped_column(default=list)
    is_draft: Mapped[bool] = mapped_column(default=False)
    changed_at: Mapped[datetime] = mapped_column(default=now, onupdate=now)
    retired_at: Mapped[datetime | None]

    module: Mapped[Module | None] = relationship()
    audience: Mapped[Region | None] = relationship(foreign_keys=[audience_code])
    draws: Mapped[list[QuizDraw]] = relationship(back_populates="quiz", order_by="QuizDraw.position")

    @hybrid_property
    def family_id(self) -> UUID:
        """The shipped quiz it stands for, else itself: attempts at both are attempts at one quiz."""
        return self.copy_of or self.id

    @family_id.inplace.expression
    @classmethod
    def _family_id(cls) -> ColumnElement[UUID]:
        return func.coalesce(cls.copy_of, cls.id)


class QuizDraw(Base):
    """One step of a quiz: a fixed question, or `count` questions of a skill, a difficulty and a tag, each if given."""

    __tablename__ = "quiz_draw"
    __table_args__ = (CheckConstraint("count > 0", name="count"),)

    quiz_id: Mapped[UUID] = mapped_column(Uuid, ForeignKey("quiz.id"), primary_key=True)
    position: Mapped[int] = mapped_column(SmallInteger, primary_key=True)
    question_id: Mapped[UUID | None] = mapped_column(
        Uuid, ForeignKey("question.id"), index=True
    )  # a fixed one
    skill_slug: Mapped[str | None] = mapped_column(ForeignKey("skill.slug"), index=True)
    difficulty: Mapped[int | None] = mapped_column(SmallInteger)
    tag: Mapped[str | None] = mapped_column(String(40))
    count: Mapped[int] = mapped_column(SmallInteger)  # 1 for a fixed question

    quiz: Mapped[Quiz] = relationship(back_populates="draws")
    skill: Mapped[Skill | None] = relationship()
    question: Mapped[Question | None] = relationship()


class Reopening(Base):
    """A trainer let a cadre try a quiz again at once: failures before it make her wait no longer."""

    __tablename__ = "reopening"
    __table_args__ = (Index("ix_reopening_cadre_id_quiz_id", "cadre_id", "quiz_id"), {"info": APPEND_ONLY})

    id: Mapped[UUID] = mapped_column(Uuid, primary_key=True, default=new_id)
    quiz_id: Mapped[UUID] = mapped_column(Uuid, ForeignKey("quiz.id"), index=True)
    cadre_id: Mapped[UUID] = mapped_column(Uuid, ForeignKey("cadre.id"))
    at: Mapped[datetime] = mapped_column(default=now)
    by: Mapped[UUID | None] = mapped_column(Uuid)
