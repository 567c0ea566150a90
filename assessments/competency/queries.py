"""Reads of evidence, paper levels, awards and rules. Records of a merged cadre count for the one she was merged into."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, or_, select, true
from sqlalchemy.exc import NoResultFound
from sqlalchemy.orm import InstrumentedAttribute, aliased

from app.clock import today
from app.db import db
from app.places import kabupaten_around
from app.registry.models import Cadre
from assessments.competency.ladder import Ladder, Paper, Place, put_together
from assessments.competency.levels import Groups, OnPaper, Rule, Shown, kinds_by_skill, mastered_skills
from assessments.competency.models import Award, AwardWithdrawal, Evidence, LevelRule, PaperLevel
from assessments.quizzes.models import TEST, Quiz, QuizDraw
from assessments.quizzes.queries import is_offered_in
from learning.curriculum.models import Lesson, Module, ModuleSkill, Skill, SkillGroup
from learning.curriculum.queries import is_read_in

ENOUGH_QUESTIONS = 5  # of one skill in one quiz, for its mark on them to say anything

_Later = aliased(Evidence)
_LaterPaper = aliased(PaperLevel)


@dataclass(frozen=True)
class EvidenceRow:
    """One piece of evidence as a history shows it; `withdrawn_at` and `reason` are those of its withdrawal."""

    id: UUID
    skill_slug: str
    skill: str
    kind: str
    source: str
    shown_on: date
    valid_until: date | None
    recorded_at: datetime
    by: UUID | None
    withdrawn_at: datetime | None
    reason: str | None


@dataclass(frozen=True)
class PaperRow:
    """One level on paper as a history shows it; `reason` and `withdrawn_at` are those of its withdrawal."""

    id: UUID
    level_code: str
    decided_on: date
    source: str
    recorded_at: datetime
    by: UUID | None
    withdrawn_at: datetime | None
    reason: str | None


@dataclass(frozen=True)
class AwardRow:
    """One award as a history shows it."""

    id: UUID
    level_code: str
    rule_slug: str
    rule_version: str
    reached_on: date
    recorded_at: datetime
    withdrawn_at: datetime | None
    reason: str | None


def hers(column: InstrumentedAttribute[UUID], cadre_id: UUID) -> ColumnElement[bool]:
    """Return the condition that a record is `cadre_id`'s own or of somebody merged into her."""
    return column.in_(select(Cadre.id).where(or_(Cadre.id == cadre_id, Cadre.merged_into == cadre_id)))


def evidence_holds() -> ColumnElement[bool]:
    """Return the condition that a row is evidence that no later row withdraws."""
    return Evidence.withdraws.is_(None) & ~select(_Later.id).where(_Later.withdraws == Evidence.id).exists()


def paper_holds() -> ColumnElement[bool]:
    """Return the condition that a row is a level on paper that no later row withdraws."""
    withdrawn = select(_LaterPaper.id).where(_LaterPaper.withdraws == PaperLevel.id)
    return PaperLevel.withdraws.is_(None) & ~withdrawn.exists()


def active_rule() -> Rule:
    """Return the rule that holds: the newest version of the default; raise LookupError when none is loaded."""
    row = db.session.scalars(_newest_rule()).first()
    if row is None:
        raise LookupError("no level rule is loaded: run `flask --app wsgi content load`")
    return Rule.read(row.slug, row.version, row.body)


def _newest_rule() -> Select[LevelRule]:
    newest = select(LevelRule).where(LevelRule.is_default)
    return newest.order_by(LevelRule.loaded_at.desc(), LevelRule.version.desc()).limit(1)


def rule_of(award: Award) -> Rule | None:
    """Return the rule by which `award` was made, None when it is no longer kept."""
    row = db.session.get(LevelRule, (award.rule_slug, award.rule_version))
    return Rule.read(row.slug, row.version, row.body) if row else None


def skill_groups() -> Groups:
    """Return the skills of each group, both in their printed order."""
    rows = db.session.execute(
        select(Skill.group_code, Skill.slug)
        .join(SkillGroup, SkillGroup.code == Skill.group_code)
        .order_by(SkillGroup.position, Skill.position)
    )
    groups: dict[str, list[str]] = {}
    for code, slug in rows:
        groups.setdefault(code, []).append(slug)
    return groups


def held_evidence_of(cadre_id: UUID) -> list[Evidence]:
    """Return her evidence that nobody withdrew, also what is no longer valid, the oldest first."""
    statement = select(Evidence).where(hers(Evidence.cadre_id, cadre_id), evidence_holds())
    return list(db.session.scalars(statement.order_by(Evidence.shown_on, Evidence.id)))


def held_papers_of(cadre_id: UUID) -> list[PaperLevel]:
    """Return her levels on paper that nobody withdrew, the oldest first."""
    statement = select(PaperLevel).where(hers(PaperLevel.cadre_id, cadre_id), paper_holds())
    return list(db.session.scalars(statement.order_by(PaperLevel.decided_on, PaperLevel.id)))


def held_awards_of(cadre_id: UUID) -> list[Award]:
    """Return her awards that were not taken back, the oldest first."""
    taken = select(AwardWithdrawal.award_id).where(AwardWithdrawal.award_id == Award.id)
    statement = select(Award).where(hers(Award.cadre_id, cadre_id), ~taken.exists())
    return list(db.session.scalars(statement.order_by(Award.recorded_at, Award.id)))


def as_shown(rows: Sequence[Evidence]) -> list[Shown]:
    """Return evidence as the rule reads it."""
    return [Shown(row.skill_slug, row.kind, row.shown_on, row.valid_until) for row in rows]


def as_papers(rows: Sequence[PaperLevel]) -> list[OnPaper]:
    """Return levels on paper as the rule reads them."""
    return [OnPaper(row.level_code, row.decided_on) for row in rows]


def mastered_skills_of(cadre_id: UUID) -> frozenset[str]:
    """Return the slugs of the skills she masters today under the rule that holds."""
    shown = as_shown(held_evidence_of(cadre_id))
    return mastered_skills(kinds_by_skill(shown, today()), active_rule())


def ladder_of(cadre_id: UUID) -> Ladder:
    """Return where she stands and what is missing, in two statements; raise NoResultFound when there is no such cadre."""
    rule_row = aliased(LevelRule, _newest_rule().subquery())
    rows: list[Any] = list(
        db.session.execute(
            select(Cadre.level_code, Cadre.level_since, rule_row, PaperLevel)
            .select_from(Cadre)
            .join(rule_row, true())
            .outerjoin(PaperLevel, and_(hers(PaperLevel.cadre_id, cadre_id), paper_holds()))
            .where(Cadre.id == cadre_id)
        )
    )
    if not rows:
        raise NoResultFound
    code, since, kept, _paper = rows[0]
    papers = [
        Paper(row[3].level_code, row[3].decided_on, row[3].source) for row in rows if row[3] is not None
    ]
    rule = Rule.read(kept.slug, kept.version, kept.body)
    return put_together((code, since), papers, _evidence_by_skill(cadre_id), rule, today())


def _evidence_by_skill(cadre_id: UUID) -> dict[tuple[str, str], dict[tuple[str, str, str], list[Shown]]]:
    """Return her evidence by group (code, label) and skill (slug, label, what a cadre can do), all in printed order."""
    rows: Iterable[Any] = db.session.execute(
        select(SkillGroup.code, SkillGroup.label, Skill.slug, Skill.label, Skill.can, Evidence)
        .join(Skill, Skill.group_code == SkillGroup.code)
        .outerjoin(
            Evidence,
            and_(Evidence.skill_slug == Skill.slug, hers(Evidence.cadre_id, cadre_id), evidence_holds()),
        )
        .order_by(SkillGroup.position, Skill.position, Evidence.shown_on.desc(), Evidence.id.desc())
    )
    groups: dict[tuple[str, str], dict[tuple[str, str, str], list[Shown]]] = {}
    for code, group, slug, label, can, evidence in rows:
        shown = groups.setdefault((code, group), {}).setdefault((slug, label, can), [])
        shown.extend(as_shown([] if evidence is None else [evidence]))
    return groups


def where_to_learn(skills: Collection[str], region_code: str | None) -> dict[str, Place]:
    """Return, for those of `skills` that a module teaches, which one, and the quiz that counts if there is one.

    Module and quiz are those that cadres who serve in `region_code` meet.
    """
    kabupaten = kabupaten_around(region_code)
    is_read = select(Lesson.id).where(Lesson.module_id == Module.id, is_read_in(kabupaten)).exists()
    asks_enough = select(QuizDraw.quiz_id).where(
        QuizDraw.quiz_id == Quiz.id,
        QuizDraw.skill_slug == ModuleSkill.skill_slug,
        QuizDraw.count >= ENOUGH_QUESTIONS,
    )
    counts = [Quiz.mode == TEST, is_offered_in(kabupaten), asks_enough.exists()]
    rows = db.session.execute(
        select(ModuleSkill.skill_slug, Module.slug, Module.title, Quiz.slug)
        .join(Module, Module.id == ModuleSkill.module_id)
        .outerjoin(Quiz, and_(Quiz.module_id == Module.id, *counts))
        .where(ModuleSkill.skill_slug.in_(skills), is_read)
        .order_by(Quiz.slug.is_(None), Module.position, Module.slug, Quiz.slug)
    )
    places: dict[str, Place] = {}
    for row in rows:
        places.setdefault(row[0], Place(*row))
    return places


def evidence_history_of(cadre_id: UUID) -> list[EvidenceRow]:
    """Return all her evidence, withdrawn or not, the newest first."""
    rows = db.session.execute(
        select(Evidence, Skill.label, _Later.recorded_at, _Later.reason)
        .join(Skill, Skill.slug == Evidence.skill_slug)
        .outerjoin(_Later, _Later.withdraws == Evidence.id)
        .where(hers(Evidence.cadre_id, cadre_id), Evidence.withdraws.is_(None))
        .order_by(Evidence.shown_on.desc(), Skill.position, Evidence.id)
    )
    return [
        EvidenceRow(
            one.id,
            one.skill_slug,
            skill,
            one.kind,
            one.source,
            one.shown_on,
            one.valid_until,
            one.recorded_at,
            one.by,
            withdrawn_at,
            reason,
        )
        for one, skill, withdrawn_at, reason in rows
    ]


def paper_levels_of(cadre_id: UUID) -> list[PaperRow]:
    """Return all her levels on paper, withdrawn or not, the newest first."""
    rows = db.session.execute(
        select(PaperLevel, _LaterPaper.recorded_at, _LaterPaper.source)
        .outerjoin(_LaterPaper, _LaterPaper.withdraws == PaperLevel.id)
        .where(hers(PaperLevel.cadre_id, cadre_id), PaperLevel.withdraws.is_(None))
        .order_by(PaperLevel.decided_on.desc(), PaperLevel.id.desc())
    )
    return [
        PaperRow(
            one.id,
            one.level_code,
            one.decided_on,
            one.source,
            one.recorded_at,
            one.by,
            withdrawn_at,
            reason,
        )
        for one, withdrawn_at, reason in rows
    ]


def get_paper_level_of(cadre_id: UUID, paper_id: UUID) -> PaperLevel:
    """Return one of her levels on paper that stands; raise NoResultFound otherwise."""
    statement = select(PaperLevel).where(
        PaperLevel.id == paper_id, hers(PaperLevel.cadre_id, cadre_id), paper_holds()
    )
    return db.session.execute(statement).scalar_one()


def awards_of(cadre_id: UUID) -> list[AwardRow]:
    """Return all her awards, taken back or not, the newest first."""
    rows = db.session.execute(
        select(Award, AwardWithdrawal.at, AwardWithdrawal.reason)
        .outerjoin(AwardWithdrawal, AwardWithdrawal.award_id == Award.id)
        .where(hers(Award.cadre_id, cadre_id))
        .order_by(Award.recorded_at.desc(), Award.id.desc())
    )
    return [
        AwardRow(
            one.id,
            one.level_code,
            one.rule_slug,
            one.rule_version,
            one.reached_on,
            one.recorded_at,
            withdrawn_at,
            reason,
        )
        for one, withdrawn_at, reason in rows
    ]
