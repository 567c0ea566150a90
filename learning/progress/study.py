"""How far somebody is, and which lesson comes next. Knows nothing of Flask or the database."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol, TypeVar
from uuid import UUID


class Course(Protocol):
    """A module as far as somebody is with it."""

    @property
    def is_done(self) -> bool:
        """Whether all its lessons are done."""

    @property
    def touched_at(self) -> datetime | None:
        """When the last of its lessons was done; None before the first."""


C = TypeVar("C", bound=Course)


def begun_last(courses: Iterable[C]) -> C | None:
    """Return what `Lanjut belajar` goes on with: of the modules begun and not finished, the one touched last.

    Every page that offers to go on asks here, so that no two of them disagree.
    """
    begun = [(course.touched_at, course) for course in courses if course.touched_at and not course.is_done]
    return max(begun, key=lambda pair: pair[0])[1] if begun else None


@dataclass(frozen=True)
class ThemeBrief:
    """A theme as lists show it."""

    slug: str
    title: str
    summary: str


@dataclass(frozen=True)
class ModuleBrief:
    """A module as lists show it. One that we ship has a quiz, under the same slug."""

    slug: str
    title: str
    summary: str
    has_quiz: bool
    theme: ThemeBrief


@dataclass(frozen=True)
class LessonStep:
    """A lesson as lists show it; `done_at` is None where it is not done, or nobody asks.

    `news` says what has changed since it was done; `region_code` is of the kabupaten whose own it is.
    """

    id: UUID
    slug: str
    title: str
    minutes: int
    done_at: datetime | None
    module: ModuleBrief
    news: str = ""
    region_code: str | None = None


@dataclass(frozen=True)
class ModuleProgress:
    """A module with its lessons in order, at least one."""

    module: ModuleBrief
    steps: Sequence[LessonStep]

    @property
    def total(self) -> int:
        """How many lessons it has."""
        return len(self.steps)

    @property
    def done(self) -> int:
        """How many of them are done."""
        return sum(step.done_at is not None for step in self.steps)

    @property
    def is_done(self) -> bool:
        """Whether all of them are."""
        return self.done == self.total

    @property
    def minutes(self) -> int:
        """The minutes of all lessons."""
        return sum(step.minutes for step in self.steps)

    @property
    def minutes_left(self) -> int:
        """The minutes of the lessons that are not done."""
        return sum(step.minutes for step in self.steps if step.done_at is None)

    @property
    def kabupaten(self) -> str | None:
        """The kabupaten that has lessons of its own in it, if any: a shared address has to name it."""
        return next((step.region_code for step in self.steps if step.region_code), None)

    @property
    def touched_at(self) -> datetime | None:
        """When the last of its lessons was done."""
        return max((step.done_at for step in self.steps if step.done_at), default=None)

    @property
    def next_step(self) -> LessonStep | None:
        """The first lesson that is not done."""
        return next((step for step in self.steps if step.done_at is None), None)

    def position(self, slug: str) -> int:
        """Return where lesson `slug` stands, from one; raise ValueError when it is not of this module."""
        return [step.slug for step in self.steps].index(slug) + 1

    def after(self, slug: str) -> LessonStep | None:
        """Return the lesson after `slug`; None after the last."""
        position = self.position(slug)
        return self.steps[position] if position < self.total else None

    def before(self, slug: str) -> LessonStep | None:
        """Return the lesson before `slug`; None before the first."""
        position = self.position(slug)
        return self.steps[position - 2] if position > 1 else None


@dataclass(frozen=True)
class Study:
    """All modules in order, as one cadre has read them."""

    modules: Sequence[ModuleProgress]

    @property
    def themes(self) -> list[tuple[ThemeBrief, list[ModuleProgress]]]:
        """The themes that have modules, in order."""
        themes: dict[ThemeBrief, list[ModuleProgress]] = {}
        for progress in self.modules:
            themes.setdefault(progress.module.theme, []).append(progress)
        return list(themes.items())

    @property
    def is_done(self) -> bool:
        """Whether all modules are done."""
        return all(progress.is_done for progress in self.modules)

    @property
    def next_step(self) -> LessonStep | None:
        """The lesson that `Lanjut belajar` opens; None when no module is begun. Where to begin, her first page says."""
        begun = begun_last(self.modules)
        return begun.next_step if begun else None
