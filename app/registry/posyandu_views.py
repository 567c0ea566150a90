"""The Posyandu: their list, one with its cadres, and the forms to add, change, close and reopen."""

from uuid import UUID

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.auth.decorators import requires
from app.auth.identity import me
from app.auth.permissions import Permission
from app.forms import ActionForm, refused_at
from app.places import list_regions
from app.registry import posyandu_operations as operations
from app.registry import queries
from app.registry.forms import DayForm, NewPosyanduForm, PosyanduForm
from app.registry.models import Posyandu
from app.registry.search import PosyanduSearch
from app.web import no_store, page_number, page_or_fragment, shown_again, tell

posyandu = Blueprint("posyandu", __name__)


@posyandu.get("/posyandu")
@requires(Permission.REGISTRY_READ)
def list_posyandu() -> ResponseReturnValue:
    """Show the Posyandu of the user's region, searched, filtered and in pages."""
    search = PosyanduSearch.of(request.args)
    return page_or_fragment(
        "app/registry/list_posyandu.html",
        "app/registry/_posyandu.html",
        found=queries.list_posyandu(me(), search, page_number()),
        search=search,
        desa=queries.list_desa_for(me()),
        url=lambda number: url_for(".list_posyandu", **search.as_args(hal=number)),
    )


@posyandu.get("/posyandu/<uuid:posyandu_id>")
@requires(Permission.REGISTRY_READ)
def show_posyandu(posyandu_id: UUID) -> ResponseReturnValue:
    """Show one Posyandu with its cadres."""
    place = queries.get_posyandu_for(me(), posyandu_id)
    page = render_template(
        "app/registry/show_posyandu.html",
        posyandu=place,
        regions=list_regions(codes_from_kecamatan(place)),
        cadres=queries.list_cadres_of(place),
    )
    return no_store(page)


@posyandu.route("/posyandu/baru", methods=["GET", "POST"])
@requires(Permission.REGISTRY_WRITE)
def new_posyandu() -> ResponseReturnValue:
    """Add a Posyandu."""
    form = NewPosyanduForm.for_desa(queries.list_desa_for(me()), request.args.get("desa", ""))
    if form.validate_on_submit():
        with refused_at(form.name):
            place = operations.add_posyandu(form.desa.data, form.details, me().id)
            tell(
                _("Posyandu %(name)s ditambahkan.", name=place.name),
                _("Tambah kadernya"),
                url_for("registry.new_cadre", posyandu=place.id),
            )
            return _to(place)
    page = render_template("app/registry/new_posyandu.html", form=form)
    return shown_again(page) if request.method == "POST" else page


@posyandu.route("/posyandu/<uuid:posyandu_id>/ubah", methods=["GET", "POST"])
@requires(Permission.REGISTRY_WRITE)
def edit_posyandu(posyandu_id: UUID) -> ResponseReturnValue:
    """Correct what is kept about a Posyandu."""
    place = queries.get_posyandu_for(me(), posyandu_id)
    form = PosyanduForm.of(place)
    if form.validate_on_submit():
        with refused_at(form.name):
            operations.change_posyandu(place.id, form.details, me().id)
            tell(_("Data Posyandu %(name)s tersimpan.", name=place.name), _("Ubah lagi"), request.path)
            return _to(place)
    return _form_page("app/registry/edit_posyandu.html", place, form)


@posyandu.route("/posyandu/<uuid:posyandu_id>/tutup", methods=["GET", "POST"])
@requires(Permission.REGISTRY_WRITE)
def close_posyandu(posyandu_id: UUID) -> ResponseReturnValue:
    """Close a Posyandu in which nobody serves any more."""
    place = queries.get_posyandu_for(me(), posyandu_id)
    form = DayForm()
    if form.validate_on_submit():
        with refused_at(form.day):
            operations.close_posyandu(place.id, form.day.data, me().id)
            tell(
                _("Posyandu %(name)s ditutup.", name=place.name),
                _("Buka lagi"),
                url_for(".reopen_posyandu", posyandu_id=place.id),
            )
            return _to(place)
    return _form_page("app/registry/close_posyandu.html", place, form, cadres=queries.list_cadres_of(place))


@posyandu.route("/posyandu/<uuid:posyandu_id>/buka", methods=["GET", "POST"])
@requires(Permission.REGISTRY_WRITE)
def reopen_posyandu(posyandu_id: UUID) -> ResponseReturnValue:
    """Ask, then open a closed Posyandu again."""
    place = queries.get_posyandu_for(me(), posyandu_id)
    form = ActionForm()
    if form.validate_on_submit():
        operations.reopen_posyandu(place.id, me().id)
        undo = url_for(".close_posyandu", posyandu_id=place.id)
        tell(_("Posyandu %(name)s buka lagi.", name=place.name), _("Tutup"), undo)
        return _to(place)
    return _form_page("app/registry/reopen_posyandu.html", place, form)


def codes_from_kecamatan(place: Posyandu) -> list[str]:
    """Return the codes of the kecamatan and the desa of a Posyandu."""
    return [place.region_code[: place.region_code.rindex(".")], place.region_code]


def _form_page(template: str, place: Posyandu, form: object, **shown: object) -> ResponseReturnValue:
    """Show a form about a Posyandu; sent with mistakes, it comes back as such."""
    page = no_store(render_template(template, posyandu=place, form=form, **shown))
    return shown_again(page) if request.method == "POST" else page


def _to(place: Posyandu) -> ResponseReturnValue:
    return redirect(url_for("posyandu.show_posyandu", posyandu_id=place.id), 303)
