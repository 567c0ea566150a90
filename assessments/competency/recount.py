"""Counts every cadre's plain values anew from her records, in batches, and mends what differs."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import InstrumentedAttribute, Session, aliased

from app.clock import today
from app.db import db
from app.registry.models import Cadre, Placement, Posyandu, Standing, Training
from app.registry.operations import has_training, lock_cadre, set_standing
from assessments.competency.levels import Groups, OnPaper, Records, Rule, Shown, judge
from assessments.competency.models import Evidence, PaperLevel
from assessments.competency.operations import count_anew
from assessments.competency.queries import active_rule, evidence_holds, paper_holds, skill_groups

BATCH = 2_000  # cadres whose records are in memory at once


@dataclass(frozen=True)
class Difference:
    """A cadre whose plain values are not what her records say, and which of them."""

    cadre_id: UUID
    number: str
    columns: tuple[str, ...]


@dataclass
class Found:
    """How many cadres were counted, and where they differ."""

    cadres: int = 0
    differences: list[Difference] = field(default_factory=list)


@dataclass(frozen=True)
class _Batch:
    """Some cadres with consecutive ids, and the reading of their records."""

    session: Session
    cadres: list[Any]

    def own(self, column: InstrumentedAttribute[UUID]) -> ColumnElement[bool]:
        """Return the condition that a record belongs to one of the batch: one range of the index."""
        return column.between(self.cadres[0].id, self.cadres[-1].id)

    def survivors(self) -> dict[UUID, UUID]:
        """Return who was merged into one of the batch, and into whom."""
        rows = self.session.execute(
            select(Cadre.id, Cadre.merged_into).where(
                Cadre.merged_into.between(self.cadres[0].id, self.cadres[-1].id)
            )
        )
        return {row.id: row.merged_into for row in rows if row.merged_into}


def find_differences() -> Found:
    """Count everybody's region, level, skills and training anew and say where her row or her last standing differs.

    Changes nothing and holds no transaction longer than a batch.
    """
    found, after = Found(), UUID(int=0)
    groups, rule, day = skill_groups(), active_rule(), today()
    db.close()
    while True:
        with db.reading() as session:
            if not db.is_sqlite:  # all statements of a batch see the same moment; SQLite's always do
                session.connection(execution_options={"isolation_level": "REPEATABLE READ"})
            cadres = _next_cadres(session, after)
            if not cadres:
                return found
            after = cadres[-1].id
            found.cadres += sum(cadre.merged_into is None for cadre in cadres)
            found.differences.extend(_differences(_Batch(session, cadres), groups, rule, day))


def mend(differences: Iterable[Difference]) -> None:
    """Write what the records of these cadres say, each in a short transaction of her own."""
    for difference in differences:
        with db.transaction():
            cadre = lock_cadre(difference.cadre_id)
            region = db.session.scalar(
                select(Posyandu.region_code)
                .join(Placement, Placement.posyandu_id == Posyandu.id)
                .where(Placement.cadre_id == cadre.id)
                .order_by(Placement.since.desc(), Placement.id.desc())
                .limit(1)
            )
            cadre.trained = has_training(cadre.id)
            set_standing(cadre, today(), region_code=region)
            count_anew(cadre)


def _next_cadres(session: Session, after: UUID) -> list[Any]:
    statement = select(
        Cadre.id,
        Cadre.number,
        Cadre.region_code,
        Cadre.level_code,
        Cadre.skills_mastered,
        Cadre.trained,
        Cadre.left_at,
        Cadre.merged_into,
    )
    return list(session.execute(statement.where(Cadre.id > after).order_by(Cadre.id).limit(BATCH)))


def _differences(batch: _Batch, groups: Groups, rule: Rule, day: date) -> Iterator[Difference]:
    records, regions, trained, stood = _records(batch), _regions(batch), _trained(batch), _stood(batch, day)
    for cadre in batch.cadres:
        if cadre.merged_into is not None:
            continue
        verdict = judge(records.get(cadre.id, Records(())), groups, rule, day)
        region = regions.get(cadre.id, cadre.region_code)
        counted = {
            "region_code": region,
            "level_code": verdict.level_code,
            "skills_mastered": len(verdict.mastered),
            "trained": cadre.id in trained,
        }
        wrong = [name for name, value in counted.items() if getattr(cadre, name) != value]
        if stood.get(cadre.id) != (region, verdict.level_code, cadre.left_at is None):
            wrong.append("standing")
        if wrong:
            yield Difference(cadre.id, cadre.number, tuple(wrong))


def _records(batch: _Batch) -> dict[UUID, Records]:
    survivors, session = batch.survivors(), batch.session
    shown: dict[UUID, list[Shown]] = {}
    papers: dict[UUID, list[OnPaper]] = {}
    evidence = select(
        Evidence.cadre_id, Evidence.skill_slug, Evidence.kind, Evidence.shown_on, Evidence.valid_until
    )
    on_paper = select(PaperLevel.cadre_id, PaperLevel.level_code, PaperLevel.decided_on)
    for whose in (batch.own(Evidence.cadre_id), Evidence.cadre_id.in_(survivors)):
        for key, skill, kind, on, until in session.execute(evidence.where(whose, evidence_holds())):
            shown.setdefault(survivors.get(key, key), []).append(Shown(skill, kind, on, until))
    for whose in (batch.own(PaperLevel.cadre_id), PaperLevel.cadre_id.in_(survivors)):
        for key, level, day in session.execute(on_paper.where(whose, paper_holds())):
            papers.setdefault(survivors.get(key, key), []).append(OnPaper(level, day))
    keys = shown.keys() | papers.keys()
    return {key: Records(shown.get(key, ()), papers.get(key, ())) for key in keys}


def _regions(batch: _Batch) -> dict[UUID, str]:
    rows = batch.session.execute(
        select(Placement.cadre_id, Posyandu.region_code)
        .join(Posyandu, Posyandu.id == Placement.posyandu_id)
        .where(batch.own(Placement.cadre_id))
        .order_by(Placement.since, Placement.id)
    )
    return {row.cadre_id: row.region_code for row in rows}


def _trained(batch: _Batch) -> set[UUID]:
    later = aliased(Training)
    withdrawn = select(later.id).where(later.withdraws == Training.id).exists()
    rows = batch.session.scalars(
        select(Training.cadre_id).where(
            batch.own(Training.cadre_id),
            Training.withdraws.is_(None),
            ~withdrawn,
        )
    )
    return set(rows)


def _stood(batch: _Batch, day: date) -> dict[UUID, tuple[str, str, bool]]:
    """Return the level, region and being active that each one's last row of the history says."""
    rows = batch.session.execute(
        select(Standing.cadre_id, Standing.region_code, Standing.level_code, Standing.active)
        .where(
            batch.own(Standing.cadre_id),
            Standing.since <= day,
        )
        .order_by(Standing.since, Standing.id)
    )
    return {key: (region, level, active) for key, region, level, active in rows}
