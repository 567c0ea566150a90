"""Reads of quizzes on paper, by the kabupaten that printed them: another one's do not exist."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.exc import NoResultFound
from sqlalchemy.orm import joinedload

from app.auth.identity import Identity
from app.auth.scope import in_region_of
from app.db import db
from app.media import KINDS, Media
from app.pdf import Picture
from app.registry.models import Cadre
from assessments.attempts.models import Attempt
from assessments.attempts.tries import list_tries_by_id
from assessments.bank.models import QuestionVersion
from assessments.bank.types import get_type
from assessments.paper.keying import Printed
from assessments.paper.models import PaperForm, PaperKeying
from assessments.quizzes.models import Quiz

PRINTED = "jenjang:"  # before the address of a picture inside a PDF, where there is no server


@dataclass(frozen=True)
class Batch:
    """One printing of a quiz: its versions, and how many sheets of it were keyed."""

    id: UUID
    quiz: Quiz
    forms: list[PaperForm]
    keyed: int

    @property
    def made_at(self) -> datetime:
        """When it was drawn."""
        return self.forms[0].made_at


@dataclass(frozen=True)
class Keyed:
    """A sheet that was keyed, with its mark in percent, for a list."""

    number: str
    name: str
    label: str
    at: datetime
    percent: int
    passed: bool


def list_batches(kabupaten: str) -> list[Batch]:
    """Return what a kabupaten has printed, the newest first."""
    return _batches(PaperForm.region_code == kabupaten)


def get_batch_for(kabupaten: str, batch_id: UUID) -> Batch:
    """Return one printing; raise NoResultFound when the kabupaten has none of this id."""
    found = _batches(PaperForm.region_code == kabupaten, PaperForm.batch_id == batch_id)
    if not found:
        raise NoResultFound
    return found[0]


def _batches(*wanted: ColumnElement[bool]) -> list[Batch]:
    keyed = select(func.count()).where(PaperKeying.form_id == PaperForm.id).scalar_subquery()
    rows = db.session.execute(
        select(PaperForm, keyed)
        .where(*wanted)
        .options(joinedload(PaperForm.quiz))
        .order_by(PaperForm.made_at.desc(), PaperForm.batch_id, PaperForm.label)
    )
    batches: dict[UUID, tuple[list[PaperForm], int]] = {}
    for form, count in rows:
        forms, so_far = batches.get(form.batch_id, ([], 0))
        batches[form.batch_id] = ([*forms, form], so_far + count)
    return [Batch(key, forms[0].quiz, forms, count) for key, (forms, count) in batches.items()]


def get_form_for(kabupaten: str, code: str) -> PaperForm:
    """Return the version with this code; raise NoResultFound when the kabupaten has none."""
    statement = select(PaperForm).where(PaperForm.region_code == kabupaten, PaperForm.code == code)
    return db.session.execute(statement.options(joinedload(PaperForm.quiz))).scalar_one()


def sheet_of(form: PaperForm) -> list[Printed]:
    """Return the questions of a version as they were printed, numbered."""
    ids = [UUID(version_id) for version_id, _order in form.questions]
    versions = {
        one.id: one for one in db.session.scalars(select(QuestionVersion).where(QuestionVersion.id.in_(ids)))
    }
    sheet: list[Printed] = []
    number = 0
    for position, (key, (_id, order)) in enumerate(zip(ids, form.questions, strict=True), start=1):
        version = versions[key]
        is_asked = get_type(version.type).is_asked
        number += is_asked
        sheet.append(Printed(position, number if is_asked else 0, version.type, version.body, order))
    return sheet


def list_keyed(user: Identity, batch: Batch) -> list[Keyed]:
    """Return the sheets of a printing that were keyed for cadres of the user's own region, the newest first."""
    labels = {form.id: form.label for form in batch.forms}
    rows: Sequence[Any] = db.session.execute(
        select(PaperKeying.form_id, PaperKeying.at, Cadre.number, Cadre.name, Attempt.id)
        .join(Attempt, Attempt.id == PaperKeying.attempt_id)
        .join(Cadre, Cadre.id == Attempt.cadre_id)
        .where(PaperKeying.form_id.in_(labels), in_region_of(user, Cadre.region_code))
        .order_by(PaperKeying.at.desc(), PaperKeying.attempt_id)
    ).all()
    tries = list_tries_by_id([row[4] for row in rows])
    return [
        Keyed(number, name, labels[form_id], at, tries[key].percent, tries[key].passed)
        for form_id, at, number, name, key in rows
    ]


def images_of(sheet: Iterable[Printed]) -> dict[str, Picture]:
    """Return the pictures of a sheet by the address under which a PDF names them."""
    addresses = {
        picture.url
        for one in sheet
        for picture in (*one.face.pictures, *(c.picture for c in one.face.choices if c.picture))
    }
    hashes = [address.rpartition("/")[2].partition(".")[0] for address in addresses]
    rows = db.session.scalars(select(Media).where(Media.hash.in_(hashes)))
    return {f"{PRINTED}{row.address}": (row.content, KINDS[row.kind]) for row in rows}
