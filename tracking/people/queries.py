"""A cadre with her whole history, put together from every package's records."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import select

from app.auth.models import User
from app.db import db
from app.places import Region, codes_above, list_regions
from app.registry.models import Cadre, Placement, Posyandu, Standing, Training
from app.registry.queries import trainings_of
from assessments.attempts.tries import Try, list_tries_by_quiz
from assessments.certificates.models import Certificate
from assessments.competency.ladder import Ladder
from assessments.competency.models import Award
from assessments.competency.queries import (
    AwardRow,
    EvidenceRow,
    PaperRow,
    awards_of,
    evidence_history_of,
    hers,
    ladder_of,
    paper_levels_of,
)
from assessments.quizzes.models import Quiz


@dataclass(frozen=True)
class Served:
    """Where she began to serve, and when."""

    since: date
    posyandu: str
    posyandu_id: UUID
    desa: str
    by: UUID | None


@dataclass(frozen=True)
class History:
    """Everything known about one cadre. `names` are those of the officers who recorded something, by account."""

    cadre: Cadre
    places: list[Region]  # from the province to her desa
    ladder: Ladder
    evidence: list[EvidenceRow]
    papers: list[PaperRow]
    awards: list[tuple[AwardRow, str | None]]  # each with its certificate's code
    trainings: list[tuple[Training, bool]]  # each with whether it was withdrawn
    placements: list[Served]
    standings: list[tuple[Standing, str]]  # each with the name of its desa
    tries: list[tuple[str, Try]]  # each with its quiz
    names: dict[UUID, str]


def history_of(cadre: Cadre) -> History:
    """Return the history of a cadre; every part newest first."""
    evidence, papers = evidence_history_of(cadre.id), paper_levels_of(cadre.id)
    trainings, placements = trainings_of(cadre), _placements_of(cadre.id)
    actors = [one.by for one in evidence] + [one.by for one in papers] + [one.by for one in placements]
    return History(
        cadre=cadre,
        places=list_regions([*codes_above(cadre.region_code), cadre.region_code]),
        ladder=ladder_of(cadre.id),
        evidence=evidence,
        papers=papers,
        awards=_awards_of(cadre.id),
        trainings=trainings,
        placements=placements,
        standings=_standings_of(cadre.id),
        tries=_tries_of(cadre.id),
        names=_names_of([*actors, *(training.by for training, _gone in trainings)]),
    )


def _placements_of(cadre_id: UUID) -> list[Served]:
    rows = db.session.execute(
        select(Placement.since, Posyandu.name, Posyandu.id, Region.name, Placement.by)
        .join(Posyandu, Posyandu.id == Placement.posyandu_id)
        .join(Region, Region.code == Posyandu.region_code)
        .where(Placement.cadre_id == cadre_id)
        .order_by(Placement.since.desc(), Placement.id.desc())
    )
    return [Served(*row) for row in rows]


def _standings_of(cadre_id: UUID) -> list[tuple[Standing, str]]:
    rows = db.session.execute(
        select(Standing, Region.name)
        .join(Region, Region.code == Standing.region_code)
        .where(Standing.cadre_id == cadre_id)
        .order_by(Standing.since.desc(), Standing.id.desc())
    )
    return [(standing, desa) for standing, desa in rows]


def _awards_of(cadre_id: UUID) -> list[tuple[AwardRow, str | None]]:
    rows = db.session.execute(
        select(Certificate.award_id, Certificate.code)
        .join(Award, Award.id == Certificate.award_id)
        .where(hers(Award.cadre_id, cadre_id))
    )
    codes: dict[UUID, str] = {row[0]: row[1] for row in rows}
    return [(award, codes.get(award.id)) for award in awards_of(cadre_id)]


def _tries_of(cadre_id: UUID) -> list[tuple[str, Try]]:
    by_quiz = list_tries_by_quiz(cadre_id)  # a copy counts to the quiz it stands for
    titles: dict[UUID, str] = {
        row[0]: row[1] for row in db.session.execute(select(Quiz.id, Quiz.title).where(Quiz.id.in_(by_quiz)))
    }
    tries = [(titles[quiz_id], one) for quiz_id, tries in by_quiz.items() for one in tries]
    return sorted(tries, key=lambda pair: pair[1].started_at, reverse=True)


def _names_of(accounts: Iterable[UUID | None]) -> dict[UUID, str]:
    wanted = {account for account in accounts if account}
    rows: Any = db.session.execute(
        select(User.id, User.name, Cadre.name)
        .outerjoin(Cadre, Cadre.id == User.cadre_id)
        .where(User.id.in_(wanted))
    )
    return {key: name or cadre_name or "" for key, name, cadre_name in rows}
