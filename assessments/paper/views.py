"""Quizzes on paper: printing two versions, and keying what came back."""

from uuid import UUID

from flask import Blueprint, Response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy.exc import NoResultFound

from app.auth.decorators import requires
from app.auth.identity import me
from app.auth.permissions import Permission
from app.auth.scope import kabupaten_of
from app.db import db, new_id
from app.registry.models import Cadre
from app.registry.queries import get_cadre_for
from app.web import no_store, shown_again, tell
from assessments.attempts.operations import TooFewQuestions
from assessments.attempts.tries import list_tries_by_id
from assessments.paper.forms import FindSheetForm, PrintForm, SheetForm
from assessments.paper.keying import Printed, is_printable, run_length
from assessments.paper.models import PaperForm
from assessments.paper.operations import KeyedBefore, key_sheet, print_quiz
from assessments.paper.printing import draw_key, draw_questions
from assessments.paper.queries import (
    get_batch_for,
    get_form_for,
    images_of,
    list_batches,
    list_keyed,
    sheet_of,
)
from assessments.quizzes.models import Quiz
from assessments.quizzes.queries import get_quiz_for, list_parts

paper = Blueprint("paper", __name__)


@paper.route("/kertas", methods=["GET", "POST"])
@requires(Permission.CONTENT_WRITE)
def list_printed() -> ResponseReturnValue:
    """Show what was printed; a sheet's code leads to where it is keyed."""
    kabupaten, form = kabupaten_of(me()), FindSheetForm()
    if form.validate_on_submit():
        try:
            found = get_form_for(kabupaten, form.code.data.replace(" ", ""))
        except NoResultFound:
            form.code.errors = [_("Tidak ada lembar dengan kode ini. Lihat pojok kanan atas lembarnya.")]
        else:
            return redirect(url_for(".key", code=found.code), 303)
    page = render_template("assessments/paper/list.html", batches=list_batches(kabupaten), form=form)
    return shown_again(page) if request.method == "POST" else page


@paper.route("/kertas/cetak/<quiz_slug>", methods=["GET", "POST"])
@requires(Permission.CONTENT_WRITE)
def print_sheets(quiz_slug: str) -> ResponseReturnValue:
    """Say what will be printed; printing draws versions A and B, once."""
    kabupaten, form = kabupaten_of(me()), PrintForm()
    quiz = get_quiz_for(me().region_code, quiz_slug)
    if form.validate_on_submit():
        try:
            print_quiz(quiz, kabupaten, UUID(form.batch_id.data), me().id)
        except TooFewQuestions:
            form.batch_id.errors = [_("Soal yang bisa dicetak belum cukup untuk kuis ini.")]
        else:
            return redirect(url_for(".show_batch", batch_id=form.batch_id.data), 303)
    form.batch_id.data = form.batch_id.data or str(new_id())
    page = _print_page(quiz, kabupaten, form)
    return shown_again(page) if request.method == "POST" else page


def _print_page(quiz: Quiz, kabupaten: str, form: PrintForm) -> str:
    parts = list_parts(quiz, kabupaten)
    left_aside = {one.id for part in parts for one in part.pool if not is_printable(one.type, one.body)}
    return render_template(
        "assessments/paper/print.html",
        quiz=quiz,
        count=sum(part.draw.count for part in parts),
        left_aside=len(left_aside),
        form=form,
    )


@paper.get("/kertas/<uuid:batch_id>")
@requires(Permission.CONTENT_WRITE)
def show_batch(batch_id: UUID) -> ResponseReturnValue:
    """Show one printing: its files, where to key, and what was keyed."""
    batch = get_batch_for(kabupaten_of(me()), batch_id)
    return no_store(
        render_template("assessments/paper/batch.html", batch=batch, keyed=list_keyed(me(), batch))
    )


@paper.get("/kertas/<uuid:batch_id>/soal-<label>.pdf")
@requires(Permission.CONTENT_WRITE)
def questions_pdf(batch_id: UUID, label: str) -> Response:
    """Send one version to print."""
    with db.reading():
        batch = get_batch_for(kabupaten_of(me()), batch_id)
        form = next((one for one in batch.forms if one.label == label), None)
        if form is None:
            raise NoResultFound
        sheet = sheet_of(form)
        pictures = images_of(sheet)
    return _as_file(draw_questions(form, sheet, pictures), f"{batch.quiz.slug}-{label}.pdf")


@paper.get("/kertas/<uuid:batch_id>/kunci.pdf")
@requires(Permission.CONTENT_WRITE)
def key_pdf(batch_id: UUID) -> Response:
    """Send the key of both versions."""
    with db.reading():
        batch = get_batch_for(kabupaten_of(me()), batch_id)
        sheets = [sheet_of(form) for form in batch.forms]
    return _as_file(draw_key(batch, sheets), f"{batch.quiz.slug}-kunci.pdf")


def _as_file(content: bytes, filename: str) -> Response:
    answer = Response(content, mimetype="application/pdf")
    answer.headers.set("Content-Disposition", "attachment", filename=filename)
    return no_store(answer)


@paper.route("/kertas/isi/<code>", methods=["GET", "POST"])
@requires(Permission.CONTENT_WRITE)
def key(code: str) -> ResponseReturnValue:
    """Take one sheet; then the next one of the same version."""
    printed = get_form_for(kabupaten_of(me()), code)
    sheet, form = sheet_of(printed), SheetForm()
    own = _own_fields(sheet)
    if form.validate_on_submit() and (cadre := _find_cadre(form)):
        values = form.read(sheet, own)
        if values is not None and _keep(printed, cadre, values, form, own):
            return redirect(url_for(".key", code=code), 303)
    form.attempt_id.data = form.attempt_id.data or str(new_id())
    page = no_store(
        render_template(
            "assessments/paper/key_sheet.html",
            printed=printed,
            sheet=sheet,
            length=run_length(sheet),
            form=form,
            own=own,
        )
    )
    return shown_again(page) if request.method == "POST" else page


def _own_fields(sheet: list[Printed]) -> dict[int, tuple[str, str]]:
    """Return what was keyed, twice, for each question with a field of its own, by position."""
    return {
        one.position: (
            request.form.get(f"soal-{one.position}", "").strip(),
            request.form.get(f"soal-{one.position}-lagi", "").strip(),
        )
        for one in sheet
        if one.has_own_field
    }


def _find_cadre(form: SheetForm) -> Cadre | None:
    try:
        return get_cadre_for(me(), form.number.data)
    except NoResultFound:
        form.number.errors = [_("Tidak ada kader dengan nomor ini di wilayah Anda. Periksa angkanya.")]
        return None


def _keep(
    printed: PaperForm,
    cadre: Cadre,
    values: dict[int, str],
    form: SheetForm,
    own: dict[int, tuple[str, str]],
) -> bool:
    """Make the attempt and say what became of it; False when the sheet was keyed before."""
    typed = [form.run.data or "", form.again.data or "", *(words for pair in own.values() for words in pair)]
    attempt_id = UUID(form.attempt_id.data)
    try:
        key_sheet(
            printed, cadre.id, attempt_id, values, typed, me().id, is_another_try=bool(form.another_try.data)
        )
    except KeyedBefore as refusal:
        form.another_try.errors = [refusal.reason]
        return False
    result = list_tries_by_id([attempt_id])[attempt_id]
    verdict = _("lulus") if result.passed else _("belum lulus")
    tell(_("%(name)s: %(n)s dari 100, %(verdict)s.", name=cadre.name, n=result.percent, verdict=verdict))
    return True
