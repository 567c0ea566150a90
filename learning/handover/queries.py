"""Reads of modules on their way: a module as its kabupaten reads it, and what came before. The kabupaten comes first."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from pathlib import PurePosixPath
from uuid import UUID

from sqlalchemy import select

from app.audit import AuditEvent
from app.clock import day_of
from app.db import db
from app.media import Media
from app.places import get_region
from learning.curriculum.lesson_files import HEALTH, LessonFile, ModuleFile
from learning.curriculum.models import Lesson, LessonSkill, Module, Skill
from learning.curriculum.pictures import Picture
from learning.curriculum.pictures_kept import NAMED
from learning.desk.operations import UNREVIEWED
from learning.desk.queries import get_module
from learning.downloads.queries import whole_module_of
from learning.handover.archive import PackedModule

TAKEN_OVER = "taken-over"  # the deed in the audit log; its details hold the `digest` of the zip
PROJECT = "Jenjang"  # from whom a module is in which the kabupaten has written nothing
LAST_PLACE = 99


def get_packed(kabupaten: str, module_slug: str) -> PackedModule | None:
    """Return a module as the cadres of a kabupaten read it; None when nothing of it is published.

    Raise NoResultFound for a module that the kabupaten does not keep.
    """
    module = get_module(kabupaten, module_slug)
    lessons = [lesson for whole in whole_module_of(kabupaten, module.id) for lesson in whole.lessons]
    if not lessons:
        return None
    is_own = any(lesson.region_code for lesson in lessons)
    return PackedModule(
        _module_file(module, lessons),
        origin=get_region(kabupaten).full_name if is_own else PROJECT,
        as_of=day_of(max(lesson.changed_at for lesson in lessons)),
    )


def get_taken_before(kabupaten: str, digest: str) -> Module | None:
    """Return the module in use that a kabupaten made of the zip with this hash, the newest; None when there is none."""
    events = db.session.scalars(
        select(AuditEvent)
        .where(
            AuditEvent.subject_kind == "module",
            AuditEvent.verb == TAKEN_OVER,
            AuditEvent.region_code == kabupaten,
        )
        .order_by(AuditEvent.at.desc(), AuditEvent.id)
    )
    keys = [UUID(event.subject_id) for event in events if event.details["digest"] == digest]
    found = db.session.scalars(select(Module).where(Module.id.in_(keys), Module.retired_at.is_(None)))
    return min(found, key=lambda module: keys.index(module.id), default=None)


def skills_of_lessons(lessons: Iterable[Lesson]) -> Mapping[UUID, list[str]]:
    """Return the skills that lessons serve, by the lesson's id, in order."""
    statement = (
        select(LessonSkill.lesson_id, LessonSkill.skill_slug)
        .join(Skill, Skill.slug == LessonSkill.skill_slug)
        .where(LessonSkill.lesson_id.in_([lesson.id for lesson in lessons]))
        .order_by(Skill.position)
    )
    skills: dict[UUID, list[str]] = defaultdict(list)
    for lesson_id, slug in db.session.execute(statement):
        skills[lesson_id].append(slug)
    return skills


def kept_names(hashes: Iterable[str]) -> dict[str, str]:
    """Return the names under which pictures with these hashes are kept here, by the hashes."""
    rows = db.session.execute(select(Media.hash, Media.kind).where(Media.hash.in_(set(hashes))))
    return {key: f"{key}.{kind}" for key, kind in rows if NAMED.fullmatch(f"{key}.{kind}")}


def _module_file(module: Module, lessons: Sequence[Lesson]) -> ModuleFile:
    pictures, skills = _pictures_in(lessons), skills_of_lessons(lessons)
    return ModuleFile(
        file=f"{module.slug}/module.yaml",
        slug=module.slug,
        theme=module.theme_slug,
        field=HEALTH,
        title=module.title,
        summary=module.summary,
        position=min(module.position, LAST_PLACE),
        skills=[skill.slug for skill in module.skills],
        lessons=[
            _lesson_file(place, module.slug, lesson, skills[lesson.id], pictures)
            for place, lesson in enumerate(lessons, 1)
        ],
    )


def _lesson_file(
    place: int, module_slug: str, lesson: Lesson, skills: list[str], pictures: Mapping[str, Picture]
) -> LessonFile:
    return LessonFile(
        file=str(PurePosixPath(module_slug, f"{place:02}-{lesson.slug}.md")),
        slug=lesson.slug,
        module=module_slug,
        title=lesson.title,
        aim=lesson.aim,
        minutes=lesson.minutes,
        position=place,
        skills=skills,
        facts=list(lesson.facts),
        unsure=[],
        references=list(lesson.references),
        review=UNREVIEWED,  # a name stays with the kabupaten that wrote it down
        body=NAMED.sub(r"img/\g<0>", lesson.source).strip(),
        pictures=pictures,
    )


def _pictures_in(lessons: Iterable[Lesson]) -> dict[str, Picture]:
    """Return the pictures that lessons show, by the names that the files of a module give them."""
    hashes = {key for lesson in lessons for key in NAMED.findall(lesson.source)}
    rows = db.session.scalars(select(Media).where(Media.hash.in_(hashes)).order_by(Media.hash))
    return {f"img/{row.name}": Picture(row.content, row.width, row.height, row.kind) for row in rows}
