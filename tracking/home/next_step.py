"""What a cadre does next: one thing. Knows neither the database nor the web."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from learning.progress.study import begun_last


@dataclass(frozen=True)
class LessonState:
    """A lesson, and when she did it."""

    slug: str
    title: str
    minutes: int
    done_at: datetime | None


@dataclass(frozen=True)
class QuizState:
    """A module's quiz as it stands for her. `may_start_at` is None when she need not wait."""

    slug: str
    title: str
    open_attempt: UUID | None = None
    passed: bool = False
    may_start_at: datetime | None = None


@dataclass(frozen=True)
class ModuleState:
    """A module with its lessons and its quiz, which may be missing."""

    slug: str
    title: str
    theme: str
    lessons: Sequence[LessonState]
    quiz: QuizState | None

    @property
    def done(self) -> int:
        """How many lessons she has done."""
        return sum(lesson.done_at is not None for lesson in self.lessons)

    @property
    def is_done(self) -> bool:
        """Whether all its lessons are done."""
        return self.done == len(self.lessons)

    @property
    def is_passed(self) -> bool:
        """Whether its quiz is passed."""
        return self.quiz is not None and self.quiz.passed

    @property
    def minutes_left(self) -> int:
        """How long the lessons not yet done take."""
        return sum(lesson.minutes for lesson in self.lessons if lesson.done_at is None)

    @property
    def next_lesson(self) -> LessonState | None:
        """The first lesson not yet done."""
        return next((lesson for lesson in self.lessons if lesson.done_at is None), None)

    @property
    def touched_at(self) -> datetime | None:
        """When she last did one of its lessons."""
        return max((lesson.done_at for lesson in self.lessons if lesson.done_at), default=None)


class Kind(StrEnum):
    """The kinds of next steps."""

    FINISH_QUIZ = "finish-quiz"
    GO_ON = "go-on"
    TAKE_QUIZ = "take-quiz"
    BEGIN = "begin"
    WAIT = "wait"
    REST = "rest"


@dataclass(frozen=True)
class Step:
    """What comes next, and in which module; `REST` has none."""

    kind: Kind
    module: ModuleState | None = None

    @property
    def open_attempt(self) -> UUID | None:
        """The attempt to finish, if that is the step."""
        return self.module.quiz.open_attempt if self.module and self.module.quiz else None


def next_step(modules: Sequence[ModuleState], helpful: Collection[str], now: datetime) -> Step:
    """Return the next step: an open quiz, a module begun, a quiz to take, a new module, a wait, or a rest.

    `modules` are in their printed order; `helpful` are the slugs of those that teach a skill she still needs, which come
    before the others. What she has begun she reads to its end, also when its quiz is passed: /belajar offers the same.
    """
    for module in modules:
        if module.quiz and module.quiz.open_attempt:
            return Step(Kind.FINISH_QUIZ, module)
    todo = sorted((one for one in modules if not one.is_passed), key=lambda one: one.slug not in helpful)
    if begun := begun_last(modules):
        return Step(Kind.GO_ON, begun)
    to_take = [one for one in todo if one.is_done and one.quiz]
    ready = [one for one in to_take if not _must_wait(one, now)]
    if ready:
        return Step(Kind.TAKE_QUIZ, ready[0])
    new = [one for one in [*todo, *modules] if not one.done and one.lessons]
    if new:
        return Step(Kind.BEGIN, new[0])
    return Step(Kind.WAIT, to_take[0]) if to_take else Step(Kind.REST)


def _must_wait(module: ModuleState, now: datetime) -> bool:
    return bool(module.quiz and module.quiz.may_start_at and module.quiz.may_start_at > now)
