"""Writes of the daily practice."""

from uuid import UUID

from app.clock import day_of, today
from app.db import db, now
from app.registry.operations import lock_cadre
from assessments.bank.models import QuestionVersion
from assessments.bank.types import get_type
from assessments.practice.models import PracticeAnswer
from assessments.practice.queries import last_answer
from assessments.practice.remembering import remember


def record_practice(cadre_id: UUID, version: QuestionVersion, value: str) -> bool:
    """Keep her answer to one of today's questions, and when to ask it again; the first one of a day stands.

    Returns whether this call kept it.
    """
    lock_cadre(cadre_id)
    last = last_answer(cadre_id, version.question_id)
    if last and day_of(last.at) == today():
        return False
    at = now()
    fraction = get_type(version.type).mark(version.body, value)
    memory, due = remember(last.memory if last else None, fraction, at)
    db.session.add(
        PracticeAnswer(
            cadre_id=cadre_id,
            question_id=version.question_id,
            number=last.number + 1 if last else 1,
            version_id=version.id,
            value=value,
            fraction=float(fraction),
            memory=memory,
            due=due,
            at=at,
        )
    )
    db.session.flush()
    return True
