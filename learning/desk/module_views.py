"""The desk's modules: the list, one module with its lessons, and the order of both. `lesson_views` has the lessons."""

from typing import Any
from uuid import UUID

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy.exc import NoResultFound

from app.auth.decorators import requires
from app.auth.identity import me
from app.auth.permissions import Permission
from app.auth.scope import kabupaten_of
from app.forms import Form, typable
from app.web import page_or_fragment, shown_again, tell
from learning.curriculum.models import Module
from learning.curriculum.queries import list_skills, list_themes
from learning.desk import module_operations, queries
from learning.desk.forms import DeedForm, ModuleForm, MoveForm, RuleForm
from learning.desk.operations import demand_review

modules = Blueprint("modules", __name__)
MODULE = "/kelola/modul/<module_slug>"
LONGEST_SEARCH = 80


@modules.get("/kelola/modul")
@requires(Permission.CONTENT_WRITE)
def list_modules() -> ResponseReturnValue:
    """Show the modules the kabupaten keeps, by theme, in the order in which its cadres meet them."""
    return _list_page()


@modules.post("/kelola/modul")
@requires(Permission.CONTENT_WRITE)
def move_module() -> ResponseReturnValue:
    """Put a module elsewhere within its theme."""
    form = MoveForm()
    if not form.validate_on_submit():
        return shown_again(_list_page(move=form))
    kabupaten = kabupaten_of(me())
    module = queries.get_module(kabupaten, str(form.slug.data))
    module_operations.move_module(kabupaten, module, int(form.place.data or 1), me().id)
    return redirect(url_for(".list_modules", _anchor=module.slug), 303)


@modules.post("/kelola/modul/tinjauan")
@requires(Permission.CONTENT_WRITE)
def set_rule() -> ResponseReturnValue:
    """Say whether the kabupaten demands a review before it publishes."""
    form = RuleForm()
    if not form.validate_on_submit():
        return shown_again(_list_page(rule=form))
    demand_review(kabupaten_of(me()), bool(form.is_required.data), me().id)
    tell(_("Aturan tinjauan tersimpan."))
    return redirect(url_for(".list_modules"), 303)


@modules.route("/kelola/modul/baru", methods=["GET", "POST"])
@requires(Permission.CONTENT_WRITE)
def new_module() -> ResponseReturnValue:
    """Add a module of the kabupaten's own."""
    form = ModuleForm.of(None, list_themes(), list_skills())
    if form.validate_on_submit():
        key = UUID(str(form.key.data))
        module = module_operations.add_module(key, form.details, kabupaten_of(me()), me().id)
        tell(_("Modul tersimpan. Kader melihatnya sesudah pelajaran pertamanya terbit."))
        return to_module(module)
    return _shown("learning/desk/new_module.html", form=form)


@modules.get(MODULE)
@requires(Permission.CONTENT_WRITE)
def show_module(module_slug: str) -> ResponseReturnValue:
    """Show a module with its lessons, drafts too."""
    return _module_page(get_module(module_slug))


@modules.post(MODULE)
@requires(Permission.CONTENT_WRITE)
def change_module_state(module_slug: str) -> ResponseReturnValue:
    """Retire the kabupaten's own module, or use it again."""
    module, form = get_module(module_slug), DeedForm()
    if not form.validate_on_submit():
        return shown_again(_module_page(module, deed=form))
    if form.deed.data == "tarik":
        module_operations.retire_module(module, me().id)
        tell(_("Modul ditarik: kader tidak melihatnya lagi. Yang sudah dibaca tetap tercatat."))
    else:
        module_operations.restore_module(module, me().id)
        tell(_("Modul dipakai lagi."))
    return to_module(module)


@modules.route(f"{MODULE}/ubah", methods=["GET", "POST"])
@requires(Permission.CONTENT_WRITE)
def edit_module(module_slug: str) -> ResponseReturnValue:
    """Change what the kabupaten's own module says of itself."""
    module = get_module(module_slug)
    if module.region_code is None:
        raise NoResultFound  # a shipped module's words stay as they are
    form = ModuleForm.of(module, list_themes(), list_skills())
    if form.validate_on_submit():
        module_operations.change_module(module, form.details, me().id)
        tell(_("Modul tersimpan."))
        return to_module(module)
    return _shown("learning/desk/edit_module.html", form=form, module=module)


@modules.post(f"{MODULE}/urutan")
@requires(Permission.CONTENT_WRITE)
def move_lesson(module_slug: str) -> ResponseReturnValue:
    """Put a lesson elsewhere within its module."""
    module, form = get_module(module_slug), MoveForm()
    if not form.validate_on_submit():
        return shown_again(_module_page(module, move=form))
    found = queries.get_lesson(kabupaten_of(me()), module_slug, str(form.slug.data))
    place = int(form.place.data or 1)
    module_operations.move_lesson(kabupaten_of(me()), module, found.lesson.family_id, place, me().id)
    return redirect(url_for(".show_module", module_slug=module.slug, _anchor="pelajaran"), 303)


def get_module(module_slug: str) -> Module:
    """Return the module of an address, as the signed-in trainer's kabupaten keeps it."""
    return queries.get_module(kabupaten_of(me()), module_slug)


def to_module(module: Module) -> ResponseReturnValue:
    """Return the way to a module's page on the desk."""
    return redirect(url_for("modules.show_module", module_slug=module.slug), 303)


def _list_page(**forms: Form) -> ResponseReturnValue:
    kabupaten = kabupaten_of(me())
    text = typable(request.args.get("q"))[:LONGEST_SEARCH]
    rule = RuleForm(data={"is_required": queries.needs_review(kabupaten)})
    return page_or_fragment(
        "learning/desk/list_modules.html",
        "learning/desk/_modules.html",
        themes=queries.list_modules(kabupaten, text),
        text=text,
        **{"move": MoveForm(formdata=None), "rule": rule, **forms},
    )


def _module_page(module: Module, **forms: Form) -> str:
    given: dict[str, Any] = {"move": MoveForm(formdata=None), "deed": DeedForm(formdata=None), **forms}
    lessons = queries.list_lessons(kabupaten_of(me()), module.id)
    return render_template("learning/desk/show_module.html", module=module, lessons=lessons, **given)


def _shown(template: str, **context: Any) -> ResponseReturnValue:
    page = render_template(template, **context)
    return shown_again(page) if request.method == "POST" else page
