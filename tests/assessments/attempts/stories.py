"""What several of these tests begin with."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import select

from app.clock import today
from app.db import db
from assessments.attempts.models import Attempt
from assessments.attempts.operations import record_answer
from assessments.attempts.queries import list_asked
from assessments.bank.types import get_type
from assessments.competency.operations import record_evidence
from learning.curriculum.models import Skill

LAST_SKILL = "rokok-napza-kehamilan-remaja"  # of the group that ends Pratama


def answer_all(attempt: Attempt, answers: Sequence[str | None]) -> None:
    """Answer the questions in turn, as typed; None leaves one empty."""
    with db.transaction():
        for asked, given in zip(list_asked(attempt.id), answers, strict=True):
            if given is not None:
                value = get_type(asked.version.type).read(asked.version.body, [given])
                record_answer(attempt.id, asked.position, 1, value)


def ready_for_pratama(cadre_id: UUID | None, *without: str) -> None:
    """Give a cadre evidence of the groups P, B and R, but for the last skill and those of `without`."""
    assert cadre_id is not None
    with db.transaction() as session:
        skills = set(session.scalars(select(Skill.slug).where(Skill.group_code.in_(("P", "B", "R")))))
        record_evidence(
            cadre_id, sorted(skills - {LAST_SKILL, *without}), "import", "import:test", today(), None
        )
