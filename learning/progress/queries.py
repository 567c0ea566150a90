"""Reads of progress. Who reads comes first: without a cadre nothing is done."""

from itertools import groupby
from typing import Any

from sqlalchemy import Select, and_, case, func, select
from sqlalchemy.exc import NoResultFound

from app.db import db
from learning.curriculum.models import Lesson, Module, Theme
from learning.curriculum.queries import in_order, is_read_in
from learning.curriculum.reader import Reader
from learning.progress.models import LessonDone
from learning.progress.study import LessonStep, ModuleBrief, ModuleProgress, Study, ThemeBrief

Rows = Select[*tuple[Any, ...]]


def study_of(reader: Reader) -> Study:
    """Return every module with its lessons, in order, and which of them she has done; one statement."""
    return Study(_grouped(_steps(reader)))


def module_progress_of(reader: Reader, module_slug: str) -> ModuleProgress:
    """Return one module as she has read it; raise NoResultFound when it has no lessons."""
    found = _grouped(_steps(reader).where(Module.slug == module_slug))
    if not found:
        raise NoResultFound
    return found[0]


def _steps(reader: Reader) -> Rows:
    hers = and_(LessonDone.lesson_id == Lesson.family_id, LessonDone.cadre_id == reader.cadre_id)
    read_last = func.coalesce(LessonDone.again_at, LessonDone.at)
    return (
        select(
            Theme.slug.label("theme_slug"),
            Theme.title.label("theme_title"),
            Theme.summary.label("theme_summary"),
            Module.slug.label("module_slug"),
            Module.title.label("module_title"),
            Module.summary.label("module_summary"),
            Module.region_code.is_(None).label("has_quiz"),
            Lesson.id,
            Lesson.slug,
            Lesson.title,
            Lesson.minutes,
            Lesson.region_code,
            LessonDone.at,
            case((Lesson.changed_at > read_last, Lesson.changes), else_="").label("news"),
        )
        .join(Module, Module.id == Lesson.module_id)
        .join(Theme, Theme.slug == Module.theme_slug)
        .outerjoin(LessonDone, hers)
        .where(is_read_in(reader.kabupaten))
        .order_by(*in_order(reader.kabupaten))
    )


def _grouped(statement: Rows) -> list[ModuleProgress]:
    rows = db.session.execute(statement).all()
    return [_progress(list(group)) for _, group in groupby(rows, key=lambda row: row.module_slug)]


def _progress(rows: list[Any]) -> ModuleProgress:
    first = rows[0]
    theme = ThemeBrief(first.theme_slug, first.theme_title, first.theme_summary)
    module = ModuleBrief(
        first.module_slug, first.module_title, first.module_summary, bool(first.has_quiz), theme
    )
    steps = [
        LessonStep(row.id, row.slug, row.title, row.minutes, row.at, module, row.news, row.region_code)
        for row in rows
    ]
    return ModuleProgress(module, steps)
