"""What another key changes for one attempt. Pure: knows neither the database nor the web."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from uuid import UUID

from assessments.attempts.scoring import is_passed, mark_by, percent_correct, skills_passed

Marking = Callable[[str | None], Fraction]  # the mark of an answer's value by the right key


@dataclass(frozen=True)
class Marked:
    """One question of a closed attempt by its newest mark. `value` is her answer where the question is marked anew."""

    position: int
    skill: str | None
    fraction: Fraction
    round: int
    answer_seq: int | None
    is_marked_anew: bool
    value: str | None = None


@dataclass(frozen=True)
class Taken:
    """A closed attempt with its marks. A practice attempt is evidence of nothing."""

    attempt_id: UUID
    cadre_id: UUID
    ended_at: datetime
    pass_mark: int
    is_practice: bool
    marks: Sequence[Marked]


@dataclass(frozen=True)
class Change:
    """What becomes of an attempt: the questions with another mark, and its result before and after."""

    taken: Taken
    marks: list[tuple[Marked, Fraction]]
    percent_before: int
    percent_after: int
    passed_before: bool
    passed_after: bool
    gained: list[str]  # slugs of skills
    lost: list[str]


def change_of(taken: Taken, marking: Marking, policy: str) -> Change | None:
    """Return what marking anew changes for an attempt, None when every mark stays as it is."""
    after = [
        mark_by(policy, one.fraction, marking(one.value)) if one.is_marked_anew else one.fraction
        for one in taken.marks
    ]
    changed = [(one, new) for one, new in zip(taken.marks, after, strict=True) if new != one.fraction]
    if not changed:
        return None
    before = [one.fraction for one in taken.marks]
    skills_before, skills_after = _skills(taken, before), _skills(taken, after)
    return Change(
        taken=taken,
        marks=changed,
        percent_before=percent_correct(before),
        percent_after=percent_correct(after),
        passed_before=is_passed(before, taken.pass_mark),
        passed_after=is_passed(after, taken.pass_mark),
        gained=sorted(skills_after - skills_before),
        lost=sorted(skills_before - skills_after),
    )


def _skills(taken: Taken, marks: Sequence[Fraction]) -> set[str]:
    if taken.is_practice:
        return set()
    by_skill = [(one.skill, mark) for one, mark in zip(taken.marks, marks, strict=True)]
    return set(skills_passed(by_skill, taken.pass_mark))
