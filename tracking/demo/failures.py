"""Attempts of the demo that were not passed: drawn, answered, sent and marked like any other, and no evidence."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from fractions import Fraction
from typing import Any
from uuid import UUID

from sqlalchemy import insert, select

from app.db import db
from assessments.attempts.models import Answer, Attempt, AttemptClosing, AttemptQuestion, Mark
from assessments.attempts.scoring import is_passed
from assessments.bank.models import QuestionVersion
from assessments.bank.types import get_type
from assessments.bank.types.base import pack
from assessments.quizzes.models import Quiz
from assessments.quizzes.queries import list_drawable
from tracking.demo.dice import Dice

MOST_TRIES = 4
KNOWS = 0.45  # how often she picks the best single option
TICKED = ("single", "multiple")
_IN_ORDER = (Attempt, AttemptQuestion, Answer, AttemptClosing, Mark)  # parents before children


@dataclass(frozen=True)
class Given:
    """A drawn question with its options in order, her answer (None: left empty) and its mark."""

    version: QuestionVersion
    options: list[str]
    value: str | None
    mark: Fraction


def insert_failures(dice: Dice, modules: Mapping[UUID, UUID], after: Mapping[UUID, datetime]) -> None:
    """Add a few failed attempts for each cadre of `modules` at her module's quiz, a day or two after her last lesson."""
    statement = select(Quiz).where(Quiz.retired_at.is_(None), Quiz.module_id.is_not(None)).order_by(Quiz.slug)
    quizzes = {quiz.module_id: quiz for quiz in db.session.scalars(statement)}
    pools = {module_id: list_drawable(quiz, None) for module_id, quiz in quizzes.items()}
    rows: dict[type[Any], list[dict[str, Any]]] = {model: [] for model in _IN_ORDER}
    for cadre_id, module_id in modules.items():
        at = after[cadre_id]
        for _try in range(dice.randint(1, MOST_TRIES)):
            at += timedelta(days=dice.randint(1, 2), minutes=dice.randrange(300))
            if quiz := quizzes.get(module_id):
                attempt = {"id": dice.key(), "quiz_id": quiz.id, "cadre_id": cadre_id, "started_at": at}
                attempt |= {"deadline": None, "pass_mark": quiz.pass_mark}
                _add(rows, attempt, _fail(dice, quiz, pools[module_id]))
    for model in _IN_ORDER:
        if rows[model]:
            db.session.execute(insert(model), rows[model])


def _fail(dice: Dice, quiz: Quiz, pool: Sequence[QuestionVersion]) -> list[Given]:
    """Return an attempt that does not reach the pass mark."""
    by_slug = sorted(pool, key=lambda version: version.question.slug)
    while True:
        drawn: list[QuestionVersion] = []
        for one in quiz.draws:
            own = [version for version in by_slug if version.question.skill_slug == one.skill_slug]
            drawn += dice.sample(own, min(one.count, len(own)))
        given = [_answer(dice, version) for version in drawn]
        if given and not is_passed([one.mark for one in given], quiz.pass_mark):
            return given


def _answer(dice: Dice, version: QuestionVersion) -> Given:
    kind = get_type(version.type)
    options = kind.option_ids(version.body)
    order = dice.sample(options, len(options))
    ticked = [pack([key]) for key in order] if version.type in TICKED else []
    values: list[str | None] = [*ticked] or [None]  # what cannot be ticked is left empty
    best = max(values, key=lambda value: kind.mark(version.body, value))
    value = best if dice.random() < KNOWS else dice.choice(values)
    return Given(version, order, value, kind.mark(version.body, value))


def _add(
    rows: dict[type[Any], list[dict[str, Any]]], attempt: dict[str, Any], given: Sequence[Given]
) -> None:
    at: datetime = attempt["started_at"]
    sent_at = at + timedelta(minutes=len(given))
    rows[Attempt].append(attempt)
    rows[AttemptClosing].append({"attempt_id": attempt["id"], "how": "sent", "at": sent_at, "by": None})
    for position, one in enumerate(given, start=1):
        key: dict[str, Any] = {"attempt_id": attempt["id"], "position": position}
        version = {"version_id": one.version.id}
        rows[AttemptQuestion].append(key | version | {"option_order": one.options})
        given_at = at + timedelta(minutes=position - 1)
        if one.value is not None:
            rows[Answer].append(key | {"seq": 1, "value": one.value, "given_at": given_at})
        marked = {"answer_seq": 1 if one.value else None, "fraction": float(one.mark), "marked_at": sent_at}
        rows[Mark].append(key | version | {"round": 1} | marked)
