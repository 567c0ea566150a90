"""Reads for item analysis: quizzes that were taken, and the marks of a population, always of one region's cadres.

A region of None is the country. Only closed attempts in test mode count; in practice the answer is told at once.
"""

from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    Select,
    String,
    Subquery,
    and_,
    exists,
    func,
    or_,
    select,
    true,
    type_coerce,
)
from sqlalchemy.orm import InstrumentedAttribute, aliased, contains_eager

from app.db import db, inside
from app.registry.models import Cadre
from assessments.attempts.models import Answer, Attempt, AttemptClosing, Mark
from assessments.bank.models import Question, QuestionVersion
from assessments.quizzes.models import TEST, Quiz

FIRST, LAST, ALL = POPULATIONS = ("pertama", "terakhir", "semua")  # which of a cadre's attempts count
AT_ONCE = 10_000  # rows fetched together

_she = aliased(Cadre)  # who is meant by the cadre of an attempt: the survivor where two were merged


@dataclass
class Recorded:
    """The marks of a population: for each question version whose key marked, a column of marks and one of answers.

    A place in a column is an attempt. None in `marks` was not asked, None in `values` was left empty.
    """

    versions: list[QuestionVersion] = field(default_factory=list)
    marks: list[list[float | None]] = field(default_factory=list)
    values: list[list[str | None]] = field(default_factory=list)


def taken_quizzes(kabupaten: str, region_code: str | None) -> Select[Any]:
    """Select each quiz that was taken, as `kabupaten` keeps it, with its numbers of cadres and attempts and the last moment.

    The one that was taken last comes first.
    """
    last = func.max(AttemptClosing.at).label("last_at")
    counts = (
        _closed(region_code, Quiz.family_id.label("family_id"), *_counts(), last)
        .join(Quiz, Quiz.id == Attempt.quiz_id)
        .group_by(Quiz.family_id)
        .subquery()
    )
    copy = aliased(Quiz)
    is_copied = exists().where(copy.copy_of == Quiz.id, copy.region_code == kabupaten)
    return (
        select(Quiz, counts.c.cadres, counts.c.attempts, counts.c.last_at)
        .join(counts, counts.c.family_id == Quiz.family_id)
        .where(or_(Quiz.region_code == kabupaten, and_(Quiz.region_code.is_(None), ~is_copied)))
        .order_by(counts.c.last_at.desc(), Quiz.slug)
    )


def count_taken(quiz: Quiz, region_code: str | None) -> tuple[int, int]:
    """Return how many cadres of the region took a quiz, and in how many closed attempts."""
    counts = _closed(region_code, *_counts()).where(_is_of(quiz))
    cadres, attempts = db.session.execute(counts).one()
    return cadres, attempts


def load_marks(quiz: Quiz, population: str, region_code: str | None) -> Recorded:
    """Return the newest marks of the attempts at a quiz that belong to the population, and what was answered.

    The questions come in the order of the quiz; `quiz` has its draws loaded.
    """
    columns: defaultdict[str, dict[int, tuple[float, str | None]]] = defaultdict(dict)
    same: dict[str | None, str | None] = {}  # a few answers given by thousands are kept once
    rows = db.session.connection().execute(  # rows of the ORM would take twice as long
        mark_rows(quiz, population, region_code), execution_options={"yield_per": AT_ONCE}
    )
    for attempt, version_id, fraction, value in rows:
        columns[version_id][attempt] = (fraction, same.setdefault(value, value))
    attempts = range(1, 1 + max((max(column) for column in columns.values()), default=0))
    recorded = Recorded()
    for version, key in _in_order(quiz, columns):
        cells = [columns[key].get(attempt, (None, None)) for attempt in attempts]
        recorded.versions.append(version)
        recorded.marks.append([fraction for fraction, _value in cells])
        recorded.values.append([value for _fraction, value in cells])
    return recorded


def mark_rows(quiz: Quiz, population: str, region_code: str | None) -> Select[Any]:
    """Select attempt (numbered from one), version, mark and answer of the newest marks."""
    chosen = _chosen(quiz, population, region_code)
    later = aliased(Mark)
    is_replaced = exists().where(
        later.attempt_id == Mark.attempt_id, later.position == Mark.position, later.round > Mark.round
    )
    answered = and_(
        Answer.attempt_id == Mark.attempt_id, Answer.position == Mark.position, Answer.seq == Mark.answer_seq
    )
    return (
        # The id as the driver gives it: to make UUIDs of all of them takes longer than to read them.
        select(chosen.c.n, type_coerce(Mark.version_id, String), Mark.fraction, Answer.value)
        .select_from(chosen)
        .join(Mark, Mark.attempt_id == chosen.c.id)
        .outerjoin(Answer, answered)
        .where(~is_replaced)
    )


def _chosen(quiz: Quiz, population: str, region_code: str | None) -> Subquery:
    """Select the attempts of a population, numbered from one in the order in which they were begun."""
    moment = (Attempt.started_at, Attempt.id)
    falling = [column.desc() for column in moment] if population == LAST else moment
    turn = func.row_number().over(partition_by=_she.id, order_by=falling)
    tries = _closed(region_code, Attempt.id, Attempt.started_at, turn.label("turn"))
    own = tries.where(_is_of(quiz)).subquery()
    n = func.row_number().over(order_by=(own.c.started_at, own.c.id)).label("n")
    statement = select(own.c.id, n)
    return (statement if population == ALL else statement.where(own.c.turn == 1)).subquery()


def _closed(
    region_code: str | None, *columns: ColumnElement[Any] | InstrumentedAttribute[Any]
) -> Select[Any]:
    """Select of the closed attempts in test mode by cadres who serve in the region."""
    return (
        select(*columns)
        .select_from(Attempt)
        .join(AttemptClosing, AttemptClosing.attempt_id == Attempt.id)
        .join(Cadre, Cadre.id == Attempt.cadre_id)
        .join(_she, _she.id == func.coalesce(Cadre.merged_into, Cadre.id))
        .where(Attempt.mode == TEST, true() if region_code is None else inside(_she.region_code, region_code))
    )


def _is_of(quiz: Quiz) -> ColumnElement[bool]:
    """Return the condition that an attempt is one at this quiz, or at the shipped one it stands for."""
    family = select(Quiz.id).where(or_(Quiz.id == quiz.family_id, Quiz.copy_of == quiz.family_id))
    return Attempt.quiz_id.in_(family)


def _counts() -> tuple[ColumnElement[int], ColumnElement[int]]:
    return func.count(_she.id.distinct()).label("cadres"), func.count(Attempt.id).label("attempts")


def _in_order(quiz: Quiz, keys: dict[str, Any]) -> list[tuple[QuestionVersion, str]]:
    """Return the versions with the keys they were read under, as the quiz asks them, then by question and version."""
    ids = {UUID(str(key)): key for key in keys}
    versions = db.session.scalars(
        select(QuestionVersion)
        .join(QuestionVersion.question)
        .where(QuestionVersion.id.in_(ids))
        .order_by(Question.slug, QuestionVersion.number)
        .options(contains_eager(QuestionVersion.question))
    )
    return sorted(
        ((version, ids[version.id]) for version in versions), key=lambda pair: _place(quiz, pair[0].question)
    )


def _place(quiz: Quiz, question: Question) -> int:
    """Return by which step of the quiz a question is asked; those it no longer asks come last."""
    fixed = [
        draw for draw in quiz.draws if draw.question_id in (question.id, question.copy_of or question.id)
    ]
    drawn = [
        draw for draw in quiz.draws if not draw.question_id and draw.skill_slug in (None, question.skill_slug)
    ]
    return next((draw.position for draw in (*fixed, *drawn)), len(quiz.draws) + 1)
