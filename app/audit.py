"""Who did what to what. Holds ids, never names, so that anonymising a person needs no change here."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Index, String, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from app.db import APPEND_ONLY, Base, RegionCode, db, new_id, now


class AuditEvent(Base):
    """One deed: `actor_id` did `verb` to the `subject_kind` named `subject_id`."""

    __tablename__ = "audit_event"
    __table_args__ = (
        Index("ix_audit_event_at", "at"),
        Index("ix_audit_event_subject", "subject_kind", "subject_id"),
        {"info": APPEND_ONLY},
    )

    id: Mapped[UUID] = mapped_column(Uuid, primary_key=True, default=new_id)
    at: Mapped[datetime] = mapped_column(default=now)
    actor_id: Mapped[UUID | None] = mapped_column(Uuid)
    verb: Mapped[str] = mapped_column(String(40))
    subject_kind: Mapped[str] = mapped_column(String(30))
    subject_id: Mapped[str] = mapped_column(String(60))
    region_code: Mapped[str | None] = mapped_column(RegionCode)
    details: Mapped[dict[str, Any]] = mapped_column(default=dict)


def record(
    by: UUID | None,
    verb: str,
    subject_kind: str,
    subject_id: object,
    region_code: str | None = None,
    **details: Any,
) -> None:
    """Add the deed to the running transaction; `by` is None for a command."""
    db.session.add(
        AuditEvent(
            actor_id=by,
            verb=verb,
            subject_kind=subject_kind,
            subject_id=str(subject_id),
            region_code=region_code,
            details=details,
        )
    )


def record_viewed(by: UUID, subject_kind: str, subject_id: object, region_code: str | None = None) -> None:
    """Write, after this reading request, that `by` looked at a person or a list of people."""
    db.after_outcome(lambda: record(by, "viewed", subject_kind, subject_id, region_code))
