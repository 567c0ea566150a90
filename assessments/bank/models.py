"""The question bank: questions by skill, and their versions, which are never edited."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, SmallInteger, String, Text, UniqueConstraint, Uuid
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.db import APPEND_ONLY, Base, RegionCode, new_id, now

TYPES = ("single", "multiple", "truefalse", "number", "short", "matching", "ordering", "cloze", "text")


class Question(Base):
    """A question over all its versions. `region_code` is None for a shipped one, else the kabupaten whose own it is.

    With `copy_of` it stands in that kabupaten for the shipped question it was made from; retired, it takes it away there.
    """

    __tablename__ = "question"
    __table_args__ = (UniqueConstraint("copy_of", "region_code"),)

    id: Mapped[UUID] = mapped_column(Uuid, primary_key=True, default=new_id)
    slug: Mapped[str] = mapped_column(String(80), unique=True)
    skill_slug: Mapped[str | None] = mapped_column(
        ForeignKey("skill.slug"), index=True
    )  # none: no evidence of any
    region_code: Mapped[str | None] = mapped_column(RegionCode, ForeignKey("region.code"))
    title: Mapped[str] = mapped_column(String(120), default="")  # for trainers; empty: its stem says it
    copy_of: Mapped[UUID | None] = mapped_column(Uuid, ForeignKey("question.id"))
    import_id: Mapped[UUID | None] = mapped_column(Uuid, ForeignKey("question_import.id"), index=True)
    search_text: Mapped[str] = mapped_column(Text, default="")  # the newest version's texts, folded
    retired_at: Mapped[datetime | None]

    versions: Mapped[list[QuestionVersion]] = relationship(
        back_populates="question", order_by="QuestionVersion.number"
    )
    tags: Mapped[list[QuestionTag]] = relationship(order_by="QuestionTag.tag", cascade="all, delete-orphan")


class QuestionTag(Base):
    """A word by which trainers find a question again."""

    __tablename__ = "question_tag"

    question_id: Mapped[UUID] = mapped_column(Uuid, ForeignKey("question.id"), primary_key=True)
    tag: Mapped[str] = mapped_column(String(40), primary_key=True, index=True)


class QuestionVersion(Base):
    """What a question said and what its key was, from one moment on.

    `body` is what `assessments.bank.types` reads (docs/questions.md). Each option has an `id` that is never reused over
    the versions.
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
    note: Mapped[str | None] = mapped_column(String(200))  # why it was changed

    question: Mapped[Question] = relationship(back_populates="versions")


class QuestionImport(Base):
    """A file of questions that was read and waits to be applied; afterwards a note of what it added, for its undoing."""

    __tablename__ = "question_import"

    id: Mapped[UUID] = mapped_column(Uuid, primary_key=True, default=new_id)
    region_code: Mapped[str | None] = mapped_column(RegionCode, ForeignKey("region.code"), index=True)
    format: Mapped[str] = mapped_column(String(12))
    filename: Mapped[str] = mapped_column(String(120))
    skill_slug: Mapped[str | None] = mapped_column(ForeignKey("skill.slug"))  # for questions that name none
    problems: Mapped[list[Any]]  # of formats.base.Problem
    state: Mapped[UUID] = mapped_column(Uuid, default=new_id)  # another one after each change of its items
    by: Mapped[UUID | None] = mapped_column(Uuid)
    at: Mapped[datetime] = mapped_column(default=now)
    applied_at: Mapped[datetime | None]
    undone_at: Mapped[datetime | None]
    outcome: Mapped[dict[str, Any]] = mapped_column(
        default=dict
    )  # counts, and the versions of what was changed


class QuestionImportItem(Base):
    """One question of a file that waits: as it was read or mended, and what applying would do. Gone once applied."""

    __tablename__ = "question_import_item"

    import_id: Mapped[UUID] = mapped_column(Uuid, ForeignKey("question_import.id"), primary_key=True)
    place: Mapped[int] = mapped_column(
        primary_key=True, autoincrement=False
    )  # from one, in the order of the file
    item: Mapped[dict[str, Any]]  # a formats.base.Item, its pictures kept
    verdict: Mapped[str] = mapped_column(String(8))  # one of assessments.bank.matching.VERDICTS
    question_id: Mapped[UUID | None] = mapped_column(
        Uuid, ForeignKey("question.id")
    )  # the one it is, or changes
    version: Mapped[int | None]  # the number of the newest version it was held against
    noted: Mapped[bool]  # something of it could not be kept
    left_out: Mapped[bool] = mapped_column(default=False)
