"""Writing a lesson: the form, its toolbar, pictures and preview, all without any script."""

from uuid import UUID

from flask import render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.auth.decorators import requires
from app.auth.identity import me
from app.auth.permissions import Permission
from app.auth.scope import kabupaten_of
from app.db import db
from app.pictures import LARGEST_PICTURE, shrink
from app.uploads import Unreadable
from app.web import expect_file, shown_again, tell, wants_fragment
from learning.curriculum.models import Module
from learning.curriculum.pictures_kept import keep_picture
from learning.curriculum.queries import list_skills
from learning.desk import operations, queries
from learning.desk.forms import LessonForm
from learning.desk.lesson_views import LESSON, to_lesson
from learning.desk.module_views import MODULE, get_module, modules
from learning.desk.previews import advice_on, preview_of
from learning.desk.queries import DeskLesson
from learning.desk.snippets import SNIPPETS, with_snippet

PREVIEW, PICTURE = "pratinjau", "gambar"


@modules.route(f"{MODULE}/baru", methods=["GET", "POST"])
@requires(Permission.CONTENT_WRITE)
def new_lesson(module_slug: str) -> ResponseReturnValue:
    """Write a new lesson of a module; saved, it is a draft."""
    expect_file(LARGEST_PICTURE)
    with db.reading():
        module = get_module(module_slug)
        form = LessonForm.of(None, 0, [one.slug for one in module.skills], list_skills())
    if form.tool.data or not form.validate_on_submit():
        return _writing_page(form, module, None)
    key, kabupaten = UUID(str(form.key.data)), kabupaten_of(me())
    lesson = operations.add_lesson(key, get_module(module_slug), form.details, kabupaten, me().id)
    tell(_("Draf tersimpan. Kader belum melihatnya."))
    return to_lesson(module_slug, lesson.slug)


@modules.route(f"{LESSON}/ubah", methods=["GET", "POST"])
@requires(Permission.CONTENT_WRITE)
def edit_lesson(module_slug: str, lesson_slug: str) -> ResponseReturnValue:
    """Write a new version of a lesson; of a shipped one it becomes the kabupaten's copy."""
    expect_file(LARGEST_PICTURE)
    kabupaten = kabupaten_of(me())
    with db.reading():
        found = queries.get_lesson(kabupaten, module_slug, lesson_slug)
        form = LessonForm.of(
            found.newest or found.lesson, found.number, operations.skills_in(found), list_skills()
        )
    if form.tool.data or not form.validate_on_submit():
        return _writing_page(form, found.lesson.module, found)
    lesson = queries.get_lesson(kabupaten, module_slug, lesson_slug).lesson
    try:
        operations.save_version(lesson, form.details, kabupaten, int(form.seen.data), me().id)
    except operations.Changed as changed:
        form.source.errors = [changed.reason]
        form.seen.data = str(queries.get_lesson(kabupaten, module_slug, lesson_slug).number)
        return _writing_page(form, found.lesson.module, found)
    tell(_("Versi baru tersimpan sebagai draf. Kader masih membaca yang terbit."))
    return to_lesson(module_slug, lesson_slug)


def _writing_page(form: LessonForm, module: Module, found: DeskLesson | None) -> ResponseReturnValue:
    """Show the form, for the first time or after a button of the toolbar; nothing but a picture is kept by that."""
    tool = form.tool.data
    if tool:
        _use(tool, form)
    form.refresh()
    with db.reading():
        preview = preview_of(form.text) if tool else ""
        advice = advice_on(form.text) if tool else []
    only_preview = wants_fragment() and tool == PREVIEW
    page = render_template(
        "learning/desk/_preview.html" if only_preview else "learning/desk/write_lesson.html",
        form=form,
        module=module,
        found=found,
        snippets=SNIPPETS,
        preview=preview,
        advice=advice,
    )
    return shown_again(page) if request.method == "POST" else page


def _use(tool: str, form: LessonForm) -> None:
    """Do what a button of the toolbar says to the text in the form."""
    if tool == PICTURE:
        _take_picture(form)
    for snippet in SNIPPETS:
        if snippet.code == tool:
            form.source.data = with_snippet(form.text, snippet.text, str(form.section.data or ""))


def _take_picture(form: LessonForm) -> None:
    """Make the picture light, keep it, and name it in the text; say at its field what is wrong with it."""
    if not form.csrf_token.validate(form):
        return
    if not form.picture.data:
        form.picture.errors = [_("Pilih dulu gambarnya.")]
    elif not form.picture_alt.data:
        form.picture_alt.errors = [
            _("Tulis apa yang terlihat, untuk kader yang gambarnya tidak muncul. Lalu pilih gambarnya lagi.")
        ]
    else:
        try:
            picture = shrink(form.picture.data.read(), with_webp=True)
        except Unreadable as bad:
            form.picture.errors = [_(bad.message, **bad.values)]
            return
        with db.transaction():
            name = keep_picture(picture, me().id).name
        words = str(form.picture_alt.data).replace("[", "(").replace("]", ")")
        form.source.data = with_snippet(form.text, f"![{words}]({name})", str(form.section.data or ""))
        form.picture_alt.data = ""
