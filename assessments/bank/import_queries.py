"""Reads of imports, and of the bank as the questions of a file are held against it. The kabupaten that asks comes first."""

from collections import defaultdict
from typing import Any
from uuid import UUID

from sqlalchemy import and_, func, or_, select
from sqlalchemy.orm import aliased

from app.db import db
from app.web import Page, paginate
from assessments.bank.matching import BROKEN, CHANGED, DOUBLE, NEW, SAME, Bank, Known
from assessments.bank.models import Question, QuestionImport, QuestionImportItem, QuestionTag, QuestionVersion
from assessments.bank.operations import QuestionDetails
from assessments.bank.queries import is_newest, stands_in
from learning.curriculum.models import Skill

SHOWN_ITEMS = 10  # on a page of a preview
LISTED_IMPORTS = 10
LOOK = "perlu"  # broken, or with a note of what could not be kept
SHOWN = (LOOK, NEW, CHANGED, SAME, DOUBLE)


def read_bank(region_code: str | None) -> Bank:
    """Return the questions that stand in a kabupaten, its retired ones too, as a file is held against them."""
    original = aliased(Question)
    rows = db.session.execute(
        select(Question, QuestionVersion, original.slug)
        .join(QuestionVersion, QuestionVersion.question_id == Question.id)
        .outerjoin(original, original.id == Question.copy_of)
        .where(is_newest(), stands_in(region_code), _is_in_use_or_own(region_code))
    )
    tags: dict[UUID, list[str]] = defaultdict(list)
    for tag in db.session.scalars(select(QuestionTag).order_by(QuestionTag.tag)):
        tags[tag.question_id].append(tag.tag)
    known = [_known(question, version, slug, tags[question.id]) for question, version, slug in rows]
    return Bank(known, _skill_names())


def _is_in_use_or_own(region_code: str | None) -> Any:
    own = Question.region_code == region_code if region_code else Question.region_code.is_not(None)
    return or_(Question.retired_at.is_(None), own)


def _known(question: Question, version: QuestionVersion, replaced: str | None, tags: list[str]) -> Known:
    details = QuestionDetails(
        type=version.type,
        body=version.body,
        skill_slug=question.skill_slug,
        difficulty=version.difficulty,
        title=question.title,
        tags=tuple(tags),
        lesson_slug=version.lesson_slug,
    )
    slugs = (question.slug, replaced) if replaced else (question.slug,)
    return Known(question.id, slugs, version.number, details, question.retired_at is not None)


def _skill_names() -> dict[str, str]:
    skills = db.session.execute(select(Skill.slug, Skill.label)).all()
    return {name: slug for slug, label in skills for name in (label, slug)}


def get_import_for(region_code: str, import_id: UUID) -> QuestionImport:
    """Return an import of the kabupaten; raise NoResultFound for any other."""
    statement = select(QuestionImport).where(
        QuestionImport.id == import_id, QuestionImport.region_code == region_code
    )
    return db.session.execute(statement).scalar_one()


def get_item_for(region_code: str, import_id: UUID, place: int) -> QuestionImportItem:
    """Return a waiting item of an import of the kabupaten; raise NoResultFound for any other."""
    statement = (
        select(QuestionImportItem)
        .join(QuestionImport, QuestionImport.id == QuestionImportItem.import_id)
        .where(QuestionImportItem.import_id == import_id, QuestionImportItem.place == place)
        .where(QuestionImport.region_code == region_code)
    )
    return db.session.execute(statement).scalar_one()


def list_imports(region_code: str) -> list[QuestionImport]:
    """Return the newest imports of the kabupaten."""
    statement = select(QuestionImport).where(QuestionImport.region_code == region_code)
    return list(db.session.scalars(statement.order_by(QuestionImport.at.desc()).limit(LISTED_IMPORTS)))


def list_items(import_id: UUID) -> list[QuestionImportItem]:
    """Return all waiting items of an import, in the order of the file."""
    statement = select(QuestionImportItem).where(QuestionImportItem.import_id == import_id)
    return list(db.session.scalars(statement.order_by(QuestionImportItem.place)))


def count_items(import_id: UUID) -> dict[str, int]:
    """Return how many items there are of each kind in SHOWN, how many are `broken`, and how many applying `writes`."""
    item = QuestionImportItem
    writes = and_(item.verdict.in_((NEW, CHANGED)), item.left_out.is_(False))
    columns = [func.count().filter(_is_shown(kind)).label(kind) for kind in SHOWN] + [
        func.count().filter(item.verdict == BROKEN).label("broken"),
        func.count().filter(writes).label("writes"),
    ]
    row = db.session.execute(select(*columns).where(item.import_id == import_id)).one()
    return dict(row._mapping)


def page_of_items(import_id: UUID, shown: str, number: int) -> Page:
    """Return one page of the items of a kind in SHOWN."""
    item = QuestionImportItem
    statement = select(item).where(item.import_id == import_id, _is_shown(shown))
    return paginate(statement.order_by(item.place), number, SHOWN_ITEMS)


def _is_shown(kind: str) -> Any:
    item = QuestionImportItem
    if kind == LOOK:
        return or_(item.verdict == BROKEN, and_(item.noted, item.verdict.in_((NEW, CHANGED))))
    return item.verdict == kind
