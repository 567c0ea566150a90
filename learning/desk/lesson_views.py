"""The desk's lessons: writing one, its versions, its review, and what cadres get to read."""

from typing import Any

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy.exc import NoResultFound

from app.auth.decorators import requires
from app.auth.identity import me
from app.auth.permissions import Permission
from app.auth.queries import names_of
from app.auth.scope import kabupaten_of
from app.forms import Form
from app.web import shown_again, tell
from learning.curriculum.pictures_kept import shown_pictures
from learning.desk import operations, queries
from learning.desk.differences import differences
from learning.desk.forms import DeedForm, PublishForm, RestoreForm, ReviewForm
from learning.desk.models import LessonVersion
from learning.desk.module_views import MODULE, modules
from learning.desk.previews import advice_on, preview_of
from learning.desk.queries import DeskLesson

LESSON = f"{MODULE}/<lesson_slug>"


@modules.get(LESSON)
@requires(Permission.CONTENT_WRITE)
def show_lesson(module_slug: str, lesson_slug: str) -> ResponseReturnValue:
    """Show a lesson as a phone shows it, how it stands, and its versions."""
    return _lesson_page(_get(module_slug, lesson_slug))


@modules.post(LESSON)
@requires(Permission.CONTENT_WRITE)
def change_lesson_state(module_slug: str, lesson_slug: str) -> ResponseReturnValue:
    """Take a lesson back to a draft, retire it, or use it again."""
    found, form = _get(module_slug, lesson_slug), DeedForm()
    if not form.validate_on_submit():
        return shown_again(_lesson_page(found, deed=form))
    if form.deed.data == "draf":
        operations.unpublish(found.lesson, me().id)
        tell(_("Pelajaran menjadi draf."))
    elif form.deed.data == "tarik":
        operations.retire(found.lesson, kabupaten_of(me()), me().id)
        tell(_("Kader Anda tidak melihat pelajaran ini lagi. Yang sudah dibaca tetap tercatat."))
    else:
        operations.restore(found.lesson, me().id)
        tell(_("Pelajaran dipakai lagi."))
    return to_lesson(module_slug, lesson_slug)


@modules.route(f"{LESSON}/tinjau", methods=["GET", "POST"])
@requires(Permission.CONTENT_WRITE)
def review_lesson(module_slug: str, lesson_slug: str) -> ResponseReturnValue:
    """Write down which health officer has read the newest version, or a shipped lesson, and found it right."""
    found, form = _get(module_slug, lesson_slug), ReviewForm()
    if form.validate_on_submit():
        if found.newest:
            operations.review(found.newest, form.officer, me().id)
        else:
            operations.review_shipped(found.lesson, kabupaten_of(me()), form.officer, me().id)
        tell(_("Tinjauan tercatat. Namanya tampil di bawah pelajaran yang terbit."))
        return to_lesson(module_slug, lesson_slug)
    return _shown("learning/desk/review_lesson.html", found=found, form=form)


@modules.route(f"{LESSON}/terbitkan", methods=["GET", "POST"])
@requires(Permission.CONTENT_WRITE)
def publish_lesson(module_slug: str, lesson_slug: str) -> ResponseReturnValue:
    """Show what to know about the newest version, and let cadres read it."""
    found, newest = _get_own(module_slug, lesson_slug)
    is_new = operations.is_new_to_cadres(found.lesson)
    form = PublishForm.of(found.number, is_new=is_new)
    hindrances = operations.list_hindrances(newest, shown_pictures(newest.source))
    if form.validate_on_submit() and not hindrances:
        changes = "" if is_new else str(form.changes.data)
        operations.publish(found.lesson, int(form.number.data), changes, me().id)
        tell(_("Pelajaran terbit. Kader membacanya mulai sekarang."))
        return to_lesson(module_slug, lesson_slug)
    return _shown(
        "learning/desk/publish_lesson.html",
        found=found,
        form=form,
        hindrances=hindrances,
        advice=advice_on(newest.source),
        is_new=is_new,
    )


@modules.route(f"{LESSON}/versi/<int:number>", methods=["GET", "POST"])
@requires(Permission.CONTENT_WRITE)
def show_version(module_slug: str, lesson_slug: str, number: int) -> ResponseReturnValue:
    """Show an earlier version and what has changed since; sent, it becomes the newest again, as a draft."""
    found, newest = _get_own(module_slug, lesson_slug)
    version = queries.get_version(found.lesson, number)
    form = RestoreForm(data={"seen": str(found.number)})
    if form.validate_on_submit():
        text, kabupaten = operations.text_of(version, version.skills), kabupaten_of(me())
        operations.save_version(found.lesson, text, kabupaten, int(form.seen.data), me().id)
        tell(_("Versi %(n)s menjadi naskah terbaru. Terbitkan bila sudah cocok.", n=number))
        return to_lesson(module_slug, lesson_slug)
    return _shown(
        "learning/desk/show_version.html",
        found=found,
        version=version,
        form=form,
        html=preview_of(version.source),
        since=differences(version, newest),
        names=names_of(kabupaten_of(me()), [version.by]),
    )


def to_lesson(module_slug: str, lesson_slug: str) -> ResponseReturnValue:
    """Return the way to a lesson's page on the desk."""
    address = url_for("modules.show_lesson", module_slug=module_slug, lesson_slug=lesson_slug)
    return redirect(address, 303)


def _get(module_slug: str, lesson_slug: str) -> DeskLesson:
    return queries.get_lesson(kabupaten_of(me()), module_slug, lesson_slug)


def _get_own(module_slug: str, lesson_slug: str) -> tuple[DeskLesson, LessonVersion]:
    """Return a lesson of the kabupaten's own with its newest version; raise NoResultFound for a shipped one."""
    found = _get(module_slug, lesson_slug)
    if found.newest is None:
        raise NoResultFound
    return found, found.newest


def _lesson_page(found: DeskLesson, deed: Form | None = None) -> str:
    versions = queries.list_versions(found.lesson)
    source = found.newest.source if found.newest else found.lesson.source
    return render_template(
        "learning/desk/show_lesson.html",
        found=found,
        deed=deed or DeedForm(formdata=None),
        html=preview_of(source),
        advice=advice_on(source),
        versions=versions,
        names=names_of(kabupaten_of(me()), [version.by for version, _review in versions]),
    )


def _shown(template: str, **context: Any) -> ResponseReturnValue:
    page = render_template(template, **context)
    return shown_again(page) if request.method == "POST" else page
