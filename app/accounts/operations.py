"""Writes of accounts that need the roster or the house rules: changing, closing, reporting wrong data."""

from uuid import UUID

from flask_babel import gettext as _
from sqlalchemy import select

from app import audit
from app.accounts.models import DataReport
from app.auth.models import Role, User
from app.auth.operations import set_disabled
from app.db import db, new_id, now
from app.errors import Refused
from app.registry.models import Cadre

MOST_OPEN_REPORTS = 5


class LastAdmin(Refused):
    """Nobody could look after the accounts any more."""


def change_officer(user: User, name: str, role: Role, region_code: str | None, by: UUID | None) -> None:
    """Change what an officer is called, may do, and where; she notices at her next page."""
    before = {"role": user.role, "region": user.region_code}
    user.name, user.role, user.region_code = name, role, region_code
    after = {"role": role.value, "region": region_code}
    audit.record(by, "changed", "user", user.id, region_code, before=before, after=after)


def close_account(user: User, by: UUID | None) -> None:
    """Disable an account; raise LastAdmin when no other admin could sign in afterwards."""
    if user.role == Role.ADMIN and not _has_other_admin(user):
        raise LastAdmin(_("Ini admin terakhir. Buat admin lain dulu."))
    set_disabled(user, True, by)


def _has_other_admin(user: User) -> bool:
    """Lock every usable admin, so that two who close each other at once see each other, and look for another."""
    usable = (User.role == Role.ADMIN, User.disabled_at.is_(None), User.is_demo.is_(user.is_demo))
    keys = db.session.scalars(select(User.id).where(*usable).order_by(User.id).with_for_update())
    return any(key != user.id for key in keys)


def report_data(cadre: Cadre, words: str, by: UUID) -> DataReport:
    """Hand what a cadre says is wrong in her data to her office; the same words twice are one report.

    Raises Refused while too many of hers are open.
    """
    db.session.execute(select(Cadre.id).where(Cadre.id == cadre.id).with_for_update())
    still_open = select(DataReport).where(DataReport.cadre_id == cadre.id, DataReport.settled_at.is_(None))
    reports = list(db.session.scalars(still_open))
    for report in reports:
        if report.words == words:
            return report
    if len(reports) >= MOST_OPEN_REPORTS:
        raise Refused(_("Laporan Anda yang dulu masih dikerjakan petugas. Tunggu dulu."))
    report = DataReport(id=new_id(), cadre_id=cadre.id, words=words, at=now())
    db.session.add(report)
    audit.record(by, "data-reported", "cadre", cadre.id, cadre.region_code)
    return report


def settle_report(report: DataReport, by: UUID) -> None:
    """Note that an officer has dealt with a report; once is enough."""
    if report.settled_at is None:
        report.settled_at, report.settled_by = now(), by
        audit.record(by, "report-settled", "cadre", report.cadre_id, report.cadre.region_code)
