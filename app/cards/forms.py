"""Which cadres get a card."""

from collections.abc import Sequence

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from wtforms import SelectChoice, SelectMultipleField
from wtforms.validators import DataRequired
from wtforms.widgets import CheckboxInput, ListWidget

from app.auth.forms import OnceForm
from app.cards.queries import Holder


class CardsForm(OnceForm):
    """The cadres to make cards for: whoever has no account is ticked, the others only when the officer ticks them."""

    chosen = SelectMultipleField(
        _("Kartu untuk siapa?"),
        [DataRequired(_("Centang paling sedikit satu kader."))],
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
    )

    @classmethod
    def for_holders(cls, holders: Sequence[Holder]) -> "CardsForm":
        """Return the form to choose among `holders`."""
        form = cls(chosen=[str(holder.cadre_id) for holder in holders if holder.user_id is None])
        form.chosen.choices = [SelectChoice(str(holder.cadre_id), _words(holder)) for holder in holders]
        return form


def _words(holder: Holder) -> str:
    if holder.user_id is None:
        return holder.name
    return str(gettext("%(name)s: sudah punya akun, PIN lama langsung mati", name=holder.name))
