"""Evidence of skills, levels on paper, the level rules, and the awards that reaching a level makes."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Uuid
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.db import APPEND_ONLY, Base, new_id, now
from app.registry.models import Cadre

EVIDENCE_KINDS = ("quiz", "observation", "import")
AWARDED = ("pratama", "madya", "utama")


class Evidence(Base):
    """A cadre showed a skill; a later row with `withdraws` takes one back.

    `source` names the act and makes a repeat harmless: `attempt:<id>`, `observation:<id>`, `import:<batch>`.
    """

    __tablename__ = "evidence"
    __table_args__ = (
        CheckConstraint(f"kind IN {EVIDENCE_KINDS}", name="kind"),
        Index(
            "uq_evidence_once",
            "cadre_id",
            "skill_slug",
            "source",
            unique=True,
            sqlite_where="withdraws IS NULL",
            postgresql_where="withdraws IS NULL",
        ),
        {"info": APPEND_ONLY},
    )

    id: Mapped[UUID] = mapped_column(Uuid, primary_key=True, default=new_id)
    cadre_id: Mapped[UUID] = mapped_column(Uuid, ForeignKey("cadre.id"))
    skill_slug: Mapped[str] = mapped_column(ForeignKey("skill.slug"))
    kind: Mapped[str] = mapped_column(String(12))
    source: Mapped[str] = mapped_column(String(80))
    shown_on: Mapped[date]
    valid_until: Mapped[date | None]
    recorded_at: Mapped[datetime] = mapped_column(default=now)
    by: Mapped[UUID | None] = mapped_column(Uuid)
    reason: Mapped[str | None] = mapped_column(String(200))  # of a withdrawal
    withdraws: Mapped[UUID | None] = mapped_column(Uuid, ForeignKey("evidence.id"), unique=True)


class PaperLevel(Base):
    """A level decided on paper, without its marks: a floor, which masters no skill and prints no certificate."""

    __tablename__ = "paper_level"
    __table_args__ = (
        CheckConstraint(f"level_code IN {('belum', *AWARDED)}", name="level_code"),
        Index("ix_paper_level_cadre_id", "cadre_id"),
        {"info": APPEND_ONLY},
    )

    id: Mapped[UUID] = mapped_column(Uuid, primary_key=True, default=new_id)
    cadre_id: Mapped[UUID] = mapped_column(Uuid, ForeignKey("cadre.id"))
    level_code: Mapped[str] = mapped_column(String(15))
    decided_on: Mapped[date]
    source: Mapped[str] = mapped_column(String(120))  # the decree or list, and who assessed
    by: Mapped[UUID | None] = mapped_column(Uuid)
    recorded_at: Mapped[datetime] = mapped_column(default=now)
    withdraws: Mapped[UUID | None] = mapped_column(Uuid, ForeignKey("paper_level.id"), unique=True)


class LevelRule(Base):
    """A level rule as data (`assessments.competency.levels` reads `body`); the newest version of the default holds."""

    __tablename__ = "level_rule"

    slug: Mapped[str] = mapped_column(String(20), primary_key=True)
    version: Mapped[str] = mapped_column(String(40), primary_key=True)
    body: Mapped[dict[str, Any]]
    is_default: Mapped[bool]
    loaded_at: Mapped[datetime] = mapped_column(default=now)


class Award(Base):
    """The portal's own output when a level is reached: by which rule, resting on which evidence."""

    __tablename__ = "award"
    __table_args__ = (
        CheckConstraint(f"level_code IN {AWARDED}", name="level_code"),
        Index("ix_award_cadre_id", "cadre_id"),
        {"info": APPEND_ONLY},
    )

    id: Mapped[UUID] = mapped_column(Uuid, primary_key=True, default=new_id)
    cadre_id: Mapped[UUID] = mapped_column(Uuid, ForeignKey("cadre.id"))
    level_code: Mapped[str] = mapped_column(String(15))
    rule_slug: Mapped[str] = mapped_column(String(20))
    rule_version: Mapped[str] = mapped_column(String(40))
    evidence_ids: Mapped[list[Any]]
    reached_on: Mapped[date]
    recorded_at: Mapped[datetime] = mapped_column(default=now)
    by: Mapped[UUID | None] = mapped_column(Uuid)

    cadre: Mapped[Cadre] = relationship()


class AwardWithdrawal(Base):
    """An award was taken back, because evidence it rested on was."""

    __tablename__ = "award_withdrawal"
    __table_args__ = ({"info": APPEND_ONLY},)

    award_id: Mapped[UUID] = mapped_column(Uuid, ForeignKey("award.id"), primary_key=True)
    reason: Mapped[str] = mapped_column(String(200))
    at: Mapped[datetime] = mapped_column(default=now)
    by: Mapped[UUID | None] = mapped_column(Uuid)

    award: Mapped[Award] = relationship()
