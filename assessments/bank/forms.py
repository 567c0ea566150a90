"""What a trainer says about a question beside the question itself; `question_form` reads that."""

from collections.abc import Iterable
from typing import Any, Self

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from wtforms import RadioField, SelectChoice, SelectField
from wtforms.validators import InputRequired, Length

from app.forms import Form, TextField
from assessments.bank.models import Question, QuestionVersion
from assessments.bank.operations import LONGEST_NOTE, LONGEST_TITLE, QuestionDetails
from assessments.bank.question_form import QuestionForm
from assessments.bank.types.base import Body
from learning.curriculum.models import Lesson, Skill

MIDDLING = "2"
DIFFICULTIES = [
    SelectChoice("1", _("Mudah")),
    SelectChoice("2", _("Sedang")),
    SelectChoice("3", _("Sulit")),
]
LONGEST_TAGS = 300


class AboutForm(Form):
    """Skill, lesson, difficulty, tags, title; and why the question was changed."""

    skill_slug = SelectField(_("Keterampilan"))
    lesson_slug = SelectField(_("Pelajaran untuk dibaca lagi"))
    difficulty = RadioField(_("Tingkat kesulitan"), [InputRequired()], choices=DIFFICULTIES)
    tags = TextField(_("Tanda"), [Length(max=LONGEST_TAGS)])
    title = TextField(_("Judul untuk pelatih"), [Length(max=LONGEST_TITLE)])
    note = TextField(_("Mengapa diubah"), [Length(max=LONGEST_NOTE)])

    @classmethod
    def of(
        cls,
        question: Question | None,
        version: QuestionVersion | None,
        skills: Iterable[Skill],
        lessons: Iterable[Lesson],
    ) -> Self:
        """Return the form, filled in for a question that is there, with `skills` and `lessons` to choose from."""
        data: dict[str, Any] = {"difficulty": MIDDLING, "skill_slug": "", "lesson_slug": ""}
        if question is not None and version is not None:
            data = {
                "skill_slug": question.skill_slug or "",
                "lesson_slug": version.lesson_slug or "",
                "difficulty": str(version.difficulty),
                "tags": ", ".join(tag.tag for tag in question.tags),
                "title": question.title,
            }
        form = cls(data=data)
        form.skill_slug.choices = _skill_choices(skills)
        form.lesson_slug.choices = _lesson_choices(lessons)
        return form

    def is_fine_with(self, form: QuestionForm) -> bool:
        """Return whether this form was sent and nothing in it is wrong; while `form` asks for more rows, nothing is."""
        return not form.more.data and bool(self.validate_on_submit())

    def details(self, type_code: str, body: Body) -> QuestionDetails:
        """Return the whole question, its `body` from the other form."""
        return QuestionDetails(
            type=type_code,
            body=body,
            skill_slug=self.skill_slug.data or None,
            difficulty=int(self.difficulty.data),
            title=self.title.data or "",
            tags=tuple((self.tags.data or "").split(",")),
            lesson_slug=self.lesson_slug.data or None,
        )


def _skill_choices(skills: Iterable[Skill]) -> list[SelectChoice]:
    """Return the skills as options, grouped, and first none of them."""
    named = (SelectChoice(skill.slug, skill.label, optgroup=skill.group.label) for skill in skills)
    return [SelectChoice("", gettext("Tidak untuk satu keterampilan")), *named]


def _lesson_choices(lessons: Iterable[Lesson]) -> list[SelectChoice]:
    named = (SelectChoice(lesson.slug, lesson.title, optgroup=lesson.module.title) for lesson in lessons)
    return [SelectChoice("", gettext("Tidak ada")), *named]
