"""What an admin may send about an officer."""

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from wtforms import RadioField, SelectChoice, StringField, ValidationError
from wtforms.validators import InputRequired, Length

from app.accounts.queries import list_regions_named
from app.auth.forms import OnceForm
from app.auth.identity import Identity
from app.auth.models import Role
from app.auth.queries import find_user, is_sign_in_name
from app.forms import Form, TextField
from app.places import Region, fold, list_regions

ROLE_NAMES = {
    Role.CADRE: _("Kader"),
    Role.TRAINER: _("Pelatih"),
    Role.CAMAT: _("Camat"),
    Role.DPMD: _("DPMD"),
    Role.ADMIN: _("Admin"),
}
OFFICER_ROLES = [
    SelectChoice(Role.TRAINER.value, _("Pelatih: melihat kader, membuat kartu masuk")),
    SelectChoice(Role.DPMD.value, _("DPMD: mengurus kader dan Posyandu")),
    SelectChoice(Role.CAMAT.value, _("Camat: membaca satu kecamatan")),
    SelectChoice(Role.ADMIN.value, _("Admin: mengurus akun")),
]


class OfficerForm(Form):
    """What an officer is called, may do, and where. The region is a code or a name; an unclear name gives a choice."""

    name = TextField(_("Nama"), [InputRequired(_("Tulis nama petugas.")), Length(max=80)])
    role = RadioField(_("Peran"), [InputRequired(_("Pilih satu peran."))], choices=OFFICER_ROLES)
    region = TextField(_("Wilayah"), [Length(max=80)])
    region_pick = RadioField(_("Wilayah yang mana?"), choices=[], validate_choice=False)
    admin: Identity
    place: Region | None = None

    @classmethod
    def for_admin(cls, admin: Identity, **shown: object) -> "OfficerForm":
        """Return the form for an officer inside the admin's region, filled with what is `shown`."""
        form = cls(**shown)
        form.admin = admin
        if admin.region_code is not None:
            form.region.flags.required = True
        return form

    def validate_region(self, field: StringField) -> None:
        """Find the region that was meant, inside the admin's own."""
        self.place = self._find_place(field.data or "")
        if self.role.data == Role.CAMAT and (self.place is None or self.place.kind != "kecamatan"):
            raise ValidationError(gettext("Camat membaca satu kecamatan. Tulis nama kecamatannya."))

    def _find_place(self, typed: str) -> Region | None:
        if not typed:
            if self.admin.region_code is None:
                return None
            raise ValidationError(gettext("Tulis nama atau kode wilayahnya."))
        found = list_regions_named(self.admin, typed)
        picked = [region for region in found if region.code == self.region_pick.data] or found
        if not found:
            raise ValidationError(gettext("Tidak ada wilayah itu di wilayah Anda. Periksa ejaannya."))
        if len(picked) > 1:
            self._offer(found)
            raise ValidationError(gettext("Ada beberapa wilayah dengan nama itu. Pilih salah satu di bawah."))
        return picked[0]

    def _offer(self, found: list[Region]) -> None:
        above = {
            place.code: place.name for place in list_regions([place.parent_code or "" for place in found])
        }
        self.region_pick.flags.required = True
        self.region_pick.choices = [
            SelectChoice(
                place.code, f"{place.full_name}, {above.get(place.parent_code or '', '')} · {place.code}"
            )
            for place in found
        ]


class NewOfficerForm(OfficerForm, OnceForm):
    """A new officer's account; its password is made for her."""

    sign_in_name = TextField(
        _("Nama pengguna"),
        [InputRequired(_("Tulis nama untuk masuk.")), Length(max=60)],
        render_kw={"autocapitalize": "none", "spellcheck": "false"},
    )

    def validate_sign_in_name(self, field: StringField) -> None:
        """Refuse a name that is taken, or could be mistaken for a cadre's number."""
        name = fold(field.data or "")
        if not is_sign_in_name(name):
            raise ValidationError(
                gettext("Pakai huruf kecil, angka, titik atau garis. Mulai dengan huruf, tanpa spasi.")
            )
        if find_user(name):
            raise ValidationError(gettext("Nama ini sudah dipakai. Pilih yang lain."))
