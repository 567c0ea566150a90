"""Questions from a file: upload, preview, mending, and applying them once and as a whole; afterwards undoing."""

from typing import Any
from uuid import UUID

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.auth.decorators import requires
from app.auth.identity import me
from app.auth.permissions import Permission
from app.auth.scope import kabupaten_of
from app.db import db
from app.errors import Refused
from app.forms import ActionForm
from app.web import expect_file, page_number, shown_again, tell
from assessments.bank import import_operations as operations
from assessments.bank import import_queries as queries
from assessments.bank.formats.base import LARGEST_FILE, BadFile, Parsed, Problem
from assessments.bank.import_applying import Outcome, apply_import, undo_import
from assessments.bank.import_forms import ApplyForm, UploadForm
from assessments.bank.import_preview import shown
from assessments.bank.matching import NEW
from assessments.bank.models import QuestionImport
from assessments.bank.picture_operations import shrink_pictures
from assessments.bank.queries import list_stems
from assessments.bank.staging import asked_of, read_questions
from learning.curriculum.queries import list_skills

question_imports = Blueprint("question_imports", __name__)


@question_imports.route("/soal/impor", methods=["GET", "POST"])
@requires(Permission.CONTENT_WRITE)
def upload() -> ResponseReturnValue:
    """Take a file or pasted text and read it; nothing in the bank changes yet."""
    expect_file(LARGEST_FILE)
    region_code = kabupaten_of(me())
    with db.reading():
        form, imports = UploadForm.for_skills(list_skills()), queries.list_imports(region_code)
    problems: list[Problem] = []
    if form.validate_on_submit():
        found = _read(form)
        if found is not None and asked_of(found[1].items):
            return redirect(url_for(".preview", import_id=_keep(form, *found)), 303)
        problems = found[1].problems if found else []
    page = render_template(
        "assessments/bank/import_upload.html", form=form, imports=imports, problems=problems
    )
    return shown_again(page) if request.method == "POST" else page


def _read(form: UploadForm) -> tuple[str, Parsed] | None:
    """Return the format and the questions of what was sent; None, said at the field, when it cannot be read."""
    field = form.file if form.file.data else form.text
    try:
        format_, parsed = read_questions(form.content, form.format_code.data, form.filename)
        shrink_pictures(parsed.items)
    except BadFile as problem:
        field.errors = [_(problem.problem.message, **problem.problem.values)]
        return None
    if not asked_of(parsed.items):
        field.errors = [_("Tidak ada soal yang bisa diambil. Sebabnya ada di kotak kuning.")]
    return format_.code, parsed


def _keep(form: UploadForm, format_code: str, parsed: Parsed) -> UUID:
    kept = operations.keep_import(
        parsed,
        format_code=format_code,
        filename=form.filename,
        skill_slug=form.skill.data or None,
        region_code=kabupaten_of(me()),
        by=me().id,
    )
    return kept.id


@question_imports.get("/soal/impor/<uuid:import_id>")
@requires(Permission.CONTENT_WRITE)
def preview(import_id: UUID) -> ResponseReturnValue:
    """Show what applying would do, ten questions a page; or what was done."""
    return preview_page(queries.get_import_for(kabupaten_of(me()), import_id))


@question_imports.post("/soal/impor/<uuid:import_id>")
@requires(Permission.CONTENT_WRITE)
def apply(import_id: UUID) -> ResponseReturnValue:
    """Apply the import, if it still does what was shown."""
    kept = queries.get_import_for(kabupaten_of(me()), import_id)
    form = ApplyForm()
    if not form.validate_on_submit():
        return shown_again(preview_page(kept, form))
    outcome = apply_import(kept.id, form.state, me().id)
    tell(
        {
            Outcome.APPLIED: _("Soal sudah masuk ke bank soal."),
            Outcome.DONE_BEFORE: _("Impor ini sudah diterapkan sebelumnya."),
            Outcome.CHANGED_SINCE: _(
                "Belum diterapkan: isinya berubah sejak halaman ini dibuka. Periksa lagi."
            ),
        }[outcome]
    )
    return redirect(url_for(".preview", import_id=import_id), 303)


@question_imports.post("/soal/impor/<uuid:import_id>/batal")
@requires(Permission.CONTENT_WRITE)
def cancel(import_id: UUID) -> ResponseReturnValue:
    """Throw a preview away."""
    kept = queries.get_import_for(kabupaten_of(me()), import_id)
    if not ActionForm().validate_on_submit():
        return shown_again(preview_page(kept))
    operations.cancel_import(kept.id, me().id)
    tell(_("Impor dibatalkan. Bank soal tidak berubah."))
    return redirect(url_for(".upload"), 303)


@question_imports.post("/soal/impor/<uuid:import_id>/urungkan")
@requires(Permission.CONTENT_WRITE)
def undo(import_id: UUID) -> ResponseReturnValue:
    """Take back what an applied import did."""
    kept = queries.get_import_for(kabupaten_of(me()), import_id)
    if not ActionForm().validate_on_submit():
        return shown_again(preview_page(kept))
    try:
        undo_import(kept.id, me().id)
    except Refused as refusal:
        db.close()
        return shown_again(
            preview_page(queries.get_import_for(kabupaten_of(me()), import_id), reason=refusal.reason)
        )
    tell(_("Impor sudah diurungkan."))
    return redirect(url_for(".preview", import_id=import_id), 303)


def preview_page(
    kept: QuestionImport, form: ApplyForm | None = None, reason: str = ""
) -> ResponseReturnValue:
    """Return the page of an import: its preview, or what was done."""
    if kept.applied_at is not None:
        return render_template(
            "assessments/bank/import_done.html", kept=kept, form=ActionForm(), reason=reason
        )
    counts = queries.count_items(kept.id)
    lihat = _shown(counts)
    found = queries.page_of_items(kept.id, lihat, page_number())
    stems = list_stems(str(kept.region_code)) if any(row.verdict == NEW for row in found.rows) else []
    return render_template(
        "assessments/bank/import_preview.html",
        kept=kept,
        counts=counts,
        lihat=lihat,
        found=found,
        items=[shown(row, stems) for row in found.rows],
        form=form or ApplyForm(formdata=None),
        url=lambda number: url_for(".preview", import_id=kept.id, lihat=lihat, hal=number),
    )


def _shown(counts: dict[str, Any]) -> str:
    """Return which questions to show: those asked for, else the first kind that has any."""
    wanted = request.args.get("lihat", "")
    return (
        wanted
        if wanted in queries.SHOWN
        else next((kind for kind in queries.SHOWN if counts[kind]), queries.LOOK)
    )
