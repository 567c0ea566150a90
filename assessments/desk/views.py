"""A question's own page: what it asks, who uses it, how it came to be; and taking it out of use."""

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.auth.decorators import requires
from app.auth.identity import me
from app.auth.permissions import Permission
from app.auth.queries import names_of
from app.auth.scope import kabupaten_of
from app.forms import ActionForm
from app.web import shown_again, tell
from assessments.bank import operations
from assessments.bank.duplicates import Pair, Stem, find_near
from assessments.bank.models import Question, QuestionVersion
from assessments.bank.queries import asked, get_copy, get_question_for, list_stems, list_versions
from assessments.bank.types import get_type
from assessments.bank.writing import advise
from assessments.desk import queries
from assessments.desk.differences import differences

desk = Blueprint("desk", __name__)


@desk.get("/soal/<slug>")
@requires(Permission.CONTENT_WRITE)
def show_question(slug: str) -> ResponseReturnValue:
    """Show a question with its key, its history, its uses, and what could be written better."""
    region_code = kabupaten_of(me())
    question = get_question_for(region_code, slug)
    versions = list_versions(question.id)
    newest = versions[0]
    kind = get_type(newest.type)
    return render_template(
        "assessments/desk/question.html",
        question=question,
        words=asked(newest),
        version=newest,
        kind=kind,
        face=kind.face(newest.body, kind.option_ids(newest.body), []),
        correct=kind.correct_words(newest.body),
        skill=queries.find_skill(question.skill_slug),
        lesson=queries.find_lesson(region_code, newest.lesson_slug),
        copy=get_copy(region_code, question.id),
        history=list(zip(versions, [*versions[1:], None], strict=True)),
        differences=differences,
        names=names_of(region_code, (version.by for version in versions)),
        uses=queries.list_uses(region_code, newest),
        attempts=queries.count_attempts(region_code, question),
        advice=advise(newest.type, newest.body),
        near=_near(region_code, question, newest),
    )


def _near(region_code: str, question: Question, version: QuestionVersion) -> list[Pair]:
    return find_near(Stem(question.slug, asked(version)), list_stems(region_code))


@desk.route("/soal/<slug>/pensiun", methods=["GET", "POST"])
@requires(Permission.CONTENT_WRITE)
def retire_question(slug: str) -> ResponseReturnValue:
    """Ask, saying which quizzes use it, then take a question out of use."""
    region_code, form = kabupaten_of(me()), ActionForm()
    question = get_question_for(region_code, slug)
    if form.validate_on_submit():
        retired = operations.retire_question(question, region_code, me().id)
        tell(_("Soal dipensiunkan."), _("Pakai lagi"), url_for(".restore_question", slug=retired.slug))
        return redirect(url_for("desk.show_question", slug=retired.slug), 303)
    newest = list_versions(question.id)[0]
    uses = queries.list_uses(region_code, newest)
    page = render_template(
        "assessments/desk/retire.html", question=question, words=asked(newest), uses=uses, form=form
    )
    return shown_again(page) if request.method == "POST" else page


@desk.route("/soal/<slug>/pakai-lagi", methods=["GET", "POST"])
@requires(Permission.CONTENT_WRITE)
def restore_question(slug: str) -> ResponseReturnValue:
    """Ask, then bring a retired question back into use."""
    region_code, form = kabupaten_of(me()), ActionForm()
    question = get_question_for(region_code, slug)
    if form.validate_on_submit():
        restored = operations.restore_question(question, region_code, me().id)
        tell(_("Soal dipakai lagi."), _("Pensiunkan"), url_for(".retire_question", slug=restored.slug))
        return redirect(url_for("desk.show_question", slug=restored.slug), 303)
    words = asked(list_versions(question.id)[0])
    page = render_template("assessments/desk/restore.html", question=question, words=words, form=form)
    return shown_again(page) if request.method == "POST" else page
