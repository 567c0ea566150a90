"""What a trainer may send about quizzes on paper."""

from collections.abc import Sequence
from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from wtforms import BooleanField, HiddenField
from wtforms.validators import UUID, DataRequired

from app.forms import Form, TextField
from assessments.paper.keying import Miskeyed, Printed, differences, read_sheet, run_length, squeeze

DIGITS = {"inputmode": "numeric", "autocomplete": "off"}


class PrintForm(Form):
    """Print; `batch_id` is made with the form, so that a second tap prints nothing new."""

    batch_id = HiddenField(validators=[DataRequired(), UUID()])


class FindSheetForm(Form):
    """The code on a sheet."""

    code = TextField(_("Kode di lembar"), [DataRequired()], render_kw=DIGITS)


class SheetForm(Form):
    """One sheet as it is keyed: whose, and its answers, twice. `attempt_id` is made with the form."""

    attempt_id = HiddenField(validators=[DataRequired(), UUID()])
    number = TextField(_("Nomor kader"), [DataRequired()], render_kw=DIGITS)
    run = TextField(_("Jawaban"), render_kw=DIGITS)
    again = TextField(_("Jawaban, sekali lagi"), render_kw=DIGITS)
    another_try = BooleanField(_("Ini kuis ulangan: kader ini mengerjakan versi ini lagi"))

    def read(self, sheet: Sequence[Printed], own: dict[int, tuple[str, str]]) -> dict[int, str] | None:
        """Return the answers by position; None when the two keyings differ or cannot be right, which the fields then say."""
        first, second = self.run.data or "", self.again.data or ""
        try:
            values = read_sheet(sheet, first, {position: typed for position, (typed, _again) in own.items()})
        except Miskeyed as wrong:
            self.run.errors = [gettext(message, **values) for message, values in wrong.problems]
            return None
        numbers = [one.number for one in sheet if one.has_own_field and len({*own[one.position]}) > 1]
        if len(squeeze(second)) != run_length(sheet):
            self.again.errors = [gettext("Ketik semua jawaban sekali lagi, supaya salah ketik ketahuan.")]
            return None
        numbers += differences(sheet, first, second)
        if numbers:
            said: dict[str, Any] = {"numbers": ", ".join(map(str, sorted(numbers)))}
            self.again.errors = [
                gettext("Kedua ketikan berbeda pada soal %(numbers)s. Lihat lembarnya.", **said)
            ]
            return None
        return values
