"""Which questions a cadre practises today. Pure: the same plan for the same past, whenever it is asked."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from hashlib import sha256
from uuid import UUID

A_DAY = 5


@dataclass(frozen=True)
class Candidate:
    """A question she could be asked, and the skill it belongs to (or none)."""

    question_id: UUID
    skill: str | None


@dataclass(frozen=True)
class Past:
    """What is known of her: when the questions practised before today are due, what she got wrong in quizzes and has
    not practised, and when she last met each skill in a quiz.
    """

    due: Mapping[UUID, datetime] = field(default_factory=dict)
    missed: Mapping[UUID, datetime] = field(default_factory=dict)
    skill_met: Mapping[str, datetime] = field(default_factory=dict)


def plan(
    cadre_id: UUID, day: date, end_of_day: datetime, candidates: Sequence[Candidate], past: Past
) -> list[UUID]:
    """Return today's questions, in order: what is due, the longest overdue first; what she got wrong, the newest first;
    then questions she has not practised, one for each skill in turn, the skill not met for longest first.
    """
    known = {one.question_id for one in candidates}
    due = sorted((at, key) for key, at in past.due.items() if at <= end_of_day and key in known)
    missed = sorted(((at, key) for key, at in past.missed.items() if key in known), reverse=True)
    fresh = [
        one for one in candidates if one.question_id not in past.due and one.question_id not in past.missed
    ]
    chosen = [
        *(key for _at, key in due),
        *(key for _at, key in missed),
        *_in_turn(cadre_id, day, fresh, past),
    ]
    return list(dict.fromkeys(chosen))[:A_DAY]


def _in_turn(cadre_id: UUID, day: date, fresh: Sequence[Candidate], past: Past) -> list[UUID]:
    """Return unpractised questions, skill after skill and round after round, by chance within a skill."""
    by_skill: dict[str, list[UUID]] = {}
    for one in sorted(fresh, key=lambda one: _chance(cadre_id, day, one.question_id)):
        by_skill.setdefault(one.skill or "", []).append(one.question_id)
    skills = sorted(by_skill, key=lambda skill: (skill in past.skill_met, past.skill_met.get(skill), skill))
    rounds = max((len(own) for own in by_skill.values()), default=0)
    return [
        by_skill[skill][turn] for turn in range(rounds) for skill in skills if turn < len(by_skill[skill])
    ]


def _chance(cadre_id: UUID, day: date, question_id: UUID) -> bytes:
    return sha256(f"{cadre_id}:{day}:{question_id}".encode()).digest()


def days_in_a_row(days: Sequence[date], today: date) -> int:
    """Return how many days in a row she has practised up to today, or up to yesterday while today is still open."""
    practised = set(days)
    last = today.toordinal() if today in practised else today.toordinal() - 1
    count = 0
    while date.fromordinal(last - count) in practised:
        count += 1
    return count
