"""Attempts at quizzes: drawn once, answered in append-only rows, closed once, marked in append-only rows."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import (
    CheckConstraint,
    Float,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    SmallInteger,
    String,
    Uuid,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.db import APPEND_ONLY, Base, RegionCode, new_id, now
from app.registry.models import Cadre
from assessments.bank.models import QuestionVersion
from assessments.quizzes.models import Quiz

CLOSED_BY = ("sent", "time")
POLICIES = ("kind", "strict")


class Attempt(Base):
    """One cadre's try at one quiz, with what was drawn; a row from the first second, never changed."""

    __tablename__ = "attempt"
    __table_args__ = (Index("ix_attempt_cadre_id_quiz_id", "cadre_id", "quiz_id"), {"info": APPEND_ONLY})

    id: Mapped[UUID] = mapped_column(Uuid, primary_key=True, default=new_id)
    quiz_id: Mapped[UUID] = mapped_column(Uuid, ForeignKey("quiz.id"), index=True)
    cadre_id: Mapped[UUID] = mapped_column(Uuid, ForeignKey("cadre.id"))
    started_at: Mapped[datetime] = mapped_column(default=now)
    deadline: Mapped[datetime | None]
    pass_mark: Mapped[int] = mapped_column(SmallInteger)  # percent, as it was at the start
    mode: Mapped[str] = mapped_column(String(8), default="test", server_default="test")  # at the start, too

    quiz: Mapped[Quiz] = relationship()
    cadre: Mapped[Cadre] = relationship()
    questions: Mapped[list[AttemptQuestion]] = relationship(order_by="AttemptQuestion.position")
    closing: Mapped[AttemptClosing | None] = relationship()


class AttemptQuestion(Base):
    """Question `position` (from one) of an attempt: the version drawn and the order of its options."""

    __tablename__ = "attempt_question"
    __table_args__ = ({"info": APPEND_ONLY},)

    attempt_id: Mapped[UUID] = mapped_column(Uuid, ForeignKey("attempt.id"), primary_key=True)
    position: Mapped[int] = mapped_column(SmallInteger, primary_key=True)
    version_id: Mapped[UUID] = mapped_column(Uuid, ForeignKey("question_version.id"), index=True)
    option_order: Mapped[list[Any]]

    version: Mapped[QuestionVersion] = relationship()


class AttemptClosing(Base):
    """An attempt ended: sent by the cadre, or its time was over."""

    __tablename__ = "attempt_closing"
    __table_args__ = (CheckConstraint(f"how IN {CLOSED_BY}", name="how"), {"info": APPEND_ONLY})

    attempt_id: Mapped[UUID] = mapped_column(Uuid, ForeignKey("attempt.id"), primary_key=True)
    how: Mapped[str] = mapped_column(String(8))
    at: Mapped[datetime] = mapped_column(default=now)
    by: Mapped[UUID | None] = mapped_column(Uuid)


class Answer(Base):
    """What stood in the form that was shown after `seq - 1` answers to this question. The newest one holds.

    `value` is canonical JSON of stable option ids, or text.
    """

    __tablename__ = "answer"
    __table_args__ = (
        ForeignKeyConstraint(
            ["attempt_id", "position"], ["attempt_question.attempt_id", "attempt_question.position"]
        ),
        CheckConstraint("seq > 0", name="seq_from_one"),
        {"info": APPEND_ONLY, "sqlite_with_rowid": False},
    )

    attempt_id: Mapped[UUID] = mapped_column(Uuid, primary_key=True)
    position: Mapped[int] = mapped_column(SmallInteger, primary_key=True)
    seq: Mapped[int] = mapped_column(primary_key=True)
    value: Mapped[str] = mapped_column(String(1000))
    given_at: Mapped[datetime] = mapped_column(default=now)


class Mark(Base):
    """The mark of one question, as a fraction of its full mark; a later `round` of marking replaces an earlier one."""

    __tablename__ = "mark"
    __table_args__ = (
        ForeignKeyConstraint(
            ["attempt_id", "position"], ["attempt_question.attempt_id", "attempt_question.position"]
        ),
        CheckConstraint("fraction BETWEEN 0 AND 1", name="fraction"),
        {"info": APPEND_ONLY},
    )

    attempt_id: Mapped[UUID] = mapped_column(Uuid, primary_key=True)
    position: Mapped[int] = mapped_column(SmallInteger, primary_key=True)
    round: Mapped[int] = mapped_column(SmallInteger, primary_key=True, default=1)
    answer_seq: Mapped[int | None]  # which answer was marked; none: left empty
    version_id: Mapped[UUID] = mapped_column(Uuid, ForeignKey("question_version.id"))  # whose key marked it
    fraction: Mapped[float] = mapped_column(Float)
    marked_at: Mapped[datetime] = mapped_column(default=now)
    correction_id: Mapped[UUID | None] = mapped_column(Uuid, ForeignKey("correction.id"), index=True)


class Correction(Base):
    """A question was marked wrongly: answers to its versions up to `wrong` are marked by the key of version `right`.

    `policy` kind: nobody loses through our mistake, the better mark counts; strict: the new mark counts.
    """

    __tablename__ = "correction"
    __table_args__ = (CheckConstraint(f"policy IN {POLICIES}", name="policy"), {"info": APPEND_ONLY})

    id: Mapped[UUID] = mapped_column(Uuid, primary_key=True, default=new_id)
    question_id: Mapped[UUID] = mapped_column(Uuid, ForeignKey("question.id"), index=True)
    wrong_id: Mapped[UUID] = mapped_column(Uuid, ForeignKey("question_version.id"))
    right_id: Mapped[UUID] = mapped_column(Uuid, ForeignKey("question_version.id"))
    policy: Mapped[str] = mapped_column(String(8))
    reason: Mapped[str] = mapped_column(String(200))  # told to each cadre whose mark changes
    region_code: Mapped[str | None] = mapped_column(RegionCode, ForeignKey("region.code"))
    at: Mapped[datetime] = mapped_column(default=now)
    by: Mapped[UUID | None] = mapped_column(Uuid)


class Regrading(Base):
    """What a correction changed for one attempt: shown to the cadre with the reason. Percents are rounded down."""

    __tablename__ = "regrading"
    __table_args__ = ({"info": APPEND_ONLY},)

    correction_id: Mapped[UUID] = mapped_column(Uuid, ForeignKey("correction.id"), primary_key=True)
    attempt_id: Mapped[UUID] = mapped_column(Uuid, ForeignKey("attempt.id"), primary_key=True, index=True)
    percent_before: Mapped[int] = mapped_column(SmallInteger)
    percent_after: Mapped[int] = mapped_column(SmallInteger)
    skills_gained: Mapped[list[Any]]  # slugs
    skills_lost: Mapped[list[Any]]

    correction: Mapped[Correction] = relationship()
