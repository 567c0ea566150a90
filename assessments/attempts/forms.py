"""What a cadre may send about an attempt, apart from its answers."""

from wtforms import HiddenField

from app.forms import Form


class SendForm(Form):
    """Send the answers; `confirm` says that she has seen which questions are left empty."""

    confirm = HiddenField(default="")
