"""What a trainer may send of a lesson read aloud."""

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from flask_wtf.file import FileField, FileRequired

from app.forms import Form
from app.uploads import Unreadable
from learning.audio.conversion import Sound, convert


class RecordingForm(Form):
    """A recording as the phone made it."""

    recording = FileField(
        _("Rekaman"),
        [FileRequired(_("Pilih dulu rekamannya."))],
        render_kw={"accept": "audio/*,.m4a,.amr,.ogg,.mp3,.wav,.3gp"},
    )

    def converted(self) -> Sound | None:
        """Return it as it is kept; None, said at its field, when it cannot be used. Takes its time."""
        try:
            return convert(self.recording.data.read())
        except Unreadable as bad:
            self.recording.errors = [gettext(bad.message, **bad.values)]
            return None
