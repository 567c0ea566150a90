"""The desk's sound: a lesson read aloud, brought as a recording, heard, replaced, taken away and taken back."""

from uuid import UUID

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.auth.decorators import requires
from app.auth.identity import me
from app.auth.permissions import Permission
from app.auth.scope import kabupaten_of
from app.db import db
from app.forms import ActionForm, Form
from app.web import expect_file, shown_again, tell
from learning.audio import operations
from learning.audio.conversion import LARGEST_RECORDING
from learning.audio.forms import RecordingForm
from learning.audio.queries import audio_of, get_recording, list_earlier
from learning.curriculum.models import Lesson
from learning.desk.lesson_views import LESSON
from learning.desk.queries import get_lesson

audio = Blueprint("audio", __name__)
PATH = f"{LESSON}/suara"


@audio.route(PATH, methods=["GET", "POST"])
@requires(Permission.CONTENT_WRITE)
def show(module_slug: str, lesson_slug: str) -> ResponseReturnValue:
    """Show what cadres hear of a lesson, and take a recording, which is made light before anything is written."""
    expect_file(LARGEST_RECORDING)
    form = RecordingForm()
    with db.reading():
        lesson = _lesson(module_slug, lesson_slug)
    if form.validate_on_submit() and (sound := form.converted()):
        operations.keep_audio(lesson.family_id, kabupaten_of(me()), sound, me().id)
        tell(_("Suara tersimpan dan sudah bisa didengar kader. Dengarkan sendiri sekali."))
        return _again(module_slug, lesson_slug)
    page = _page(lesson, form)
    return shown_again(page) if request.method == "POST" else page


@audio.post(f"{PATH}/hapus")
@requires(Permission.CONTENT_WRITE)
def remove(module_slug: str, lesson_slug: str) -> ResponseReturnValue:
    """Take the sound away; it stays among the earlier recordings."""
    lesson, form = _lesson(module_slug, lesson_slug), ActionForm()
    if not form.validate_on_submit():
        return shown_again(_page(lesson, form))
    operations.remove_audio(lesson.family_id, kabupaten_of(me()), me().id)
    tell(_("Suara dihapus dari pelajaran ini."))
    return _again(module_slug, lesson_slug)


@audio.post(f"{PATH}/<uuid:audio_id>")
@requires(Permission.CONTENT_WRITE)
def restore(module_slug: str, lesson_slug: str, audio_id: UUID) -> ResponseReturnValue:
    """Let an earlier recording be heard again."""
    lesson, form = _lesson(module_slug, lesson_slug), ActionForm()
    recording = get_recording(lesson.family_id, kabupaten_of(me()), audio_id)
    if not form.validate_on_submit():
        return shown_again(_page(lesson, form))
    operations.restore_audio(recording, me().id)
    tell(_("Rekaman yang lama dipakai lagi."))
    return _again(module_slug, lesson_slug)


def _lesson(module_slug: str, lesson_slug: str) -> Lesson:
    return get_lesson(kabupaten_of(me()), module_slug, lesson_slug).lesson


def _again(module_slug: str, lesson_slug: str) -> ResponseReturnValue:
    return redirect(url_for("audio.show", module_slug=module_slug, lesson_slug=lesson_slug), 303)


def _page(lesson: Lesson, form: Form) -> str:
    kabupaten = kabupaten_of(me())
    with db.reading():
        return render_template(
            "learning/desk/audio.html",
            lesson=lesson,
            form=form if isinstance(form, RecordingForm) else RecordingForm(),
            deed=form,
            sound=audio_of(lesson.family_id, kabupaten),
            earlier=list_earlier(lesson.family_id, kabupaten),
        )
