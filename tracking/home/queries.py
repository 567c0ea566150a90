"""Reads of the first pages: a cadre's modules as they stand for her; a trainer's cadres, the stuck ones first."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, Subquery, and_, case, func, or_, select, union_all

from app.auth.identity import Identity
from app.auth.scope import in_region_of
from app.db import db, now
from app.places import KABUPATEN_LENGTH, Region
from app.registry.models import LEVELS, Cadre, Posyandu
from app.web import Page, paginate
from assessments.attempts.models import Attempt, AttemptClosing, Mark
from assessments.attempts.queries import list_places
from assessments.attempts.regraded import was_lately_regraded
from assessments.attempts.tries import Try, list_tries_by_quiz, next_start
from assessments.quizzes.models import TEST, Quiz
from assessments.quizzes.opening import shut_for
from assessments.quizzes.queries import is_offered_in
from learning.curriculum.models import Lesson, Module, Theme
from learning.curriculum.queries import in_order, is_read_in
from learning.progress.models import LessonDone
from tracking.home.next_step import LessonState, ModuleState, QuizState

STUCK_AFTER = 2  # failed attempts at one quiz without a pass
IDLE_AFTER = timedelta(days=30)
_ROUNDING = 1e-6  # percent; a mean of thirds may fall a hair short of a whole number


@dataclass(frozen=True)
class Studies:
    """A cadre's modules in their printed order, and how to address her."""

    gender: str
    modules: list[ModuleState]
    was_regraded: bool  # a quiz of hers was marked anew lately

    @property
    def has_open_quiz(self) -> bool:
        """Whether a quiz waits to be finished."""
        return any(module.quiz and module.quiz.open_attempt for module in self.modules)


@dataclass(frozen=True)
class Stuck:
    """A cadre on a trainer's list. `failed` counts attempts at a quiz she has not passed; `last_at` when she last
    studied, None for never.
    """

    number: str
    name: str
    level_code: str
    posyandu: str
    desa: str
    failed: int
    last_at: datetime | None
    is_idle: bool

    @property
    def keeps_failing(self) -> bool:
        """Whether one quiz keeps stopping her."""
        return self.failed >= STUCK_AFTER


def studies_of(cadre_id: UUID, region_code: str | None) -> Studies:
    """Return a cadre's lessons and quizzes as they stand for her, in two statements."""
    region = (region_code or "")[:KABUPATEN_LENGTH]
    is_extra = and_(
        Quiz.region_code.is_not(None), Quiz.copy_of.is_(None)
    )  # beside the one the module came with
    rows = db.session.execute(
        select(Module, Theme.title, Lesson.slug, Lesson.title, Lesson.minutes, LessonDone.at, Quiz, Cadre)
        .select_from(Module)
        .join(Cadre, Cadre.id == cadre_id)
        .join(Theme, Theme.slug == Module.theme_slug)
        .join(Lesson, and_(Lesson.module_id == Module.id, is_read_in(region)))
        .outerjoin(
            LessonDone, and_(LessonDone.lesson_id == Lesson.family_id, LessonDone.cadre_id == cadre_id)
        )
        .outerjoin(
            Quiz,
            and_(Quiz.module_id == Module.id, Quiz.mode == TEST, is_offered_in(region)),
        )
        .order_by(*in_order(region), is_extra, Quiz.slug)
    ).all()
    tries = list_tries_by_quiz(cadre_id)
    by_module: dict[UUID, list[Any]] = {}
    for row in rows:
        by_module.setdefault(row[0].id, []).append(row)
    modules = [_module(own, tries) for own in by_module.values()]
    return Studies(rows[0][7].gender if rows else "P", modules, was_lately_regraded(tries.values()))


def _module(rows: list[Any], tries: dict[UUID, list[Try]]) -> ModuleState:
    module, theme, quiz, cadre = rows[0][0], rows[0][1], rows[0][6], rows[0][7]
    lessons = {row[2]: LessonState(*row[2:6]) for row in rows}
    state = _quiz(quiz, tries.get(quiz.family_id, []), cadre) if quiz else None
    return ModuleState(module.slug, module.title, theme, list(lessons.values()), state)


def _quiz(quiz: Quiz, tries: list[Try], cadre: Cadre) -> QuizState | None:
    """Return how a quiz stands for a cadre; nothing when she may not start it and has nothing of it open."""
    open_attempt = next((one.id for one in tries if one.is_open), None)
    if open_attempt is None and shut_for(quiz, cadre.region_code, cadre.level_code, now()):
        return None
    return QuizState(
        slug=quiz.slug,
        title=quiz.title,
        open_attempt=open_attempt,
        passed=any(one.passed and one.ended_at for one in tries),
        may_start_at=next_start(quiz, tries),
    )


def first_unanswered(attempt_id: UUID) -> int | None:
    """Return the position of the first question without an answer, None when all have one."""
    return next((place.position for place in list_places(attempt_id) if place.is_left_empty), None)


def list_stuck_first(user: Identity, text: str, number: int) -> Page:
    """Return one page of the active cadres in `user`'s region as `Stuck`, those who need help first.

    First come those whom one quiz keeps stopping, most failures first; then those who studied and then rested for
    `IDLE_AFTER` without having reached the top, the longest first; then the others by name. `text` is part of a folded name or a number.
    """
    failing, studied = _failing(user), _studied(user)
    failed = func.coalesce(failing.c.failed, 0)
    is_idle = and_(studied.c.last_at < now() - IDLE_AFTER, Cadre.level_code != LEVELS[-1])
    rank = case((failed >= STUCK_AFTER, 0), (is_idle, 1), else_=2)
    statement = (
        select(
            Cadre.number,
            Cadre.name,
            Cadre.level_code,
            Posyandu.name.label("posyandu"),
            Region.name.label("desa"),
            failed.label("failed"),
            studied.c.last_at,
            case((is_idle, True), else_=False).label("is_idle"),
        )
        .join(Posyandu, Posyandu.id == Cadre.posyandu_id)
        .join(Region, Region.code == Cadre.region_code)
        .outerjoin(failing, failing.c.cadre_id == Cadre.id)
        .outerjoin(studied, studied.c.cadre_id == Cadre.id)
        .where(_taught_by(user), *_found(text))
        .order_by(rank, failed.desc(), case((is_idle, studied.c.last_at)), Cadre.sort_name, Cadre.id)
    )
    page = paginate(statement, number, scalars=False)
    return Page([Stuck(*row) for row in page.rows], page.number, page.total, page.length)


def _taught_by(user: Identity) -> ColumnElement[bool]:
    return and_(in_region_of(user, Cadre.region_code), Cadre.left_at.is_(None), Cadre.merged_into.is_(None))


def _found(text: str) -> list[ColumnElement[bool]]:
    if not text:
        return []
    return [
        or_(Cadre.sort_name.contains(text, autoescape=True), Cadre.number.startswith(text, autoescape=True))
    ]


def _failing(user: Identity) -> Subquery:
    """Return, per cadre, the most failed attempts at one quiz that she has not passed."""
    percents = _percents(user).subquery()
    failed = case((percents.c.percent + _ROUNDING < percents.c.pass_mark, 1), else_=0)
    by_quiz = (
        select(percents.c.cadre_id, func.sum(failed).label("failed"))
        .group_by(percents.c.cadre_id, percents.c.quiz_id)
        .having(func.min(failed) == 1)
        .subquery()
    )
    most = select(by_quiz.c.cadre_id, func.max(by_quiz.c.failed).label("failed"))
    return most.group_by(by_quiz.c.cadre_id).subquery()


def _percents(user: Identity) -> Select[Any, Any, Any, Any]:
    """Return each closed attempt with its percent by the newest marks."""
    newest = (
        select(Mark.attempt_id, Mark.position, func.max(Mark.round).label("round"))
        .group_by(Mark.attempt_id, Mark.position)
        .subquery()
    )
    is_newest = and_(
        Mark.attempt_id == newest.c.attempt_id,
        Mark.position == newest.c.position,
        Mark.round == newest.c.round,
    )
    return (
        select(
            Attempt.cadre_id,
            Attempt.quiz_id,
            Attempt.pass_mark,
            (100 * func.avg(Mark.fraction)).label("percent"),
        )
        .join(Cadre, Cadre.id == Attempt.cadre_id)
        .join(AttemptClosing, AttemptClosing.attempt_id == Attempt.id)
        .join(Mark, Mark.attempt_id == Attempt.id)
        .join(newest, is_newest)
        .where(_taught_by(user))
        .group_by(Attempt.id, Attempt.cadre_id, Attempt.quiz_id, Attempt.pass_mark)
    )


def _studied(user: Identity) -> Subquery:
    """Return when each cadre last did a lesson or began a quiz."""
    both = union_all(
        select(LessonDone.cadre_id, LessonDone.at.label("at")),
        select(Attempt.cadre_id, Attempt.started_at.label("at")),
    ).subquery()
    last = select(both.c.cadre_id, func.max(both.c.at).label("last_at"))
    return (
        last.join(Cadre, Cadre.id == both.c.cadre_id)
        .where(_taught_by(user))
        .group_by(both.c.cadre_id)
        .subquery()
    )
