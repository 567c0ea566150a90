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
    """Show a cadre's trainings, and the form for one more to whom may write."""
    cadre = get_cadre_for(me(), number)
    audit.record_viewed(me().id, "cadre", cadre.id, cadre.region_code)
    return _page(cadre, TrainingForm())


@registry.post(PATH)
@requires(Permission.REGISTRY_WRITE)
def add_training(number: str) -> ResponseReturnValue:
    """Record a training."""
    cadre = get_cadre_for(me(), number)
    form = TrainingForm()
    if form.validate_on_submit():
        with refused_at(form.starts_on):
            operations.add_training(
                [cadre.id],
                form.title.data,
                form.starts_on.data,
                form.ends_on.data or form.starts_on.data,
                source=form.source.data,
                by=me().id,
            )
            tell(_("Pelatihan %(title)s tersimpan.", title=form.title.data))
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
        tell(_("Pelatihan %(title)s ditarik. Catatannya tetap ada.", title=training.title))
        return redirect(_url(cadre), 303)
    page = no_store(
        render_template("app/registry/withdraw_training.html", cadre=cadre, training=training, form=form)
    )
    return shown_again(page) if request.method == "POST" else page


def _page(cadre: Cadre, form: TrainingForm) -> ResponseReturnValue:
    rows = trainings_of(cadre)
    return no_store(render_template("app/registry/trainings.html", cadre=cadre, rows=rows, form=form))


def _url(cadre: Cadre) -> str:
    return url_for("registry.list_trainings", number=cadre.number)
