"""Printed quizzes: what stands on a sheet, and which attempts were keyed from one."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint, Uuid
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.db import APPEND_ONLY, Base, RegionCode, new_id, now
from assessments.attempts.models import Attempt
from assessments.quizzes.models import Quiz

LABELS = ("A", "B")


class PaperForm(Base):
    """One printed version of a quiz: its questions and the order of their options, for ever as they were printed.

    `questions`: a list of `[version id, [option ids in printed order]]`. `code` is what the sheet shows and a trainer keys:
    digits only, the last one a check digit.
    """

    __tablename__ = "paper_form"
    __table_args__ = (
        UniqueConstraint("batch_id", "label"),
        CheckConstraint(f"label IN {LABELS}", name="label"),
        {"info": APPEND_ONLY},
    )

    id: Mapped[UUID] = mapped_column(Uuid, primary_key=True, default=new_id)
    batch_id: Mapped[UUID] = mapped_column(Uuid)  # A and B of one printing
    quiz_id: Mapped[UUID] = mapped_column(Uuid, ForeignKey("quiz.id"), index=True)
    region_code: Mapped[str] = mapped_column(RegionCode, ForeignKey("region.code"))
    label: Mapped[str] = mapped_column(String(1))
    code: Mapped[str] = mapped_column(String(12), unique=True)
    questions: Mapped[list[Any]]
    pass_mark: Mapped[int]  # percent, as printed
    made_at: Mapped[datetime] = mapped_column(default=now)
    by: Mapped[UUID | None] = mapped_column(Uuid)

    quiz: Mapped[Quiz] = relationship()


class PaperKeying(Base):
    """An attempt was keyed from a sheet. `typed` is what was keyed, twice where it was checked by keying again."""

    __tablename__ = "paper_keying"
    __table_args__ = ({"info": APPEND_ONLY},)

    attempt_id: Mapped[UUID] = mapped_column(Uuid, ForeignKey("attempt.id"), primary_key=True)
    form_id: Mapped[UUID] = mapped_column(Uuid, ForeignKey("paper_form.id"), index=True)
    typed: Mapped[list[Any]]
    at: Mapped[datetime] = mapped_column(default=now)
    by: Mapped[UUID | None] = mapped_column(Uuid)

    attempt: Mapped[Attempt] = relationship()
    form: Mapped[PaperForm] = relationship()
