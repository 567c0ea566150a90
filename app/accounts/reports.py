"""What cadres report as wrong in their data, for their office to settle."""

from uuid import UUID

from flask import Blueprint, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app import audit
from app.accounts.operations import settle_report
from app.accounts.queries import get_report_for, open_reports_for
from app.auth.decorators import requires
from app.auth.identity import me
from app.auth.permissions import Permission, can
from app.auth.scope import require_people
from app.errors import Unsafe
from app.forms import ActionForm
from app.web import no_store, page_number, paginate, tell

reports = Blueprint("reports", __name__)


@reports.get("/kader/laporan-data")
@requires(Permission.REGISTRY_READ)
def list_open() -> ResponseReturnValue:
    """Show what cadres of the user's region report as wrong, the oldest first."""
    require_people(me())
    page = paginate(open_reports_for(me()), page_number())
    audit.record_viewed(me().id, "data-report", "open", me().region_code)
    may_settle = can(me(), Permission.REGISTRY_WRITE)
    return no_store(
        render_template("app/accounts/reports.html", page=page, form=ActionForm(), may_settle=may_settle)
    )


@reports.post("/kader/laporan-data/<uuid:report_id>")
@requires(Permission.REGISTRY_WRITE)
def settle(report_id: UUID) -> ResponseReturnValue:
    """Note that a report has been dealt with."""
    require_people(me())
    if not ActionForm().validate_on_submit():
        raise Unsafe
    report = get_report_for(me(), report_id)
    settle_report(report, me().id)
    tell(_("Laporan selesai."), _("Lihat kadernya"), url_for("people.show_cadre", number=report.cadre.number))
    return redirect(url_for(".list_open"), 303)
