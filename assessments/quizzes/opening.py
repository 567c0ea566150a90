"""Whether a cadre may start a quiz now, and why not. Pure: knows neither the database nor the web."""

from datetime import datetime
from enum import StrEnum

from app.places import is_within
from assessments.quizzes.models import Quiz


class Shut(StrEnum):
    """Why a quiz cannot be started. Attempts that are open go on."""

    RETIRED = "retired"
    NOT_YET = "not-yet"
    OVER = "over"
    OTHER_PLACE = "other-place"
    OTHER_LEVEL = "other-level"


def shut_for(quiz: Quiz, region_code: str | None, level_code: str | None, at: datetime) -> Shut | None:
    """Return why a cadre of this region and level may not start `quiz` at the moment `at`; None when she may."""
    if quiz.retired_at:
        return Shut.RETIRED
    if quiz.audience_code and not is_within(region_code or "", quiz.audience_code):
        return Shut.OTHER_PLACE
    if quiz.audience_levels and level_code not in quiz.audience_levels:
        return Shut.OTHER_LEVEL
    if quiz.opens_at and at < quiz.opens_at:
        return Shut.NOT_YET
    if quiz.closes_at and at >= quiz.closes_at:
        return Shut.OVER
    return None


class State(StrEnum):
    """How a quiz stands for its trainers."""

    DRAFT = "draft"
    NOT_YET = "not-yet"
    OPEN = "open"
    OVER = "over"
    RETIRED = "retired"


def state_of(quiz: Quiz, at: datetime) -> State:
    """Return how `quiz` stands at the moment `at`."""
    if quiz.retired_at:
        return State.RETIRED
    if quiz.is_draft:
        return State.DRAFT
    if quiz.opens_at and at < quiz.opens_at:
        return State.NOT_YET
    return State.OVER if quiz.closes_at and at >= quiz.closes_at else State.OPEN
