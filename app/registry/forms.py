"""What a person may send about cadres, Posyandu and trainings."""

from collections.abc import Iterable
from datetime import date
from typing import Any, Self
from uuid import UUID

from flask_babel import lazy_gettext as _
from flask_wtf.file import FileField, FileRequired
from wtforms import (
    DateField,
    Field,
    HiddenField,
    IntegerField,
    RadioField,
    SelectChoice,
    SelectField,
    SelectMultipleField,
    ValidationError,
)
from wtforms.validators import DataRequired, InputRequired, Length, Optional
from wtforms.widgets import CheckboxInput, ListWidget

from app.clock import today
from app.forms import Form, TextField
from app.places import fold
from app.registry.details import (
    EARLIEST_BIRTH,
    EARLIEST_START,
    YOUNGEST,
    CadreDetails,
    PosyanduDetails,
    is_birth_year,
    is_phone,
    is_start_year,
)
from app.registry.models import STRATA, Cadre, Posyandu
from app.registry.queries import Place

EARLIEST_DAY = date(1970, 1, 1)
GENDERS = [SelectChoice("P", _("Perempuan")), SelectChoice("L", _("Laki-laki"))]
FIELD_NAMES = {
    "kesehatan": _("Kesehatan"),
    "pendidikan": _("Pendidikan"),
    "pekerjaan-umum": _("Pekerjaan umum"),
    "perumahan": _("Perumahan rakyat"),
    "trantibumlinmas": _("Trantibumlinmas"),
    "sosial": _("Sosial"),
}


def posyandu_choices(places: Iterable[Place]) -> list[SelectChoice]:
    """Return the Posyandu as options, grouped by kecamatan."""
    named = (
        SelectChoice(place.key, f"{place.desa} · {place.name}", optgroup=place.kecamatan) for place in places
    )
    return [SelectChoice("", str(_("Pilih dari daftar"))), *named]


def desa_choices(places: Iterable[Place]) -> list[SelectChoice]:
    """Return the desa as options, grouped by kecamatan."""
    named = (SelectChoice(place.key, place.name, optgroup=place.kecamatan) for place in places)
    return [SelectChoice("", str(_("Pilih dari daftar"))), *named]


def posyandu_options(places: Iterable[Place]) -> list[tuple[str, str]]:
    """Return the Posyandu as options of a filter."""
    return [(place.key, f"{place.desa} · {place.name}") for place in places]


class DayField(DateField):
    """A day, typed by hand or picked; neither before the Posyandu began nor after today."""

    def __init__(self, label: Any = None, validators: Any = None, **kwargs: Any) -> None:
        formats = ["%Y-%m-%d", "%d-%m-%Y", "%d/%m/%Y"]
        super().__init__(label, [*(validators or []), not_in_future], format=formats, **kwargs)


class ManyField(SelectMultipleField):
    """Checkboxes; none needs to be ticked."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()


def not_in_future(form: Form, field: Field) -> None:
    """Refuse a day that has not come, or one before there was a Posyandu."""
    if field.data and not EARLIEST_DAY <= field.data <= today():
        raise ValidationError(_("Tulis tanggal hari ini atau sebelumnya."))


def has_letters(form: Form, field: Field) -> None:
    """Refuse a name that cannot be found again because nothing of it can be folded."""
    if field.data and not fold(field.data):
        raise ValidationError(_("Tulis dengan huruf Latin."))


class CadreForm(Form):
    """What is kept about a cadre."""

    name = TextField(_("Nama"), [InputRequired(), DataRequired(), Length(max=80), has_letters])
    gender = RadioField(_("Perempuan atau laki-laki"), [InputRequired()], choices=GENDERS, default="P")
    birth_year = IntegerField(_("Tahun lahir"), [Optional()], render_kw={"inputmode": "numeric"})
    phone = TextField(_("Nomor HP"), [Optional(), Length(max=20)], render_kw={"inputmode": "tel"})
    fields_served = ManyField(
        _("Bidang yang dilayani"), choices=[SelectChoice(*named) for named in FIELD_NAMES.items()]
    )
    decree_number = TextField(_("Nomor SK"), [Optional(), Length(max=60)])
    started_year = IntegerField(_("Tahun mulai jadi kader"), [Optional()], render_kw={"inputmode": "numeric"})

    @classmethod
    def of(cls, cadre: Cadre) -> "CadreForm":
        """Return the form filled with what is kept about `cadre`."""
        return cls(obj=cadre, data={"fields_served": cadre.fields})

    def validate_birth_year(self, field: Field) -> None:
        """Refuse a year in which no cadre of today was born."""
        if field.data is not None and not is_birth_year(field.data, today()):
            last = today().year - YOUNGEST
            raise ValidationError(
                _("Tulis tahun antara %(first)s dan %(last)s.", first=EARLIEST_BIRTH, last=last)
            )

    def validate_started_year(self, field: Field) -> None:
        """Refuse a year that has not come, or one before she was grown."""
        if field.data is None:
            return
        if not is_start_year(field.data, today()):
            last = today().year
            raise ValidationError(
                _("Tulis tahun antara %(first)s dan %(last)s.", first=EARLIEST_START, last=last)
            )
        if self.birth_year.data is not None and field.data <= self.birth_year.data:
            raise ValidationError(_("Tahun mulai harus sesudah tahun lahir."))

    def validate_phone(self, field: Field) -> None:
        """Refuse what cannot be dialled."""
        if field.data and not is_phone(field.data):
            raise ValidationError(_("Tulis nomor HP seperti 0812 3456 7890."))

    @property
    def details(self) -> CadreDetails:
        """What was typed, with nothing for what was left empty."""
        return CadreDetails(
            name=str(self.name.data),
            gender=str(self.gender.data),
            birth_year=self.birth_year.data,
            phone=self.phone.data or None,
            fields=tuple(self.fields_served.data or ()),
            decree_number=self.decree_number.data or None,
            started_year=self.started_year.data,
        )


class PlacementForm(Form):
    """A Posyandu, and since when somebody serves there: to move, and to come back."""

    posyandu = SelectField(_("Posyandu"), [InputRequired(_("Pilih Posyandu."))])
    since = DayField(_("Bertugas di sana sejak"), [InputRequired()])

    @classmethod
    def for_places(cls, places: list[Place], posyandu_id: str = "") -> Self:
        """Return the form with `places` to choose from, and one of them chosen already."""
        form = cls(posyandu=posyandu_id, since=today())
        form.posyandu.choices = posyandu_choices(places)
        return form

    @property
    def chosen(self) -> UUID:
        """The chosen Posyandu."""
        return UUID(self.posyandu.data)


class NewCadreForm(PlacementForm, CadreForm):
    """A cadre, where she serves, and since when."""


class DayForm(Form):
    """One day: when a cadre stopped, when a Posyandu closed."""

    day = DayField(_("Tanggal"), [InputRequired()], default=today)


class TrainingForm(Form):
    """A training a cadre took part in."""

    title = TextField(_("Nama pelatihan"), [InputRequired(), DataRequired(), Length(max=120)])
    starts_on = DayField(_("Hari pertama"), [InputRequired()])
    ends_on = DayField(_("Hari terakhir"), [Optional()])
    source = TextField(_("Bukti"), [InputRequired(), DataRequired(), Length(max=120)])

    def validate_ends_on(self, field: Field) -> None:
        """Refuse an end before the beginning."""
        if field.data and self.starts_on.data and field.data < self.starts_on.data:
            raise ValidationError(_("Hari terakhir tidak boleh sebelum hari pertama."))


class PosyanduForm(Form):
    """What is kept about a Posyandu."""

    name = TextField(_("Nama Posyandu"), [InputRequired(), DataRequired(), Length(max=80), has_letters])
    strata = SelectField(
        _("Strata Posyandu"),
        [Optional()],
        choices=[
            SelectChoice("", _("Belum diisi")),
            *(SelectChoice(code, code.capitalize()) for code in STRATA),
        ],
    )
    life_cycle_since = DayField(_("Posyandu Siklus Hidup sejak"), [Optional()])
    registration_number = TextField(_("Nomor registrasi"), [Optional(), Length(max=40)])

    @classmethod
    def of(cls, posyandu: Posyandu) -> "PosyanduForm":
        """Return the form filled with what is kept about `posyandu`."""
        return cls(obj=posyandu)

    @property
    def details(self) -> PosyanduDetails:
        """What was typed, with nothing for what was left empty."""
        return PosyanduDetails(
            name=str(self.name.data),
            strata=self.strata.data or None,
            life_cycle_since=self.life_cycle_since.data,
            registration_number=self.registration_number.data or None,
        )


class NewPosyanduForm(PosyanduForm):
    """A Posyandu and its desa."""

    desa = SelectField(_("Desa atau kelurahan"), [InputRequired(_("Pilih desa atau kelurahan."))])

    @classmethod
    def for_desa(cls, places: list[Place], code: str = "") -> "NewPosyanduForm":
        """Return the form with the desa to choose from, and one of them chosen already."""
        form = cls(desa=code)
        form.desa.choices = desa_choices(places)
        return form


class UploadForm(Form):
    """A spreadsheet of cadres."""

    file = FileField(_("Berkas Excel (.xlsx)"), [FileRequired(_("Pilih berkasnya dulu."))])


class ApplyForm(Form):
    """The go-ahead for exactly the preview that was read: `seen` is its fingerprint."""

    seen = HiddenField(validators=[InputRequired(), Length(max=64)])
