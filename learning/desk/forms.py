"""What a trainer may send about modules and lessons."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from flask_wtf.file import FileField
from wtforms import (
    BooleanField,
    Field,
    HiddenField,
    IntegerField,
    SelectChoice,
    SelectField,
    StringField,
    ValidationError,
)
from wtforms.validators import AnyOf, DataRequired, InputRequired, Length, NumberRange, Optional

from app.clock import today
from app.db import new_id
from app.forms import Form, LongTextField, TextField
from app.registry.forms import DayField, ManyField
from learning.curriculum.models import Lesson, Module, Skill, Theme
from learning.desk.models import LessonVersion
from learning.desk.module_operations import ModuleDetails
from learning.desk.operations import LessonText, Officer
from learning.desk.snippets import sections_of

MOST_LETTERS, MOST_REFERENCES = 20_000, 40
NUMBERS = [str(n) for n in range(10_000)]  # of versions
NUMERIC = {"inputmode": "numeric"}


class SkillsField(ManyField):
    """Checkboxes of skills, by group."""

    def offer(self, skills: Sequence[Skill]) -> None:
        """Let these be ticked."""
        self.choices = [SelectChoice(one.slug, one.label, optgroup=one.group.label) for one in skills]


class KeyForm(Form):
    """A form that adds something, under an id of its own: sent twice, it adds once."""

    key = HiddenField(validators=[InputRequired(), Length(max=36)])

    def validate_key(self, field: Field) -> None:
        """Refuse what is no id."""
        try:
            UUID(str(field.data))
        except ValueError:
            raise ValidationError(gettext("Muat ulang halaman ini, lalu isi sekali lagi.")) from None

    def begin(self) -> None:
        """Give an empty form its id."""
        self.key.data = self.key.data or str(new_id())


class ModuleForm(KeyForm):
    """What a module says of itself."""

    title = TextField(_("Judul modul"), [InputRequired(), DataRequired(), Length(max=80)])
    summary = TextField(
        _("Ringkasan, satu atau dua kalimat"), [InputRequired(), DataRequired(), Length(max=300)]
    )
    theme_slug = SelectField(_("Tema"), [InputRequired()])
    skills = SkillsField(_("Keterampilan yang diajarkan"))

    @classmethod
    def of(cls, module: Module | None, themes: Sequence[Theme], skills: Sequence[Skill]) -> "ModuleForm":
        """Return the form with its choices, filled with a module, if there is one."""
        filled: dict[str, Any] = {}
        if module:
            filled = {name: getattr(module, name) for name in ("title", "summary", "theme_slug")}
            filled |= {"key": str(module.id), "skills": [one.slug for one in module.skills]}
        form = cls(data=filled)
        form.begin()
        form.theme_slug.choices = [SelectChoice(one.slug, one.title) for one in themes]
        form.skills.offer(skills)
        return form

    @property
    def details(self) -> ModuleDetails:
        """What was filled in."""
        return ModuleDetails(
            str(self.title.data),
            str(self.summary.data),
            str(self.theme_slug.data),
            list(self.skills.data or []),
        )


class LessonForm(KeyForm):
    """A lesson as it is written. `tool` is the button that was pressed; none saves. `seen`: of the version changed."""

    seen = HiddenField(default="0", validators=[AnyOf(NUMBERS)])
    title = TextField(_("Judul"), [InputRequired(), DataRequired(), Length(max=80)])
    aim = TextField(
        _("Sesudah pelajaran ini kader bisa …"), [InputRequired(), DataRequired(), Length(max=200)]
    )
    minutes = IntegerField(
        _("Lama membaca, menit"), [InputRequired(), NumberRange(1, 15)], default=5, render_kw=NUMERIC
    )
    source = LongTextField(
        _("Isi pelajaran"),
        [InputRequired(), DataRequired(), Length(max=MOST_LETTERS)],
        render_kw={"rows": 20, "class": "text", "spellcheck": "true"},
    )
    tool = StringField()
    section = SelectField(_("Taruh potongan"), [Optional()], validate_choice=False)
    picture = FileField(_("Gambar"), render_kw={"accept": "image/*"})
    picture_alt = TextField(_("Apa yang terlihat di gambar"), [Optional(), Length(max=200)])
    references = LongTextField(
        _("Sumber, satu per baris"), [Optional(), Length(max=8000)], render_kw={"rows": 3}
    )
    skills = SkillsField(_("Keterampilan yang dilatih"))

    @classmethod
    def of(
        cls,
        written: Lesson | LessonVersion | None,
        number: int,
        serves: Sequence[str],
        skills: Sequence[Skill],
    ) -> "LessonForm":
        """Return the form with its choices, filled with a version (or a shipped lesson), if there is one."""
        filled: dict[str, Any] = {}
        if written:
            filled = {name: getattr(written, name) for name in ("title", "aim", "minutes", "source")}
            filled |= {"seen": str(number), "references": "\n".join(written.references)}
        form = cls(data={**filled, "skills": list(serves)})
        form.begin()
        form.skills.offer(skills)
        return form

    def refresh(self) -> None:
        """Offer the sections that the text has now, and forget the button that was pressed."""
        sections = [SelectChoice(str(n), name) for n, name in enumerate(sections_of(self.text), 1)]
        self.section.choices = [SelectChoice("", gettext("di akhir naskah")), *sections]
        self.tool.data = ""

    @property
    def text(self) -> str:
        """The Markdown, with the line ends of the portal."""
        return str(self.source.data or "").replace("\r\n", "\n").strip() + "\n"

    @property
    def details(self) -> LessonText:
        """What was filled in."""
        return LessonText(
            title=str(self.title.data),
            aim=str(self.aim.data),
            minutes=int(self.minutes.data or 0),
            source=self.text,
            skills=list(self.skills.data or []),
            references=[line.strip() for line in str(self.references.data or "").split("\n") if line.strip()],
        )

    def validate_references(self, field: Field) -> None:
        """Refuse a list that no cadre would read."""
        if len(str(field.data or "").split("\n")) > MOST_REFERENCES:
            raise ValidationError(gettext("Paling banyak %(most)s sumber.", most=MOST_REFERENCES))


class MoveForm(Form):
    """Where to put a module or a lesson."""

    slug = HiddenField(validators=[InputRequired(), Length(max=60)])
    place = IntegerField(validators=[InputRequired(), NumberRange(1, 500)])


class DeedForm(Form):
    """What to do with a module or a lesson."""

    deed = HiddenField(validators=[AnyOf(("draf", "tarik", "pakai"))])


class PublishForm(Form):
    """A version to publish, and what is new in it to cadres who know the lesson, if any can."""

    number = HiddenField(validators=[InputRequired(), AnyOf(NUMBERS)])
    changes = TextField(_("Apa yang berubah?"), [InputRequired(), DataRequired(), Length(max=300)])

    @classmethod
    def of(cls, number: int, *, is_new: bool) -> "PublishForm":
        """Return the form of version `number`; of a lesson that is new to all cadres, nothing has changed."""
        form = cls(data={"number": str(number)})
        if is_new:
            del form.changes
        return form


class RestoreForm(Form):
    """An earlier version to make the newest one."""

    seen = HiddenField(validators=[InputRequired(), AnyOf(NUMBERS)])


class ReviewForm(Form):
    """Who has read a version and found it right."""

    name = TextField(_("Nama petugas kesehatan"), [InputRequired(), DataRequired(), Length(max=48)])
    office = TextField(
        _("Jabatan dan tempat tugas, misalnya bidan Puskesmas Curup"),
        [InputRequired(), DataRequired(), Length(max=48)],
    )
    reviewed_on = DayField(_("Tanggal ditinjau"), [InputRequired()], default=today)

    @property
    def officer(self) -> Officer:
        """What was filled in."""
        return Officer(str(self.name.data), str(self.office.data), self.reviewed_on.data)


class RuleForm(Form):
    """What the kabupaten demands before it publishes."""

    is_required = BooleanField(_("Pelajaran kami harus ditinjau petugas kesehatan sebelum terbit"))
