"""Reads of what a correction is about: who was asked the question, how it was marked, what was corrected before."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, func, or_, select

from app.auth.identity import Identity
from app.auth.scope import in_region_of
from app.db import db, inside
from app.registry.models import Cadre
from assessments.attempts.models import (
    Answer,
    Attempt,
    AttemptClosing,
    AttemptQuestion,
    Correction,
    Mark,
    Regrading,
)
from assessments.attempts.scoring import exact
from assessments.bank.models import Question, QuestionVersion
from assessments.corrections.rules import Marked, Taken
from learning.curriculum.models import Skill


@dataclass(frozen=True)
class Person:
    """A cadre as the list of changes shows her."""

    number: str
    name: str
    level_code: str


@dataclass(frozen=True)
class Past:
    """A correction made before, and how many attempts it changed."""

    correction: Correction
    right_number: int
    attempts: int


def covered_by(question: Question, wrong: QuestionVersion) -> ColumnElement[bool]:
    """Return the condition that a version is marked anew when `wrong` and those before it were marked wrongly.

    Of a kabupaten's copy these are also all versions of the shipped question it was made from.
    """
    own = and_(QuestionVersion.question_id == wrong.question_id, QuestionVersion.number <= wrong.number)
    is_shipped_one = wrong.question_id != question.id
    if is_shipped_one or question.copy_of is None:
        return own
    return or_(own, QuestionVersion.question_id == question.copy_of)


def list_taken(question: Question, wrong: QuestionVersion, region_code: str | None) -> list[Taken]:
    """Return the closed attempts of a region's cadres that were asked a version marked wrongly, with their marks."""
    versions = select(QuestionVersion.id).where(covered_by(question, wrong))
    asked = select(AttemptQuestion.attempt_id).where(AttemptQuestion.version_id.in_(versions))
    rows = db.session.execute(
        _marks()
        .add_columns(AttemptQuestion.version_id.in_(versions).label("anew"), Answer.value)
        .outerjoin(
            Answer,
            and_(
                Answer.attempt_id == Mark.attempt_id,
                Answer.position == Mark.position,
                Answer.seq == Mark.answer_seq,
                AttemptQuestion.version_id.in_(versions),
            ),
        )
        .where(Attempt.id.in_(asked), _in_region(region_code))
        .order_by(Attempt.cadre_id, Attempt.id, Mark.position, Mark.round)
    )
    return [_taken(list(own)) for _, own in groupby(rows, key=lambda row: row.attempt_id)]


def _marks() -> Select[*tuple[Any, ...]]:
    return (
        select(
            Attempt.id.label("attempt_id"),
            Attempt.cadre_id,
            Attempt.pass_mark,
            Attempt.mode,
            AttemptClosing.at,
            Mark.position,
            Mark.round,
            Mark.fraction,
            Mark.answer_seq,
            Question.skill_slug,
        )
        .select_from(Attempt)
        .join(AttemptClosing, AttemptClosing.attempt_id == Attempt.id)
        .join(Cadre, Cadre.id == Attempt.cadre_id)
        .join(AttemptQuestion, AttemptQuestion.attempt_id == Attempt.id)
        .join(
            Mark,
            and_(Mark.attempt_id == AttemptQuestion.attempt_id, Mark.position == AttemptQuestion.position),
        )
        .join(QuestionVersion, QuestionVersion.id == AttemptQuestion.version_id)
        .join(Question, Question.id == QuestionVersion.question_id)
    )


def _in_region(region_code: str | None) -> ColumnElement[bool]:
    return Cadre.id.is_not(None) if region_code is None else inside(Cadre.region_code, region_code)


def _taken(rows: list[Any]) -> Taken:
    newest = {row.position: row for row in rows}
    first = rows[0]
    return Taken(
        attempt_id=first.attempt_id,
        cadre_id=first.cadre_id,
        ended_at=first.at,
        pass_mark=first.pass_mark,
        is_practice=first.mode == "practice",
        marks=[
            Marked(
                row.position,
                row.skill_slug,
                exact(row.fraction),
                row.round,
                row.answer_seq,
                row.anew,
                row.value,
            )
            for row in newest.values()
        ],
    )


def count_asked(question: Question, region_code: str | None) -> dict[UUID, int]:
    """Return how many closed attempts of a region's cadres were asked each version, those of the original included."""
    rows = db.session.execute(
        select(QuestionVersion.id, func.count())
        .join(AttemptQuestion, AttemptQuestion.version_id == QuestionVersion.id)
        .join(AttemptClosing, AttemptClosing.attempt_id == AttemptQuestion.attempt_id)
        .join(Attempt, Attempt.id == AttemptQuestion.attempt_id)
        .join(Cadre, Cadre.id == Attempt.cadre_id)
        .where(QuestionVersion.question_id.in_(family_of(question)), _in_region(region_code))
        .group_by(QuestionVersion.id)
    )
    return {row[0]: row[1] for row in rows}


def family_of(question: Question) -> list[UUID]:
    """Return the ids of a question and of the shipped one it was made from, in one order for all who lock them."""
    return sorted(key for key in (question.id, question.copy_of) if key)


def list_versions(question: Question) -> list[QuestionVersion]:
    """Return the versions of a question and of the shipped one it was made from, the newest that stands first."""
    statement = select(QuestionVersion).where(QuestionVersion.question_id.in_(family_of(question)))
    rows = db.session.scalars(statement.order_by(QuestionVersion.number.desc()))
    return sorted(rows, key=lambda version: version.question_id != question.id)


def list_past(question: Question) -> list[Past]:
    """Return the corrections of a question, the newest first."""
    rows = db.session.execute(
        select(Correction, QuestionVersion.number, func.count(Regrading.attempt_id))
        .join(QuestionVersion, QuestionVersion.id == Correction.right_id)
        .outerjoin(Regrading, Regrading.correction_id == Correction.id)
        .where(Correction.question_id == question.id)
        .group_by(Correction.id, QuestionVersion.number)
        .order_by(Correction.at.desc(), Correction.id.desc())
    )
    return [Past(*row) for row in rows]


def list_people(user: Identity, cadre_ids: Iterable[UUID]) -> dict[UUID, Person]:
    """Return who the cadres are, those inside the user's own region only."""
    rows = db.session.execute(
        select(Cadre.id, Cadre.number, Cadre.name, Cadre.level_code)
        .where(Cadre.id.in_(list(cadre_ids)), in_region_of(user, Cadre.region_code))
        .order_by(Cadre.sort_name, Cadre.number)
    )
    return {row[0]: Person(*row[1:]) for row in rows}


def labels_of_skills() -> dict[str, str]:
    """Return the name of each skill by its slug."""
    return {row[0]: row[1] for row in db.session.execute(select(Skill.slug, Skill.label))}
