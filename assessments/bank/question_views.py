"""Writing a question and changing it, without any script: what is missing or wrong comes back at its field."""

from uuid import UUID

from flask import abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.auth.decorators import requires
from app.auth.identity import me
from app.auth.permissions import Permission
from app.auth.scope import kabupaten_of
from app.db import db
from app.web import shown_again, tell
from assessments.bank import operations, queries
from assessments.bank.forms import AboutForm
from assessments.bank.question_form import FORMS, QuestionForm
from assessments.bank.question_pictures import take_pictures
from assessments.bank.types import LABELS, get_type
from assessments.bank.types.base import Body
from assessments.bank.views import bank
from learning.curriculum.queries import list_skills


def typed_body(form: QuestionForm, old_body: Body, by: UUID) -> Body | None:
    """Return the body that was sent, or None when the form is to be shown: for the first time, with more rows, or with
    what is wrong at its field. Pictures that came with it are kept either way. Needs no transaction to have begun.
    """
    if request.method != "POST":
        return None
    is_fine = form.validate()
    if form.is_stale:
        return None
    sizes = take_pictures(form, by)
    if form.add_rows() or not is_fine or form.errors:
        return None
    body = form.to_body(old_body, sizes)
    flaws = get_type(form.type_code).flaws(body)
    form.show_flaws(flaws)
    return None if flaws else body


@bank.route("/soal/baru", methods=["GET", "POST"])
@requires(Permission.CONTENT_WRITE)
def new_question() -> ResponseReturnValue:
    """Write a question of the type in the address."""
    region_code, type_code = kabupaten_of(me()), request.args.get("jenis", "single")
    if type_code not in FORMS:
        abort(404)
    form = QuestionForm.from_body(type_code, {})
    with db.reading():
        about = AboutForm.of(None, None, list_skills(), queries.list_lessons(region_code))
    body = typed_body(form, {}, me().id)
    if about.is_fine_with(form) and body is not None:
        question = operations.add_question(about.details(type_code, body), region_code, me().id)
        tell(_("Soal tersimpan."), _("Tulis soal lain"), url_for(".new_question", jenis=type_code))
        return redirect(url_for("desk.show_question", slug=question.slug), 303)
    page = render_template("assessments/bank/new_question.html", form=form, about=about, labels=LABELS)
    return shown_again(page) if request.method == "POST" else page


@bank.route("/soal/<slug>/ubah", methods=["GET", "POST"])
@requires(Permission.CONTENT_WRITE)
def edit_question(slug: str) -> ResponseReturnValue:
    """Change a question: what is asked becomes a new version, and of a shipped one the kabupaten's own copy."""
    region_code = kabupaten_of(me())
    with db.reading():
        question = queries.get_standing(region_code, slug)
        version = queries.newest_version(question.id)
        about = AboutForm.of(question, version, list_skills(), queries.list_lessons(region_code))
    form = QuestionForm.from_body(version.type, version.body)
    body = typed_body(form, version.body, me().id)
    if about.is_fine_with(form) and body is not None:
        details, note = about.details(version.type, body), about.note.data or ""
        changed = operations.change_question(
            queries.get_standing(region_code, slug), details, region_code, me().id, note=note
        )
        tell(_("Soal tersimpan."), _("Ubah lagi"), url_for(".edit_question", slug=changed.slug))
        return redirect(url_for("desk.show_question", slug=changed.slug), 303)
    page = render_template("assessments/bank/edit_question.html", form=form, about=about, question=question)
    return shown_again(page) if request.method == "POST" else page
