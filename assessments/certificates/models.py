"""Certificates: what was printed for an award. Holds a name, so it is no append-only table."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ForeignKey, String, Uuid
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.db import Base, RegionCode, new_id, now
from assessments.competency.models import Award


class Certificate(Base):
    """One certificate; `code` stands in its QR and in the address of the public check page."""

    __tablename__ = "certificate"

    id: Mapped[UUID] = mapped_column(Uuid, primary_key=True, default=new_id)
    code: Mapped[str] = mapped_column(String(12), unique=True)
    award_id: Mapped[UUID] = mapped_column(Uuid, ForeignKey("award.id"), unique=True)
    name: Mapped[str] = mapped_column(String(80))
    level_code: Mapped[str] = mapped_column(String(15))
    region_code: Mapped[str] = mapped_column(RegionCode, ForeignKey("region.code"))  # where she served
    district: Mapped[str] = mapped_column(String(80))  # the kabupaten as printed
    issued_on: Mapped[date]
    made_at: Mapped[datetime] = mapped_column(default=now)

    award: Mapped[Award] = relationship()
