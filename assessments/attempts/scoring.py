"""How an attempt is scored. Pure: knows neither the database nor the web.

Every question weighs the same. Sums are exact fractions, and a percentage is rounded down: 69.5 is shown as 69 and fails a
pass mark of 70, so the shown figure and the decision never contradict each other.
"""

from collections.abc import Iterable, Sequence
from fractions import Fraction

FINEST = 1000  # the largest denominator a mark can have; a mark is kept as a float and read back through it
KIND, STRICT = (
    "kind",
    "strict",
)  # what counts where a wrong key was corrected: the better mark, or the new one
ENOUGH_QUESTIONS = 5  # of one skill, before a quiz says anything about that skill


def exact(kept: float) -> Fraction:
    """Return the fraction that was kept as a float: 0.3333333333333333 is one third."""
    return Fraction(kept).limit_denominator(FINEST)


def percent_correct(marks: Sequence[Fraction]) -> int:
    """Return the mean of `marks` (fractions of the full mark) in whole percent, rounded down; nothing is 0."""
    return int(100 * sum(marks, Fraction(0)) / len(marks)) if marks else 0


def is_passed(marks: Sequence[Fraction], pass_mark: int) -> bool:
    """Return whether the mean of `marks` reaches `pass_mark` percent; without questions nothing is passed."""
    return bool(marks) and 100 * sum(marks, Fraction(0)) >= pass_mark * len(marks)


def skills_passed(marks: Iterable[tuple[str | None, Fraction]], pass_mark: int) -> list[str]:
    """Return the skills that marks, each with its question's skill (or none), give evidence of, by name.

    The whole must be passed, and then each skill on its own questions, of which there must be enough.
    """
    by_skill: dict[str | None, list[Fraction]] = {}
    for skill, mark in marks:
        by_skill.setdefault(skill, []).append(mark)
    if not is_passed([mark for own in by_skill.values() for mark in own], pass_mark):
        return []
    return sorted(
        skill
        for skill, own in by_skill.items()
        if skill and len(own) >= ENOUGH_QUESTIONS and is_passed(own, pass_mark)
    )


def mark_by(policy: str, old: Fraction, new: Fraction) -> Fraction:
    """Return the mark that counts after a correction: by the kind policy the better one, by the strict one the new one."""
    return max(old, new) if policy == KIND else new
