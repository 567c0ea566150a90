"""Users: who may sign in, as what, and for which region."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, Integer, String, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from app.db import Base, RegionCode, new_id, now


class Role(StrEnum):
    """What a user is; one each. The order is the rank: nobody resets an equal or higher one."""

    CADRE = "kader"
    TRAINER = "pelatih"
    CAMAT = "camat"
    DPMD = "dpmd"
    ADMIN = "admin"

    @property
    def rank(self) -> int:
        """The height of the role, from zero."""
        return list(Role).index(self)


class User(Base):
    """An account. A cadre's account points to her person on the roster and knows her number, which never changes."""

    __tablename__ = "user_account"
    __table_args__ = (
        CheckConstraint(f"role IN {tuple(role.value for role in Role)}", name="role"),
        CheckConstraint("(role = 'kader') = (cadre_id IS NOT NULL)", name="cadre_has_person"),
    )

    id: Mapped[UUID] = mapped_column(Uuid, primary_key=True, default=new_id)
    sign_in_name: Mapped[str] = mapped_column(
        String(60), unique=True
    )  # folded; a cadre's is usually her number
    cadre_number: Mapped[str | None] = mapped_column(String(8), unique=True)
    name: Mapped[str] = mapped_column(
        String(80), default=""
    )  # empty for a cadre: her name is on the roster only
    role: Mapped[str] = mapped_column(String(10))
    region_code: Mapped[str | None] = mapped_column(RegionCode, ForeignKey("region.code"), index=True)
    cadre_id: Mapped[UUID | None] = mapped_column(Uuid, ForeignKey("cadre.id"), unique=True)
    secret_hash: Mapped[str] = mapped_column(String(200))
    secret_made_at: Mapped[datetime] = mapped_column(default=now)
    session_version: Mapped[int] = mapped_column(Integer, default=1)  # counted up: every open session ends
    is_demo: Mapped[bool] = mapped_column(default=False)
    disabled_at: Mapped[datetime | None]
    created_at: Mapped[datetime] = mapped_column(default=now)
    last_sign_in_at: Mapped[datetime | None]


class SignInTry(Base):
    """One try to sign in, written before it is checked; a success removes its own."""

    __tablename__ = "sign_in_try"
    __table_args__ = (
        Index("ix_sign_in_try_name_at", "name", "at"),
        Index("ix_sign_in_try_address_at", "address", "at"),
    )

    id: Mapped[UUID] = mapped_column(Uuid, primary_key=True, default=new_id)
    name: Mapped[str] = mapped_column(String(60))
    address: Mapped[str] = mapped_column(String(45))
    at: Mapped[datetime] = mapped_column(default=now)


class SecretForm(Base):
    """A form that made a PIN or password, which its answer showed once; sent again it makes none."""

    __tablename__ = "secret_form"

    id: Mapped[UUID] = mapped_column(Uuid, primary_key=True)  # made when the form was shown
    by: Mapped[UUID] = mapped_column(Uuid)
    at: Mapped[datetime] = mapped_column(default=now)
