"""Reads of those who took a quiz, for the trainers of their region."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, or_, select

from app.auth.identity import Identity
from app.auth.scope import in_region_of, require_people
from app.db import now
from app.registry.models import Cadre
from app.registry.search import words_of
from app.web import Page, paginate
from assessments.attempts.models import Attempt
from assessments.attempts.tries import Try, list_tries_by_cadre, next_start
from assessments.quizzes.models import Quiz


@dataclass(frozen=True)
class Taker:
    """A cadre and her attempts at a quiz, the oldest first; `waits_until` is None when she may start at once."""

    cadre: Cadre
    tries: Sequence[Try]
    waits_until: datetime | None

    @property
    def best(self) -> int | None:
        """Her best score in percent among the attempts that have ended."""
        return max((one.percent for one in self.tries if one.ended_at), default=None)

    @property
    def last(self) -> Try:
        """Her newest attempt."""
        return self.tries[-1]

    @property
    def passed(self) -> bool:
        """Whether one of her attempts passed."""
        return any(one.passed for one in self.tries)


def list_takers(user: Identity, quiz: Quiz, text: str, number: int) -> Page:
    """Return one page of the cadres in `user`'s region who tried `quiz`, by name, as `Taker`; in three statements."""
    require_people(user)
    tried = select(Attempt.id).join(Quiz, Quiz.id == Attempt.quiz_id)
    tried = tried.where(Attempt.cadre_id == Cadre.id, Quiz.family_id == quiz.family_id)
    statement = (
        select(Cadre)
        .where(in_region_of(user, Cadre.region_code), Cadre.merged_into.is_(None), tried.exists())
        .where(*([_is_called(text)] if text else []))
        .order_by(Cadre.sort_name, Cadre.id)
    )
    page = paginate(statement, number)
    tries = list_tries_by_cadre(quiz, [cadre.id for cadre in page.rows])
    rows: list[Any] = [_taker(cadre, quiz, tries[cadre.id]) for cadre in page.rows]
    return Page(rows, page.number, page.total, page.length)


def _taker(cadre: Cadre, quiz: Quiz, tries: list[Try]) -> Taker:
    allowed = next_start(quiz, tries)
    return Taker(cadre, tries, allowed if allowed and allowed > now() else None)


def _is_called(text: str) -> ColumnElement[bool]:
    named = and_(*(Cadre.sort_name.contains(word, autoescape=True) for word in words_of(text)))
    return or_(Cadre.number == text.replace(" ", ""), named)
