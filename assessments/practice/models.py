"""What a cadre answered in her daily practice, and when to ask it again."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Float, ForeignKey, String, Uuid
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.db import APPEND_ONLY, Base, now
from assessments.bank.models import QuestionVersion


class PracticeAnswer(Base):
    """Her answer number `number` to a question in practice. Never a mark: it only decides when to ask again.

    `memory` is what the spaced-repetition scheduler knows after this answer (`practice.remembering`); `due` is in it too.
    """

    __tablename__ = "practice_answer"
    __table_args__ = ({"info": APPEND_ONLY, "sqlite_with_rowid": False},)

    cadre_id: Mapped[UUID] = mapped_column(Uuid, ForeignKey("cadre.id"), primary_key=True)
    question_id: Mapped[UUID] = mapped_column(Uuid, ForeignKey("question.id"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    version_id: Mapped[UUID] = mapped_column(Uuid, ForeignKey("question_version.id"))
    value: Mapped[str] = mapped_column(String(1000))
    fraction: Mapped[float] = mapped_column(Float)
    memory: Mapped[dict[str, Any]]
    due: Mapped[datetime]
    at: Mapped[datetime] = mapped_column(default=now)

    version: Mapped[QuestionVersion] = relationship()
