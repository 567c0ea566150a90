"""Reads of the desk: what a kabupaten keeps, drafts and retired lessons too. Its code comes first."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import ColumnElement, and_, exists, func, or_, select
from sqlalchemy.exc import NoResultFound
from sqlalchemy.orm import aliased, contains_eager

from app.db import db
from learning.curriculum.models import Lesson, LessonSkill, Module, Skill, Theme
from learning.curriculum.queries import is_read_in, lessons_in_order, modules_in_order
from learning.desk.models import LessonReview, LessonVersion, ReviewRule

SHIPPED, DRAFT, REVIEWED, PUBLISHED, REVISED, RETIRED = STATES = (
    "bawaan",
    "draf",
    "ditinjau",
    "terbit",
    "terbit-draf",  # published, and a newer version is being written
    "ditarik",
)


@dataclass(frozen=True)
class DeskLesson:
    """A lesson as it lies on the desk: with its newest version and the review of that, where there are any."""

    lesson: Lesson
    newest: LessonVersion | None = None
    is_reviewed: bool = False

    @property
    def title(self) -> str:
        """What it is called in its newest version."""
        return self.newest.title if self.newest else self.lesson.title

    @property
    def number(self) -> int:
        """The number of its newest version; a shipped lesson is its own first one."""
        return self.newest.number if self.newest else 1

    @property
    def is_read(self) -> bool:
        """Whether cadres read it, in this or an earlier version."""
        return self.state in (SHIPPED, PUBLISHED, REVISED)

    @property
    def state(self) -> str:
        """How it stands, one of `STATES`."""
        if self.lesson.region_code is None:
            return SHIPPED
        if self.lesson.retired_at:
            return RETIRED
        if self.lesson.is_draft:
            return REVIEWED if self.is_reviewed else DRAFT
        return PUBLISHED if self.lesson.version == self.number else REVISED


@dataclass(frozen=True)
class DeskModule:
    """A module in the list: how many lessons cadres read, and how many of the kabupaten's are being written."""

    module: Module
    published: int
    drafts: int


def list_modules(kabupaten: str, text: str = "") -> list[tuple[Theme, list[DeskModule]]]:
    """Return the themes with the modules a kabupaten keeps, in its order; `text` narrows them by title."""
    is_draft = and_(Lesson.region_code == kabupaten, Lesson.retired_at.is_(None), Lesson.is_draft.is_(True))
    statement = (
        select(Module, Theme, _count(is_read_in(kabupaten)), _count(is_draft))
        .join(Module.theme)
        .where(_is_kept_in(kabupaten))
        .order_by(Theme.position, Theme.slug, *modules_in_order(kabupaten))
        .options(contains_eager(Module.theme))
    )
    for word in text.lower().split():
        statement = statement.where(func.lower(Module.title).contains(word, autoescape=True))
    themes: dict[Theme, list[DeskModule]] = {}
    for module, theme, published, drafts in db.session.execute(statement):
        themes.setdefault(theme, []).append(DeskModule(module, published, drafts))
    return list(themes.items())


def list_modules_of_theme(kabupaten: str, theme_slug: str) -> list[Module]:
    """Return the modules of a theme that are in use, in the order of a kabupaten."""
    statement = select(Module).where(
        Module.theme_slug == theme_slug, _is_kept_in(kabupaten), Module.retired_at.is_(None)
    )
    return list(db.session.scalars(statement.order_by(*modules_in_order(kabupaten))))


def get_module(kabupaten: str, slug: str) -> Module:
    """Return a shipped module or one of the kabupaten's own; raise NoResultFound otherwise."""
    statement = select(Module).join(Module.theme).where(Module.slug == slug, _is_kept_in(kabupaten))
    found = db.session.scalars(statement.options(contains_eager(Module.theme))).first()
    if found is None:
        raise NoResultFound
    return found


def list_lessons(kabupaten: str, module_id: UUID) -> list[DeskLesson]:
    """Return the lessons of a module as a kabupaten keeps them, in its order; retired ones too."""
    statement = (
        select(Lesson)
        .where(Lesson.module_id == module_id, _lies_on_desk(kabupaten))
        .order_by(*lessons_in_order(kabupaten))
    )
    return _with_newest(db.session.scalars(statement).all())


def list_lesson_families(kabupaten: str, module_id: UUID) -> list[UUID]:
    """Return what names the lessons of a module in every kabupaten, in the order of this one."""
    return [one.lesson.family_id for one in list_lessons(kabupaten, module_id)]


def get_lesson(kabupaten: str, module_slug: str, lesson_slug: str) -> DeskLesson:
    """Return a lesson as a kabupaten keeps it: its own copy before the shipped one; raise NoResultFound otherwise."""
    statement = (
        select(Lesson)
        .join(Lesson.module)
        .where(Module.slug == module_slug, Lesson.slug == lesson_slug, _lies_on_desk(kabupaten))
        .options(contains_eager(Lesson.module).joinedload(Module.theme))
    )
    return _with_newest([db.session.scalars(statement).one()])[0]


def skills_of_lesson(lesson_id: UUID) -> list[str]:
    """Return the skills that a lesson serves, by slug, in order."""
    statement = select(LessonSkill.skill_slug).join(Skill, Skill.slug == LessonSkill.skill_slug)
    return list(
        db.session.scalars(statement.where(LessonSkill.lesson_id == lesson_id).order_by(Skill.position))
    )


def newest_version(lesson_id: UUID) -> LessonVersion:
    """Return the newest version of a kabupaten's lesson."""
    statement = select(LessonVersion).where(LessonVersion.lesson_id == lesson_id)
    return db.session.scalars(statement.order_by(LessonVersion.number.desc()).limit(1)).one()


def get_version(lesson: Lesson, number: int) -> LessonVersion:
    """Return version `number` of a lesson; raise NoResultFound when there is none."""
    statement = select(LessonVersion).where(
        LessonVersion.lesson_id == lesson.id, LessonVersion.number == number
    )
    return db.session.scalars(statement).one()


def list_versions(lesson: Lesson) -> list[tuple[LessonVersion, LessonReview | None]]:
    """Return the versions of a lesson with their reviews, the newest first."""
    statement = (
        select(LessonVersion, LessonReview)
        .outerjoin(LessonReview, LessonReview.version_id == LessonVersion.id)
        .where(LessonVersion.lesson_id == lesson.id)
        .order_by(LessonVersion.number.desc())
    )
    return [(version, found) for version, found in db.session.execute(statement)]


def get_review(version_id: UUID) -> LessonReview | None:
    """Return the review of a version, if there is one."""
    return db.session.get(LessonReview, version_id)


def needs_review(kabupaten: str) -> bool:
    """Return whether a kabupaten demands a review before its lessons are published."""
    rule = db.session.get(ReviewRule, kabupaten)
    return bool(rule and rule.is_required)


def _is_kept_in(kabupaten: str) -> ColumnElement[bool]:
    return or_(Module.region_code.is_(None), Module.region_code == kabupaten)


def _lies_on_desk(kabupaten: str) -> ColumnElement[bool]:
    """Return the condition of the kabupaten's own lessons, and of shipped ones that are in use and not copied."""
    copy = aliased(Lesson)
    is_copied = exists().where(copy.copy_of == Lesson.id, copy.region_code == kabupaten)
    is_shipped = and_(Lesson.region_code.is_(None), Lesson.retired_at.is_(None), ~is_copied)
    return or_(Lesson.region_code == kabupaten, is_shipped)


def _count(condition: ColumnElement[bool]) -> ColumnElement[int]:
    counted = select(func.count(Lesson.id)).where(Lesson.module_id == Module.id, condition)
    return counted.correlate(Module).scalar_subquery()


def _with_newest(lessons: Sequence[Lesson]) -> list[DeskLesson]:
    """Return the lessons with their newest versions, in one statement."""
    newer = aliased(LessonVersion)
    is_newest = ~exists().where(
        newer.lesson_id == LessonVersion.lesson_id, newer.number > LessonVersion.number
    )
    rows = db.session.execute(
        select(LessonVersion, LessonReview.version_id)
        .outerjoin(LessonReview, LessonReview.version_id == LessonVersion.id)
        .where(LessonVersion.lesson_id.in_([one.id for one in lessons]), is_newest)
    )
    newest = {version.lesson_id: (version, reviewed is not None) for version, reviewed in rows}
    return [DeskLesson(one, *newest.get(one.id, ())) for one in lessons]
