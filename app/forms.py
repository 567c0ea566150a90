"""The base of every form: its token, its messages in Indonesian, and fields used by more than one package."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from flask import g
from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import Field, StringField, TextAreaField, ValidationError

from app.db import SAFE_METHODS
from app.errors import Refused

# Control characters but for tab and line ends, and the code points that are no characters.
UNTYPABLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufdd0-\ufdef"
    + "".join(f"{chr(plane + 0xFFFE)}{chr(plane + 0xFFFF)}" for plane in range(0, 0x110000, 0x10000))
    + "]"
)

# WTForms ships no Indonesian; these are all messages of the validators and fields we use.
MESSAGES = {
    "This field is required.": _("Bagian ini wajib diisi."),
    "Not a valid choice": _("Pilihan ini tidak ada. Pilih dari daftar."),
    "Not a valid choice.": _("Pilihan ini tidak ada. Pilih dari daftar."),
    "Invalid Choice: could not coerce": _("Pilihan ini tidak ada. Pilih dari daftar."),
    "Invalid Choice: could not coerce.": _("Pilihan ini tidak ada. Pilih dari daftar."),
    "Invalid choice(s): one or more data inputs could not be coerced.": _("Ada pilihan yang tidak dikenal."),
    "'%(value)s' is not a valid choice for this field.": _("Pilihan ini tidak ada. Pilih dari daftar."),
    "'%(value)s' are not valid choices for this field.": _("Pilihan ini tidak ada. Pilih dari daftar."),
    "Not a valid integer value.": _("Tulis dengan angka saja."),
    "Not a valid decimal value.": _("Tulis dengan angka saja, misalnya 6,4."),
    "Not a valid date value.": _("Tulis tanggal seperti 2025-10-15."),
    "Not a valid time value.": _("Tulis jam seperti 08:30."),
    "Invalid input.": _("Isinya belum benar."),
    "The CSRF token is missing.": _(
        "Formulir ini sudah lama terbuka. Periksa isinya, lalu kirim sekali lagi."
    ),
    "The CSRF token is invalid.": _(
        "Formulir ini sudah lama terbuka. Periksa isinya, lalu kirim sekali lagi."
    ),
    "The CSRF session token is missing.": _(
        "Formulir ini sudah lama terbuka. Periksa isinya, lalu kirim sekali lagi."
    ),
    "The CSRF tokens do not match.": _(
        "Formulir ini sudah lama terbuka. Periksa isinya, lalu kirim sekali lagi."
    ),
    "The CSRF token has expired.": _(
        "Formulir ini sudah lama terbuka. Periksa isinya, lalu kirim sekali lagi."
    ),
}
PLURAL_MESSAGES = {
    "Field must be at least %(min)d character long.": _("Paling sedikit %(min)d huruf."),
    "Field cannot be longer than %(max)d character.": _("Paling banyak %(max)d huruf."),
    "Field must be exactly %(max)d character long.": _("Harus tepat %(max)d huruf."),
    "Number must be at least %(min)s.": _("Paling kecil %(min)s."),
    "Number must be at most %(max)s.": _("Paling besar %(max)s."),
}
SENTENCES = {
    "Number must be at least %(min)s.": _("Paling kecil %(min)s."),
    "Number must be at most %(max)s.": _("Paling besar %(max)s."),
    "Number must be between %(min)s and %(max)s.": _("Antara %(min)s dan %(max)s."),
    "Field must be between %(min)d and %(max)d characters long.": _("Antara %(min)d dan %(max)d huruf."),
    "Field must be equal to %(other_name)s.": _("Kedua isian harus sama."),
}


class Indonesian:
    """Answers WTForms' own messages from our catalogue."""

    def gettext(self, message: str) -> str:
        """Return the Indonesian for one of WTForms' messages."""
        return str(MESSAGES.get(message) or SENTENCES.get(message) or message)

    def ngettext(self, singular: str, plural: str, n: int) -> str:
        """Return the Indonesian, which has no plural, for a counted message."""
        return str(PLURAL_MESSAGES.get(singular, singular))


class Form(FlaskForm):
    """A form with a token; when the token is right, the request may commit (`app.web.commit_or_roll_back`)."""

    class Meta(FlaskForm.Meta):
        """Our messages instead of WTForms' own."""

        def get_translations(self, form: Any) -> Indonesian:
            """Return the catalogue."""
            return Indonesian()

    def validate(self, extra_validators: Any = None) -> bool:
        """Check the fields, and remember that the token was ours."""
        fine: bool = super().validate(extra_validators=extra_validators)
        if self.is_stale:  # Flask-WTF does not ask the catalogue
            self.csrf_token.errors = [str(MESSAGES.get(words, words)) for words in self.csrf_token.errors]
        else:
            g.form_is_ours = True
        return fine

    @property
    def is_stale(self) -> bool:
        """Whether the form came with a token of an earlier session; what was typed is shown again."""
        return "csrf_token" in self.errors


class ActionForm(Form):
    """A single button."""


def squeeze(text: str | None) -> str | None:
    """Return `text` without spaces around it and with single ones inside; None stays None."""
    return " ".join(text.split()) if text else text


def no_control_characters(form: Form, field: Field) -> None:
    """Refuse characters that no keyboard types, among them NUL, which PostgreSQL cannot store."""
    if UNTYPABLE.search(field.data or ""):
        raise ValidationError(_("Ada huruf yang tidak bisa disimpan. Ketik ulang bagian ini."))


def typable(text: str | None) -> str:
    """Return `text` as a page may show it: without the characters that neither a keyboard nor HTML knows."""
    return UNTYPABLE.sub("", text or "")


@contextmanager
def refused_at(field: Field) -> Iterator[None]:
    """Show an operation's refusal at `field`; the view then goes on and shows its form again."""
    try:
        yield
    except Refused as refusal:
        field.errors = [*field.errors, refusal.reason]


class TextField(StringField):
    """One line of text: squeezed, and without control characters."""

    def __init__(self, label: Any = None, validators: Any = None, **kwargs: Any) -> None:
        checks = [*(validators or []), no_control_characters]
        filters: list[Callable[[str | None], str | None]] = [squeeze]
        super().__init__(label, checks, filters=filters, **kwargs)

    def _value(self) -> str:
        return typable(self.data)


class LongTextField(TextAreaField):
    """Several lines of text, without control characters."""

    def __init__(self, label: Any = None, validators: Any = None, **kwargs: Any) -> None:
        super().__init__(label, [*(validators or []), no_control_characters], **kwargs)

    def _value(self) -> str:
        return typable(self.data)


__all__ = [
    "SAFE_METHODS",
    "ActionForm",
    "Form",
    "LongTextField",
    "TextField",
    "no_control_characters",
    "refused_at",
    "squeeze",
    "typable",
]
