"""By which key an answer is marked: that of the version she was asked, or the one that a correction put in its place."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from uuid import UUID

from sqlalchemy import or_, select
from sqlalchemy.orm import aliased

from app.db import db
from app.places import KABUPATEN_LENGTH
from assessments.attempts.models import AttemptQuestion, Correction
from assessments.attempts.scoring import mark_by
from assessments.bank.models import Question, QuestionVersion
from assessments.bank.types import get_type


@dataclass(frozen=True)
class Key:
    """The version whose key marks a question, and the correction that says so, if any."""

    version: QuestionVersion
    correction: Correction | None = None


def lock_questions(attempt_id: UUID) -> None:
    """Let no correction of an attempt's questions run until the transaction ends; before any lock on her."""
    asked = select(QuestionVersion.question_id).join(
        AttemptQuestion, AttemptQuestion.version_id == QuestionVersion.id
    )
    statement = select(Question.id).where(
        Question.id.in_(asked.where(AttemptQuestion.attempt_id == attempt_id))
    )
    db.session.execute(statement.order_by(Question.id).with_for_update(read=True)).all()


def keys_of(asked: Sequence[AttemptQuestion], region_code: str) -> dict[int, Key]:
    """Return the key of each asked question by its position, for a cadre who serves in `region_code`.

    A correction covers the versions of a question up to the wrong one; that of a kabupaten's own copy also all versions
    of the shipped question it was made from. The newest correction holds.
    """
    keys = {one.position: Key(one.version) for one in asked}
    wrong, right = aliased(QuestionVersion), aliased(QuestionVersion)
    questions = {one.version.question_id for one in asked}
    rows = db.session.execute(
        select(Correction, wrong.question_id, wrong.number, Question.copy_of, right)
        .join(wrong, wrong.id == Correction.wrong_id)
        .join(right, right.id == Correction.right_id)
        .join(Question, Question.id == Correction.question_id)
        .where(or_(wrong.question_id.in_(questions), Question.copy_of.in_(questions)))
        .where(
            or_(Correction.region_code.is_(None), Correction.region_code == region_code[:KABUPATEN_LENGTH])
        )
        .order_by(Correction.at, Correction.id)
    )
    for correction, question_id, number, original, version in rows:
        for one in asked:
            is_covered = one.version.question_id == question_id and one.version.number <= number
            if is_covered or one.version.question_id == original:
                keys[one.position] = Key(version, correction)
    return keys


def mark_with(key: Key, asked: QuestionVersion, value: str | None) -> Fraction:
    """Return the mark of an answer to `asked` by `key`: under the kind policy never less than by its own key."""
    mark = get_type(key.version.type).mark(key.version.body, value)
    if key.correction is None:
        return mark
    return mark_by(key.correction.policy, get_type(asked.type).mark(asked.body, value), mark)
