"""Reads of the curriculum. What can be read depends on the kabupaten: what ships, changed by what is its own."""

from functools import lru_cache
from typing import Any

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.orm import aliased, contains_eager, defer

from app.db import db
from learning.curriculum.models import Lesson, LessonPlace, Module, ModulePlace, Skill, Theme

KABUPATEN = 600  # more than there are; each condition is made once, for making it takes as long as asking it


@lru_cache(KABUPATEN)
def is_read_in(kabupaten: str | None) -> ColumnElement[bool]:
    """Return the condition that a lesson can be read in a kabupaten; for None, by those who belong to none.

    That is each shipped lesson, unless a copy of it was published there, and each published one of its own.
    """
    copy = aliased(Lesson)
    stands_for_it = select(copy.id).where(
        copy.copy_of == Lesson.id, copy.region_code == kabupaten, copy.is_draft.is_(False)
    )
    retired_modules = select(Module.id).where(Module.retired_at.is_not(None))
    return and_(
        Lesson.retired_at.is_(None),
        Lesson.is_draft.is_(False),
        or_(Lesson.region_code == kabupaten, and_(Lesson.region_code.is_(None), ~stands_for_it.exists())),
        Lesson.module_id.not_in(retired_modules),
    )


@lru_cache(KABUPATEN)
def in_order(kabupaten: str | None) -> tuple[ColumnElement[Any], ...]:
    """Return how a kabupaten orders lessons: for statements that read themes, modules and lessons."""
    return (
        Theme.position.expression,
        Theme.slug.expression,
        *modules_in_order(kabupaten),
        *lessons_in_order(kabupaten),
    )


@lru_cache(KABUPATEN)
def modules_in_order(kabupaten: str | None) -> tuple[ColumnElement[Any], ...]:
    """Return how a kabupaten orders the modules of a theme."""
    place = select(ModulePlace.position).where(
        ModulePlace.module_id == Module.id, ModulePlace.region_code == kabupaten
    )
    return func.coalesce(place.scalar_subquery(), Module.position), Module.slug.expression


@lru_cache(KABUPATEN)
def lessons_in_order(kabupaten: str | None) -> tuple[ColumnElement[Any], ...]:
    """Return how a kabupaten orders the lessons of a module."""
    place = select(LessonPlace.position).where(
        LessonPlace.lesson_id == Lesson.family_id, LessonPlace.region_code == kabupaten
    )
    return func.coalesce(place.scalar_subquery(), Lesson.position), Lesson.slug.expression


def get_lesson(kabupaten: str | None, module_slug: str, lesson_slug: str) -> Lesson:
    """Return a lesson that can be read, with its module; raise NoResultFound when there is none."""
    statement = (
        select(Lesson)
        .join(Lesson.module)
        .where(Module.slug == module_slug, Lesson.slug == lesson_slug, is_read_in(kabupaten))
        .options(contains_eager(Lesson.module), defer(Lesson.source), defer(Lesson.facts))
    )
    return db.session.execute(statement).scalar_one()


def list_themes() -> list[Theme]:
    """Return all themes, in order."""
    return list(db.session.scalars(select(Theme).order_by(Theme.position, Theme.slug)))


def list_skills() -> list[Skill]:
    """Return all skills with their groups, in order."""
    statement = select(Skill).join(Skill.group).order_by(Skill.position, Skill.slug)
    return list(db.session.scalars(statement.options(contains_eager(Skill.group))))
