"""The records behind each story: placements, standings, trainings, paper levels and evidence skill by skill."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from app.filters import long_date
from assessments.certificates.codes import new_code
from assessments.competency.levels import Groups, Rule, complete_groups
from tracking.demo.dice import LOADED, TODAY, Dice
from tracking.demo.places import Row
from tracking.demo.roster import Person

KEPT_BACK = "komunikasi-efektif"  # the one skill between the demo's Siti and Madya
_RECORDED = {"recorded_at": LOADED}
FIRST_OPTIONAL = 0.75  # the share that takes mothers as the first optional group
EVENTS = 9  # trainings held
TITLES = (
    "Pelatihan 25 keterampilan dasar kader",
    "Pelatihan Posyandu Siklus Hidup",
    "Bimtek pencatatan dan pelaporan Posyandu",
)


def give_skills(dice: Dice, people: list[Person], siti: Person, groups: Groups, rule: Rule) -> None:
    """Choose the skills of everybody whose paper named them: whole groups as her level asks, and a few besides."""
    for person in people:
        if person.by_skill:
            person.skills = _skills_for(dice, person.level, groups, rule)
    siti.skills = [slug for code in "PBHR" for slug in groups[code] if slug != KEPT_BACK]


def cadre_row(person: Person) -> Row:
    """Return her row of the roster, with the plain values that her records give."""
    return person.row | {
        "started_year": person.started.year,
        "decree_number": f"{140 + person.started.month}/{person.row['region_code'][6:8]}/SK/{person.started.year}",
        "merged_into": None,
        "level_code": person.level,
        "level_since": person.assessed_on,
        "skills_mastered": len(person.skills),
        "trained": person.trained,
    }


def placement_rows(dice: Dice, person: Person) -> list[Row]:
    """Return where she served, from when."""
    first = person.was_at or person.posyandu
    rows = [_placement(dice, person, first, person.started)]
    if person.moved_on:
        rows.append(_placement(dice, person, person.posyandu, person.moved_on))
    return rows


def standing_rows(dice: Dice, person: Person) -> list[Row]:
    """Return a row for each change of level, desa or being active, oldest first."""
    first = person.was_at or person.posyandu
    changes: list[tuple[date, dict[str, Any]]] = [
        (person.started, {"region_code": first["region_code"], "level_code": "belum-dinilai", "active": True})
    ]
    if person.moved_on and first["region_code"] != person.posyandu["region_code"]:
        changes.append((person.moved_on, {"region_code": person.posyandu["region_code"]}))
    if person.assessed_on:
        changes.append((person.assessed_on, {"level_code": person.level}))
    if left_at := person.row["left_at"]:
        changes.append((left_at, {"active": False}))
    stands: dict[str, Any] = {}
    rows = []
    for since, change in sorted(changes, key=lambda pair: pair[0]):
        stands |= change
        rows.append({"id": dice.key(), "cadre_id": person.row["id"], **stands, "since": since} | _RECORDED)
    return rows


def training_rows(dice: Dice, people: list[Person]) -> list[Row]:
    """Return the trainings: a few events, each for neighbouring kecamatan."""
    days = sorted(dice.day(date(2024, 2, 5), date(2025, 9, 19)) for _ in range(EVENTS))
    trained = [person for person in people if person.trained]
    rows = []
    for n, person in enumerate(trained):
        event = n * EVENTS // len(trained)
        rows.append(_training(dice, person, TITLES[event % len(TITLES)], days[event]))
        if n % 11 == 0 and event + 1 < EVENTS:
            rows.append(_training(dice, person, TITLES[(event + 1) % len(TITLES)], days[event + 1]))
    return rows


def paper_rows(dice: Dice, people: list[Person], names: Mapping[str, str]) -> list[Row]:
    """Return the levels decided on paper; `names` are those of the kecamatan."""
    return [
        {
            "id": dice.key(),
            "cadre_id": person.row["id"],
            "level_code": person.level,
            "decided_on": person.assessed_on,
            "source": f"Berita acara penilaian Kecamatan {names[person.kecamatan]}, {long_date(person.assessed_on)}",
            "by": None,
            "withdraws": None,
        }
        | _RECORDED
        for person in people
        if person.assessed_on and not person.by_skill
    ]


def evidence_rows(dice: Dice, person: Person) -> list[Row]:
    """Return one row for each skill that her paper named."""
    assert person.assessed_on or not person.skills
    return [
        {
            "id": dice.key(),
            "cadre_id": person.row["id"],
            "skill_slug": skill,
            "kind": "import",
            "source": f"import:penilaian-{person.kecamatan}-{person.assessed_on}",
            "shown_on": person.assessed_on,
            "valid_until": None,
            "by": None,
            "reason": None,
            "withdraws": None,
        }
        | _RECORDED
        for skill in person.skills
    ]


def award_row(dice: Dice, person: Person, evidence: list[Row], groups: Groups, rule: Rule) -> Row:
    """Return the award that her evidence earned her; it rests on what completes her groups."""
    complete = complete_groups(person.skills, groups)
    skills = {slug for code in complete for slug in groups[code]}
    return {
        "id": dice.key(),
        "cadre_id": person.row["id"],
        "level_code": person.level,
        "rule_slug": rule.slug,
        "rule_version": rule.version,
        "evidence_ids": [str(row["id"]) for row in evidence if row["skill_slug"] in skills],
        "reached_on": person.assessed_on,
        "by": None,
    } | _RECORDED


def certificate_row(dice: Dice, person: Person, award: Row, district: str) -> Row:
    """Return the certificate of an award, with her name and desa as they are."""
    return {
        "id": dice.key(),
        "code": new_code(dice.choice),
        "award_id": award["id"],
        "name": person.row["name"],
        "level_code": award["level_code"],
        "region_code": person.row["region_code"],
        "district": district,
        "issued_on": TODAY,
        "made_at": LOADED,
    }


def _skills_for(dice: Dice, level: str, groups: Groups, rule: Rule) -> list[str]:
    extra = next(step.optional_at_least for step in rule.levels if step.code == level)
    first, *others = rule.optional_groups
    order = [first, *others] if dice.random() < FIRST_OPTIONAL else [*others, first]
    chosen = {slug for code in (*rule.core_groups, *order[:extra]) for slug in groups[code]}
    for code in order[extra:]:  # a few marks of groups that stay incomplete
        chosen.update(dice.sample(list(groups[code]), dice.randrange(len(groups[code]) - 1)))
    return [slug for skills in groups.values() for slug in skills if slug in chosen]


def _placement(dice: Dice, person: Person, posyandu: Row, since: date) -> Row:
    row = {"id": dice.key(), "cadre_id": person.row["id"], "posyandu_id": posyandu["id"]}
    return row | {"since": since, "by": None} | _RECORDED


def _training(dice: Dice, person: Person, title: str, starts_on: date) -> Row:
    ends_on = min(starts_on + timedelta(days=2), TODAY)
    return {
        "id": dice.key(),
        "cadre_id": person.row["id"],
        "title": title,
        "starts_on": starts_on,
        "ends_on": ends_on,
        "source": f"Daftar hadir {long_date(starts_on)}",
        "by": None,
        "withdraws": None,
    } | _RECORDED
