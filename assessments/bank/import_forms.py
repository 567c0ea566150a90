"""What a trainer may send of an import, and ask of an export."""

from collections.abc import Iterable
from uuid import UUID

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from flask_wtf.file import FileField
from wtforms import BooleanField, HiddenField, SelectChoice, SelectField, validators
from wtforms.validators import InputRequired, Length, Optional, Regexp

from app.forms import Form, LongTextField, typable
from assessments.bank.formats import list_formats
from learning.curriculum.models import Skill

LONGEST_PASTE = 500_000  # letters


class UploadForm(Form):
    """Questions as a file or as pasted text, their format, and the skill of those that name none."""

    file = FileField(_("Berkas soal"))
    text = LongTextField(_("Atau tempel teksnya di sini"), [Optional(), Length(max=LONGEST_PASTE)])
    format_code = SelectField(_("Bentuk berkas"), [Optional()])
    skill = SelectField(_("Keterampilan"), [Optional()])

    @classmethod
    def for_skills(cls, skills: Iterable[Skill]) -> "UploadForm":
        """Return the form with `skills` to choose from."""
        form = cls()
        form.format_code.choices = [
            SelectChoice("", gettext("Kenali sendiri")),
            *(SelectChoice(one.code, one.label) for one in list_formats()),
        ]
        form.skill.choices = [
            SelectChoice("", gettext("Tidak ada")),
            *(SelectChoice(skill.slug, skill.label, optgroup=skill.group.label) for skill in skills),
        ]
        return form

    @property
    def content(self) -> bytes:
        """What was sent: the file, or the pasted text."""
        return bytes(self.file.data.read()) if self.file.data else str(self.text.data).encode()

    @property
    def filename(self) -> str:
        """The name of the file; empty for pasted text."""
        return typable(self.file.data.filename) if self.file.data else ""

    def validate(self, extra_validators: object = None) -> bool:
        """Refuse a form with neither file nor text."""
        fine = bool(super().validate(extra_validators))
        if not (self.file.data or (self.text.data or "").strip()):
            self.file.errors = [gettext("Pilih berkasnya, atau tempel teksnya di bawah.")]
            return False
        return fine


class ApplyForm(Form):
    """The go-ahead for exactly the preview that was read: `seen` is its state."""

    seen = HiddenField(validators=[InputRequired(), validators.UUID()])

    @property
    def state(self) -> UUID:
        """The state of the preview that was read."""
        return UUID(self.seen.data)


class KeyForm(Form):
    """The option that is right."""

    key = HiddenField(validators=[InputRequired(), Regexp("[a-z]{1,2}")])


class LeaveOutForm(Form):
    """Whether an item is left out."""

    left_out = BooleanField()
