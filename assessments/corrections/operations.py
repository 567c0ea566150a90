"""Writes of corrections: answers to a question that was marked wrongly are marked anew, and what follows from it follows.

Locks are taken in the order question, cadre, attempt, as when an attempt is finished: nobody's marks fall in between.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from itertools import groupby
from uuid import UUID

from flask_babel import gettext as _
from sqlalchemy import select

from app import audit
from app.clock import day_of
from app.db import db, new_id, now
from app.errors import Refused
from app.registry.operations import lock_cadre
from assessments.attempts.models import Attempt, Correction, Mark, Regrading
from assessments.attempts.results import sources_of
from assessments.bank.models import Question, QuestionVersion
from assessments.bank.types import get_type
from assessments.certificates.operations import issue_certificate
from assessments.competency.models import Award, Evidence
from assessments.competency.operations import award_level_if_reached, record_evidence, withdraw_evidence
from assessments.competency.queries import evidence_holds, held_awards_of, hers
from assessments.corrections.queries import family_of, list_taken
from assessments.corrections.rules import Change, change_of

SAME_VALUES = ({"single", "multiple"},)  # types whose answers are read alike


class CorrectionChanged(Refused):
    """Something changed after the effect of a correction was shown."""


@dataclass(frozen=True)
class Wanted:
    """A correction as a trainer asks for it: whose key was wrong, whose is right, by which policy, and why."""

    question: Question
    wrong: QuestionVersion
    right: QuestionVersion
    policy: str
    reason: str
    region_code: str | None


@dataclass(frozen=True)
class Risen:
    """What a correction changed for a cadre beyond marks: her level, and awards that came or went."""

    cadre_id: UUID
    level_before: str
    level_after: str
    awarded: str | None  # the level of a new award
    taken_back: list[str]  # the levels of awards withdrawn


@dataclass
class Effect:
    """What a correction changes, attempt by attempt and cadre by cadre; `looked_at` counts the attempts marked anew."""

    looked_at: int = 0
    changes: list[Change] = field(default_factory=list)
    levels: list[Risen] = field(default_factory=list)

    @property
    def fingerprint(self) -> str:
        """The same for the same effect: what was shown is what is applied."""
        said = [(str(one.taken.attempt_id), one.percent_after, one.gained, one.lost) for one in self.changes]
        levels = [(str(one.cadre_id), one.level_after, one.awarded, one.taken_back) for one in self.levels]
        return sha256(repr((self.looked_at, said, levels)).encode()).hexdigest()


def correct(wanted: Wanted, by: UUID | None, seen: str | None = None) -> Effect:
    """Mark anew every closed attempt that was asked the question before, and hand over what that earns or takes.

    Attempts still open are marked by the right key when they end (`attempts.operations`). With `seen` the effect must be
    the one with that fingerprint, else CorrectionChanged. Raises Refused when the two versions cannot be compared.
    """
    _require_comparable(wanted)
    locked = select(Question).where(Question.id.in_(family_of(wanted.question)))
    db.session.scalars(locked.order_by(Question.id).with_for_update()).all()
    correction = _add_correction(wanted, by)
    kind, body = get_type(wanted.right.type), wanted.right.body
    taken = list_taken(wanted.question, wanted.wrong, wanted.region_code)
    changes = [
        change
        for one in taken
        if (change := change_of(one, lambda value: kind.mark(body, value), wanted.policy)) is not None
    ]
    _add_marks(correction, changes)
    effect = Effect(len(taken), changes, _hand_over(correction, changes, by))
    if seen is not None and effect.fingerprint != seen:
        raise CorrectionChanged(
            _("Ada kuis yang selesai sejak dampak ini dihitung. Periksa lagi, lalu terapkan.")
        )
    audit.record(
        by,
        "corrected",
        "question",
        wanted.question.slug,
        wanted.region_code,
        policy=wanted.policy,
        changed=len(changes),
    )
    return effect


def rehearse(wanted: Wanted, by: UUID | None) -> Effect:
    """Return what `correct` would change: by doing it in a transaction that is rolled back."""
    with db.rehearsal():
        return correct(wanted, by)


def _require_comparable(wanted: Wanted) -> None:
    types = {wanted.wrong.type, wanted.right.type}
    if wanted.wrong.id == wanted.right.id:
        raise Refused(_("Pilih dua versi yang berbeda."))
    if len(types) > 1 and not any(types <= same for same in SAME_VALUES):
        raise Refused(_("Jenis soalnya berbeda, jadi jawaban lama tidak bisa dinilai dengan kunci baru."))


def _add_correction(wanted: Wanted, by: UUID | None) -> Correction:
    correction = Correction(
        id=new_id(),
        question_id=wanted.question.id,
        wrong_id=wanted.wrong.id,
        right_id=wanted.right.id,
        policy=wanted.policy,
        reason=wanted.reason,
        region_code=wanted.region_code,
        at=now(),
        by=by,
    )
    db.session.add(correction)
    db.session.flush()
    return correction


def _add_marks(correction: Correction, changes: Iterable[Change]) -> None:
    for change in changes:
        db.session.add(
            Regrading(
                correction_id=correction.id,
                attempt_id=change.taken.attempt_id,
                percent_before=change.percent_before,
                percent_after=change.percent_after,
                skills_gained=change.gained,
                skills_lost=change.lost,
            )
        )
        db.session.add_all(
            Mark(
                attempt_id=change.taken.attempt_id,
                position=old.position,
                round=old.round + 1,
                answer_seq=old.answer_seq,
                version_id=correction.right_id,
                fraction=float(new),
                correction_id=correction.id,
            )
            for old, new in change.marks
        )
    db.session.flush()


def _hand_over(correction: Correction, changes: Iterable[Change], by: UUID | None) -> list[Risen]:
    """Give and withdraw the evidence of attempts whose skills change; return whose level or awards changed with it."""
    skilled = sorted((one for one in changes if one.gained or one.lost), key=lambda one: one.taken.cadre_id)
    risen = []
    for cadre_id, own in groupby(skilled, key=lambda one: one.taken.cadre_id):
        one = _hand_over_hers(correction, cadre_id, list(own), by)
        if one.level_before != one.level_after or one.awarded or one.taken_back:
            risen.append(one)
    return risen


def _hand_over_hers(
    correction: Correction, cadre_id: UUID, changes: Sequence[Change], by: UUID | None
) -> Risen:
    cadre = lock_cadre(cadre_id)
    before, level_before = held_awards_of(cadre.id), cadre.level_code
    for change in changes:
        attempt = db.session.get_one(Attempt, change.taken.attempt_id)
        source = f"regrade:{correction.id.hex}:{attempt.id.hex}"
        record_evidence(cadre_id, change.gained, "quiz", source, day_of(change.taken.ended_at), by)
        for key in _held_from(attempt, change.lost):
            withdraw_evidence(key, correction.reason, by)
    award = award_level_if_reached(cadre_id, by)
    if award:
        issue_certificate(award)
    stand = {one.id for one in held_awards_of(cadre.id)}
    taken_back = [one.level_code for one in before if one.id not in stand]
    return Risen(cadre_id, level_before, cadre.level_code, _level_of(award), taken_back)


def _held_from(attempt: Attempt, skills: Sequence[str]) -> list[UUID]:
    """Return the evidence of `skills` that stands and came from this attempt, by whichever marking."""
    statement = select(Evidence.id).where(
        hers(Evidence.cadre_id, attempt.cadre_id),
        Evidence.skill_slug.in_(skills),
        sources_of(attempt),
        evidence_holds(),
    )
    return list(db.session.scalars(statement.order_by(Evidence.id))) if skills else []


def _level_of(award: Award | None) -> str | None:
    return award.level_code if award else None
