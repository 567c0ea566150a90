"""Pictures sent with the question form: made small, and kept before the rest is right, so that nobody sends one twice."""

from uuid import UUID

from flask_babel import gettext as _

from app.db import db
from app.media import keep
from app.pictures import Shrunk, shrink
from app.uploads import Unreadable
from assessments.bank.queries import sizes_of_pictures
from assessments.bank.question_form import QuestionForm
from assessments.bank.question_rows import PictureRow, Sizes


def take_pictures(form: QuestionForm, by: UUID) -> Sizes:
    """Keep what was uploaded, each in its row, and return the sizes of all pictures that the form names.

    What is no picture is said at its field. Holds no transaction while it works on them.
    """
    taken = [(row, shrunk) for row in form.picture_rows() if (shrunk := _shrunk(row))]
    form.form_errors += [error for row in form.picture_rows() for error in row.upload.errors]
    if taken:
        with db.transaction():
            for row, shrunk in taken:
                keep(shrunk.content, shrunk.kind, shrunk.width, shrunk.height, by)
                row.media.data = shrunk.name
    with db.reading():
        return sizes_of_pictures(str(row.media.data) for row in form.picture_rows() if not row.is_empty)


def _shrunk(row: PictureRow) -> Shrunk | None:
    if not row.upload.data:
        return None
    try:
        return shrink(row.upload.data.read())
    except Unreadable as bad:
        row.upload.errors = [_(bad.message, **bad.values)]
        return None
