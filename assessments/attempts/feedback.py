"""What practice says at once: whether her answer was right, and why. Only for an answer that can no longer be changed."""

from dataclasses import dataclass
from fractions import Fraction

from assessments.attempts.keys import keys_of, mark_with
from assessments.attempts.models import Attempt, AttemptQuestion
from assessments.bank.types import Picture, get_type


@dataclass(frozen=True)
class Feedback:
    """An answered question of a practice: what was asked, its mark, her answer and the right one in words, and why."""

    asked: str
    pictures: list[Picture]
    mark: Fraction
    answered: list[str]
    correct: list[str]
    why: list[str]


def feedback_on(attempt: Attempt, asked: AttemptQuestion, value: str) -> Feedback:
    """Return what to say about the answer `value`, by the key that marks it."""
    version = asked.version
    kind, key = get_type(version.type), keys_of([asked], attempt.cadre.region_code)[asked.position]
    return Feedback(
        asked=kind.texts(version.body)[0],
        pictures=kind.face(version.body, asked.option_order, []).pictures,
        mark=mark_with(key, version, value),
        answered=kind.answer_words(version.body, value),
        correct=get_type(key.version.type).correct_words(key.version.body),
        why=get_type(key.version.type).feedback(key.version.body, value),
    )
