"""The roster from a spreadsheet: template, upload, preview, and applying it once and as a whole."""

from uuid import UUID

from flask import Blueprint, Response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.auth.decorators import requires
from app.auth.identity import me
from app.auth.permissions import Permission
from app.auth.scope import require_people
from app.clock import today
from app.errors import Refused
from app.forms import ActionForm
from app.registry import import_operations as operations
from app.registry.forms import ApplyForm, UploadForm
from app.registry.importer import parse_roster
from app.registry.matching import CHANGED, NEW, SAME, Plan
from app.registry.models import RosterImport
from app.registry.queries import get_import_for, list_open_posyandu
from app.registry.template_file import write_template
from app.uploads import Unreadable
from app.web import PAGE_LENGTH, Page, no_store, page_number, shown_again, tell

roster = Blueprint("roster", __name__)
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
WRONG = "salah"


@roster.route("/kader/impor", methods=["GET", "POST"])
@requires(Permission.REGISTRY_WRITE)
def upload() -> ResponseReturnValue:
    """Take a spreadsheet and read it; nothing on the roster changes yet."""
    require_people(me())
    form = UploadForm()
    if form.validate_on_submit():
        try:
            parsed = parse_roster(form.file.data.read(), today())
        except Unreadable as problem:
            form.file.errors = [_(problem.message, **problem.values)]
        else:
            kept = operations.keep_import(parsed, str(me().region_code), me().id)
            return redirect(url_for(".preview", import_id=kept.id), 303)
    page = render_template("app/registry/upload.html", form=form)
    return shown_again(page) if request.method == "POST" else page


@roster.get("/kader/impor/templat.xlsx")
@requires(Permission.REGISTRY_WRITE)
def template() -> ResponseReturnValue:
    """Send the spreadsheet to fill in, with the region's Posyandu in it."""
    places = [
        (place.kecamatan, place.desa, place.desa_code, place.name) for place in list_open_posyandu(me())
    ]
    headers = {
        "Content-Disposition": 'attachment; filename="templat-kader.xlsx"',
        "Cache-Control": "no-store",
    }
    return Response(write_template(places, today()), mimetype=XLSX, headers=headers)


@roster.get("/kader/impor/<uuid:import_id>")
@requires(Permission.REGISTRY_WRITE)
def preview(import_id: UUID) -> ResponseReturnValue:
    """Show what applying would do, in pages; or that it was done."""
    kept = get_import_for(me(), import_id)
    return _page(kept)


@roster.post("/kader/impor/<uuid:import_id>")
@requires(Permission.REGISTRY_WRITE)
def apply(import_id: UUID) -> ResponseReturnValue:
    """Apply the import, if it still does what was shown."""
    kept = get_import_for(me(), import_id)
    form = ApplyForm()
    if not form.validate_on_submit():
        return shown_again(_page(kept, form=form))
    try:
        is_new = operations.apply_import(kept.id, form.seen.data, me().id)
    except Refused as refusal:
        return shown_again(_page(kept, refusal.reason))
    tell(_("Daftar kader sudah diterapkan.") if is_new else _("Impor ini sudah diterapkan sebelumnya."))
    return redirect(url_for(".preview", import_id=import_id), 303)


@roster.post("/kader/impor/<uuid:import_id>/batal")
@requires(Permission.REGISTRY_WRITE)
def cancel(import_id: UUID) -> ResponseReturnValue:
    """Throw a preview away."""
    kept = get_import_for(me(), import_id)
    if not ActionForm().validate_on_submit():
        return shown_again(_page(kept))
    operations.cancel_import(kept.id, me().id)
    tell(_("Impor dibatalkan. Tidak ada data yang berubah."))
    return redirect(url_for(".upload"), 303)


def _page(kept: RosterImport, reason: str = "", form: ApplyForm | None = None) -> ResponseReturnValue:
    if kept.applied_at is not None:
        return no_store(render_template("app/registry/import_done.html", kept=kept))
    plan = operations.plan_of(kept)
    counts = {WRONG: len(plan.problems), **{status: plan.count(status) for status in (NEW, CHANGED, SAME)}}
    shown = _shown(counts)
    return no_store(
        render_template(
            "app/registry/preview_import.html",
            kept=kept,
            plan=plan,
            counts=counts,
            shown=shown,
            found=_rows(plan, shown),
            form=form or ApplyForm(formdata=None),
            reason=reason,
            url=lambda number: url_for(".preview", import_id=kept.id, lihat=shown, hal=number),
        )
    )


def _shown(counts: dict[str, int]) -> str:
    """Return which rows to show: those asked for, else the first kind that has any."""
    wanted = request.args.get("lihat", "")
    return wanted if wanted in counts else next((kind for kind, count in counts.items() if count), NEW)


def _rows(plan: Plan, shown: str) -> Page:
    rows = plan.problems if shown == WRONG else [step for step in plan.steps if step.status == shown]
    number = min(page_number(), max(1, -(-len(rows) // PAGE_LENGTH)))
    return Page(list(rows[(number - 1) * PAGE_LENGTH : number * PAGE_LENGTH]), number, len(rows))
