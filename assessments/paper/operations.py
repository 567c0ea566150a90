"""Writes of quizzes on paper: two versions are drawn and printed for ever, and a keyed sheet becomes an attempt."""

import secrets
from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

from flask_babel import gettext as _
from sqlalchemy import select

from app import audit
from app.db import db, new_id, now
from app.errors import Refused
from app.registry.numbers import make_number
from assessments.attempts.models import Answer, Attempt, AttemptQuestion
from assessments.attempts.operations import draw_questions, finish_attempt, mix_questions, order_options
from assessments.bank.models import QuestionVersion
from assessments.paper.keying import is_printable
from assessments.paper.models import LABELS, PaperForm, PaperKeying
from assessments.quizzes.models import Quiz


class KeyedBefore(Refused):
    """The same cadre's sheet of the same version was keyed already."""

    def __init__(self) -> None:
        super().__init__(_("Lembar versi ini untuk kader ini sudah pernah dimasukkan."))


def print_quiz(quiz: Quiz, kabupaten: str, batch_id: UUID, by: UUID | None) -> list[PaperForm]:
    """Draw a quiz once and keep it as versions A and B: the same questions, in another order where the quiz is shuffled.

    Questions that cannot be answered in digits are not drawn. The same `batch_id` again gives the same two. Raises
    TooFewQuestions when the quiz cannot be drawn.
    """
    statement = select(PaperForm).where(PaperForm.batch_id == batch_id).order_by(PaperForm.label)
    if made := list(db.session.scalars(statement)):
        return made
    drawn = draw_questions(quiz, kabupaten, may_ask=lambda one: is_printable(one.type, one.body))
    forms = [_form(quiz, kabupaten, batch_id, label, drawn, by) for label in LABELS]
    db.session.add_all(forms)
    db.session.flush()
    audit.record(by, "printed", "quiz", quiz.slug, kabupaten, codes=[form.code for form in forms])
    return forms


def _form(  # noqa: PLR0917 - of what, where, in which printing, as which version, with what, by whom
    quiz: Quiz, kabupaten: str, batch_id: UUID, label: str, drawn: Sequence[QuestionVersion], by: UUID | None
) -> PaperForm:
    ordered = mix_questions(drawn) if quiz.shuffle and label != LABELS[0] else drawn
    return PaperForm(
        id=new_id(),
        batch_id=batch_id,
        quiz_id=quiz.id,
        region_code=kabupaten,
        label=label,
        code=make_number(secrets.randbelow),
        questions=[[str(one.id), order_options(one, quiz)] for one in ordered],
        pass_mark=quiz.pass_mark,
        made_at=now(),
        by=by,
    )


def key_sheet(  # noqa: PLR0917 - which sheet, whose, as which attempt, what it says, as it was typed, by whom
    form: PaperForm,
    cadre_id: UUID,
    attempt_id: UUID,
    values: Mapping[int, str],
    typed: list[str],
    by: UUID | None,
    *,
    is_another_try: bool = False,
) -> bool:
    """Make an attempt of a keyed sheet, close and mark it; return whether this call did, a repeat of its id does nothing.

    `values` are the answers by position. Raises KeyedBefore when the cadre has a sheet of this version already, unless
    it is another try.
    """
    if db.session.get(Attempt, attempt_id):
        return False
    if not is_another_try and _was_keyed(form, cadre_id):
        raise KeyedBefore
    at = now()
    _add_attempt(form, cadre_id, attempt_id, at)
    db.session.add_all(
        Answer(attempt_id=attempt_id, position=position, seq=1, value=value, given_at=at)
        for position, value in values.items()
    )
    db.session.add(PaperKeying(attempt_id=attempt_id, form_id=form.id, typed=typed, at=at, by=by))
    db.session.flush()
    return finish_attempt(attempt_id, "sent", by)


def _was_keyed(form: PaperForm, cadre_id: UUID) -> bool:
    keyed = select(PaperKeying.attempt_id).join(Attempt, Attempt.id == PaperKeying.attempt_id)
    hers = keyed.where(PaperKeying.form_id == form.id, Attempt.cadre_id == cadre_id)
    return db.session.scalar(hers.limit(1)) is not None


def _add_attempt(form: PaperForm, cadre_id: UUID, attempt_id: UUID, at: datetime) -> None:
    """Add the attempt with the questions of the sheet as they were printed."""
    attempt = Attempt(
        id=attempt_id,
        quiz_id=form.quiz_id,
        cadre_id=cadre_id,
        started_at=at,
        pass_mark=form.pass_mark,
        mode=db.session.get_one(Quiz, form.quiz_id).mode,
    )
    attempt.questions = [
        AttemptQuestion(position=position, version_id=UUID(version_id), option_order=order)
        for position, (version_id, order) in enumerate(form.questions, start=1)
    ]
    db.session.add(attempt)
    db.session.flush()
