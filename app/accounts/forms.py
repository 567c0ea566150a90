"""What a person may send about her own account."""

from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from wtforms import PasswordField, ValidationError
from wtforms.validators import InputRequired, Length

from app.accounts.models import REPORT_LENGTH
from app.auth.secrets import PASSWORD_LENGTH, PIN_LENGTH, is_pin, is_weak_password, is_weak_pin
from app.forms import Form, LongTextField, no_control_characters

LONGEST = 100


class SecretField(PasswordField):
    """A PIN or password; never filled in again."""

    def __init__(self, label: Any, autocomplete: str, **kwargs: Any) -> None:
        checks = [InputRequired(_("Bagian ini wajib diisi.")), Length(max=LONGEST), no_control_characters]
        super().__init__(label, checks, render_kw={"autocomplete": autocomplete}, **kwargs)


class OwnSecretForm(Form):
    """The old PIN or password, and the new one twice."""

    old_pin = SecretField(_("PIN lama"), "current-password")
    new_pin = SecretField(_("PIN baru"), "new-password")
    repeat_pin = SecretField(_("PIN baru sekali lagi"), "new-password")

    def validate_repeat_pin(self, field: PasswordField) -> None:
        """Refuse a new secret that was not typed the same twice."""
        if field.data != self.new_pin.data:
            raise ValidationError(gettext("Belum sama dengan yang di atas. Ketik lagi."))


class OwnPinForm(OwnSecretForm):
    """A cadre's PIN."""

    @classmethod
    def for_cadre(cls, birth_year: int | None) -> "OwnPinForm":
        """Return the form for a cadre born in that year, which her PIN may not hold."""
        form = cls()
        form.birth_year = birth_year
        return form

    birth_year: int | None = None

    def validate_new_pin(self, field: PasswordField) -> None:
        """Refuse what is no PIN, or one that is easy to guess."""
        if not is_pin(field.data or ""):
            raise ValidationError(gettext("PIN berisi %(n)d angka.", n=PIN_LENGTH))
        if is_weak_pin(field.data or "", self.birth_year):
            raise ValidationError(
                gettext("PIN ini mudah ditebak. Jangan pakai angka urut, kembar, atau tahun lahir.")
            )
        if field.data == self.old_pin.data:
            raise ValidationError(gettext("PIN ini sama dengan yang lama. Pilih yang lain."))


class OwnPasswordForm(OwnSecretForm):
    """An officer's password."""

    old_pin = SecretField(_("Kata sandi lama"), "current-password")
    new_pin = SecretField(_("Kata sandi baru"), "new-password")
    repeat_pin = SecretField(_("Kata sandi baru sekali lagi"), "new-password")
    sign_in_name = ""

    @classmethod
    def for_officer(cls, sign_in_name: str) -> "OwnPasswordForm":
        """Return the form for an officer of that sign-in name, which her password may not hold."""
        form = cls()
        form.sign_in_name = sign_in_name
        return form

    def validate_new_pin(self, field: PasswordField) -> None:
        """Refuse a password that is short or easy to guess."""
        if len(field.data or "") < PASSWORD_LENGTH:
            raise ValidationError(gettext("Paling sedikit %(n)d huruf.", n=PASSWORD_LENGTH))
        if is_weak_password(field.data or "", self.sign_in_name):
            raise ValidationError(gettext("Kata sandi ini mudah ditebak. Pakai beberapa kata yang berbeda."))
        if field.data == self.old_pin.data:
            raise ValidationError(gettext("Kata sandi ini sama dengan yang lama. Pilih yang lain."))


def _squeeze_lines(text: str | None) -> str | None:
    return "\n".join(" ".join(line.split()) for line in text.split("\n")).strip() if text else text


class ReportForm(Form):
    """What is wrong in a cadre's data, in her own words."""

    words = LongTextField(
        _("Apa yang salah?"),
        [
            InputRequired(_("Tulis data mana yang salah, dan yang benarnya.")),
            Length(max=REPORT_LENGTH),
        ],
        filters=[_squeeze_lines],
        render_kw={"rows": 4, "maxlength": REPORT_LENGTH},
    )
