"""Loads the vendored table of regions, all or the chosen provinces, again and again without doubling any."""

import csv
import gzip
import hashlib
from datetime import datetime

from sqlalchemy import String, insert, select, update
from sqlalchemy.orm import Mapped, mapped_column

from app.config import ROOT
from app.db import Base, db, now
from app.places import Region, fold

FILE = ROOT / "app/data/regions.csv.gz"
BATCH = 5_000
NAME = "regions"


class LoadedData(Base):
    """Which version of a vendored table was loaded, so that a second start need not read it again."""

    __tablename__ = "loaded_data"

    name: Mapped[str] = mapped_column(String(30), primary_key=True)
    version: Mapped[str] = mapped_column(String(64))
    loaded_at: Mapped[datetime] = mapped_column(default=now)


def load_regions_if_changed(provinces: tuple[str, ...] = ()) -> int:
    """Load the regions unless this very table and choice of provinces was loaded before; return how many are new."""
    version = hashlib.sha256(FILE.read_bytes() + ",".join(provinces).encode()).hexdigest()
    loaded = db.session.get(LoadedData, NAME)
    if loaded is not None and loaded.version == version:
        return 0
    new = load_regions(provinces)
    db.session.merge(LoadedData(name=NAME, version=version, loaded_at=now()))
    return new


def load_regions(provinces: tuple[str, ...] = ()) -> int:
    """Add the regions of `provinces` (all for none) and bring changed names up to date; return how many are new.

    Regions that left the official table stay, because records point to them.
    """
    rows = read_regions(provinces)
    known = {region.code: region.name for region in db.session.execute(select(Region.code, Region.name))}
    new = [row for row in rows if row["code"] not in known]
    for start in range(0, len(new), BATCH):
        db.session.execute(insert(Region), new[start : start + BATCH])
    for row in rows:
        if known.get(str(row["code"]), row["name"]) != row["name"]:
            db.session.execute(update(Region).where(Region.code == row["code"]).values(row))
    return len(new)


def read_regions(provinces: tuple[str, ...] = ()) -> list[dict[str, str | None]]:
    """Return the rows of the vendored table, parents before children; raise ValueError when the file was changed."""
    packed = FILE.read_bytes()
    if hashlib.sha256(packed).hexdigest() not in FILE.with_name("regions.sha256").read_text():
        raise ValueError("app/data/regions.csv.gz does not match its checksum")
    lines = gzip.decompress(packed).decode().splitlines()
    wanted = (row for row in csv.DictReader(lines) if not provinces or row["code"].split(".")[0] in provinces)
    rows: list[dict[str, str | None]] = [
        {
            "code": row["code"],
            "name": row["name"],
            "sort_name": fold(row["name"]),
            "kind": row["kind"],
            "parent_code": row["parent"] or None,
        }
        for row in wanted
    ]
    return sorted(rows, key=lambda row: len(str(row["code"])))
