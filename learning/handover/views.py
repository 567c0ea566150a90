"""A module as a zip: handed on by one kabupaten, its size said first, and taken over by another as drafts."""

from uuid import UUID

from flask import Blueprint, Response, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy.exc import NoResultFound

from app.auth.decorators import requires
from app.auth.identity import me
from app.auth.permissions import Permission
from app.auth.scope import kabupaten_of
from app.web import expect_file, shown_again, tell
from learning.curriculum.models import Module
from learning.desk.module_views import MODULE, get_module, to_module
from learning.handover.archive import LARGEST_FILE, pack
from learning.handover.folder import BadModule
from learning.handover.forms import ImportForm
from learning.handover.operations import Parcel, TakenBefore, open_parcel, take_over
from learning.handover.queries import get_packed

handover = Blueprint("handover", __name__)


@handover.get(f"{MODULE}/ekspor")
@requires(Permission.CONTENT_WRITE)
def export_module(module_slug: str) -> ResponseReturnValue:
    """Say what the zip of a module holds and how large it is, before it is downloaded."""
    packed = get_packed(kabupaten_of(me()), module_slug)
    return render_template(
        "learning/handover/export.html",
        module=get_module(module_slug),
        packed=packed,
        size=len(pack(packed)) if packed else 0,
    )


@handover.get(f"{MODULE}/unduh.zip")
@requires(Permission.CONTENT_WRITE)
def download(module_slug: str) -> ResponseReturnValue:
    """Send the zip."""
    packed = get_packed(kabupaten_of(me()), module_slug)
    if packed is None:
        raise NoResultFound
    response = Response(pack(packed), mimetype="application/zip")
    response.headers.set("Content-Disposition", "attachment", filename=f"modul-{module_slug}.zip")
    response.headers["Cache-Control"] = "no-store"
    return response


@handover.route("/kelola/modul/impor", methods=["GET", "POST"])
@requires(Permission.CONTENT_WRITE)
def import_module() -> ResponseReturnValue:
    """Take a module over from a zip, as drafts that no cadre reads yet."""
    expect_file(LARGEST_FILE)
    kabupaten, form, before = kabupaten_of(me()), ImportForm(), None
    if form.validate_on_submit():
        try:
            parcel = open_parcel(form.file.data.read())
            module = take_over(UUID(form.key.data), parcel, kabupaten, me().id, again=form.again.data)
        except BadModule as bad:
            form.file.errors = bad.problems
        except TakenBefore as taken:
            form.file.errors, before = [taken.reason], taken.module
        else:
            _tell_of(module, parcel)
            return to_module(module)
    return _import_page(form, before)


def _import_page(form: ImportForm, before: Module | None) -> ResponseReturnValue:
    form.begin()
    most = LARGEST_FILE // 1024**2
    page = render_template("learning/handover/import.html", form=form, before=before, most=most)
    return shown_again(page) if request.method == "POST" else page


def _tell_of(module: Module, parcel: Parcel) -> None:
    """Say what came, and what was left behind."""
    words = _(
        "Modul «%(title)s» masuk dengan %(count)s draf. Baca tiap draf, lalu terbitkan yang cocok. "
        "Tidak jadi? «Tarik modul» ada di bawah.",
        title=module.title,
        count=len(parcel.packed.module.lessons),
    )
    if parcel.dropped:
        words += " " + _(
            "Keterampilan yang tidak dikenal portal ini ditinggalkan: %(skills)s.",
            skills=", ".join(parcel.dropped)[:300],
        )
    tell(words)
