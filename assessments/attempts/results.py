"""Reads of a closed attempt: what was right, what was gained. Never asked before the closing."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

from sqlalchemy import ColumnElement, Row, and_, func, or_, select
from sqlalchemy.orm import aliased

from app.db import db
from app.places import KABUPATEN_LENGTH
from assessments.attempts.models import Answer, Attempt, AttemptQuestion, Mark
from assessments.attempts.scoring import exact
from assessments.bank.models import QuestionVersion
from assessments.bank.types import Picture, get_type
from assessments.certificates.models import Certificate
from assessments.competency.models import Award, Evidence
from assessments.competency.queries import evidence_holds
from learning.curriculum.models import Lesson, Module, Skill
from learning.curriculum.queries import is_read_in


@dataclass(frozen=True)
class Marked:
    """One marked question, with her answer, the right one, why, and the lesson to read again (may be missing)."""

    number: int
    mark: Fraction
    asked: str
    pictures: list[Picture]
    answered: list[str]
    correct: list[str]
    why: list[str]
    lesson: Lesson | None
    module_slug: str | None


@dataclass(frozen=True)
class Gained:
    """What an attempt brought: the skills it is evidence of, and the level and certificate it led to, if any."""

    skills: list[str]
    skills_in_all: int
    level_code: str | None
    certificate_code: str | None


def list_marked(attempt: Attempt) -> list[Marked]:
    """Return the questions of a closed attempt by their newest marks and the keys that gave them, in order."""
    key = aliased(QuestionVersion)
    her_kabupaten = attempt.cadre.region_code[:KABUPATEN_LENGTH]
    rows = db.session.execute(
        select(
            AttemptQuestion.position, Mark.fraction, QuestionVersion, key, Answer.value, Lesson, Module.slug
        )
        .select_from(AttemptQuestion)
        .join(QuestionVersion, QuestionVersion.id == AttemptQuestion.version_id)
        .join(Mark, _same(Mark))
        .join(key, key.id == Mark.version_id)
        .outerjoin(Answer, and_(_same(Answer), Answer.seq == Mark.answer_seq))
        .outerjoin(Lesson, and_(Lesson.slug == QuestionVersion.lesson_slug, is_read_in(her_kabupaten)))
        .outerjoin(Module, Module.id == Lesson.module_id)
        .where(AttemptQuestion.attempt_id == attempt.id)
        .order_by(AttemptQuestion.position, Mark.round, Lesson.region_code.is_not(None))
    )
    return [_marked(number, row) for number, row in enumerate({row[0]: row for row in rows}.values(), 1)]


def mistakes_shown(marked: Sequence[Marked], shows: str) -> list[Marked]:
    """Return the mistakes that a cadre may see, by what her quiz `shows`: never a key that it keeps."""
    mistakes = [one for one in marked if one.mark < 1]
    if shows == "all":
        return mistakes
    return [replace(one, correct=[], why=[]) for one in mistakes] if shows == "mistakes" else []


def gained_by(attempt: Attempt) -> Gained:
    """Return what a closed attempt brought her and still holds."""
    in_all = select(func.count()).select_from(Skill).scalar_subquery()
    rows = db.session.execute(
        select(Evidence.id, Skill.label, in_all)
        .join(Skill, Skill.slug == Evidence.skill_slug)
        .where(Evidence.cadre_id == attempt.cadre_id, sources_of(attempt), evidence_holds())
        .order_by(Skill.position)
    ).all()
    if not rows:
        return Gained([], 0, None, None)
    award, code = _award_from({str(row[0]) for row in rows}, attempt)
    return Gained([row[1] for row in rows], rows[0][2], award.level_code if award else None, code)


def source_of(attempt: Attempt) -> str:
    """Return the name under which an attempt's evidence is recorded."""
    return f"attempt:{attempt.id}"


def sources_of(attempt: Attempt) -> ColumnElement[bool]:
    """Return the condition that evidence comes from an attempt: as it was marked first, or by a correction since."""
    return or_(Evidence.source == source_of(attempt), Evidence.source.like(f"regrade:%:{attempt.id.hex}"))


def _award_from(evidence_ids: set[str], attempt: Attempt) -> tuple[Award | None, str | None]:
    """Return the award whose newest evidence this attempt gave, and its certificate's code."""
    rows = db.session.execute(
        select(Award, Certificate.code)
        .outerjoin(Certificate, Certificate.award_id == Award.id)
        .where(Award.cadre_id == attempt.cadre_id)
        .order_by(Award.recorded_at.desc(), Award.id.desc())
    )
    for award, code in rows:
        if max(award.evidence_ids, default="") in evidence_ids:  # ids begin with their time
            return award, code
    return None, None


def _marked(number: int, row: Row[*tuple[Any, ...]]) -> Marked:
    _position, mark, version, key, value, lesson, module_slug = row
    kind, body = get_type(version.type), version.body
    return Marked(
        number=number,
        mark=exact(mark),
        asked=kind.texts(body)[0],
        pictures=kind.face(body, kind.option_ids(body), []).pictures,
        answered=kind.answer_words(body, value) if value else [],
        correct=kind.correct_words(key.body),
        why=kind.feedback(key.body, value),
        lesson=lesson if module_slug else None,
        module_slug=module_slug,
    )


def _same(table: type[Answer] | type[Mark]) -> ColumnElement[bool]:
    return and_(table.attempt_id == AttemptQuestion.attempt_id, table.position == AttemptQuestion.position)
