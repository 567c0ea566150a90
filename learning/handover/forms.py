"""What a trainer sends to take a module over."""

from flask_babel import lazy_gettext as _
from flask_wtf.file import FileField, FileRequired
from wtforms import BooleanField

from learning.desk.forms import KeyForm


class ImportForm(KeyForm):
    """A zip; and that it is taken once more, where it was taken before."""

    file = FileField(
        _("Zip modul"),
        [FileRequired(_("Pilih berkasnya dulu."))],
        render_kw={"accept": ".zip,application/zip"},
    )
    again = BooleanField(_("Ambil sekali lagi, sebagai modul baru"))
