"""What a person may send about levels on paper."""

from flask_babel import lazy_gettext as _
from wtforms import RadioField
from wtforms.validators import DataRequired, InputRequired, Length

from app.forms import Form, TextField
from app.registry.forms import DayField

LEVEL_NAMES = {"belum": _("Belum berjenjang"), "pratama": "Pratama", "madya": "Madya", "utama": "Utama"}


class PaperLevelForm(Form):
    """A level that was decided on paper."""

    level_code = RadioField(
        _("Jenjang menurut surat"), choices=list(LEVEL_NAMES.items()), validators=[InputRequired()]
    )
    decided_on = DayField(_("Tanggal penilaian"), [InputRequired()])
    source = TextField(_("Sumber"), [DataRequired(), Length(min=5, max=120)])


class WithdrawForm(Form):
    """Why a level on paper is taken back."""

    reason = TextField(_("Alasan"), [DataRequired(), Length(min=5, max=120)])
