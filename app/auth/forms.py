"""What a person may send about accounts."""

from flask_babel import lazy_gettext as _
from wtforms import BooleanField, PasswordField
from wtforms.validators import InputRequired, Length

from app.forms import Form, TextField, no_control_characters

NAME_LENGTH = 60


class SignInForm(Form):
    """Cadre number or user name, and PIN or password."""

    name = TextField(
        _("Nomor kader atau nama pengguna"),
        [InputRequired(_("Tulis nomor kader atau nama pengguna Anda.")), Length(max=NAME_LENGTH)],
        render_kw={"autocapitalize": "none", "autocomplete": "username", "spellcheck": "false"},
    )
    pin = PasswordField(
        _("PIN atau kata sandi"),
        [InputRequired(_("Tulis PIN Anda.")), Length(max=100), no_control_characters],
        render_kw={"autocomplete": "current-password"},
    )
    shared = BooleanField(_("HP ini dipakai bersama"))
