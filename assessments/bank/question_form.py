"""The form of a question, one class for each type, without any script: it reads a body and writes one.

More rows, pictures and mistakes all come back as the same form with what was typed. `to_body` keeps the ids of options.
"""

from collections.abc import Iterable, Iterator
from typing import Any, ClassVar

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from wtforms import BooleanField, FormField, RadioField, SelectChoice, SelectField, StringField
from wtforms.fields import FieldList
from wtforms.validators import InputRequired, Length

from app.forms import Form, TextField
from assessments.bank import question_rows as rows
from assessments.bank.bodies import with_fresh_ids, with_matched_ids
from assessments.bank.question_rows import DecimalTextField, Part, PictureRow, Sizes, WordsField
from assessments.bank.types.base import Body, Flaw
from assessments.bank.types.number import LONGEST_UNIT

ADDED_ROWS = 2
WORDS = [SelectChoice("benar", _("Benar")), SelectChoice("salah", _("Salah"))]
ALL_OR_NOTHING = SelectChoice("all", _("Semua harus tepat"))
PARTIAL = SelectChoice("partial", _("Tiap bagian yang tepat dinilai"))


class QuestionForm(Form):
    """What all types have in common. `kept` are the fields of the type, called as in the body."""

    type_code: ClassVar[str]
    kept: ClassVar[tuple[str, ...]] = ()
    more_words: ClassVar[dict[str, Any]] = {}

    stem = WordsField(_("Soal"), rows=4)
    pictures = rows.rows_of(PictureRow, least=1)
    explanation = WordsField(_("Penjelasan sesudah menjawab, apa pun jawabannya"))
    more = StringField()  # the list that is to show more rows

    @classmethod
    def from_body(cls, type_code: str, body: Body, **more: Any) -> "QuestionForm":
        """Return the form of a type, filled in with what was sent, else with `body`. `more`: values of further fields."""
        form_class = FORMS[type_code]
        return form_class(data={**form_class.data_of(body), **more})

    @property
    def template(self) -> str:
        """The fragment that draws the fields of the type."""
        return f"_{self.type_code}.html"

    @classmethod
    def data_of(cls, body: Body) -> dict[str, Any]:
        """Return the values by which the form shows `body`."""
        return dict(body)

    def lists(self) -> Iterator[FieldList]:
        """Find the lists of rows, the pictures first."""
        return (field for field in self if isinstance(field, FieldList))

    def picture_rows(self) -> Iterator[PictureRow]:
        """Find the rows of all pictures: of the question, and of its options."""
        yield from (entry.form for entry in self.pictures)
        for listed in self.lists():
            yield from (entry.form.picture.form for entry in listed if "picture" in entry.form)

    def add_rows(self) -> bool:
        """Show more rows where a button asked for them, and no mistakes yet; return whether one did."""
        wanted = [listed for listed in self.lists() if listed.name == self.more.data]
        for listed in wanted:
            for _row in range(min(ADDED_ROWS, rows.MOST_ROWS - len(listed))):
                listed.append_entry()
        if wanted:
            self.form_errors.clear()
            for field in self:
                if not isinstance(field, FormField):
                    field.errors = []
        return bool(wanted)

    def to_body(self, old_body: Body, sizes: Sizes) -> Body:
        """Return the body that was typed. `sizes`: of the pictures that are kept here; others are left out."""
        said = {"stem": self.stem.data, "pictures": self._parts(self.pictures, sizes)}
        said |= {name: self._said(name, sizes) for name in self.kept}
        said["explanation"] = self.explanation.data
        body = {name: value for name, value in said.items() if value not in (None, "", [], {})}
        return with_fresh_ids({"stem": "", **body}, [old_body] if old_body else [])

    def _said(self, name: str, sizes: Sizes) -> Any:
        field = self[name]
        if isinstance(field, FieldList):
            return self._parts(field, sizes)
        if isinstance(field, FormField):
            return {key: value for key, value in field.data.items() if value}
        return field.data or None

    def _parts(self, listed: Iterable[Any], sizes: Sizes) -> list[Part]:
        parts = [entry.form.part(sizes) for entry in listed if not entry.form.is_empty]
        return [part for part in parts if part]

    def show_flaws(self, flaws: Iterable[Flaw]) -> None:
        """Show each flaw at its field."""
        for flaw in flaws:
            field = self[flaw.field] if flaw.field in self._fields else self.stem
            shown = field.form.wrong if isinstance(field, FormField) else field
            shown.errors = [*shown.errors, gettext(flaw.message, **flaw.values)]


class FeedbackRow(rows.Row):
    """What is said for a full mark, and for less."""

    right = WordsField(_("Kata-kata bila jawabannya benar"))
    wrong = WordsField(_("Kata-kata bila belum benar"))


class OptionsForm(QuestionForm):
    """What single and multiple choice share."""

    kept: ClassVar[tuple[str, ...]] = ("options", "fixed_order")
    more_words = {"options": _("Tambah pilihan")}
    options = rows.rows_of(rows.OptionRow, least=6)
    fixed_order = BooleanField(_("Urutan pilihan jangan diacak"))


class SingleForm(OptionsForm):
    """Single choice: the right one is marked by one radio button for all rows."""

    type_code = "single"
    correct = RadioField(validate_choice=False)  # the number of the row

    @classmethod
    def data_of(cls, body: Body) -> dict[str, Any]:
        """Return the values, with the number of the right option's row."""
        right = (n for n, option in enumerate(body.get("options", [])) if option.get("correct"))
        return {**body, "correct": str(next(right, ""))}

    def _parts(self, listed: Iterable[Any], sizes: Sizes) -> list[Part]:
        if listed is self.options:
            for entry in self.options:
                entry.form.correct.data = entry.name == f"options-{self.correct.data}"
        return super()._parts(listed, sizes)


class MultipleForm(OptionsForm):
    """Multiple choice."""

    type_code = "multiple"
    kept = (*OptionsForm.kept, "scoring")
    scoring = SelectField(
        _("Cara menilai"),
        choices=[
            ALL_OR_NOTHING,
            SelectChoice("partial", _("Tiap pilihan benar menambah, tiap pilihan salah mengurangi")),
            SelectChoice("weights", _("Menurut nilai sebagian tiap pilihan")),
        ],
    )


class TrueFalseForm(QuestionForm):
    """True or false."""

    type_code = "truefalse"
    kept = ("answer", "feedback")
    answer = RadioField(_("Pernyataan ini"), [InputRequired(_("Pilih Benar atau Salah."))], choices=WORDS)
    feedback = FormField(FeedbackRow)

    @classmethod
    def data_of(cls, body: Body) -> dict[str, Any]:
        """Return the values, the answer as its word."""
        words = {True: "benar", False: "salah"}
        return {**body, "answer": words.get(body.get("answer", ""))}

    def _said(self, name: str, sizes: Sizes) -> Any:
        return self.answer.data == "benar" if name == "answer" else super()._said(name, sizes)


class NumberForm(QuestionForm):
    """A number."""

    type_code = "number"
    kept = ("answer", "tolerance", "unit", "feedback", "units", "answers")
    more_words = {"units": _("Tambah satuan"), "answers": _("Tambah angka")}
    answer = DecimalTextField(_("Jawaban"))
    tolerance = DecimalTextField(_("Boleh meleset"))
    unit = TextField(_("Satuan"), [Length(max=LONGEST_UNIT)])
    feedback = FormField(FeedbackRow)
    units = rows.rows_of(rows.UnitRow, least=1)
    answers = rows.rows_of(rows.NumberRow, least=1)


class ShortForm(QuestionForm):
    """A short text."""

    type_code = "short"
    kept = ("answers", "case", "feedback")
    more_words = {"answers": _("Tambah jawaban")}
    answers = rows.rows_of(rows.ShortRow, least=4)
    case = BooleanField(_("Huruf besar dan kecil dibedakan"))
    feedback = FormField(FeedbackRow)


class MatchingForm(QuestionForm):
    """Pairs."""

    type_code = "matching"
    kept = ("pairs", "extra", "scoring", "feedback")
    more_words = {"pairs": _("Tambah pasangan"), "extra": _("Tambah pengecoh")}
    pairs = rows.rows_of(rows.PairRow, least=6)
    extra = rows.rows_of(rows.ExtraRow, least=2)
    scoring = SelectField(_("Cara menilai"), choices=[PARTIAL, ALL_OR_NOTHING])
    feedback = FormField(FeedbackRow)


class OrderingForm(QuestionForm):
    """Steps in their order."""

    type_code = "ordering"
    kept = ("items", "scoring", "feedback")
    more_words = {"items": _("Tambah langkah")}
    items = rows.rows_of(rows.ItemRow, least=6)
    scoring = SelectField(_("Cara menilai"), choices=[ALL_OR_NOTHING, PARTIAL])
    feedback = FormField(FeedbackRow)

    @classmethod
    def data_of(cls, body: Body) -> dict[str, Any]:
        """Return the values, each step with its place."""
        return {**body, "items": [{**item, "place": n} for n, item in enumerate(body.get("items", []), 1)]}

    def _parts(self, listed: Iterable[Any], sizes: Sizes) -> list[Part]:
        """Return the steps by the places typed; one without a place stands after all that have one."""
        if listed is self.items:
            listed = sorted(self.items, key=lambda entry: entry.form.place.data or rows.MOST_ROWS * 2)
        return super()._parts(listed, sizes)


class ClozeForm(QuestionForm):
    """A text with gaps."""

    type_code = "cloze"
    kept = ("text", "gaps", "scoring", "feedback")
    more_words = {"gaps": _("Tambah celah")}
    text = WordsField(_("Kalimat dengan celah {1}, {2}, …"), rows=5)
    gaps = rows.rows_of(rows.GapRow, least=3)
    scoring = SelectField(_("Cara menilai"), choices=[PARTIAL, ALL_OR_NOTHING])
    feedback = FormField(FeedbackRow)

    @classmethod
    def data_of(cls, body: Body) -> dict[str, Any]:
        """Return the values, the options of each gap as lines."""
        by_id = {gap["id"]: rows.gap_lines(gap["options"]) for gap in body.get("gaps", [])}
        last = max((int(key) for key in by_id), default=0)
        return {**body, "gaps": [{"options": by_id.get(str(n), "")} for n in range(1, last + 1)]}

    def to_body(self, old_body: Body, sizes: Sizes) -> Body:
        """Return the body that was typed; an option that says what one said before keeps its id."""
        return with_matched_ids(super().to_body({}, sizes), [old_body] if old_body else [])

    def _parts(self, listed: Iterable[Any], sizes: Sizes) -> list[Part]:
        """Return the gaps, each named by the number of its row."""
        if listed is not self.gaps:
            return super()._parts(listed, sizes)
        entries = enumerate(self.gaps, 1)
        return [{"id": str(n), **entry.form.part(sizes)} for n, entry in entries if not entry.form.is_empty]


class TextForm(QuestionForm):
    """A block to read."""

    type_code = "text"


_ALL: tuple[type[QuestionForm], ...] = (
    SingleForm,
    MultipleForm,
    TrueFalseForm,
    NumberForm,
    ShortForm,
    MatchingForm,
    OrderingForm,
    ClozeForm,
    TextForm,
)
FORMS = {form.type_code: form for form in _ALL}
