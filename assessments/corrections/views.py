"""Marking answers anew after a key was mended: first what would change, then the change itself."""

from collections.abc import Sequence

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from wtforms import SelectChoice

from app import audit
from app.auth.decorators import requires
from app.auth.identity import me
from app.auth.permissions import Permission
from app.auth.scope import kabupaten_of
from app.errors import Refused
from app.web import no_store, shown_again, tell
from assessments.bank.models import Question, QuestionVersion
from assessments.bank.queries import get_question_for
from assessments.corrections.forms import CorrectionForm
from assessments.corrections.operations import Effect, Wanted, correct, rehearse
from assessments.corrections.queries import (
    count_asked,
    labels_of_skills,
    list_past,
    list_people,
    list_versions,
)

corrections = Blueprint("corrections", __name__)
PAGE = "assessments/corrections/correction.html"


@corrections.get("/soal/<slug>/koreksi")
@requires(Permission.CONTENT_WRITE)
def show(slug: str) -> ResponseReturnValue:
    """Show the form; once it is filled in, also what the correction would change, without changing anything."""
    question = get_question_for(kabupaten_of(me()), slug)
    versions = list_versions(question)
    form = _form(question, versions, CorrectionForm(request.args or None, meta={"csrf": False}))
    if not request.args or not form.validate():
        return no_store(_page(question, versions, form))
    try:
        effect = rehearse(_wanted(question, versions, form), me().id)
    except Refused as refusal:
        form.right.errors = [refusal.reason]
        return no_store(_page(question, versions, form))
    audit.record_viewed(me().id, "correction", slug, me().region_code)
    return no_store(_page(question, versions, form, effect))


@corrections.post("/soal/<slug>/koreksi")
@requires(Permission.CONTENT_WRITE)
def apply(slug: str) -> ResponseReturnValue:
    """Apply the correction whose effect was shown."""
    question = get_question_for(kabupaten_of(me()), slug)
    versions = list_versions(question)
    form = _form(question, versions, CorrectionForm())
    if not form.validate_on_submit():
        return shown_again(_page(question, versions, form))
    try:
        effect = correct(_wanted(question, versions, form), me().id, seen=form.seen.data)
    except Refused as refusal:
        form.right.errors = [refusal.reason]
        return shown_again(_page(question, versions, form))
    tell(_("Nilai %(n)s kuis sudah diperbaiki. Kadernya membaca alasannya.", n=len(effect.changes)))
    return redirect(url_for("desk.show_question", slug=slug), 303)


def _form(question: Question, versions: Sequence[QuestionVersion], form: CorrectionForm) -> CorrectionForm:
    form.right.choices = [SelectChoice(str(one.id), _name_of(one, question)) for one in versions]
    return form


def _name_of(version: QuestionVersion, question: Question) -> str:
    if version.question_id == question.id:
        return str(_("versi %(n)s", n=version.number))
    return str(_("versi bawaan %(n)s", n=version.number))


def _wanted(question: Question, versions: Sequence[QuestionVersion], form: CorrectionForm) -> Wanted:
    right = next(one for one in versions if str(one.id) == form.right.data)
    wrong = next((one for one in versions if one is not right), right)
    return Wanted(question, wrong, right, form.policy.data, form.reason.data, question.region_code)


def _ready(
    question: Question, versions: Sequence[QuestionVersion], form: CorrectionForm, effect: Effect
) -> CorrectionForm:
    """Return the form that applies what is shown, with a token of its own."""
    said = {**form.data, "seen": effect.fingerprint}
    return _form(question, versions, CorrectionForm(formdata=None, data=said))


def _page(
    question: Question,
    versions: Sequence[QuestionVersion],
    form: CorrectionForm,
    effect: Effect | None = None,
) -> str:
    changes = effect.changes if effect else []
    asked = count_asked(question, question.region_code)
    people = list_people(me(), {one.taken.cadre_id for one in changes})
    return render_template(
        PAGE,
        question=question,
        asked=[(_name_of(one, question), asked[one.id]) for one in versions if one.id in asked],
        past=list_past(question),
        form=form,
        ready=_ready(question, versions, form, effect) if effect else None,
        effect=effect,
        people=people,
        elsewhere=len({one.taken.cadre_id for one in changes} - people.keys()),
        skills=labels_of_skills() if effect else {},
        levels={one.cadre_id: one for one in effect.levels} if effect else {},
    )
