"""Writes of attempts. Locks are always taken in the order questions, cadre, attempt, so that no two can wait for each other."""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from enum import StrEnum
from fractions import Fraction
from random import SystemRandom
from uuid import UUID

from app import audit
from app.clock import day_of
from app.db import db, new_id, now
from app.places import kabupaten_around
from app.registry.operations import lock_cadre
from assessments.attempts.drawing import draw, shuffled, shuffled_between
from assessments.attempts.keys import keys_of, lock_questions, mark_with
from assessments.attempts.models import Answer, Attempt, AttemptClosing, AttemptQuestion, Mark
from assessments.attempts.queries import (
    is_closed,
    last_answer,
    list_asked,
    list_overdue,
    list_places,
    times_seen,
)
from assessments.attempts.results import source_of
from assessments.attempts.scoring import percent_correct, skills_passed
from assessments.attempts.timing import is_time_over
from assessments.attempts.tries import list_tries, next_start
from assessments.bank.models import QuestionVersion
from assessments.bank.types import get_type
from assessments.certificates.operations import issue_certificate
from assessments.competency.operations import award_level_if_reached, record_evidence
from assessments.quizzes.filling import Wanted
from assessments.quizzes.models import PRACTICE, TEST, Quiz
from assessments.quizzes.opening import Shut, shut_for
from assessments.quizzes.queries import list_parts

_chance = SystemRandom()


class Outcome(StrEnum):
    """What became of a posted answer."""

    SAVED = "saved"
    ALREADY = "already"  # the same form once more: the same receipt
    STALE = "stale"  # another answer was saved since her form was made
    STANDS = "stands"  # in practice the first answer is the one that counts
    CLOSED = "closed"


class TooEarly(Exception):
    """She failed and has to wait; `at` is the moment from which she may start."""

    def __init__(self, at: datetime) -> None:
        super().__init__(at.isoformat())
        self.at = at


class TooFewQuestions(Exception):
    """The bank has fewer questions than the quiz draws, or one it always asks is retired or gone."""


class NotOpen(Exception):
    """She may not start it, or not now; `why` says for which reason."""

    def __init__(self, why: Shut) -> None:
        super().__init__(why.value)
        self.why = why


def start_attempt(quiz: Quiz, cadre_id: UUID, by: UUID | None = None) -> Attempt:
    """Start an attempt and draw its questions, or return the one that is open.

    Raises NotOpen where the quiz is not for her, or not now; TooEarly while she has to wait; TooFewQuestions when it
    cannot be drawn. An attempt whose time is over is closed on the way; that closing stands even when the start is refused.
    """
    _close_overdue_of(cadre_id, quiz, by)
    cadre = lock_cadre(cadre_id)
    tries = list_tries(cadre_id, quiz)
    if unfinished := next((one for one in tries if one.ended_at is None), None):
        return db.session.get_one(Attempt, unfinished.id)
    at, allowed = now(), next_start(quiz, tries)
    if why := shut_for(quiz, cadre.region_code, cadre.level_code, at):
        raise NotOpen(why)
    if allowed and allowed > at:
        raise TooEarly(allowed)
    attempt = Attempt(
        id=new_id(),
        quiz_id=quiz.id,
        cadre_id=cadre_id,
        started_at=at,
        deadline=at + timedelta(minutes=quiz.time_limit) if quiz.time_limit else None,
        pass_mark=quiz.pass_mark,
        mode=quiz.mode,
    )
    attempt.questions = [
        AttemptQuestion(position=position, version_id=version.id, option_order=order_options(version, quiz))
        for position, version in enumerate(draw_questions(quiz, cadre.region_code, cadre.id), start=1)
    ]
    db.session.add(attempt)
    db.session.flush()
    return attempt


def record_answer(attempt_id: UUID, position: int, seq: int, value: str) -> Outcome:
    """Save answer number `seq` to a question, or say why not; raise NoResultFound when there is no such attempt.

    Under the attempt's lock only the next number is saved; the same number with the same value is a repeat. In practice
    the first answer stands: she has been told what is right.
    """
    attempt = _lock_attempt(attempt_id)
    last = last_answer(attempt_id, position)
    if last and last.seq >= seq:
        if (last.seq, last.value) == (seq, value):
            return Outcome.ALREADY
        return Outcome.STANDS if attempt.mode == PRACTICE else Outcome.STALE
    if is_closed(attempt):
        return Outcome.CLOSED
    if last and attempt.mode == PRACTICE:
        return Outcome.STANDS
    if seq != (last.seq if last else 0) + 1:
        return Outcome.STALE
    db.session.add(Answer(attempt_id=attempt_id, position=position, seq=seq, value=value, given_at=now()))
    db.session.flush()
    return Outcome.SAVED


def finish_attempt(attempt_id: UUID, how: str, by: UUID | None) -> bool:
    """Close an attempt and mark it; a passed test becomes evidence, which may earn a level and its certificate.

    `how` is `sent` or `time`; what is sent after deadline and grace was ended by time, at its deadline. Returns whether
    this call closed it: a repeat changes nothing. Raises NoResultFound when there is no such attempt.
    """
    lock_questions(attempt_id)
    cadre = lock_cadre(db.session.get_one(Attempt, attempt_id).cadre_id)
    attempt = _lock_attempt(attempt_id)
    if db.session.get(AttemptClosing, attempt_id, populate_existing=True):
        return False
    ended = now()
    if attempt.deadline and is_time_over(attempt.deadline, ended):
        how, ended = "time", attempt.deadline
    db.session.add(AttemptClosing(attempt_id=attempt_id, how=how, at=ended, by=by))
    marks = _mark(attempt_id, cadre.region_code)
    percent = percent_correct([mark for _skill, mark in marks])
    audit.record(by, "finished", "attempt", attempt_id, cadre.region_code, how=how, percent=percent)
    if attempt.mode == TEST and (skills := skills_passed(marks, attempt.pass_mark)):
        _hand_over(attempt, skills, ended, by)
    return True


def close_overdue() -> int:
    """Close and mark every attempt whose time is over, each in a transaction of its own; return how many.

    To be called outside a transaction.
    """
    with db.transaction():
        overdue = list_overdue()
    closed = 0
    for attempt_id in overdue:
        with db.transaction():
            closed += finish_attempt(attempt_id, "time", None)
    return closed


def _lock_attempt(attempt_id: UUID) -> Attempt:
    """Return the attempt, read anew, with its row locked until the transaction ends (on SQLite the transaction locks)."""
    return db.session.get_one(Attempt, attempt_id, with_for_update=True, populate_existing=True)


def _close_overdue_of(cadre_id: UUID, quiz: Quiz, by: UUID | None) -> None:
    for one in list_tries(cadre_id, quiz):
        if one.ended_at is None and not one.is_open:
            finish_attempt(one.id, "time", by)


def draw_questions(
    quiz: Quiz,
    region_code: str,
    cadre_id: UUID | None = None,
    may_ask: Callable[[QuestionVersion], bool] | None = None,
) -> list[QuestionVersion]:
    """Return what a sheet asks in a region, in order: per part what the cadre has met least often; mixed if the quiz says so.

    Only questions that `may_ask` allows are drawn. Raises TooFewQuestions when the quiz cannot be drawn.
    """
    parts = list_parts(quiz, kabupaten_around(region_code))
    pools = [[one for one in part.pool if may_ask is None or may_ask(one)] for part in parts]
    ids = [[one.question_id for one in pool] for pool in pools]
    seen = times_seen(cadre_id, [key for own in ids for key in own]) if cadre_id else {}
    counts = [part.draw.count for part in parts]
    drawn = draw([Wanted(own, count) for own, count in zip(ids, counts, strict=True)], seen, _chance)
    if any(len(got) < count for got, count in zip(drawn, counts, strict=True)):
        raise TooFewQuestions
    chosen = [one for got, pool in zip(drawn, pools, strict=True) for one in pool if one.question_id in got]
    if not any(_is_asked(version) for version in chosen):
        raise TooFewQuestions
    return mix_questions(chosen) if quiz.shuffle else chosen


def mix_questions(versions: Sequence[QuestionVersion]) -> list[QuestionVersion]:
    """Return questions in a random order; blocks of text keep their places."""
    return shuffled_between(versions, lambda one: not _is_asked(one), _chance)


def _is_asked(version: QuestionVersion) -> bool:
    return get_type(version.type).is_asked


def order_options(version: QuestionVersion, quiz: Quiz) -> list[str]:
    """Return the order of a question's options on one sheet: mixed, unless quiz or question keep theirs."""
    ids = get_type(version.type).option_ids(version.body)
    keeps = version.body.get("fixed_order") or not quiz.shuffle
    return ids if keeps else shuffled(ids, _chance)


def _mark(attempt_id: UUID, region_code: str) -> Sequence[tuple[str | None, Fraction]]:
    """Write the first round of marks; return each question's skill and mark, in order. Blocks of text have none."""
    places = {place.position: place for place in list_places(attempt_id)}
    asked = [one for one in list_asked(attempt_id) if _is_asked(one.version)]
    keys = keys_of(asked, region_code)
    marks = []
    for one in asked:
        place, key = places[one.position], keys[one.position]
        mark = mark_with(key, one.version, place.value)
        marks.append((one.version.question.skill_slug, mark))
        db.session.add(
            Mark(
                attempt_id=attempt_id,
                position=one.position,
                answer_seq=place.seq or None,
                version_id=key.version.id,
                fraction=float(mark),
                correction_id=key.correction.id if key.correction else None,
            )
        )
    db.session.flush()
    return marks


def _hand_over(attempt: Attempt, skills: list[str], ended: datetime, by: UUID | None) -> None:
    """Turn a pass into evidence, and what it earns into an award and its certificate."""
    record_evidence(attempt.cadre_id, skills, "quiz", source_of(attempt), day_of(ended), by)
    if award := award_level_if_reached(attempt.cadre_id, by):
        issue_certificate(award)
