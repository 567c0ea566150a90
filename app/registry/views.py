"""The roster: its list, and the forms to add, change, move, end and bring back a cadre."""

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.auth.decorators import requires
from app.auth.identity import me
from app.auth.permissions import Permission
from app.filters import long_date
from app.forms import refused_at
from app.registry import operations, queries
from app.registry.forms import CadreForm, DayForm, NewCadreForm, PlacementForm, posyandu_options
from app.registry.models import Cadre
from app.registry.search import CadreSearch
from app.web import no_store, page_number, page_or_fragment, shown_again, tell

registry = Blueprint("registry", __name__)


@registry.get("/kader")
@requires(Permission.REGISTRY_READ)
def list_cadres() -> ResponseReturnValue:
    """Show the cadres of the user's region, searched, filtered and in pages."""
    search = CadreSearch.of(request.args)
    found = queries.list_cadres(me(), search, page_number())
    is_narrow = bool(search.region_code or search.posyandu_id)
    answer = page_or_fragment(
        "app/registry/list_cadres.html",
        "app/registry/_cadres.html",
        found=found,
        search=search,
        desa=queries.list_desa_for(me()),
        places=posyandu_options(queries.list_open_posyandu(me(), search.region_code)) if is_narrow else [],
        url=lambda number: url_for(".list_cadres", **search.as_args(hal=number)),
    )
    return no_store(answer)


@registry.route("/kader/baru", methods=["GET", "POST"])
@requires(Permission.REGISTRY_WRITE)
def new_cadre() -> ResponseReturnValue:
    """Add a cadre."""
    form = NewCadreForm.for_places(queries.list_open_posyandu(me()), request.args.get("posyandu", ""))
    if form.validate_on_submit():
        with refused_at(form.since):
            posyandu = queries.get_posyandu_for(me(), form.chosen)
            cadre = operations.add_cadre(posyandu, form.details, form.since.data, me().id)
            more = url_for(".new_cadre", posyandu=posyandu.id)
            tell(
                _("%(name)s ditambahkan dengan nomor %(number)s.", name=cadre.name, number=cadre.number),
                _("Tambah kader lain di Posyandu ini"),
                more,
            )
            return _to(cadre)
    page = render_template("app/registry/new_cadre.html", form=form)
    return shown_again(page) if request.method == "POST" else page


@registry.route("/kader/<number>/ubah", methods=["GET", "POST"])
@requires(Permission.REGISTRY_WRITE)
def edit_cadre(number: str) -> ResponseReturnValue:
    """Correct what is kept about a cadre."""
    cadre = queries.get_cadre_for(me(), number)
    form = CadreForm.of(cadre)
    if form.validate_on_submit():
        operations.change_cadre(cadre.id, form.details, me().id)
        tell(_("Data %(name)s tersimpan.", name=cadre.name), _("Ubah lagi"), request.path)
        return _to(cadre)
    return _form_page("app/registry/edit_cadre.html", cadre, form)


@registry.route("/kader/<number>/pindah", methods=["GET", "POST"])
@requires(Permission.REGISTRY_WRITE)
def move_cadre(number: str) -> ResponseReturnValue:
    """Let a cadre serve at another Posyandu."""
    cadre = queries.get_cadre_for(me(), number)
    form = PlacementForm.for_places(queries.list_open_posyandu(me()), request.args.get("posyandu", ""))
    if form.validate_on_submit():
        before = cadre.posyandu_id
        with refused_at(form.since):
            posyandu = queries.get_posyandu_for(me(), form.chosen)
            operations.move_cadre(cadre.id, posyandu, form.since.data, me().id)
            tell(
                _("%(name)s dipindahkan ke Posyandu %(place)s.", name=cadre.name, place=posyandu.name),
                _("Kembalikan ke Posyandu lama"),
                url_for(".move_cadre", number=cadre.number, posyandu=before),
            )
            return _to(cadre)
    return _form_page("app/registry/move_cadre.html", cadre, form)


@registry.route("/kader/<number>/berhenti", methods=["GET", "POST"])
@requires(Permission.REGISTRY_WRITE)
def leave(number: str) -> ResponseReturnValue:
    """Note that a cadre stopped."""
    cadre = queries.get_cadre_for(me(), number)
    form = DayForm()
    if form.validate_on_submit():
        with refused_at(form.day):
            operations.leave(cadre.id, form.day.data, me().id)
            tell(
                _("%(name)s berhenti pada %(day)s.", name=cadre.name, day=long_date(form.day.data)),
                _("Kembalikan"),
                url_for(".return_", number=cadre.number),
            )
            return _to(cadre)
    return _form_page("app/registry/leave.html", cadre, form)


@registry.route("/kader/<number>/kembali", methods=["GET", "POST"])
@requires(Permission.REGISTRY_WRITE)
def return_(number: str) -> ResponseReturnValue:
    """Bring back a cadre who had left."""
    cadre = queries.get_cadre_for(me(), number)
    form = PlacementForm.for_places(queries.list_open_posyandu(me()), str(cadre.posyandu_id))
    if form.validate_on_submit():
        with refused_at(form.since):
            posyandu = queries.get_posyandu_for(me(), form.chosen)
            operations.return_(cadre.id, posyandu, form.since.data, me().id)
            tell(
                _("%(name)s aktif lagi di Posyandu %(place)s.", name=cadre.name, place=posyandu.name),
                _("Catat berhenti"),
                url_for(".leave", number=cadre.number),
            )
            return _to(cadre)
    return _form_page("app/registry/return.html", cadre, form)


def _form_page(template: str, cadre: Cadre, form: object) -> ResponseReturnValue:
    """Show a form about a cadre; sent with mistakes, it comes back as such."""
    page = no_store(render_template(template, cadre=cadre, form=form))
    return shown_again(page) if request.method == "POST" else page


def _to(cadre: Cadre) -> ResponseReturnValue:
    return redirect(url_for("people.show_cadre", number=cadre.number), 303)
