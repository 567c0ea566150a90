"""Writes of evidence, paper levels, levels and awards. Each locks the cadre first, so that two at once see each other."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from flask_babel import gettext as _
from sqlalchemy import select

from app import audit
from app.clock import today
from app.db import db, new_id
from app.errors import Refused
from app.registry.models import Cadre
from app.registry.operations import lock_cadre, set_standing
from assessments.competency.levels import (
    ORDER,
    Groups,
    Records,
    Rule,
    Shown,
    Verdict,
    complete_groups,
    judge,
    kinds_by_skill,
    level_for,
    mastered_skills,
    reached_on,
)
from assessments.competency.models import Award, AwardWithdrawal, Evidence, PaperLevel
from assessments.competency.queries import (
    active_rule,
    as_papers,
    as_shown,
    held_awards_of,
    held_evidence_of,
    held_papers_of,
    hers,
    rule_of,
    skill_groups,
)


@dataclass(frozen=True)
class Standing:
    """What was worked out for a locked cadre, with the records it rests on."""

    verdict: Verdict
    evidence: list[Evidence]
    records: Records
    groups: Groups
    rule: Rule


def record_evidence(  # noqa: PLR0917 - who, what, how, whence, when, by whom: read in that order by every caller
    cadre_id: UUID,
    skills: Iterable[str],
    kind: str,
    source: str,
    shown_on: date,
    by: UUID | None,
    *,
    valid_until: date | None = None,
) -> list[Evidence]:
    """Add evidence of `kind` for each of `skills`; return what is new. Counting it is `award_level_if_reached`.

    The same skill from the same `source` (`attempt:<id>`, `import:<batch>`) is recorded once, however often it is
    handed in, also when it was withdrawn since. Raises NoResultFound when there is no such cadre.
    """
    cadre = _survivor(cadre_id)
    same = select(Evidence.skill_slug).where(
        hers(Evidence.cadre_id, cadre_id), Evidence.source == source, Evidence.withdraws.is_(None)
    )
    known = set(db.session.scalars(same))
    new = [
        Evidence(
            id=new_id(),
            cadre_id=cadre_id,
            skill_slug=skill,
            kind=kind,
            source=source,
            shown_on=shown_on,
            valid_until=valid_until,
            by=by,
        )
        for skill in dict.fromkeys(skills)
        if skill not in known
    ]
    db.session.add_all(new)
    db.session.flush()
    if new:
        slugs = [one.skill_slug for one in new]
        audit.record(by, "evidence-added", "cadre", cadre_id, cadre.region_code, source=source, skills=slugs)
    return new


def withdraw_evidence(evidence_id: UUID, reason: str, by: UUID | None) -> None:
    """Take evidence back by a later row, count her skills and level anew, and take back awards that rested on it.

    Raises NoResultFound when there is no such evidence, Refused when it was taken back already.
    """
    taken = db.session.execute(
        select(Evidence).where(Evidence.id == evidence_id, Evidence.withdraws.is_(None))
    ).scalar_one()
    cadre = _survivor(taken.cadre_id)
    if db.session.scalar(select(Evidence.id).where(Evidence.withdraws == evidence_id)):
        raise Refused(_("Bukti ini sudah ditarik."))
    db.session.add(
        Evidence(
            cadre_id=taken.cadre_id,
            skill_slug=taken.skill_slug,
            kind=taken.kind,
            source=taken.source,
            shown_on=today(),
            by=by,
            reason=reason,
            withdraws=taken.id,
        )
    )
    db.session.flush()
    audit.record(by, "evidence-withdrawn", "evidence", evidence_id, cadre.region_code)
    standing = count_anew(cadre)
    _take_back_awards(cadre, standing, reason, by)


def record_paper_level(
    cadre_id: UUID, level_code: str, decided_on: date, source: str, by: UUID | None
) -> PaperLevel:
    """Add a level decided on paper: a floor under her level, which masters no skill and makes no award.

    Raises Refused when the same one stands already, NoResultFound when there is no such cadre.
    """
    cadre = _survivor(cadre_id)
    new = (level_code, decided_on, source)
    if any((one.level_code, one.decided_on, one.source) == new for one in held_papers_of(cadre.id)):
        raise Refused(_("Jenjang ini sudah dicatat dengan tanggal dan sumber yang sama."))
    paper = PaperLevel(
        id=new_id(), cadre_id=cadre_id, level_code=level_code, decided_on=decided_on, source=source, by=by
    )
    db.session.add(paper)
    db.session.flush()
    audit.record(by, "paper-level-added", "cadre", cadre_id, cadre.region_code, level=level_code)
    count_anew(cadre)
    return paper


def withdraw_paper_level(paper_id: UUID, reason: str, by: UUID | None) -> None:
    """Take a level on paper back by a later row, whose `source` is the reason, and count her level anew.

    Raises NoResultFound when there is no such level, Refused when it was taken back already.
    """
    taken = db.session.execute(
        select(PaperLevel).where(PaperLevel.id == paper_id, PaperLevel.withdraws.is_(None))
    ).scalar_one()
    cadre = _survivor(taken.cadre_id)
    if db.session.scalar(select(PaperLevel.id).where(PaperLevel.withdraws == paper_id)):
        raise Refused(_("Jenjang ini sudah ditarik."))
    db.session.add(
        PaperLevel(
            cadre_id=taken.cadre_id,
            level_code=taken.level_code,
            decided_on=taken.decided_on,
            source=reason,
            by=by,
            withdraws=taken.id,
        )
    )
    db.session.flush()
    audit.record(by, "paper-level-withdrawn", "cadre", cadre.id, cadre.region_code, level=taken.level_code)
    count_anew(cadre)


def award_level_if_reached(cadre_id: UUID, by: UUID | None) -> Award | None:
    """Count her skills and level anew; return the award of a level the rule gives her for the first time, if any.

    A level on paper makes no award. Of a jump over levels only the one reached is awarded, and none while an award
    of that level or a higher one stands. Raises NoResultFound when there is no such cadre.
    """
    cadre = _survivor(cadre_id)
    standing = count_anew(cadre)
    level = standing.verdict.by_rule
    held = _take_back_awards(cadre, standing, _("Buktinya ditarik."), by)
    if level is None or any(ORDER.index(award.level_code) >= ORDER.index(level) for award in held):
        return None
    return _award(cadre, level, standing, by)


def _survivor(cadre_id: UUID) -> Cadre:
    """Return the locked cadre, or the one she was merged into."""
    cadre = lock_cadre(cadre_id)
    return lock_cadre(cadre.merged_into) if cadre.merged_into else cadre


def count_anew(cadre: Cadre) -> Standing:
    """Write the level and skills of a locked cadre from her records."""
    day, evidence = today(), held_evidence_of(cadre.id)
    records = Records(as_shown(evidence), as_papers(held_papers_of(cadre.id)))
    groups, rule = skill_groups(), active_rule()
    verdict = judge(records, groups, rule, day)
    rises = ORDER.index(verdict.level_code) > ORDER.index(cadre.level_code)
    since = reached_on(records, groups, rule, verdict.level_code, day) if rises else day
    set_standing(cadre, since, level_code=verdict.level_code, skills_mastered=len(verdict.mastered))
    return Standing(verdict, evidence, records, groups, rule)


def _award(cadre: Cadre, level: str, standing: Standing, by: UUID | None) -> Award:
    """Add the award of `level` with the evidence of the complete groups it rests on."""
    complete = complete_groups(standing.verdict.mastered, standing.groups)
    skills = {skill for code in complete for skill in standing.groups[code]}
    rests_on = [one for one in standing.evidence if one.skill_slug in skills]
    shown = Records(standing.records.shown)
    award = Award(
        id=new_id(),
        cadre_id=cadre.id,
        level_code=level,
        rule_slug=standing.rule.slug,
        rule_version=standing.rule.version,
        evidence_ids=[str(one.id) for one in rests_on],
        reached_on=reached_on(shown, standing.groups, standing.rule, level, today()),
        by=by,
    )
    db.session.add(award)
    db.session.flush()
    audit.record(by, "level-awarded", "cadre", cadre.id, cadre.region_code, level=level, award=str(award.id))
    return award


def _take_back_awards(cadre: Cadre, standing: Standing, reason: str, by: UUID | None) -> list[Award]:
    """Take back each award that lost evidence and no longer holds without it; return those that stand.

    An award is held against the rule it was made by, and against evidence whose validity has ended as well: another
    rule or the passing of time takes nothing back.
    """
    present = {str(one.id) for one in standing.evidence}
    stand: list[Award] = []
    for award in held_awards_of(cadre.id):
        if present.issuperset(award.evidence_ids) or _still_holds(award, standing):
            stand.append(award)
            continue
        db.session.add(AwardWithdrawal(award_id=award.id, reason=reason, by=by))
        audit.record(by, "award-withdrawn", "cadre", cadre.id, cadre.region_code, award=str(award.id))
    db.session.flush()
    return stand


def _still_holds(award: Award, standing: Standing) -> bool:
    rule = rule_of(award) or standing.rule
    ever = [Shown(one.skill_slug, one.kind, one.shown_on) for one in standing.evidence]
    level = level_for(mastered_skills(kinds_by_skill(ever, today()), rule), standing.groups, rule)
    return level is not None and ORDER.index(level) >= ORDER.index(award.level_code)
