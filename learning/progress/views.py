"""The pages of learning. They are public; what a cadre has done is shown to her alone."""

from typing import Any

from flask import Blueprint, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from app.auth.decorators import public, requires
from app.auth.permissions import Permission
from app.forms import ActionForm
from app.web import shown_again
from learning.audio.queries import audio_of
from learning.curriculum.models import Lesson
from learning.curriculum.queries import get_lesson
from learning.curriculum.reader import ARGUMENT, Reader, keep_kabupaten, reader
from learning.downloads.queries import kilobytes_of
from learning.progress.operations import mark_lesson_done
from learning.progress.queries import module_progress_of, study_of
from learning.progress.study import ModuleProgress

curriculum = Blueprint("curriculum", __name__)
progress = Blueprint("progress", __name__)
curriculum.url_defaults(keep_kabupaten)
progress.url_defaults(keep_kabupaten)


@curriculum.get("/belajar")
@public
def list_themes() -> ResponseReturnValue:
    """Show the themes with their modules, and to a cadre her next lesson."""
    who = reader()
    return render_template(
        "learning/progress/themes.html", study=study_of(who), reads=who.cadre_id is not None
    )


@curriculum.get("/belajar/<module_slug>")
@public
def show_module(module_slug: str) -> ResponseReturnValue:
    """Show the lessons of a module in order."""
    who = reader()
    course = module_progress_of(who, module_slug)
    return render_template(
        "learning/progress/module.html",
        course=course,
        reads=who.cadre_id is not None,
        kilobytes=kilobytes_of(who.kabupaten, module_slug),
        address=_address("curriculum.show_module", course.kabupaten, module_slug=module_slug),
    )


@curriculum.get("/belajar/<module_slug>/<lesson_slug>")
@public
def show_lesson(module_slug: str, lesson_slug: str) -> ResponseReturnValue:
    """Show a lesson."""
    who = reader()
    lesson = get_lesson(who.kabupaten, module_slug, lesson_slug)
    return _lesson_page(who, lesson, ActionForm() if who.cadre_id else None)


@progress.post("/belajar/<module_slug>/<lesson_slug>/selesai")
@requires(Permission.STUDY)
def finish_lesson(module_slug: str, lesson_slug: str) -> ResponseReturnValue:
    """Note the lesson as done and go on: to the next one, after the last to the quiz."""
    who, form = reader(), ActionForm()
    lesson = get_lesson(who.kabupaten, module_slug, lesson_slug)
    if not form.validate_on_submit() or who.cadre_id is None:
        return shown_again(_lesson_page(who, lesson, form))
    mark_lesson_done(who.cadre_id, lesson.family_id)
    return redirect(_url_after(module_progress_of(who, module_slug), lesson_slug), 303)


def _lesson_page(who: Reader, lesson: Lesson, form: ActionForm | None) -> str:
    module_slug = lesson.module.slug
    course = module_progress_of(who, module_slug)
    return render_template(
        "learning/progress/lesson.html",
        lesson=lesson,
        course=course,
        step=course.steps[course.position(lesson.slug) - 1],
        form=form,
        sound=audio_of(lesson.family_id, who.kabupaten),
        url_after=_url_after(course, lesson.slug),
        address=_address(
            "curriculum.show_lesson", course.kabupaten, module_slug=module_slug, lesson_slug=lesson.slug
        ),
    )


def _address(endpoint: str, kabupaten: str | None, **slugs: Any) -> str:
    """Return the address under which everybody reads what this page shows, also somebody of another kabupaten."""
    slugs[ARGUMENT] = kabupaten  # left out where it is None
    return url_for(endpoint, **slugs)


def _url_after(course: ModuleProgress, lesson_slug: str) -> str:
    if following := course.after(lesson_slug):
        return url_for("curriculum.show_lesson", module_slug=course.module.slug, lesson_slug=following.slug)
    if course.module.has_quiz:
        return url_for("quizzes.show_quiz", quiz_slug=course.module.slug)
    return url_for("curriculum.list_themes")
