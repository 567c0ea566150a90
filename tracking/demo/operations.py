"""Fills an empty roster with the demo data: one seed, one transaction, whole tables at a time."""

from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import insert, select

from app import audit
from app.auth.models import User
from app.db import Base, db
from app.errors import Refused
from app.places import Region, list_desa, list_regions
from app.registry.models import Cadre, Placement, Posyandu, Standing, Training
from assessments.certificates.models import Certificate
from assessments.competency.levels import Groups, Rule
from assessments.competency.models import Award, Evidence, PaperLevel
from assessments.competency.queries import active_rule, skill_groups
from tracking.demo import records, studies
from tracking.demo.accounts import KABUPATEN, NAMES, account_rows
from tracking.demo.dice import Dice
from tracking.demo.names import Names
from tracking.demo.places import Row, make_posyandu
from tracking.demo.roster import DEWI, SITI, Person, find_demo_cadres, make_people


@dataclass(frozen=True)
class Loaded:
    """How many of each the demo put in."""

    posyandu: int
    cadres: int


def load_demo(pin_key: str) -> Loaded:
    """Add the whole demo; `pin_key` peppers the PINs of its accounts.

    Raises Refused when there is a roster already, and when the regions or the content it rests on are not loaded.
    """
    if db.session.scalar(select(Cadre.id).limit(1)) or db.session.scalar(select(Posyandu.id).limit(1)):
        raise Refused(_("Daftar kader sudah berisi. Data contoh hanya untuk pangkalan data yang kosong."))
    desa = [region.code for region in list_desa(KABUPATEN)]
    groups = skill_groups()
    if not desa or not groups:
        raise Refused(_("Wilayah atau isi belum dimuat. Jalankan dulu `regions load` dan `content load`."))
    dice = Dice()
    names = Names(dice, taken={SITI, DEWI, *NAMES})
    posyandu = make_posyandu(dice, names, sorted(desa))
    people = make_people(dice, names, posyandu)
    siti, dewi = find_demo_cadres(people)
    records.give_skills(dice, people, siti, groups, active_rule())
    _insert(Posyandu, posyandu)
    _insert_roster(dice, people)
    _insert_results(dice, people, groups, active_rule())
    studies.insert_studies(dice, people, {siti.row["id"], dewi.row["id"]})
    _insert(User, account_rows(dice, siti, dewi, pin_key))
    audit.record(None, "demo-loaded", "region", KABUPATEN, KABUPATEN, cadres=len(people))
    return Loaded(len(posyandu), len(people))


def _insert_roster(dice: Dice, people: list[Person]) -> None:
    _insert(Cadre, [records.cadre_row(person) for person in people])
    _insert(Placement, [row for person in people for row in records.placement_rows(dice, person)])
    _insert(Standing, [row for person in people for row in records.standing_rows(dice, person)])
    _insert(Training, records.training_rows(dice, people))


def _insert_results(dice: Dice, people: list[Person], groups: Groups, rule: Rule) -> None:
    kecamatan = list_regions(sorted({person.kecamatan for person in people}))
    _insert(PaperLevel, records.paper_rows(dice, people, {region.code: region.name for region in kecamatan}))
    evidence = {person.row["id"]: records.evidence_rows(dice, person) for person in people}
    _insert(Evidence, [row for rows in evidence.values() for row in rows])
    earned = [person for person in people if person.by_skill]
    awards = [records.award_row(dice, one, evidence[one.row["id"]], groups, rule) for one in earned]
    _insert(Award, awards)
    district = db.session.get_one(Region, KABUPATEN).full_name
    rows = [records.certificate_row(dice, *pair, district) for pair in zip(earned, awards, strict=True)]
    _insert(Certificate, rows)


def _insert(model: type[Base], rows: list[dict[str, Any]]) -> None:
    db.session.execute(insert(model), rows)


__all__ = ["Loaded", "Row", "load_demo"]
