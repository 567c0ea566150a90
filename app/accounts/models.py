"""What a cadre reports as wrong in her own data."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index, String, Uuid
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.db import Base, new_id, now
from app.registry.models import Cadre

REPORT_LENGTH = 500


class DataReport(Base):
    """A cadre says what is wrong in what the roster holds about her; open until an officer has settled it."""

    __tablename__ = "data_report"
    __table_args__ = (Index("ix_data_report_settled_at_at", "settled_at", "at"),)

    id: Mapped[UUID] = mapped_column(Uuid, primary_key=True, default=new_id)
    cadre_id: Mapped[UUID] = mapped_column(Uuid, ForeignKey("cadre.id"), index=True)
    words: Mapped[str] = mapped_column(String(REPORT_LENGTH))
    at: Mapped[datetime] = mapped_column(default=now)
    settled_at: Mapped[datetime | None]
    settled_by: Mapped[UUID | None] = mapped_column(Uuid)

    cadre: Mapped[Cadre] = relationship()
