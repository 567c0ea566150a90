"""What the stories about figures share: the same figures, counted by hand from the records."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import select

from app.db import db
from app.registry.models import LEVELS, Posyandu, Standing, Training
from tests.client import Page


@dataclass
class Counted:
    """The figures of one region, counted one record at a time."""

    levels: dict[str, int] = field(default_factory=lambda: dict.fromkeys(LEVELS, 0))
    trained: int = 0
    posyandu: int = 0
    life_cycle: int = 0


def recount(width: int) -> dict[str, Counted]:
    """Return the figures of every region whose code has `width` characters, from the raw records."""
    db.close()
    found: dict[str, Counted] = defaultdict(Counted)
    last: dict[object, Standing] = {}
    for standing in db.session.scalars(select(Standing).order_by(Standing.since, Standing.id)):
        if standing.since <= date.today():  # noqa: DTZ011 (the office's zone does not matter here)
            last[standing.cadre_id] = standing
    withdrawn = set(db.session.scalars(select(Training.withdraws).where(Training.withdraws.is_not(None))))
    trained = {
        training.cadre_id
        for training in db.session.scalars(select(Training))
        if training.withdraws is None and training.id not in withdrawn
    }
    for key, standing in last.items():
        if standing.active:
            own = found[standing.region_code[:width]]
            own.levels[standing.level_code] += 1
            own.trained += key in trained
    for posyandu in db.session.scalars(select(Posyandu)):
        if posyandu.closed_at is None:
            own = found[posyandu.region_code[:width]]
            own.posyandu += 1
            own.life_cycle += posyandu.life_cycle_since is not None
    db.close()
    return found


def shown(page: Page) -> dict[str, list[int]]:
    """Return the numbers of each row of the table, by its name: cadres, not assessed, assessed, trained."""
    rows = {}
    for row in page.select("#tabel tbody tr, #tabel tfoot tr"):
        cells = [cell.get_text(" ", strip=True).split(" ")[0] for cell in row.select("td.num")]
        rows[row.th.get_text(strip=True)] = [int(cell.replace(".", "")) for cell in cells]  # type: ignore[union-attr]
    return rows


def figures(own: Counted) -> list[int]:
    """Return the same numbers as a row of the table shows."""
    cadres, waiting = sum(own.levels.values()), own.levels["belum-dinilai"]
    return [cadres, waiting, cadres - waiting, own.trained, own.posyandu]
