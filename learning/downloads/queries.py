"""Reads of the files, and of what goes into them."""

import re
from collections.abc import Iterable
from itertools import groupby

from sqlalchemy import select
from sqlalchemy.orm import contains_eager, undefer

from app.db import db
from app.media import KINDS, Media
from app.pdf import Picture
from learning.curriculum.models import Lesson, Module
from learning.downloads.models import ModuleFile

ADDRESS = re.compile(r"/media/([0-9a-f]{32})\.[a-z]+")  # of a picture in a lesson


def kilobytes_of(module_slug: str) -> dict[str, int]:
    """Return how large the files of a module are, by kind, in KB rounded up; a file not made yet is left out."""
    statement = (
        select(ModuleFile.kind, ModuleFile.size)
        .join(Module, Module.id == ModuleFile.module_id)
        .where(Module.slug == module_slug, Module.region_code.is_(None))
    )
    return {kind: -(-size // 1024) for kind, size in db.session.execute(statement)}


def get_file(module_slug: str, kind: str) -> ModuleFile:
    """Return a module's file with its content; raise NoResultFound when there is none."""
    statement = (
        select(ModuleFile)
        .join(Module, Module.id == ModuleFile.module_id)
        .where(Module.slug == module_slug, Module.region_code.is_(None), ModuleFile.kind == kind)
        .options(undefer(ModuleFile.content))
    )
    return db.session.execute(statement).scalar_one()


def list_whole_modules() -> list[tuple[Module, list[Lesson]]]:
    """Return the shipped modules with their lessons, both in order; one without lessons is left out."""
    statement = (
        select(Lesson)
        .join(Lesson.module)
        .where(Module.region_code.is_(None), Lesson.retired_at.is_(None))
        .order_by(Module.slug, Lesson.position, Lesson.slug)
        .options(contains_eager(Lesson.module))
    )
    lessons = db.session.scalars(statement)
    return [(module, list(group)) for module, group in groupby(lessons, key=lambda lesson: lesson.module)]


def pictures_in(lessons: Iterable[Lesson]) -> dict[str, Picture]:
    """Return the pictures that lessons show, by the address under which they name them."""
    hashes = {found[1] for lesson in lessons for found in ADDRESS.finditer(lesson.html)}
    rows = db.session.scalars(select(Media).where(Media.hash.in_(hashes)))
    return {row.address: (row.content, KINDS[row.kind]) for row in rows}
