"""What a person may send about accounts."""

from uuid import UUID

from flask_babel import lazy_gettext as _
from wtforms import BooleanField, HiddenField, PasswordField
from wtforms.validators import InputRequired, Length, ValidationError

from app.db import new_id
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


class OnceForm(Form):
    """A form that makes a PIN or password: it carries a key of its own, so that sent twice it makes one."""

    once = HiddenField(validators=[InputRequired()], default=new_id)

    def validate_once(self, field: HiddenField) -> None:
        """Refuse a key that is none."""
        try:
            UUID(field.data or "")
        except ValueError:
            raise ValidationError(_("Isinya belum benar.")) from None

    @property
    def form_id(self) -> UUID:
        """The key of this form, once it was found right."""
        return UUID(self.once.data)
