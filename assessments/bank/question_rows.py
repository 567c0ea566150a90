"""The rows of the question form: an option, a pair, an accepted answer, a picture. Each reads and writes a part of a body."""

import re
from typing import Any, ClassVar

from flask_babel import lazy_gettext as _
from flask_wtf.file import FileField
from wtforms import BooleanField, FieldList, FormField, HiddenField, IntegerField
from wtforms import Form as PlainForm
from wtforms.validators import Length, NumberRange, Optional

from app.forms import Indonesian, LongTextField, TextField, squeeze
from assessments.bank.types.base import Unreadable
from assessments.bank.types.checks import DECIMAL, ID, LONGEST_ALT
from assessments.bank.types.number import LONGEST_UNIT, Number, as_typed

NO_UNIT = {"stem": "?", "answer": "0"}
MEDIA_NAME = re.compile(r"([0-9a-f]{32})\.([a-z]{3,4})")
MOST_ROWS = 50
Part = dict[str, Any]
Sizes = dict[str, tuple[int, int]]  # of pictures, by their names, in pixels


def clean_lines(text: str | None) -> str:
    """Return what was typed in several lines: with `\\n` line ends, nothing blank around it."""
    return (text or "").replace("\r\n", "\n").replace("\r", "\n").strip()


class WordsField(LongTextField):
    """Words of a question; its type says how long they may be."""

    def __init__(self, label: Any = None, rows: int = 2, **kwargs: Any) -> None:
        super().__init__(label, filters=[clean_lines], render_kw={"rows": rows}, **kwargs)


class DecimalTextField(TextField):
    """A number as it is written in Indonesia, kept as text with a decimal point; what is no number stays as typed."""

    def __init__(self, label: Any = None, **kwargs: Any) -> None:
        super().__init__(label, [Length(max=60)], render_kw={"inputmode": "decimal"}, **kwargs)

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Read the number, whatever marks it was typed with."""
        typed = squeeze(valuelist[0]) if valuelist else ""
        try:
            self.data: str = Number().read(NO_UNIT, [typed or ""])
        except Unreadable:
            self.data = typed or ""

    def _value(self) -> str:
        text = super()._value()
        return as_typed(text) if DECIMAL.fullmatch(text) else text


class Row(PlainForm):
    """One row of a list. Its fields are called as in the body."""

    class Meta:
        """Our messages instead of WTForms' own."""

        def get_translations(self, form: Any) -> Indonesian:
            """Return the catalogue."""
            return Indonesian()

    texts: ClassVar[
        tuple[str, ...]
    ] = ()  # the fields that make it a row: one without any of them is left out

    @property
    def is_empty(self) -> bool:
        """Whether nothing was typed into it."""
        return not any(self[name].data for name in self.texts)

    def part(self, sizes: Sizes) -> Part:
        """Return what it says, as the body keeps it."""
        said = {
            name: field.data for name, field in self._fields.items() if field.data not in (None, "", False)
        }
        if "id" in self._fields and not ID.fullmatch(said.get("id", "")):
            said.pop("id", None)
        return said


class PictureRow(Row):
    """A picture: its file, and the words for who cannot see it."""

    texts = ("media",)
    media = HiddenField()
    upload = FileField(_("Gambar"), render_kw={"accept": "image/*"})
    alt = TextField(_("Apa yang terlihat di gambar"), [Length(max=LONGEST_ALT)])
    remove = BooleanField(_("Buang gambar ini"))

    @property
    def is_empty(self) -> bool:
        """Whether there is no picture, or it was taken away."""
        return self.remove.data or not MEDIA_NAME.fullmatch(self.media.data or "")

    def part(self, sizes: Sizes) -> Part:
        """Return the picture with its size; nothing for one that is not kept here."""
        if self.is_empty or self.media.data not in sizes:
            return {}
        width, height = sizes[self.media.data]
        return {"media": self.media.data, "alt": self.alt.data or "", "width": width, "height": height}


class OptionRow(Row):
    """One option of a choice."""

    texts = ("text", "feedback")
    id = HiddenField()
    text = WordsField(_("Pilihan"))
    correct = BooleanField(_("Benar"))
    feedback = WordsField(_("Kata-kata sesudah memilihnya"))
    weight = DecimalTextField(_("Nilai sebagian (persen)"))
    picture = FormField(PictureRow)

    @property
    def is_empty(self) -> bool:
        """Whether it has neither words nor a picture."""
        return super().is_empty and self.picture.form.is_empty

    def part(self, sizes: Sizes) -> Part:
        """Return the option, its picture beside its text."""
        said = super().part(sizes) | {"text": self.text.data, "picture": self.picture.form.part(sizes)}
        return said if said["picture"] else {name: one for name, one in said.items() if name != "picture"}


class ShortRow(Row):
    """One accepted text."""

    texts = ("text", "feedback")
    text = TextField(_("Jawaban yang diterima"))
    weight = DecimalTextField(_("Nilai (persen)"))
    feedback = WordsField(_("Kata-kata sesudah menjawab ini"))


class NumberRow(Row):
    """One further accepted number."""

    texts = ("answer", "feedback")
    answer = DecimalTextField(_("Angka yang juga diterima"))
    tolerance = DecimalTextField(_("Boleh meleset"))
    weight = DecimalTextField(_("Nilai (persen)"))
    feedback = WordsField(_("Kata-kata sesudah menjawab ini"))


class UnitRow(Row):
    """Another unit that may be typed."""

    texts = ("name", "factor")
    name = TextField(_("Satuan lain"), [Length(max=LONGEST_UNIT)])
    factor = DecimalTextField(_("Satu satuan ini berapa satuan di atas"))


class PairRow(Row):
    """A pair that belongs together."""

    texts = ("left", "right")
    id = HiddenField()
    left = WordsField(_("Kiri"), rows=1)
    right = WordsField(_("Pasangannya di kanan"), rows=1)


class ExtraRow(Row):
    """A right side that belongs to nobody."""

    texts = ("text",)
    id = HiddenField()
    text = WordsField(_("Pengecoh di kanan"), rows=1)


class ItemRow(Row):
    """A step, in the order in which it stands, or at the place that was typed."""

    texts = ("text",)
    id = HiddenField()
    place = IntegerField(_("Urutan"), [Optional(), NumberRange(1, 99)], render_kw={"inputmode": "numeric"})
    text = WordsField(_("Langkah"), rows=1)

    def part(self, sizes: Sizes) -> Part:
        """Return the step without its place."""
        return {name: one for name, one in super().part(sizes).items() if name != "place"}


class GapRow(Row):
    """One gap of a cloze: its options, a line each, the right one with an asterisk before it."""

    texts = ("options",)
    options = WordsField(_("Isi celah"), rows=4)

    def part(self, sizes: Sizes) -> Part:
        """Return the gap's options, without ids yet."""
        lines = [line.strip() for line in (self.options.data or "").split("\n") if line.strip()]
        return {"options": [_gap_option(line) for line in lines]}


def _gap_option(line: str) -> Part:
    if line.startswith("*"):
        return {"text": line[1:].strip(), "correct": True}
    return {"text": line.removeprefix("\\")}


def gap_lines(options: list[Part]) -> str:
    """Return the options of a gap as its field shows them: the inverse of what `GapRow` reads."""
    return "\n".join(_gap_line(option) for option in options)


def _gap_line(option: Part) -> str:
    if option.get("correct"):
        return f"*{option['text']}"
    return f"\\{option['text']}" if option["text"].startswith(("*", "\\")) else str(option["text"])


def rows_of(row: type[Row], least: int) -> FieldList:
    """Return a list of such rows, at least so many shown."""
    return FieldList(FormField(row), min_entries=least, max_entries=MOST_ROWS)
