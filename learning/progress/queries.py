"""Reads of progress. The cadre comes first; None is somebody without progress: a visitor, an officer."""

from itertools import groupby
from typing import Any
from uuid import UUID

from sqlalchemy import Select, and_, exists, select
from sqlalchemy.exc import NoResultFound

from app.db import db
from learning.curriculum.models import Lesson, Module, ModuleSkill, Theme
from learning.progress.models import LessonDone
from learning.progress.study import LessonStep, ModuleBrief, ModuleProgress, Study, ThemeBrief

Rows = Select[*tuple[Any, ...]]


def study_of(cadre_id: UUID | None) -> Study:
    """Return every module with its lessons, in order, and which of them the cadre has done; one statement."""
    return Study(_grouped(_steps(cadre_id)))


def module_progress_of(cadre_id: UUID | None, module_slug: str) -> ModuleProgress:
    """Return one module as the cadre has read it; raise NoResultFound when it has no lessons."""
    found = _grouped(_steps(cadre_id).where(Module.slug == module_slug))
    if not found:
        raise NoResultFound
    return found[0]


def _steps(cadre_id: UUID | None) -> Rows:
    hers = and_(LessonDone.lesson_id == Lesson.id, LessonDone.cadre_id == cadre_id)
    return (
        select(
            Theme.slug.label("theme_slug"),
            Theme.title.label("theme_title"),
            Theme.summary.label("theme_summary"),
            Module.slug.label("module_slug"),
            Module.title.label("module_title"),
            Module.summary.label("module_summary"),
            exists().where(ModuleSkill.module_id == Module.id).label("has_quiz"),
            Lesson.id,
            Lesson.slug,
            Lesson.title,
            Lesson.minutes,
            LessonDone.at,
        )
        .join(Module, Module.id == Lesson.module_id)
        .join(Theme, Theme.slug == Module.theme_slug)
        .outerjoin(LessonDone, hers)
        .where(Module.region_code.is_(None), Lesson.retired_at.is_(None))
        .order_by(Theme.position, Theme.slug, Module.position, Module.slug, Lesson.position, Lesson.slug)
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
    steps = [LessonStep(row.id, row.slug, row.title, row.minutes, row.at, module) for row in rows]
    return ModuleProgress(module, steps)
