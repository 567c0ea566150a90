"""What a trainer may send about the parts of a quiz."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from wtforms import (
    Field,
    HiddenField,
    IntegerField,
    SelectChoice,
    SelectField,
    SelectMultipleField,
    ValidationError,
)
from wtforms.validators import AnyOf, DataRequired, InputRequired, Length, NumberRange, Optional

from app.forms import Form, LongTextField
from assessments.bank.forms import DIFFICULTIES
from assessments.quizzes.forms import NUMERIC
from assessments.quizzes.operations import PartDetails
from learning.curriculum.models import Skill

MOST_OF_A_DRAW = 50


class DrawForm(Form):
    """A draw: so many questions of a skill, a difficulty, a tag."""

    skill = SelectField(_("Keterampilan"), [Optional()])
    difficulty = SelectField(
        _("Tingkat"),
        [Optional()],
        choices=[SelectChoice("", _("Semua")), *(SelectChoice(*one) for one in DIFFICULTIES)],
    )
    tag = SelectField(_("Tanda"), [Optional()])
    count = IntegerField(
        _("Banyaknya soal"), [InputRequired(), NumberRange(1, MOST_OF_A_DRAW)], default=5, render_kw=NUMERIC
    )

    @classmethod
    def of(cls, skills: Sequence[Skill], tags: Sequence[str]) -> "DrawForm":
        """Return the form with its choices."""
        form = cls()
        form.skill.choices = [
            SelectChoice("", gettext("Semua")),
            *(SelectChoice(one.slug, one.label, optgroup=one.group.label) for one in skills),
        ]
        form.tag.choices = [SelectChoice("", gettext("Semua")), *(SelectChoice(one, one) for one in tags)]
        return form

    def validate_skill(self, field: Field) -> None:
        """Ask for at least one thing to draw by."""
        if not (field.data or self.difficulty.data or self.tag.data):
            raise ValidationError(gettext("Pilih keterampilan, tingkat, atau tanda."))

    @property
    def details(self) -> PartDetails:
        """The draw."""
        return PartDetails(
            skill_slug=self.skill.data or None,
            difficulty=int(self.difficulty.data) if self.difficulty.data else None,
            tag=self.tag.data or None,
            count=int(self.count.data or 0),
        )


class BlockForm(Form):
    """A text to read before the questions that follow it."""

    text = LongTextField(
        _("Bacaan"), [InputRequired(), DataRequired(), Length(max=2000)], render_kw={"rows": 4}
    )


class PartForm(Form):
    """What to do with one part; `seen`: how the quiz stood when the form was made."""

    deed = HiddenField(validators=[AnyOf(("naik", "turun", "hapus", "jumlah"))])
    seen = HiddenField(validators=[InputRequired(), Length(max=40)])
    count = IntegerField(_("Banyaknya soal"), [Optional(), NumberRange(1, MOST_OF_A_DRAW)])


class RemovedForm(Form):
    """A part that was just removed, to be put back where it was."""

    place = IntegerField(validators=[InputRequired(), NumberRange(1, 200)])
    question = HiddenField(validators=[Length(max=36)])
    skill = HiddenField(validators=[Length(max=60)])
    difficulty = IntegerField(validators=[Optional(), NumberRange(1, 3)])
    tag = HiddenField(validators=[Length(max=40)])
    count = IntegerField(validators=[InputRequired(), NumberRange(1, MOST_OF_A_DRAW)])

    @classmethod
    def of(cls, removed: PartDetails, place: int) -> "RemovedForm":
        """Return the form of a part that stood at `place`."""
        values = {
            "question": str(removed.question_id or ""),
            "skill": removed.skill_slug or "",
            "difficulty": removed.difficulty,
            "tag": removed.tag or "",
        }
        return cls(formdata=None, data={**values, "place": place, "count": removed.count})

    @classmethod
    def from_args(cls, args: Mapping[str, str]) -> "RemovedForm | None":
        """Return the form that an address carries after a removal, if it carries one."""
        return cls(formdata=None, data=dict(args)) if args.get("place") else None

    def as_args(self) -> dict[str, Any]:
        """Return what an address carries so that the next page can offer to put the part back."""
        names = ("place", "question", "skill", "difficulty", "tag", "count")
        return {name: value for name in names if (value := self[name].data)}

    def validate_question(self, field: Field) -> None:
        """Refuse what is no id."""
        if field.data and _id(field.data) is None:
            raise ValidationError(gettext("Soal ini tidak ada."))

    @property
    def details(self) -> PartDetails:
        """The part."""
        return PartDetails(
            question_id=_id(self.question.data),
            skill_slug=self.skill.data or None,
            difficulty=self.difficulty.data,
            tag=self.tag.data or None,
            count=int(self.count.data or 0),
        )


class PickForm(Form):
    """Questions to ask always."""

    questions = SelectMultipleField(_("Soal"), choices=[], validate_choice=False)

    def validate_questions(self, field: Field) -> None:
        """Ask for at least one, and refuse what is no id."""
        if not self.picked:
            raise ValidationError(gettext("Centang paling sedikit satu soal."))

    @property
    def picked(self) -> list[UUID]:
        """The chosen questions."""
        return [key for key in map(_id, self.questions.data or ()) if key]


def _id(text: str | None) -> UUID | None:
    try:
        return UUID(text or "")
    except ValueError:
        return None
