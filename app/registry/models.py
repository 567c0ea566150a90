"""The roster: Posyandu, cadres, where they served and what they were, trainings, and yesterday's totals."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, Integer, String, Uuid
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.db import APPEND_ONLY, Base, RegionCode, new_id, now
from app.places import Region

LEVELS = ("belum-dinilai", "belum", "pratama", "madya", "utama")  # the five states, lowest first
STRATA = ("pratama", "madya", "purnama", "mandiri")  # of a Posyandu; not a cadre's level
FIELDS = ("kesehatan", "pendidikan", "pekerjaan-umum", "perumahan", "trantibumlinmas", "sosial")


class Posyandu(Base):
    """A Posyandu in its desa or kelurahan."""

    __tablename__ = "posyandu"
    __table_args__ = (
        CheckConstraint(f"strata IN {STRATA}", name="strata"),
        Index("ix_posyandu_region_code_sort_name", "region_code", "sort_name"),
    )

    id: Mapped[UUID] = mapped_column(Uuid, primary_key=True, default=new_id)
    name: Mapped[str] = mapped_column(String(80))
    sort_name: Mapped[str] = mapped_column(String(80))
    region_code: Mapped[str] = mapped_column(RegionCode, ForeignKey("region.code"))
    strata: Mapped[str | None] = mapped_column(String(10))
    life_cycle_since: Mapped[date | None]  # the day it became a Posyandu Siklus Hidup
    registration_number: Mapped[str | None] = mapped_column(String(40))
    closed_at: Mapped[date | None]

    region: Mapped[Region] = relationship()


class Cadre(Base):
    """A person on the roster, with or without an account.

    The last five columns are plain values of what the evidence and placements say; only the operations that own those
    write them, holding this row's lock.
    """

    __tablename__ = "cadre"
    __table_args__ = (
        CheckConstraint("gender IN ('P', 'L')", name="gender"),
        CheckConstraint(f"level_code IN {LEVELS}", name="level_code"),
        CheckConstraint("skills_mastered BETWEEN 0 AND 99", name="skills_mastered"),
        Index(
            "ix_cadre_roll",
            "region_code",
            "level_code",
            "trained",
            "left_at",
            sqlite_where="left_at IS NULL",
            postgresql_where="left_at IS NULL",
        ),
        Index("ix_cadre_sort_name", "sort_name"),
    )

    id: Mapped[UUID] = mapped_column(Uuid, primary_key=True, default=new_id)
    number: Mapped[str] = mapped_column(
        String(8), unique=True
    )  # seven random digits and a check digit, for life
    name: Mapped[str] = mapped_column(String(80))
    sort_name: Mapped[str] = mapped_column(String(80))
    gender: Mapped[str] = mapped_column(String(1), default="P")
    birth_year: Mapped[int | None]
    phone: Mapped[str | None] = mapped_column(String(20))
    fields: Mapped[list[Any]] = mapped_column(default=list)  # of FIELDS
    decree_number: Mapped[str | None] = mapped_column(String(60))
    started_year: Mapped[int | None]
    posyandu_id: Mapped[UUID] = mapped_column(Uuid, ForeignKey("posyandu.id"), index=True)
    merged_into: Mapped[UUID | None] = mapped_column(Uuid, ForeignKey("cadre.id"), index=True)
    left_at: Mapped[date | None]
    region_code: Mapped[str] = mapped_column(RegionCode, ForeignKey("region.code"))
    level_code: Mapped[str] = mapped_column(String(15), default=LEVELS[0])
    level_since: Mapped[date | None]
    skills_mastered: Mapped[int] = mapped_column(Integer, default=0)
    trained: Mapped[bool] = mapped_column(default=False)

    posyandu: Mapped[Posyandu] = relationship()


class Placement(Base):
    """A cadre began to serve at a Posyandu on a day; the newest one holds."""

    __tablename__ = "placement"
    __table_args__ = (Index("ix_placement_cadre_id_since", "cadre_id", "since"), {"info": APPEND_ONLY})

    id: Mapped[UUID] = mapped_column(Uuid, primary_key=True, default=new_id)
    cadre_id: Mapped[UUID] = mapped_column(Uuid, ForeignKey("cadre.id"))
    posyandu_id: Mapped[UUID] = mapped_column(Uuid, ForeignKey("posyandu.id"))
    since: Mapped[date]
    by: Mapped[UUID | None] = mapped_column(Uuid)
    recorded_at: Mapped[datetime] = mapped_column(default=now)

    posyandu: Mapped[Posyandu] = relationship()


class Standing(Base):
    """From `since` on, this cadre had this level, in this desa, active or not; recorded at `recorded_at`.

    One row whenever one of the three changes, so that any past day can be counted as it was, or as it was shown.
    """

    __tablename__ = "standing"
    __table_args__ = (
        CheckConstraint(f"level_code IN {LEVELS}", name="level_code"),
        Index("ix_standing_cadre", "cadre_id", "since", "region_code", "level_code"),
        Index("ix_standing_region", "region_code", "cadre_id"),
        {"info": APPEND_ONLY},
    )

    id: Mapped[UUID] = mapped_column(Uuid, primary_key=True, default=new_id)
    cadre_id: Mapped[UUID] = mapped_column(Uuid, ForeignKey("cadre.id"))
    region_code: Mapped[str] = mapped_column(RegionCode, ForeignKey("region.code"))
    level_code: Mapped[str] = mapped_column(String(15))
    active: Mapped[bool]
    since: Mapped[date]
    recorded_at: Mapped[datetime] = mapped_column(default=now)


class Training(Base):
    """A training a cadre took part in; a later row with `withdraws` takes one back."""

    __tablename__ = "training"
    __table_args__ = (Index("ix_training_cadre_id", "cadre_id"), {"info": APPEND_ONLY})

    id: Mapped[UUID] = mapped_column(Uuid, primary_key=True, default=new_id)
    cadre_id: Mapped[UUID] = mapped_column(Uuid, ForeignKey("cadre.id"))
    title: Mapped[str] = mapped_column(String(120))
    starts_on: Mapped[date]
    ends_on: Mapped[date]
    source: Mapped[str] = mapped_column(
        String(120)
    )  # where the office has it from: a decree, a list of attendance
    by: Mapped[UUID | None] = mapped_column(Uuid)
    recorded_at: Mapped[datetime] = mapped_column(default=now)
    withdraws: Mapped[UUID | None] = mapped_column(Uuid, ForeignKey("training.id"), unique=True)


class RosterImport(Base):
    """A spreadsheet of cadres that was read and waits to be applied; its people are forgotten once that is done."""

    __tablename__ = "roster_import"

    id: Mapped[UUID] = mapped_column(Uuid, primary_key=True, default=new_id)
    region_code: Mapped[str] = mapped_column(RegionCode, ForeignKey("region.code"), index=True)
    rows: Mapped[list[Any]]  # of importer.RosterRow
    problems: Mapped[list[Any]]  # of importer.Problem
    skipped: Mapped[int]
    by: Mapped[UUID | None] = mapped_column(Uuid)
    at: Mapped[datetime] = mapped_column(default=now)
    applied_at: Mapped[datetime | None]
    outcome: Mapped[dict[str, Any]] = mapped_column(default=dict)  # how many were added, changed and the same


class DesaDay(Base):
    """The totals of one desa at the end of one day, written by the nightly command, for the country's pages."""

    __tablename__ = "desa_day"

    day: Mapped[date] = mapped_column(primary_key=True)
    region_code: Mapped[str] = mapped_column(RegionCode, ForeignKey("region.code"), primary_key=True)
    level_code: Mapped[str] = mapped_column(String(15), primary_key=True)
    cadres: Mapped[int]
    trained: Mapped[int]
    written_at: Mapped[datetime] = mapped_column(default=now)
