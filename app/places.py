"""Regions by official code: the code's prefix is the ancestry."""

import unicodedata
from collections.abc import Sequence

from sqlalchemy import CheckConstraint, ForeignKey, String, select
from sqlalchemy.orm import Mapped, mapped_column

from app.db import Base, RegionCode, db

KINDS = ("provinsi", "kabupaten", "kota", "kecamatan", "kelurahan", "desa")
KABUPATEN_LENGTH, DESA_LENGTH = 5, 13  # characters of a code: 17.02 and 17.02.09.1001


class Region(Base):
    """A province, kabupaten or kota, kecamatan, desa or kelurahan."""

    __tablename__ = "region"
    __table_args__ = (CheckConstraint(f"kind IN {KINDS}", name="kind"),)

    code: Mapped[str] = mapped_column(RegionCode, primary_key=True)
    name: Mapped[str] = mapped_column(String(80))
    sort_name: Mapped[str] = mapped_column(String(80))
    kind: Mapped[str] = mapped_column(String(10))
    parent_code: Mapped[str | None] = mapped_column(RegionCode, ForeignKey("region.code"), index=True)

    @property
    def full_name(self) -> str:
        """The name with its kind before it, as one says it: Kecamatan Curup."""
        return self.name if self.name.startswith("Kota ") else f"{self.kind.capitalize()} {self.name}"


def is_within(code: str, outer: str | None) -> bool:
    """Return whether `code` is `outer` or lies inside it; 17.021 does not lie inside 17.02. None is the country."""
    return outer is None or code == outer or code.startswith(outer + ".")


def may_see_people(region_code: str | None) -> bool:
    """Return whether a region is small enough for lists of people: a kabupaten or below."""
    return region_code is not None and len(region_code) >= KABUPATEN_LENGTH


def kabupaten_around(region_code: str | None) -> str | None:
    """Return the kabupaten that a region is or lies in; None for a province and the country."""
    return str(region_code)[:KABUPATEN_LENGTH] if may_see_people(region_code) else None


def codes_above(code: str) -> list[str]:
    """Return the codes that contain `code`, from the province down, without itself."""
    parts = code.split(".")
    return [".".join(parts[:n]) for n in range(1, len(parts))]


def fold(text: str) -> str:
    """Return `text` as names are compared: lower case, single spaces, without accents and apostrophes."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return " ".join(plain.lower().replace("'", "").replace("`", "").split())


def get_region(code: str) -> Region:
    """Return region `code`; raise NoResultFound when there is none."""
    return db.session.execute(select(Region).where(Region.code == code)).scalar_one()


def list_regions(codes: Sequence[str]) -> list[Region]:
    """Return the regions of `codes`, from the largest to the smallest."""
    rows = db.session.scalars(select(Region).where(Region.code.in_(codes)).order_by(Region.code))
    return list(rows)


def list_children(code: str | None) -> list[Region]:
    """Return the regions directly inside `code` (the provinces for None), by name."""
    where = Region.parent_code.is_(None) if code is None else Region.parent_code == code
    return list(db.session.scalars(select(Region).where(where).order_by(Region.sort_name, Region.code)))


def list_desa(code: str) -> list[Region]:
    """Return every desa and kelurahan inside region `code`, by kecamatan and name."""
    return list(
        db.session.scalars(
            select(Region)
            .where(Region.code >= code, Region.code < code + "/", Region.kind.in_(("desa", "kelurahan")))
            .order_by(Region.parent_code, Region.sort_name, Region.code)
        )
    )
