"""The trainings of one cadre, kept by hand."""

from uuid import UUID

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app import audit
from app.auth.decorators import requires
from app.auth.identity import me
from app.auth.permissions import Permission
from app.forms import ActionForm, refused_at
from app.registry import operations
from app.registry.forms import TrainingForm
from app.registry.models import Cadre
from app.registry.queries import get_cadre_for, get_training_of, trainings_of
from app.registry.views import registry
from app.web import no_store, shown_again, tell

PATH = "/kader/<number>/pelatihan"


@registry.get(PATH)
@requires(Permission.REGISTRY_READ)
def list_trainings(number: str) -> ResponseReturnValue:
    """Show a cadre's trainings, and the form for one more to whom may write; `?seperti=` fills it like another one."""
    cadre = get_cadre_for(me(), number)
    audit.record_viewed(me().id, "cadre", cadre.id, cadre.region_code)
    return _page(cadre, _form_like(cadre, request.args.get("seperti", type=UUID)))


@registry.post(PATH)
@requires(Permission.REGISTRY_WRITE)
def add_training(number: str) -> ResponseReturnValue:
    """Record a training."""
    cadre = get_cadre_for(me(), number)
    form = TrainingForm()
    if form.validate_on_submit():
        with refused_at(form.starts_on):
            [training] = operations.add_training(
                [cadre.id],
                form.title.data,
                form.starts_on.data,
                form.ends_on.data or form.starts_on.data,
                source=form.source.data,
                by=me().id,
            )
            undo = url_for(".withdraw_training", number=cadre.number, training_id=training.id)
            tell(_("Pelatihan %(title)s tersimpan.", title=training.title), _("Tarik"), undo)
            return redirect(_url(cadre), 303)
    return shown_again(_page(cadre, form))


@registry.route(f"{PATH}/<uuid:training_id>/tarik", methods=["GET", "POST"])
@requires(Permission.REGISTRY_WRITE)
def withdraw_training(number: str, training_id: UUID) -> ResponseReturnValue:
    """Ask, then take a training back."""
    cadre = get_cadre_for(me(), number)
    training = get_training_of(cadre, training_id)
    form = ActionForm()
    if form.validate_on_submit():
        operations.withdraw_training(training.id, me().id)
        again = url_for(".list_trainings", number=cadre.number, seperti=training.id, _anchor="tambah")
        tell(
            _("Pelatihan %(title)s ditarik. Catatannya tetap ada.", title=training.title),
            _("Catat lagi"),
            again,
        )
        return redirect(_url(cadre), 303)
    page = no_store(
        render_template("app/registry/withdraw_training.html", cadre=cadre, training=training, form=form)
    )
    return shown_again(page) if request.method == "POST" else page


def _form_like(cadre: Cadre, training_id: UUID | None) -> TrainingForm:
    """Return the empty form, or filled with a training of hers, such as one just withdrawn by mistake."""
    return TrainingForm(obj=get_training_of(cadre, training_id) if training_id else None)


def _page(cadre: Cadre, form: TrainingForm) -> ResponseReturnValue:
    rows = trainings_of(cadre)
    return no_store(render_template("app/registry/trainings.html", cadre=cadre, rows=rows, form=form))


def _url(cadre: Cadre) -> str:
    return url_for("registry.list_trainings", number=cadre.number)
