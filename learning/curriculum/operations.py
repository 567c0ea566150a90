"""Writes of the curriculum: what ships in files is loaded by stable ids, again and again without doubling any."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import delete, insert, select

from app import media
from app.db import Base, db, now
from learning.curriculum.facts import Fact
from learning.curriculum.indexing import index_lessons
from learning.curriculum.lesson_files import LessonFile, ModuleFile
from learning.curriculum.loader import Curriculum
from learning.curriculum.models import (
    Lesson,
    LessonSkill,
    Module,
    Skill,
    SkillGroup,
    Theme,
    shipped_id,
)
from learning.curriculum.rendering import Shown, render_lesson


@dataclass
class Counts:
    """What loading did to the rows of one kind."""

    added: int = 0
    changed: int = 0
    retired: int = 0
    unchanged: int = 0

    @property
    def nothing_changed(self) -> bool:
        """Whether the database held all of it already."""
        return not (self.added or self.changed or self.retired)

    def put(self, row: Base | None, model: type[Base], key: dict[str, Any], values: dict[str, Any]) -> None:
        """Add the row, or bring its values up to date, and count which it was."""
        if row is None:
            db.session.add(model(**key, **values))
            self.added += 1
        elif changed := {name: value for name, value in values.items() if getattr(row, name) != value}:
            for name, value in changed.items():
                setattr(row, name, value)
            self.changed += 1
        else:
            self.unchanged += 1


def load_curriculum(curriculum: Curriculum) -> dict[str, Counts]:
    """Bring skills, themes, modules and lessons up to date; lessons whose file went are retired. Counts by kind."""
    counts = {
        "keterampilan": _load_skills(curriculum),
        "tema": _load_themes(curriculum),
        "modul": _load_modules(curriculum.modules),
    }
    counts["pelajaran"] = _load_lessons(curriculum)
    index_lessons()
    return counts


def _load_skills(curriculum: Curriculum) -> Counts:
    counts = Counts()
    for position, group in enumerate(curriculum.groups, 1):
        row = db.session.get(SkillGroup, group.code)
        values = {"slug": group.slug, "label": group.label, "core": group.core, "position": position}
        counts.put(row, SkillGroup, {"code": group.code}, values)
    db.session.flush()
    for position, skill in enumerate(curriculum.skills, 1):
        values = {
            "code": skill.code,
            "group_code": skill.group,
            "label": skill.label,
            "can": skill.can,
            "position": position,
        }
        counts.put(db.session.get(Skill, skill.slug), Skill, {"slug": skill.slug}, values)
    db.session.flush()
    return counts


def _load_themes(curriculum: Curriculum) -> Counts:
    counts = Counts()
    for position, theme in enumerate(curriculum.themes, 1):
        values = {"title": theme.title, "summary": theme.summary, "position": position}
        counts.put(db.session.get(Theme, theme.slug), Theme, {"slug": theme.slug}, values)
    db.session.flush()
    return counts


def _load_modules(modules: Sequence[ModuleFile]) -> Counts:
    counts = Counts()
    for module in modules:
        key = shipped_id("module", module.slug)
        row = db.session.get(Module, key)
        values = {
            "slug": module.slug,
            "theme_slug": module.theme,
            "title": module.title,
            "summary": module.summary,
            "position": module.position,
            "skills": skills_of(module.skills),
        }
        counts.put(row, Module, {"id": key}, values)
    db.session.flush()
    return counts


def skills_of(slugs: Iterable[str]) -> list[Skill]:
    """Return the skills in their order."""
    return list(db.session.scalars(select(Skill).where(Skill.slug.in_(list(slugs))).order_by(Skill.position)))


def _load_lessons(curriculum: Curriculum) -> Counts:
    counts = Counts()
    for lesson in curriculum.lessons:
        key = shipped_id("lesson", lesson.slug)
        row = db.session.get(Lesson, key)
        values = _values(lesson, curriculum.facts)
        if row is not None and row.checksum == values["checksum"] and row.retired_at is None:
            counts.unchanged += 1
            continue
        counts.put(row, Lesson, {"id": key}, {**values, "changed_at": now()})
        db.session.flush()
        set_skills(key, lesson.skills)
    shipped = [shipped_id("lesson", lesson.slug) for lesson in curriculum.lessons]
    counts.retired = _retire_lessons(shipped)
    return counts


def _values(lesson: LessonFile, facts: Mapping[str, Fact]) -> dict[str, Any]:
    """Return the columns of a lesson; `checksum` covers the others, so that a changed renderer counts as a change."""
    values: dict[str, Any] = {
        "module_id": shipped_id("module", lesson.module),
        "slug": lesson.slug,
        "title": lesson.title,
        "aim": lesson.aim,
        "minutes": lesson.minutes,
        "position": lesson.position,
        **_written(lesson),
        "references": references_of(lesson, facts),
        "facts": lesson.facts,
        "review": lesson.review,
        "retired_at": None,
    }
    made_of = [*map(repr, values.values()), *lesson.skills]
    return {**values, "checksum": hashlib.sha256("\n".join(made_of).encode()).hexdigest()}


def references_of(lesson: LessonFile, facts: Mapping[str, Fact]) -> list[str]:
    """Return the titles of the sources behind a lesson's facts, each once, in the order of the facts; then its others."""
    titles = [title for fact in lesson.facts if fact in facts for title in facts[fact].titles]
    return list(dict.fromkeys([*titles, *lesson.references]))


def _written(lesson: LessonFile) -> dict[str, str]:
    """Return the Markdown, its pictures named as they are kept here, and the HTML made of it."""
    source, shown = lesson.body, {}
    for name, picture in lesson.pictures.items():
        if name in lesson.body:
            kept = media.keep(picture.content, picture.kind, picture.width, picture.height)
            source = source.replace(f"({name})", f"({kept.name})")
            shown[kept.name] = Shown(kept.address, kept.width, kept.height)
    return {"source": source, "html": render_lesson(source, shown)}


def set_skills(lesson_id: UUID, slugs: Sequence[str]) -> None:
    """Let a lesson serve these skills, and no others."""
    db.session.execute(delete(LessonSkill).where(LessonSkill.lesson_id == lesson_id))
    if slugs:
        rows = [{"lesson_id": lesson_id, "skill_slug": slug} for slug in slugs]
        db.session.execute(insert(LessonSkill), rows)


def _retire_lessons(kept: Sequence[UUID]) -> int:
    """Retire the shipped lessons that are not among `kept`; what was read of them stays on record."""
    statement = select(Lesson).where(
        Lesson.region_code.is_(None), Lesson.retired_at.is_(None), Lesson.id.not_in(kept)
    )
    gone = db.session.scalars(statement).all()
    for lesson in gone:
        lesson.retired_at = now()
    db.session.flush()
    return len(gone)
