"""One question of an import: mended, its key chosen, left out."""

from typing import Any
from uuid import UUID

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.auth.decorators import requires
from app.auth.identity import me
from app.auth.permissions import Permission
from app.auth.scope import kabupaten_of
from app.db import db
from app.web import shown_again, tell
from assessments.bank import import_operations as operations
from assessments.bank import import_queries as queries
from assessments.bank.import_forms import KeyForm, LeaveOutForm
from assessments.bank.import_preview import lacks_key_only, with_key
from assessments.bank.import_views import preview_page, question_imports
from assessments.bank.models import QuestionImportItem
from assessments.bank.question_form import QuestionForm
from assessments.bank.question_views import typed_body
from assessments.bank.staging import unpacked


@question_imports.post("/soal/impor/<uuid:import_id>/<int:place>/ikut")
@requires(Permission.CONTENT_WRITE)
def leave_out(import_id: UUID, place: int) -> ResponseReturnValue:
    """Leave one question out, or take it in again."""
    row = queries.get_item_for(kabupaten_of(me()), import_id, place)
    form = LeaveOutForm()
    if not form.validate_on_submit():
        return shown_again(preview_page(queries.get_import_for(kabupaten_of(me()), import_id)))
    operations.leave_out(row, bool(form.left_out.data))
    return _back(row)


@question_imports.post("/soal/impor/<uuid:import_id>/<int:place>/kunci")
@requires(Permission.CONTENT_WRITE)
def choose_key(import_id: UUID, place: int) -> ResponseReturnValue:
    """Say which option is right where the file did not."""
    row = queries.get_item_for(kabupaten_of(me()), import_id, place)
    form, item = KeyForm(), unpacked(row.item)
    keys = {option.get("id") for option in item.body.get("options", [])}
    if not (form.validate_on_submit() and lacks_key_only(item) and form.key.data in keys):
        return shown_again(preview_page(queries.get_import_for(kabupaten_of(me()), import_id)))
    item.body, item.key_found = with_key(item.body, str(form.key.data)), "Kunci dipilih di halaman ini."
    operations.mend_item(row, item, me().id)
    return _back(row)


def _back(row: QuestionImportItem) -> ResponseReturnValue:
    """Return to the page of the preview that the question stood on."""
    where: dict[str, Any] = {name: request.args[name] for name in ("lihat", "hal") if name in request.args}
    url = url_for(".preview", import_id=row.import_id, _anchor=f"soal-{row.place}", **where)
    return redirect(url, 303)


@question_imports.route("/soal/impor/<uuid:import_id>/<int:place>", methods=["GET", "POST"])
@requires(Permission.CONTENT_WRITE)
def mend(import_id: UUID, place: int) -> ResponseReturnValue:
    """Change a question before it comes into the bank, with the fields of the editor."""
    region_code = kabupaten_of(me())
    with db.reading():
        row = queries.get_item_for(region_code, import_id, place)
    item = unpacked(row.item)
    form = QuestionForm.from_body(item.type, item.body)
    if (body := typed_body(form, item.body, me().id)) is not None:
        item.body, item.notes, item.key_found = body, [], ""
        operations.mend_item(queries.get_item_for(region_code, import_id, place), item, me().id)
        tell(_("Soal ini sudah dibetulkan."))
        return _back(row)
    page = render_template("assessments/bank/import_mend.html", form=form, row=row, item=item)
    return shown_again(page) if request.method == "POST" else page
