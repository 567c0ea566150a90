"""The pages of learning. They are public; what a cadre has done is shown to her alone."""

from uuid import UUID

from flask import Blueprint, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from app.auth.decorators import public, requires
from app.auth.identity import me
from app.auth.permissions import Permission
from app.forms import ActionForm
from app.web import shown_again
from learning.curriculum.models import Lesson
from learning.curriculum.queries import get_lesson
from learning.downloads.queries import kilobytes_of
from learning.progress.operations import mark_lesson_done
from learning.progress.queries import module_progress_of, study_of
from learning.progress.study import ModuleProgress

curriculum = Blueprint("curriculum", __name__)
progress = Blueprint("progress", __name__)


@curriculum.get("/belajar")
@public
def list_themes() -> ResponseReturnValue:
    """Show the themes with their modules, and to a cadre her next lesson."""
    cadre_id = _reader()
    study = study_of(cadre_id)
    return render_template("learning/progress/themes.html", study=study, reads=cadre_id is not None)


@curriculum.get("/belajar/<module_slug>")
@public
def show_module(module_slug: str) -> ResponseReturnValue:
    """Show the lessons of a module in order."""
    cadre_id = _reader()
    course = module_progress_of(cadre_id, module_slug)
    return render_template(
        "learning/progress/module.html",
        course=course,
        reads=cadre_id is not None,
        kilobytes=kilobytes_of(module_slug),
    )


@curriculum.get("/belajar/<module_slug>/<lesson_slug>")
@public
def show_lesson(module_slug: str, lesson_slug: str) -> ResponseReturnValue:
    """Show a lesson."""
    lesson = get_lesson(module_slug, lesson_slug)
    return _lesson_page(lesson, ActionForm() if _reader() else None)


@progress.post("/belajar/<module_slug>/<lesson_slug>/selesai")
@requires(Permission.STUDY)
def finish_lesson(module_slug: str, lesson_slug: str) -> ResponseReturnValue:
    """Note the lesson as done and go on: to the next one, after the last to the quiz."""
    lesson = get_lesson(module_slug, lesson_slug)
    form = ActionForm()
    cadre_id = me().cadre_id
    if not form.validate_on_submit() or cadre_id is None:
        return shown_again(_lesson_page(lesson, form))
    mark_lesson_done(cadre_id, lesson.id)
    return redirect(_url_after(module_progress_of(cadre_id, module_slug), lesson_slug), 303)


def _reader() -> UUID | None:
    """Return the cadre who reads; None for a visitor and for officers."""
    return me().cadre_id if current_user.is_authenticated else None


def _lesson_page(lesson: Lesson, form: ActionForm | None) -> str:
    course = module_progress_of(_reader(), lesson.module.slug)
    return render_template(
        "learning/progress/lesson.html",
        lesson=lesson,
        course=course,
        step=course.steps[course.position(lesson.slug) - 1],
        form=form,
        url_after=_url_after(course, lesson.slug),
    )


def _url_after(course: ModuleProgress, lesson_slug: str) -> str:
    if following := course.after(lesson_slug):
        return url_for("curriculum.show_lesson", module_slug=course.module.slug, lesson_slug=following.slug)
    if course.module.has_quiz:
        return url_for("quizzes.show_quiz", quiz_slug=course.module.slug)
    return url_for("curriculum.list_themes")
