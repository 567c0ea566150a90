"""What a trainer may send about a quiz."""

from collections.abc import Sequence
from datetime import date, datetime, time
from typing import Any
from uuid import UUID

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from wtforms import (
    BooleanField,
    DateField,
    Field,
    HiddenField,
    IntegerField,
    RadioField,
    SelectChoice,
    SelectField,
    TimeField,
    ValidationError,
)
from wtforms.validators import AnyOf, DataRequired, InputRequired, Length, NumberRange, Optional

from app.clock import zone
from app.forms import Form, LongTextField, TextField
from app.places import Region
from app.registry.forms import ManyField
from app.registry.models import LEVELS
from assessments.quizzes.models import MODES, SHOWS, Quiz
from assessments.quizzes.operations import QuizDetails
from assessments.quizzes.waits import UnclearWait, read_waits, waits_in_words
from learning.curriculum.models import Module

NUMERIC = {"inputmode": "numeric"}
LONGEST_LIMIT = 1440  # minutes
FIRST_DAY, LAST_DAY = date(2020, 1, 1), date(2100, 1, 1)
DAYS = ["%Y-%m-%d", "%d-%m-%Y", "%d/%m/%Y"]
CLOCKS = ["%H:%M", "%H.%M", "%H:%M:%S"]
MODE_WORDS = (
    _("Ujian: hasilnya diberitahukan sesudah dikirim"),
    _("Latihan: benar atau salah langsung diberitahukan"),
)
SHOWS_WORDS = (
    _("Semua: nilai, yang salah, jawaban yang benar dan alasannya"),
    _("Yang salah saja, tanpa jawaban yang benar"),
    _("Nilai saja"),
)
LEVEL_WORDS = (_("Belum dinilai"), _("Belum berjenjang"), "Pratama", "Madya", "Utama")
DEFAULT_WAITS = "langsung, 10 menit, 1 jam, 1 hari"


def _choices(values: Sequence[str], words: Sequence[object]) -> list[SelectChoice]:
    return [SelectChoice(*named) for named in zip(values, words, strict=True)]


class QuizForm(Form):
    """The settings of a quiz. A day and a time make a moment in the office's zone."""

    title = TextField(_("Judul"), [InputRequired(), DataRequired(), Length(max=120)])
    introduction = LongTextField(_("Pengantar"), [Optional(), Length(max=600)], render_kw={"rows": 3})
    module = SelectField(_("Modul"), [Optional()])
    pass_mark = IntegerField(
        _("Batas lulus (1 sampai 100)"), [InputRequired(), NumberRange(1, 100)], default=70, render_kw=NUMERIC
    )
    waits = TextField(
        _("Menunggu sebelum mengulang"),
        [Optional(), Length(max=120)],
        default=DEFAULT_WAITS,
        render_kw={"list": "contoh-tunggu", "autocapitalize": "none"},
    )
    time_limit = IntegerField(
        _("Batas waktu dalam menit"), [Optional(), NumberRange(1, LONGEST_LIMIT)], render_kw=NUMERIC
    )
    opens_day = DateField(_("Dibuka tanggal"), [Optional()], format=DAYS)
    opens_time = TimeField(_("Dibuka jam"), [Optional()], format=CLOCKS)
    closes_day = DateField(_("Ditutup tanggal"), [Optional()], format=DAYS)
    closes_time = TimeField(_("Ditutup jam"), [Optional()], format=CLOCKS)
    mode = RadioField(_("Cara"), [InputRequired()], choices=_choices(MODES, MODE_WORDS), default=MODES[0])
    shows = RadioField(
        _("Sesudah selesai kader melihat"),
        [InputRequired()],
        choices=_choices(SHOWS, SHOWS_WORDS),
        default=SHOWS[0],
    )
    shuffle = BooleanField(_("Acak urutan soal dan pilihan jawaban"), default=True)
    audience = SelectField(_("Untuk kader di"), [Optional()])
    levels = ManyField(
        _("Untuk jenjang"),
        choices=_choices(LEVELS, LEVEL_WORDS),
    )

    @classmethod
    def of(
        cls, quiz: Quiz | None, modules: Sequence[Module], places: Sequence[tuple[Region, Sequence[Region]]]
    ) -> "QuizForm":
        """Return the form with its choices, filled with the settings of `quiz`, if there is one."""
        form = cls(obj=quiz, data=_filled(quiz) if quiz else None)
        form.module.choices = [
            SelectChoice("", gettext("Tanpa modul")),
            *(SelectChoice(str(one.id), one.title) for one in modules),
        ]
        form.audience.choices = [SelectChoice("", gettext("Seluruh kabupaten")), *_places(places)]
        return form

    def validate_waits(self, field: Field) -> None:
        """Refuse a step that is no length of time."""
        try:
            read_waits(field.data or "")
        except UnclearWait as unclear:
            raise ValidationError(
                gettext("“%(step)s” belum jelas. Tulis seperti: 10 menit, 1 jam, 1 hari.", step=unclear.step)
            ) from None

    def validate_opens_day(self, field: Field) -> None:
        """Refuse a day on which no quiz is taken."""
        _check_year(field)

    def validate_opens_time(self, field: Field) -> None:
        """Refuse a time without its day."""
        _check_day(field, self.opens_day)

    def validate_closes_day(self, field: Field) -> None:
        """Refuse a day on which no quiz is taken, and a closing before the opening."""
        _check_year(field)
        opens, closes = self._opens_at, self._closes_at
        if opens and closes and closes <= opens:
            raise ValidationError(gettext("Kuis harus ditutup sesudah dibuka."))

    def validate_closes_time(self, field: Field) -> None:
        """Refuse a time without its day."""
        _check_day(field, self.closes_day)

    @property
    def details(self) -> QuizDetails:
        """What was typed, with nothing for what was left empty."""
        return QuizDetails(
            title=str(self.title.data),
            introduction=(self.introduction.data or "").strip(),
            module_id=UUID(self.module.data) if self.module.data else None,
            pass_mark=int(self.pass_mark.data or 0),
            wait_minutes=read_waits(self.waits.data or ""),
            time_limit=self.time_limit.data,
            opens_at=self._opens_at,
            closes_at=self._closes_at,
            mode=str(self.mode.data),
            shows=str(self.shows.data),
            shuffle=bool(self.shuffle.data),
            audience_code=self.audience.data or None,
            audience_levels=[level for level in LEVELS if level in (self.levels.data or ())],
        )

    @property
    def _opens_at(self) -> datetime | None:
        return _moment(self.opens_day.data, self.opens_time.data or time(0, 0))

    @property
    def _closes_at(self) -> datetime | None:
        return _moment(self.closes_day.data, self.closes_time.data or time(23, 59))


class StateForm(Form):
    """What becomes of a quiz."""

    deed = HiddenField(validators=[AnyOf(("draf", "tarik", "salin", "ubah"))])


def _filled(quiz: Quiz) -> dict[str, Any]:
    opens, closes = ((at.astimezone(zone()) if at else None) for at in (quiz.opens_at, quiz.closes_at))
    return {
        "module": str(quiz.module_id or ""),
        "waits": waits_in_words([int(minutes) for minutes in quiz.wait_minutes]),
        "opens_day": opens.date() if opens else None,
        "opens_time": opens.time() if opens else None,
        "closes_day": closes.date() if closes else None,
        "closes_time": closes.time() if closes else None,
        "audience": quiz.audience_code or "",
        "levels": quiz.audience_levels,
    }


def _places(places: Sequence[tuple[Region, Sequence[Region]]]) -> list[SelectChoice]:
    return [
        choice
        for kecamatan, desa in places
        for choice in (
            SelectChoice(kecamatan.code, kecamatan.full_name, optgroup=kecamatan.name),
            *(SelectChoice(one.code, one.name, optgroup=kecamatan.name) for one in desa),
        )
    ]


def _check_year(day: Field) -> None:
    if day.data and not FIRST_DAY <= day.data <= LAST_DAY:
        raise ValidationError(gettext("Periksa tahunnya."))


def _check_day(clock: Field, day: Field) -> None:
    if clock.data and not day.data and not day.errors:
        raise ValidationError(gettext("Isi juga tanggalnya."))


def _moment(day: date | None, clock: time) -> datetime | None:
    if day is None or not FIRST_DAY <= day <= LAST_DAY:
        return None
    return datetime.combine(day, clock, tzinfo=zone())
