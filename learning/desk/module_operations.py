"""Writes of modules on the desk: a kabupaten's own ones, and the order in which its cadres meet modules and lessons."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from flask_babel import gettext as _
from sqlalchemy import delete, insert, select

from app import audit
from app.db import db, now
from app.errors import Refused
from app.places import Region
from app.slugs import slug_of
from learning.curriculum.models import LessonPlace, Module, ModulePlace, Theme
from learning.curriculum.operations import skills_of
from learning.desk.queries import list_lesson_families, list_modules_of_theme
from learning.downloads.operations import load_files_of


@dataclass(frozen=True)
class ModuleDetails:
    """What a module says of itself; `skills` by slug."""

    title: str
    summary: str
    theme_slug: str
    skills: list[str]


def add_module(key: UUID, details: ModuleDetails, kabupaten: str, by: UUID | None) -> Module:
    """Add a kabupaten's own module, the last of its theme; one that was added under this `key` before is returned."""
    if existing := db.session.get(Module, key):
        return existing
    position = 1 + len(list_modules_of_theme(kabupaten, details.theme_slug))
    module = Module(
        id=key, slug=slug_of(details.title, key, "modul"), region_code=kabupaten, position=position
    )
    _put(module, details)
    db.session.add(module)
    db.session.flush()
    _place_modules(kabupaten, details.theme_slug)
    audit.record(by, "added", "module", module.id, kabupaten)
    return module


def change_module(module: Module, details: ModuleDetails, by: UUID | None) -> None:
    """Change what a kabupaten's own module says of itself; its lessons stay as they are."""
    _require_own(module)
    _put(module, details)
    audit.record(by, "changed", "module", module.id, module.region_code)
    _refresh(module)


def retire_module(module: Module, by: UUID | None) -> None:
    """Take a kabupaten's own module with all its lessons out of use; what cadres have done stays on record."""
    _require_own(module)
    module.retired_at = now()
    audit.record(by, "withdrawn", "module", module.id, module.region_code)
    _refresh(module)


def restore_module(module: Module, by: UUID | None) -> None:
    """Use a retired module again, as it was."""
    _require_own(module)
    module.retired_at = None
    audit.record(by, "restored", "module", module.id, module.region_code)
    _refresh(module)


def move_module(kabupaten: str, module: Module, place: int, by: UUID | None) -> None:
    """Put a module at `place` (from one) of its theme for the cadres of a kabupaten; done twice it is done once."""
    modules = [one.id for one in list_modules_of_theme(kabupaten, module.theme_slug)]
    _place_modules(kabupaten, module.theme_slug, _moved(modules, module.id, place))
    audit.record(by, "moved", "module", module.id, kabupaten, place=place)


def move_lesson(kabupaten: str, module: Module, family_id: UUID, place: int, by: UUID | None) -> None:
    """Put a lesson at `place` (from one) of its module for the cadres of a kabupaten; done twice it is done once."""
    _lock(kabupaten)
    families = _moved(list_lesson_families(kabupaten, module.id), family_id, place)
    db.session.execute(
        delete(LessonPlace).where(LessonPlace.region_code == kabupaten, LessonPlace.lesson_id.in_(families))
    )
    rows = [{"region_code": kabupaten, "lesson_id": key, "position": n} for n, key in enumerate(families, 1)]
    db.session.execute(insert(LessonPlace), rows)
    audit.record(by, "moved", "lesson", family_id, kabupaten, place=place)
    load_files_of(kabupaten, module.id)


def _moved(keys: Sequence[UUID], key: UUID, place: int) -> list[UUID]:
    rest = [one for one in keys if one != key]
    return [*rest[: place - 1], key, *rest[place - 1 :]]


def _place_modules(kabupaten: str, theme_slug: str, order: Sequence[UUID] = ()) -> None:
    """Write the order of a theme's modules down; as they stand, when none is given."""
    _lock(kabupaten)
    keys = order or [one.id for one in list_modules_of_theme(kabupaten, theme_slug)]
    db.session.execute(
        delete(ModulePlace).where(ModulePlace.region_code == kabupaten, ModulePlace.module_id.in_(keys))
    )
    rows = [{"region_code": kabupaten, "module_id": key, "position": n} for n, key in enumerate(keys, 1)]
    db.session.execute(insert(ModulePlace), rows)


def _lock(kabupaten: str) -> None:
    """Let two orders of one kabupaten be written one after the other."""
    db.session.execute(select(Region.code).where(Region.code == kabupaten).with_for_update())


def _put(module: Module, details: ModuleDetails) -> None:
    module.title, module.summary = details.title, details.summary
    module.theme = db.session.get_one(Theme, details.theme_slug)
    module.skills = skills_of(details.skills)


def _refresh(module: Module) -> None:
    db.session.flush()
    load_files_of(str(module.region_code), module.id)


def _require_own(module: Module) -> None:
    if module.region_code is None:
        raise Refused(_("Ini modul bawaan: judulnya tetap. Pelajarannya boleh diubah untuk kabupaten Anda."))
