"""The sheets as PDF: questions with an answer sheet, and the key."""

from collections.abc import Mapping, Sequence

from flask import render_template

from app.pdf import Picture, render_pdf
from assessments.paper.keying import Printed, key_of
from assessments.paper.models import PaperForm
from assessments.paper.queries import PRINTED, Batch


def draw_questions(form: PaperForm, sheet: Sequence[Printed], pictures: Mapping[str, Picture]) -> bytes:
    """Return one version: its questions, every option numbered, and the answer sheet on a page of its own."""
    page = render_template("assessments/paper/questions.html", form=form, sheet=sheet, before=PRINTED)
    return render_pdf(page, pictures)


def draw_key(batch: Batch, sheets: Sequence[Sequence[Printed]]) -> bytes:
    """Return the key of both versions, as it is keyed: the run of digits, and each question's own."""
    versions = [
        (form, [(one.number, key_of(one), one.has_own_field) for one in sheet if one.number])
        for form, sheet in zip(batch.forms, sheets, strict=True)
    ]
    return render_pdf(render_template("assessments/paper/key.html", batch=batch, versions=versions))
