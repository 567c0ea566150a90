"""Reads of certificates."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Select, or_, select
from sqlalchemy.exc import NoResultFound

from app.auth.identity import Identity
from app.auth.scope import require_people
from app.db import db
from app.registry.models import Cadre
from assessments.certificates.codes import read_code
from assessments.certificates.models import Certificate
from assessments.competency.levels import Groups
from assessments.competency.models import Award, AwardWithdrawal, Evidence
from assessments.competency.queries import skill_groups


@dataclass(frozen=True)
class CertificateRow:
    """A certificate as lists and the check page show it; `withdrawn_at` is None for a genuine one."""

    code: str
    name: str
    level_code: str
    district: str
    issued_on: date
    withdrawn_at: datetime | None

    @property
    def is_genuine(self) -> bool:
        """Whether its award stands."""
        return self.withdrawn_at is None


@dataclass(frozen=True)
class Printed:
    """Everything a certificate prints, and whose it is now; holds no row of a transaction."""

    row: CertificateRow
    id: UUID
    cadre_id: UUID
    region_code: str
    rule_version: str
    skills: int
    of_skills: int


def list_certificates_of(cadre_id: UUID) -> list[CertificateRow]:
    """Return a cadre's certificates, the newest first; those of whoever was merged into her are hers."""
    hers = select(Cadre.id).where(or_(Cadre.id == cadre_id, Cadre.merged_into == cadre_id))
    statement = _rows().where(Award.cadre_id.in_(hers))
    rows = db.session.execute(statement.order_by(Certificate.issued_on.desc(), Certificate.id.desc()))
    return [CertificateRow(*row) for row in rows]


def find_by_code(typed: str) -> CertificateRow | None:
    """Return the certificate whose code somebody typed or scanned, None when there is none."""
    code = read_code(typed)
    row = db.session.execute(_rows().where(Certificate.code == code)).first() if code else None
    return CertificateRow(*row) if row else None


def get_for_printing(user: Identity, typed: str) -> Printed:
    """Return what the certificate prints, for its holder and for officers of her region; NoResultFound for others."""
    columns = (Award, Certificate.id, Cadre.id, Cadre.merged_into, Cadre.region_code)
    statement = _rows().add_columns(*columns).join(Cadre, Cadre.id == Award.cadre_id)
    code = read_code(typed)
    found = db.session.execute(statement.where(Certificate.code == code)).first() if code else None
    if found is None:
        raise NoResultFound
    award, key, cadre_id, survivor, region_code = found[6:]
    if user.cadre_id is None:
        require_people(user, region_code)
    elif user.cadre_id not in {cadre_id, survivor}:  # a cadre's region is her desa: it opens no one else's
        raise NoResultFound
    groups = skill_groups()
    return Printed(
        row=CertificateRow(*found[:6]),
        id=key,
        cadre_id=survivor or cadre_id,
        region_code=region_code,
        rule_version=award.rule_version,
        skills=_skills_behind(award, groups),
        of_skills=sum(len(skills) for skills in groups.values()),
    )


def _skills_behind(award: Award, groups: Groups) -> int:
    """Count the skills that the award's evidence shows."""
    known = {skill for skills in groups.values() for skill in skills}
    keys = [UUID(key) for key in award.evidence_ids]
    rows = db.session.scalars(select(Evidence.skill_slug).where(Evidence.id.in_(keys)))
    return len(known.intersection(rows))


def _rows() -> Select[Any]:
    columns: tuple[Any, ...] = (
        Certificate.code,
        Certificate.name,
        Certificate.level_code,
        Certificate.district,
        Certificate.issued_on,
        AwardWithdrawal.at,
    )
    statement: Select[Any] = select(*columns)
    return statement.join(Award, Award.id == Certificate.award_id).outerjoin(
        AwardWithdrawal, AwardWithdrawal.award_id == Award.id
    )
