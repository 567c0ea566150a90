"""Reads of quizzes as cadres meet them, and of the questions each may draw."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from textwrap import shorten

from flask_babel import gettext as _
from sqlalchemy import ColumnElement, Select, and_, func, or_, select
from sqlalchemy.orm import aliased, contains_eager, joinedload, selectinload

from app.db import db
from app.places import codes_above, kabupaten_around
from assessments.bank.models import Question, QuestionTag, QuestionVersion
from assessments.bank.queries import is_newest, stands_in
from assessments.quizzes.models import Quiz, QuizDraw
from assessments.quizzes.opening import shut_for
from learning.curriculum.models import Skill

BLOCK = "text"  # the question type that is only read
LONGEST_NAME = 140  # letters by which a part is called

_Named = aliased(Quiz)
_Copy = aliased(Quiz)


@dataclass(frozen=True)
class Outline:
    """What a quiz asks: how many questions, and how many of them of each skill, by the skill's label."""

    questions: int
    by_skill: dict[str, int]


@dataclass(frozen=True)
class Part:
    """A part of a quiz, with the newest versions of the questions it may take."""

    draw: QuizDraw
    pool: list[QuestionVersion]

    @property
    def fixed(self) -> QuestionVersion | None:
        """The question it always asks; None for a drawn one, and where that question is retired or gone."""
        return self.pool[0] if self.draw.question_id and self.pool else None

    @property
    def is_block(self) -> bool:
        """Whether it is a block of text."""
        return self.fixed is not None and self.fixed.type == BLOCK

    @property
    def name(self) -> str:
        """What it asks, in words, without its count."""
        draw = self.draw
        if self.fixed:
            return shorten(
                self.fixed.question.title or self.fixed.body["stem"], LONGEST_NAME, placeholder="…"
            )
        if draw.question:
            return draw.question.title or draw.question.slug
        words = [draw.skill.label if draw.skill else _("semua keterampilan")]
        if draw.difficulty:
            words.append((_("mudah"), _("sedang"), _("sulit"))[draw.difficulty - 1])
        if draw.tag:
            words.append(_("tanda %(tag)s", tag=draw.tag))
        return ", ".join(words)


def get_quiz_for(region_code: str | None, slug: str) -> Quiz:
    """Return quiz `slug` with its module, as whoever serves in `region_code` takes it; raise NoResultFound otherwise.

    Where her kabupaten has a copy of a shipped quiz, that copy stands for it under either slug; a retired copy too, so
    that its page can say so. Drafts, retired quizzes, and those of other places do not exist for her.
    """
    around = [*codes_above(region_code), region_code] if region_code else []
    is_hers = or_(Quiz.copy_of.is_not(None), Quiz.audience_code.is_(None), Quiz.audience_code.in_(around))
    statement = in_place(kabupaten_around(region_code), slug).where(
        Quiz.is_draft.is_(False), or_(Quiz.retired_at.is_(None), Quiz.copy_of.is_not(None)), is_hers
    )
    return db.session.execute(statement.options(joinedload(Quiz.module))).scalar_one()


def get_quiz_kept(kabupaten: str | None, slug: str) -> Quiz:
    """Return quiz `slug`, or the kabupaten's copy of it, as its trainers keep it: drafts and retired ones too.

    Its parts, module and audience are loaded. Raises NoResultFound for another kabupaten's.
    """
    parts = selectinload(Quiz.draws)
    statement = in_place(kabupaten, slug).options(
        joinedload(Quiz.module), parts.joinedload(QuizDraw.skill), parts.joinedload(QuizDraw.question)
    )
    return db.session.execute(statement).scalar_one()


def in_place(kabupaten: str | None, slug: str) -> Select[Quiz]:
    """Select the quiz with this slug or, before it, the kabupaten's copy."""
    is_known = or_(_Named.region_code.is_(None), _Named.region_code == kabupaten)
    family = select(_Named.family_id).where(_Named.slug == slug, is_known).scalar_subquery()
    return (
        select(Quiz)
        .where(Quiz.family_id == family, or_(Quiz.region_code.is_(None), Quiz.region_code == kabupaten))
        .order_by(Quiz.region_code.is_(None))
        .limit(1)
    )


def is_offered_in(kabupaten: str | None) -> ColumnElement[bool]:
    """Return the condition that the cadres of `kabupaten` meet a quiz: its own, or shipped and without a copy there."""
    is_copied = select(_Copy.id).where(
        _Copy.copy_of == Quiz.id, _Copy.region_code == kabupaten, _Copy.is_draft.is_(False)
    )
    return and_(
        Quiz.retired_at.is_(None),
        Quiz.is_draft.is_(False),
        or_(Quiz.region_code == kabupaten, and_(Quiz.region_code.is_(None), ~is_copied.exists())),
    )


def list_of_trainers(region_code: str, level_code: str, at: datetime) -> list[Quiz]:
    """Return the quizzes that trainers made for a cadre of this region and level and that may be started at `at`, by title.

    Shipped quizzes, and copies of them, are found at their modules.
    """
    statement = select(Quiz).where(
        is_offered_in(kabupaten_around(region_code)), Quiz.region_code.is_not(None), Quiz.copy_of.is_(None)
    )
    made = db.session.scalars(statement.order_by(Quiz.title, Quiz.slug))
    return [quiz for quiz in made if shut_for(quiz, region_code, level_code, at) is None]


def outline_of(quiz: Quiz) -> Outline:
    """Return what `quiz` asks; blocks of text are no questions."""
    skill = func.coalesce(QuizDraw.skill_slug, Question.skill_slug)
    rows = db.session.execute(
        select(Skill.label, func.sum(QuizDraw.count))
        .select_from(QuizDraw)
        .outerjoin(Question, Question.id == QuizDraw.question_id)
        .outerjoin(QuestionVersion, and_(QuestionVersion.question_id == Question.id, is_newest()))
        .outerjoin(Skill, Skill.slug == skill)
        .where(QuizDraw.quiz_id == quiz.id, func.coalesce(QuestionVersion.type, "") != BLOCK)
        .group_by(Skill.label, Skill.position)
        .order_by(Skill.position)
    ).all()
    counts = {label: int(count) for label, count in rows}
    return Outline(sum(counts.values()), {label: n for label, n in counts.items() if label})


def list_drawable(quiz: Quiz, kabupaten: str | None) -> list[QuestionVersion]:
    """Return the newest version of each question that `quiz` may ask in `kabupaten`, with its question.

    Shipped questions, with the kabupaten's own copy in the place of one that has it (a retired copy takes it away), and
    for a kabupaten's own quiz its own questions too.
    """
    if not quiz.draws:
        return []
    with_question = contains_eager(QuestionVersion.question)
    statement = (
        select(QuestionVersion)
        .join(QuestionVersion.question)
        .where(is_newest(), Question.retired_at.is_(None), _is_asked_in(quiz, kabupaten))
        .where(or_(*(_fits(draw) for draw in quiz.draws)))
        .order_by(Question.skill_slug, Question.slug)
        .options(
            with_question.selectinload(Question.tags)
            if any(draw.tag for draw in quiz.draws)
            else with_question
        )
    )
    return list(db.session.scalars(statement))


def list_parts(quiz: Quiz, kabupaten: str | None) -> list[Part]:
    """Return the parts of `quiz`, in order, each with the questions it may take in `kabupaten`."""
    drawable = list_drawable(quiz, kabupaten)
    return [Part(draw, pool_of(draw, drawable)) for draw in quiz.draws]


def pool_of(draw: QuizDraw, drawable: Sequence[QuestionVersion]) -> list[QuestionVersion]:
    """Return those of `drawable` that a part of a quiz may take."""
    if draw.question_id:
        return [one for one in drawable if draw.question_id in (one.question_id, one.question.copy_of)]
    return [
        one
        for one in drawable
        if one.type != BLOCK
        and draw.skill_slug in (None, one.question.skill_slug)
        and draw.difficulty in (None, one.difficulty)
        and (draw.tag is None or draw.tag in {tag.tag for tag in one.question.tags})
    ]


def _is_asked_in(quiz: Quiz, kabupaten: str | None) -> ColumnElement[bool]:
    """A shipped quiz asks no question that is a kabupaten's own and no copy."""
    stands = stands_in(kabupaten)
    if quiz.region_code is not None:
        return stands
    return and_(stands, or_(Question.region_code.is_(None), Question.copy_of.is_not(None)))


def _fits(draw: QuizDraw) -> ColumnElement[bool]:
    if draw.question_id:
        return or_(Question.id == draw.question_id, Question.copy_of == draw.question_id)
    wanted: list[ColumnElement[bool]] = [QuestionVersion.type != BLOCK]
    if draw.skill_slug:
        wanted.append(Question.skill_slug == draw.skill_slug)
    if draw.difficulty:
        wanted.append(QuestionVersion.difficulty == draw.difficulty)
    if draw.tag:
        tagged = select(QuestionTag.tag).where(
            QuestionTag.question_id == Question.id, QuestionTag.tag == draw.tag
        )
        wanted.append(tagged.exists())
    return and_(*wanted)
