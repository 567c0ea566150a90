"""When to ask a question again: free spaced repetition (FSRS), a day at a time. Knows neither the database nor the web."""

from datetime import datetime
from fractions import Fraction
from typing import Any

from fsrs import Card, Rating, Scheduler

_scheduler = Scheduler(
    learning_steps=(), relearning_steps=(), enable_fuzzing=False, maximum_interval=180
)  # days


def remember(
    memory: dict[str, Any] | None, fraction: Fraction, at: datetime
) -> tuple[dict[str, Any], datetime]:
    """Return what is known of her memory of a question after an answer, and when to ask it again.

    `memory` is what was returned the last time, None for the first answer; `fraction` the part of it that was right.
    """
    card = Card.from_dict(memory) if memory else Card(card_id=0)  # type: ignore[arg-type]  # its own dictionary
    reviewed, _log = _scheduler.review_card(card, _rating(fraction), at)
    return dict(reviewed.to_dict()), reviewed.due


def _rating(fraction: Fraction) -> Rating:
    if fraction == 1:
        return Rating.Good
    return Rating.Hard if fraction else Rating.Again
