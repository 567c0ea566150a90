"""What a person may send about levels on paper."""

from flask_babel import lazy_gettext as _
from wtforms import RadioField, SelectChoice
from wtforms.validators import DataRequired, InputRequired, Length

from app.forms import Form, TextField
from app.registry.forms import DayField

LEVELS_ON_PAPER = [
    SelectChoice("belum", _("Belum berjenjang")),
    SelectChoice("pratama", "Pratama"),
    SelectChoice("madya", "Madya"),
    SelectChoice("utama", "Utama"),
]


class PaperLevelForm(Form):
    """A level that was decided on paper."""

    level_code = RadioField(_("Jenjang menurut surat"), [InputRequired()], choices=LEVELS_ON_PAPER)
    decided_on = DayField(_("Tanggal penilaian"), [InputRequired()])
    source = TextField(_("Sumber"), [DataRequired(), Length(min=5, max=120)])


class WithdrawForm(Form):
    """Why a level on paper is taken back."""

    reason = TextField(_("Alasan"), [DataRequired(), Length(min=5, max=120)])
