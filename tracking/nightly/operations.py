"""What is done once a night. Doing it twice is doing it once."""

from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import Integer, cast, delete, func, insert, literal, select

from app.auth.operations import forget_old_tries
from app.clock import now
from app.db import db
from app.registry.import_operations import forget_old_imports
from app.registry.models import Cadre, DesaDay
from assessments.attempts.operations import close_overdue
from assessments.bank.import_operations import forget_old_imports as forget_old_question_imports
from learning.downloads.operations import make_pdfs


@dataclass(frozen=True)
class Done:
    """What a night did: attempts closed, desa written down, tries to sign in and imports forgotten, PDFs made."""

    closed: int
    noted: int
    forgotten: int
    imports: int
    pdfs: int


def run_nightly(day: date) -> Done:
    """Close overdue attempts, note the totals of every desa on `day`, forget what is kept for a while, make PDFs."""
    closed = close_overdue()
    noted = note_desa(day)
    with db.transaction():
        forgotten = forget_old_tries()
        imports = forget_old_imports() + forget_old_question_imports()
    return Done(closed, noted, forgotten, imports, make_pdfs())


def note_desa(day: date) -> int:
    """Write the totals of every desa for `day` in one statement; return how many desa have any.

    Kept are this day, the day before, and the first of each month.
    """
    with db.transaction() as session:
        session.execute(delete(DesaDay).where(DesaDay.day == day))
        counts = (
            select(
                literal(day, DesaDay.day.type),
                Cadre.region_code,
                Cadre.level_code,
                func.count(),
                func.sum(cast(Cadre.trained, Integer)),
                literal(now(), DesaDay.written_at.type),
            )
            .where(Cadre.left_at.is_(None))
            .group_by(Cadre.region_code, Cadre.level_code)
        )
        columns = ["day", "region_code", "level_code", "cadres", "trained", "written_at"]
        session.execute(insert(DesaDay).from_select(columns, counts, include_defaults=False))
        kept = (day, day - timedelta(days=1))
        days = [
            one for one in session.scalars(select(DesaDay.day).distinct()) if one.day > 1 and one not in kept
        ]
        session.execute(delete(DesaDay).where(DesaDay.day.in_(days)))
        noted = select(func.count(DesaDay.region_code.distinct())).where(DesaDay.day == day)
        return session.scalar(noted) or 0
