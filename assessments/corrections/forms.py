"""What a trainer may send to have answers marked anew."""

from flask_babel import lazy_gettext as _
from wtforms import HiddenField, RadioField, SelectChoice, SelectField
from wtforms.validators import DataRequired, InputRequired, Length

from app.forms import Form, TextField
from assessments.attempts.scoring import KIND, STRICT


class CorrectionForm(Form):
    """Whose key is right, what happens to marks that fall, and what the cadres are told. `seen`: the effect shown."""

    right = SelectField(_("Kunci yang benar ada di"), [InputRequired()])
    policy = RadioField(
        _("Bila nilai seorang kader menjadi lebih rendah"),
        [InputRequired()],
        choices=[
            SelectChoice(KIND, _("Nilai lamanya tetap: tidak ada yang rugi karena kesalahan kita")),
            SelectChoice(STRICT, _("Nilai barunya berlaku, juga bila keterampilan atau jenjangnya hilang")),
        ],
        default=KIND,
    )
    reason = TextField(_("Alasan, dibaca oleh kadernya"), [DataRequired(), Length(min=10, max=200)])
    seen = HiddenField(default="")
