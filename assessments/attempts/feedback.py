"""What practice says at once: whether her answer was right, and why. Only for an answer that can no longer be changed."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from assessments.attempts.keys import Key, keys_of, mark_with
from assessments.attempts.models import Attempt, AttemptQuestion
from assessments.bank.models import QuestionVersion
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
    key = keys_of([asked], attempt.cadre.region_code)[asked.position]
    return feedback_by(asked.version, asked.option_order, value, key)


def feedback_by(
    version: QuestionVersion, order: Sequence[str], value: str, key: Key | None = None
) -> Feedback:
    """Return what to say about an answer to a version, its options shown in `order`; by its own key where none is given."""
    kind, right = get_type(version.type), (key or Key(version)).version
    return Feedback(
        asked=kind.texts(version.body)[0],
        pictures=kind.face(version.body, order, []).pictures,
        mark=mark_with(key or Key(version), version, value),
        answered=kind.answer_words(version.body, value),
        correct=get_type(right.type).correct_words(right.body),
        why=get_type(right.type).feedback(right.body, value),
    )
