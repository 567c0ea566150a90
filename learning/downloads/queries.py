"""Reads of the files, and of what goes into them."""

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from itertools import groupby
from typing import Any
from uuid import UUID

from sqlalchemy import Result, Select, func, select, union
from sqlalchemy.orm import aliased, contains_eager, undefer

from app.db import db
from app.media import KINDS, Media
from app.pdf import Picture
from learning.curriculum.models import Lesson, LessonPlace, Module
from learning.curriculum.queries import is_read_in, lessons_in_order
from learning.downloads.models import SHIPPED, ModuleFile

ADDRESS = re.compile(r"/media/([0-9a-f]{32})\.[a-z]+")  # of a picture in a lesson


@dataclass(frozen=True)
class WholeModule:
    """A module with its lessons in order, as a kabupaten reads it (`SHIPPED`: as all do who changed nothing in it)."""

    module: Module
    kabupaten: str
    lessons: list[Lesson]

    @property
    def key(self) -> tuple[UUID, str]:
        """What its files are kept under."""
        return self.module.id, self.kabupaten


def kilobytes_of(kabupaten: str | None, module_slug: str) -> dict[str, int]:
    """Return how large the files of a module are, by kind, in KB rounded up; a file not made yet is left out."""
    files = db.session.scalars(_files(kabupaten, module_slug))
    return {file.kind: -(-file.size // 1024) for file in files}


def get_file(kabupaten: str | None, module_slug: str, kind: str) -> ModuleFile:
    """Return a module's file with its content; raise NoResultFound when there is none."""
    statement = _files(kabupaten, module_slug).where(ModuleFile.kind == kind)
    return db.session.scalars(statement.options(undefer(ModuleFile.content))).one()


def _files(kabupaten: str | None, module_slug: str) -> Select[ModuleFile]:
    """Return how to read the files of a module: where the kabupaten has any of its own, only those."""
    either = aliased(ModuleFile)
    whose = select(func.max(either.kabupaten)).where(
        either.module_id == Module.id, either.kabupaten.in_([SHIPPED, kabupaten or SHIPPED])
    )
    return (
        select(ModuleFile)
        .join(Module, Module.id == ModuleFile.module_id)
        .where(Module.slug == module_slug, ModuleFile.kabupaten == whose.scalar_subquery())
    )


def list_whole_modules() -> list[WholeModule]:
    """Return the shipped modules, and each as every kabupaten reads it that has changed it or has one of its own."""
    own = _changed_modules()
    wholes = _whole_modules(None)
    for kabupaten in sorted({code for _module, code in own}):
        theirs = {module for module, code in own if code == kabupaten}
        wholes += _whole_modules(kabupaten, theirs)
    return wholes


def whole_module_of(kabupaten: str, module_id: UUID) -> list[WholeModule]:
    """Return a module as a kabupaten reads it, in a list that is empty when it has no lessons there."""
    return _whole_modules(kabupaten, {module_id})


def _whole_modules(kabupaten: str | None, only: Collection[UUID] | None = None) -> list[WholeModule]:
    statement = (
        select(Lesson)
        .join(Lesson.module)
        .where(is_read_in(kabupaten))
        .order_by(Module.slug, *lessons_in_order(kabupaten))
        .options(contains_eager(Lesson.module))
    )
    if only is not None:
        statement = statement.where(Module.id.in_(only))
    lessons = db.session.scalars(statement)
    return [
        WholeModule(module, kabupaten or SHIPPED, list(group))
        for module, group in groupby(lessons, key=lambda lesson: lesson.module)
    ]


def _changed_modules() -> set[tuple[UUID, str]]:
    """Return the modules in which a kabupaten has lessons or an order of its own, with that kabupaten."""
    written = select(Lesson.module_id, Lesson.region_code).where(Lesson.region_code.is_not(None))
    ordered = select(Lesson.module_id, LessonPlace.region_code).join(
        LessonPlace, LessonPlace.lesson_id == Lesson.id
    )
    rows: Result[Any] = db.session.execute(union(written, ordered))
    return {(row.module_id, row.region_code) for row in rows}


def pictures_in(lessons: Iterable[Lesson]) -> dict[str, Picture]:
    """Return the pictures that lessons show, by the address under which they name them."""
    hashes = {found[1] for lesson in lessons for found in ADDRESS.finditer(lesson.html)}
    rows = db.session.scalars(select(Media).where(Media.hash.in_(hashes)))
    return {row.address: (row.content, KINDS[row.kind]) for row in rows}
