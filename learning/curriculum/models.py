"""What is taught: skills in groups; themes, modules, lessons.

Shipped rows have ids made of their stable slugs, so that every installation gives the same lesson the same id.
`region_code` is None for what ships with the portal, else the kabupaten whose own it is.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

from sqlalchemy import ColumnElement, ForeignKey, String, Text, UniqueConstraint, Uuid, func
from sqlalchemy.ext.hybrid import hybrid_property
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.db import Base, RegionCode, now
from learning.curriculum.words import LONGEST

# The C collation makes a beginning of a word a range on every PostgreSQL.
SearchedWord = String(LONGEST).with_variant(String(LONGEST, collation="C"), "postgresql")


def shipped_id(kind: str, slug: str) -> UUID:
    """Return the id that every installation gives the shipped `kind` named `slug`."""
    return uuid5(NAMESPACE_URL, f"jenjang:{kind}:{slug}")


class SkillGroup(Base):
    """One of the five groups a level rule asks for."""

    __tablename__ = "skill_group"

    code: Mapped[str] = mapped_column(String(2), primary_key=True)
    slug: Mapped[str] = mapped_column(String(60), unique=True)
    label: Mapped[str] = mapped_column(String(80))
    core: Mapped[bool]
    position: Mapped[int]


class Skill(Base):
    """One of the 25 skills."""

    __tablename__ = "skill"

    slug: Mapped[str] = mapped_column(String(60), primary_key=True)
    code: Mapped[str] = mapped_column(String(4), unique=True)
    group_code: Mapped[str] = mapped_column(ForeignKey("skill_group.code"))
    label: Mapped[str] = mapped_column(String(120))
    can: Mapped[str] = mapped_column(String(300))  # what a cadre who masters it can do
    position: Mapped[int]

    group: Mapped[SkillGroup] = relationship()


class Theme(Base):
    """A theme holds modules."""

    __tablename__ = "theme"

    slug: Mapped[str] = mapped_column(String(60), primary_key=True)
    title: Mapped[str] = mapped_column(String(80))
    summary: Mapped[str] = mapped_column(String(300))
    position: Mapped[int]


class Module(Base):
    """A module holds lessons and names the skills it teaches."""

    __tablename__ = "module"
    __table_args__ = (UniqueConstraint("slug", "region_code"),)

    id: Mapped[UUID] = mapped_column(Uuid, primary_key=True)
    slug: Mapped[str] = mapped_column(String(60), index=True)
    region_code: Mapped[str | None] = mapped_column(RegionCode, ForeignKey("region.code"))
    theme_slug: Mapped[str] = mapped_column(ForeignKey("theme.slug"), index=True)
    title: Mapped[str] = mapped_column(String(80))
    summary: Mapped[str] = mapped_column(String(300))
    position: Mapped[int]
    retired_at: Mapped[datetime | None]

    theme: Mapped[Theme] = relationship()
    skills: Mapped[list[Skill]] = relationship(secondary="module_skill", order_by=Skill.position)
    lessons: Mapped[list[Lesson]] = relationship(back_populates="module", order_by="Lesson.position")


class ModuleSkill(Base):
    """A module teaches a skill."""

    __tablename__ = "module_skill"

    module_id: Mapped[UUID] = mapped_column(Uuid, ForeignKey("module.id"), primary_key=True)
    skill_slug: Mapped[str] = mapped_column(ForeignKey("skill.slug"), primary_key=True, index=True)


class Lesson(Base):
    """A lesson of about five minutes, as it is read. `html` is made once, when it is loaded or published.

    A kabupaten's own lesson may stand in a shipped module. With `copy_of` it stands, once published, for that shipped
    lesson, under the same address; retired, it hides it. `changes` says what is new to who has read it before.
    """

    __tablename__ = "lesson"
    __table_args__ = (
        UniqueConstraint("module_id", "slug", "region_code"),
        UniqueConstraint("copy_of", "region_code"),
    )

    id: Mapped[UUID] = mapped_column(Uuid, primary_key=True)
    module_id: Mapped[UUID] = mapped_column(Uuid, ForeignKey("module.id"))
    slug: Mapped[str] = mapped_column(String(60), index=True)
    region_code: Mapped[str | None] = mapped_column(RegionCode, ForeignKey("region.code"))
    copy_of: Mapped[UUID | None] = mapped_column(Uuid, ForeignKey("lesson.id"))
    title: Mapped[str] = mapped_column(String(80))
    aim: Mapped[str] = mapped_column(String(200))
    minutes: Mapped[int]
    position: Mapped[int]
    source: Mapped[str] = mapped_column(Text)  # the Markdown it was made of
    html: Mapped[str] = mapped_column(Text)
    references: Mapped[list[Any]] = mapped_column()  # the titles of the sources its facts rest on
    facts: Mapped[list[Any]] = mapped_column()  # the ids of those facts
    review: Mapped[str] = mapped_column(String(120))
    checksum: Mapped[str] = mapped_column(
        String(64)
    )  # of a shipped lesson: what loading compares; else empty
    is_draft: Mapped[bool] = mapped_column(default=False)
    version: Mapped[
        int | None
    ]  # the number of the one that is read; none for a shipped lesson and before the first
    changes: Mapped[str] = mapped_column(String(300), default="")
    changed_at: Mapped[datetime] = mapped_column(default=now)
    retired_at: Mapped[datetime | None]

    module: Mapped[Module] = relationship(back_populates="lessons")

    @hybrid_property
    def family_id(self) -> UUID:
        """The shipped lesson it stands for, else itself: who has done one has done the other."""
        return self.copy_of or self.id

    @family_id.inplace.expression
    @classmethod
    def _family_id(cls) -> ColumnElement[UUID]:
        return func.coalesce(cls.copy_of, cls.id)


class LessonSkill(Base):
    """A lesson serves a skill."""

    __tablename__ = "lesson_skill"

    lesson_id: Mapped[UUID] = mapped_column(Uuid, ForeignKey("lesson.id"), primary_key=True)
    skill_slug: Mapped[str] = mapped_column(ForeignKey("skill.slug"), primary_key=True, index=True)


class ModulePlace(Base):
    """Where a kabupaten puts a module within its theme, instead of its own `position`."""

    __tablename__ = "module_place"

    region_code: Mapped[str] = mapped_column(RegionCode, ForeignKey("region.code"), primary_key=True)
    module_id: Mapped[UUID] = mapped_column(Uuid, ForeignKey("module.id"), primary_key=True)
    position: Mapped[int]


class LessonPlace(Base):
    """Where a kabupaten puts a lesson (by its `family_id`) within its module, instead of its own `position`."""

    __tablename__ = "lesson_place"

    region_code: Mapped[str] = mapped_column(RegionCode, ForeignKey("region.code"), primary_key=True)
    lesson_id: Mapped[UUID] = mapped_column(Uuid, ForeignKey("lesson.id"), primary_key=True)
    position: Mapped[int]


class SearchWord(Base):
    """A word, or the root of one, that stands in a lesson which can be read. Made by `indexing.index_lessons` only."""

    __tablename__ = "search_word"
    __table_args__ = ({"sqlite_with_rowid": False},)

    word: Mapped[str] = mapped_column(SearchedWord, primary_key=True)
    lesson_id: Mapped[UUID] = mapped_column(Uuid, ForeignKey("lesson.id"), primary_key=True)
    weight: Mapped[int]  # how much the lesson is about it


class SearchGram(Base):
    """Three letters of a word that stands in a lesson: words that share many are spelt alike."""

    __tablename__ = "search_gram"
    __table_args__ = ({"sqlite_with_rowid": False},)

    gram: Mapped[str] = mapped_column(String(3), primary_key=True)
    word: Mapped[str] = mapped_column(SearchedWord, primary_key=True)
