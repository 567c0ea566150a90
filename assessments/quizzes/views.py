"""The quiz builder: the list of quizzes, one quiz with its settings, and what becomes of it. `part_views` has its parts."""

from typing import Any

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.auth.decorators import requires
from app.auth.identity import me
from app.auth.permissions import Permission
from app.auth.scope import kabupaten_of
from app.db import now
from app.forms import ActionForm, Form
from app.web import page_number, page_or_fragment, shown_again, tell
from assessments.bank.queries import list_tags
from assessments.quizzes import operations
from assessments.quizzes.builder_queries import (
    QuizSearch,
    list_audiences,
    list_modules,
    plan_of,
)
from assessments.quizzes.builder_queries import list_quizzes as find_quizzes
from assessments.quizzes.forms import QuizForm, StateForm
from assessments.quizzes.models import Quiz
from assessments.quizzes.opening import state_of
from assessments.quizzes.part_forms import BlockForm, DrawForm, PartForm, RemovedForm
from assessments.quizzes.queries import get_quiz_kept, list_parts
from assessments.quizzes.waits import waits_in_words
from assessments.quizzes.warnings import cautions_for
from learning.curriculum.queries import list_skills

builder = Blueprint("builder", __name__)
PATH = "/kelola/kuis/<quiz_slug>"


@builder.get("/kelola/kuis")
@requires(Permission.CONTENT_WRITE)
def list_quizzes() -> ResponseReturnValue:
    """Show the quizzes the kabupaten keeps, searched and in pages."""
    search = QuizSearch.of(request.args)
    return page_or_fragment(
        "assessments/quizzes/list_quizzes.html",
        "assessments/quizzes/_quizzes.html",
        found=find_quizzes(kabupaten_of(me()), search, page_number()),
        search=search,
        state_of=lambda quiz: state_of(quiz, now()),
        url=lambda number: url_for(".list_quizzes", **search.as_args(hal=number)),
    )


@builder.route("/kelola/kuis/baru", methods=["GET", "POST"])
@requires(Permission.CONTENT_WRITE)
def new_quiz() -> ResponseReturnValue:
    """Add a quiz, as a draft without questions."""
    form = _settings_form(None)
    if form.validate_on_submit():
        quiz = operations.add_quiz(form.details, kabupaten_of(me()), me().id)
        tell(_("Kuis tersimpan sebagai draf. Sekarang pilih soalnya."))
        return to(quiz)
    return _shown("assessments/quizzes/new_quiz.html", form=form)


@builder.get(PATH)
@requires(Permission.CONTENT_WRITE)
def show_quiz(quiz_slug: str) -> ResponseReturnValue:
    """Show a quiz with its parts, what to know about it, and the forms to change it."""
    return quiz_page(get_kept(quiz_slug))


@builder.route(f"{PATH}/ubah", methods=["GET", "POST"])
@requires(Permission.CONTENT_WRITE)
def edit_quiz(quiz_slug: str) -> ResponseReturnValue:
    """Change the settings of a quiz."""
    quiz = get_kept(quiz_slug)
    form = _settings_form(quiz)
    if form.validate_on_submit():
        operations.change_quiz(quiz, form.details, me().id)
        tell(_("Pengaturan kuis tersimpan."), _("Ubah lagi"), request.path)
        return to(quiz)
    return _shown("assessments/quizzes/edit_quiz.html", form=form, quiz=quiz)


@builder.route(f"{PATH}/terbitkan", methods=["GET", "POST"])
@requires(Permission.CONTENT_WRITE)
def publish(quiz_slug: str) -> ResponseReturnValue:
    """Show what to know about a quiz, and let cadres meet it."""
    quiz, form = get_kept(quiz_slug), ActionForm()
    if form.validate_on_submit():
        operations.publish_quiz(quiz, me().id)
        tell(_("Kuis terbit. Kader membukanya di alamat yang tertulis di bawah."))
        return to(quiz)
    return _shown("assessments/quizzes/publish.html", quiz=quiz, form=form, **_checked(quiz))


@builder.post(PATH)
@requires(Permission.CONTENT_WRITE)
def change_state(quiz_slug: str) -> ResponseReturnValue:
    """Make a quiz a draft, retire it, or copy it."""
    quiz, form = get_kept(quiz_slug), StateForm()
    if not form.validate_on_submit():
        return shown_again(quiz_page(quiz, state=form))
    deed = form.deed.data
    if deed == "draf":
        operations.unpublish_quiz(quiz, me().id)
        tell(_("Kuis menjadi draf: kader tidak melihatnya. Yang sedang mengerjakan boleh menyelesaikan."))
    elif deed == "tarik":
        operations.retire_quiz(quiz, me().id)
        tell(_("Kuis ditarik. Yang sedang mengerjakan boleh menyelesaikan."))
    else:
        quiz = operations.copy_quiz(quiz, kabupaten_of(me()), me().id, stands_for_it=deed == "ubah")
        tell(_("Ini salinannya, sebagai draf. Ubah seperlunya, lalu terbitkan."))
    return to(quiz)


def get_kept(quiz_slug: str) -> Quiz:
    """Return the quiz of an address, as the signed-in trainer's kabupaten keeps it."""
    return get_quiz_kept(kabupaten_of(me()), quiz_slug)


def to(quiz: Quiz) -> ResponseReturnValue:
    """Return the way to a quiz's page."""
    return redirect(url_for("builder.show_quiz", quiz_slug=quiz.slug), 303)


def quiz_page(quiz: Quiz, fragment: bool = False, **forms: Form | None) -> str:
    """Return the page of a quiz, or its list of parts alone; `forms` replace those that were sent with mistakes."""
    given: dict[str, Any] = {
        "state": StateForm(),
        "part": PartForm(),
        "removed": RemovedForm.from_args(request.args),
        **forms,
    }
    context = {**_checked(quiz), **given, "quiz": quiz, "seen": operations.seen_of(quiz)}
    if fragment:
        return render_template("assessments/quizzes/_parts.html", **context)
    context.setdefault("draw", DrawForm.of(list_skills(), list_tags(kabupaten_of(me()))))
    context.setdefault("block", BlockForm())
    return render_template(
        "assessments/quizzes/show_quiz.html", **context, waits=waits_in_words(quiz.wait_minutes)
    )


def _checked(quiz: Quiz) -> dict[str, Any]:
    kabupaten = kabupaten_of(me())
    parts = list_parts(quiz, kabupaten)
    plan = plan_of(quiz, parts, kabupaten)
    return {
        "parts": parts,
        "asked": sum(part.count for part in plan.parts),
        "takers": plan.takers,
        "cautions": cautions_for(plan, now()),
        "standing": state_of(quiz, now()),
    }


def _settings_form(quiz: Quiz | None) -> QuizForm:
    kabupaten = kabupaten_of(me())
    return QuizForm.of(quiz, list_modules(kabupaten), list_audiences(kabupaten))


def _shown(template: str, **context: Any) -> ResponseReturnValue:
    page = render_template(template, **context)
    return shown_again(page) if request.method == "POST" else page
