"""Reads of quizzes as their trainers keep them: a kabupaten's own, and the shipped ones it has no copy of."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.orm import aliased

from app.db import db, inside
from app.places import Region, list_children, list_desa
from app.registry.models import Cadre
from app.registry.search import Search, one_of, typed_words
from app.web import Page, paginate
from assessments.bank.models import Question, QuestionVersion
from assessments.bank.types import get_type
from assessments.quizzes.models import PRACTICE, Quiz, QuizDraw
from assessments.quizzes.queries import BLOCK, Part
from assessments.quizzes.warnings import Asked, Candidate, Plan
from learning.curriculum.models import Module, Skill, Theme

SHIPPED, OWN = "bawaan", "kami"
STATES = ("draf", "terbit", "ditarik")


@dataclass(frozen=True)
class QuizSearch(Search):
    """A search of the quizzes; an empty value does not narrow it, but retired ones are only shown when asked for."""

    text: str = ""
    whose: str = ""
    state: str = ""

    @classmethod
    def of(cls, args: Mapping[str, str]) -> "QuizSearch":
        """Read the search from the arguments of an address."""
        return cls(
            text=typed_words(args),
            whose=one_of(args.get("milik"), (SHIPPED, OWN)),
            state=one_of(args.get("status"), STATES),
        )

    def as_args(self, **other: object) -> dict[str, Any]:
        """Return the arguments of an address with this search; `other` replaces some."""
        args = {"q": self.text, "milik": self.whose, "status": self.state, **other}
        return {name: value for name, value in args.items() if value}


def list_quizzes(kabupaten: str, search: QuizSearch, number: int) -> Page:
    """Return one page of the quizzes that `kabupaten` keeps, as rows of quiz, module title and number of questions.

    Its own come before the shipped ones, both by title.
    """
    statement = (
        select(Quiz, Module.title, _count_asked())
        .outerjoin(Module, Module.id == Quiz.module_id)
        .where(_is_kept_in(kabupaten), *_wanted(search))
        .order_by(Quiz.region_code.is_(None), Quiz.title, Quiz.slug)
    )
    return paginate(statement, number, scalars=False)


def list_modules(kabupaten: str) -> list[Module]:
    """Return the modules a quiz of `kabupaten` may belong to, in printed order."""
    statement = select(Module).join(Theme, Theme.slug == Module.theme_slug)
    is_hers = or_(Module.region_code.is_(None), Module.region_code == kabupaten)
    in_use = statement.where(is_hers, Module.retired_at.is_(None))
    return list(db.session.scalars(in_use.order_by(Theme.position, Module.position, Module.slug)))


def list_audiences(kabupaten: str) -> list[tuple[Region, list[Region]]]:
    """Return the kecamatan of `kabupaten` by name, each with its desa and kelurahan."""
    desa = list_desa(kabupaten)
    return [
        (one, [place for place in desa if place.parent_code == one.code]) for one in list_children(kabupaten)
    ]


def list_askable(kabupaten: str | None, ids: Sequence[UUID]) -> list[UUID]:
    """Return those of the questions `ids` that `kabupaten` may ask and that are in use, in the order given."""
    is_hers = or_(Question.region_code.is_(None), Question.region_code == kabupaten)
    statement = select(Question.id).where(Question.id.in_(ids), is_hers, Question.retired_at.is_(None))
    found = set(db.session.scalars(statement))
    return [one for one in ids if one in found]


def plan_of(quiz: Quiz, parts: Sequence[Part], kabupaten: str) -> Plan:
    """Return `quiz` as the rules of `warnings` see it, in two statements."""
    labels = {row.slug: row.label for row in db.session.execute(select(Skill.slug, Skill.label))}
    return Plan(
        parts=[_asked(part, labels) for part in parts if not part.is_block],
        pass_mark=quiz.pass_mark,
        is_practice=quiz.mode == PRACTICE,
        time_limit=quiz.time_limit,
        waits=[int(minutes) for minutes in quiz.wait_minutes],
        opens_at=quiz.opens_at,
        closes_at=quiz.closes_at,
        takers=_count_takers(quiz, kabupaten),
        module=quiz.module.title if quiz.module else "",
        leaves_module_empty=bool(quiz.module and quiz.copy_of and quiz.retired_at),
    )


def _asked(part: Part, labels: Mapping[str, str]) -> Asked:
    pool = [
        Candidate(
            id=version.question_id,
            skill=labels[version.question.skill_slug] if version.question.skill_slug else None,
            guess=get_type(version.type).guess(version.body),
            has_lesson=bool(version.lesson_slug),
            is_reviewed=not version.unreviewed,
        )
        for version in part.pool
    ]
    return Asked(part.name, part.draw.count, pool, is_fixed=part.draw.question_id is not None)


def _count_takers(quiz: Quiz, kabupaten: str) -> int:
    wanted = [
        Cadre.left_at.is_(None),
        Cadre.merged_into.is_(None),
        inside(Cadre.region_code, quiz.audience_code or kabupaten),
    ]
    if quiz.audience_levels:
        wanted.append(Cadre.level_code.in_(quiz.audience_levels))
    return db.session.scalar(select(func.count()).select_from(Cadre).where(*wanted)) or 0


def _is_kept_in(kabupaten: str) -> ColumnElement[bool]:
    copy = aliased(Quiz)
    is_copied = select(copy.id).where(copy.copy_of == Quiz.id, copy.region_code == kabupaten).exists()
    return or_(Quiz.region_code == kabupaten, and_(Quiz.region_code.is_(None), ~is_copied))


def _wanted(search: QuizSearch) -> list[ColumnElement[bool]]:
    wanted = [
        Quiz.retired_at.is_not(None) if search.state == "ditarik" else Quiz.retired_at.is_(None),
        *(func.lower(Quiz.title).contains(word, autoescape=True) for word in search.text.lower().split()),
    ]
    if search.state in ("draf", "terbit"):
        wanted.append(Quiz.is_draft.is_(search.state == "draf"))
    if search.whose:
        wanted.append(
            Quiz.region_code.is_(None) if search.whose == SHIPPED else Quiz.region_code.is_not(None)
        )
    return wanted


def _count_asked() -> ColumnElement[int]:
    """Return how many questions a quiz asks; blocks of text are none."""
    is_block = select(QuestionVersion.id).where(
        QuestionVersion.question_id == QuizDraw.question_id, QuestionVersion.type == BLOCK
    )
    counted = select(func.coalesce(func.sum(QuizDraw.count), 0)).where(QuizDraw.quiz_id == Quiz.id)
    return counted.where(~is_block.exists()).scalar_subquery()
