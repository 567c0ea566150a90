"""Reads of the question bank. The kabupaten that asks comes first: another one's questions do not exist for it.

`region_code` None asks as a command does: only what every kabupaten sees.
"""

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, case, exists, func, or_, select
from sqlalchemy.orm import aliased, contains_eager, load_only, selectinload

from app.db import db
from app.media import Media
from app.places import fold
from app.registry.search import words_of
from app.web import Page, paginate
from assessments.bank.duplicates import Stem
from assessments.bank.models import Question, QuestionTag, QuestionVersion
from assessments.bank.search import COPIES, NO_SKILL, OWN, RETIRED, SHIPPED, QuestionSearch
from assessments.bank.types import get_type
from assessments.bank.types.base import Body
from learning.curriculum.models import Lesson, Module, ModuleSkill, Skill
from learning.curriculum.queries import in_order, is_read_in


def search_text_of(type_code: str, body: Body, title: str = "", tags: Sequence[str] = ()) -> str:
    """Return all words of a question, folded, as `Question.search_text` keeps them."""
    return fold(" ".join([title, *get_type(type_code).texts(body), *tags]))


def asked(version: QuestionVersion) -> str:
    """Return what a version asks, on one line: its stem, or the text of a cloze."""
    return " ".join(get_type(version.type).texts(version.body)[0].split())


def is_newest() -> ColumnElement[bool]:
    """Return the condition that a version, joined to its question, is the newest of it."""
    newest = select(func.max(QuestionVersion.number)).where(QuestionVersion.question_id == Question.id)
    return QuestionVersion.number == newest.correlate(Question).scalar_subquery()


def stands_in(region_code: str | None) -> ColumnElement[bool]:
    """Return the condition that a question stands in this kabupaten: its own, or shipped and not copied there."""
    copy = aliased(Question)
    is_copied = exists().where(copy.copy_of == Question.id, copy.region_code == region_code)
    return or_(Question.region_code == region_code, and_(Question.region_code.is_(None), ~is_copied))


def get_question_for(region_code: str | None, slug: str) -> Question:
    """Return the question named `slug`, shipped or the kabupaten's own; raise NoResultFound otherwise."""
    statement = select(Question).where(
        Question.slug == slug,
        or_(Question.region_code.is_(None), Question.region_code == region_code),
    )
    return db.session.execute(statement.options(selectinload(Question.tags))).scalar_one()


def get_standing(region_code: str, slug: str) -> Question:
    """Return the question named `slug`, or the kabupaten's copy of it; raise NoResultFound otherwise."""
    question = get_question_for(region_code, slug)
    return get_copy(region_code, question.id) or question


def get_copy(region_code: str, question_id: UUID) -> Question | None:
    """Return the copy by which the kabupaten replaces a shipped question, if it has one."""
    statement = select(Question).where(Question.copy_of == question_id, Question.region_code == region_code)
    return db.session.scalar(statement.options(selectinload(Question.tags)))


def newest_version(question_id: UUID) -> QuestionVersion:
    """Return what a question says now."""
    statement = select(QuestionVersion).where(QuestionVersion.question_id == question_id)
    return db.session.execute(statement.order_by(QuestionVersion.number.desc()).limit(1)).scalar_one()


def list_versions(question_id: UUID) -> list[QuestionVersion]:
    """Return the versions of a question, the newest first."""
    statement = select(QuestionVersion).where(QuestionVersion.question_id == question_id)
    return list(db.session.scalars(statement.order_by(QuestionVersion.number.desc())))


def versions_for(region_code: str | None, search: QuestionSearch) -> Select[QuestionVersion]:
    """Return the newest versions of the questions that stand in the kabupaten and that `search` finds, in its order.

    Each comes with its question and its tags.
    """
    return (
        select(QuestionVersion)
        .join(QuestionVersion.question)
        .outerjoin(Skill, Skill.slug == Question.skill_slug)
        .where(is_newest(), stands_in(region_code), *_wanted(search))
        .order_by(*_order(search.order))
        .options(contains_eager(QuestionVersion.question).selectinload(Question.tags))
    )


def list_questions(region_code: str | None, search: QuestionSearch, number: int) -> Page:
    """Return one page of what `versions_for` finds; its rows are versions."""
    return paginate(versions_for(region_code, search), number)


def _wanted(search: QuestionSearch) -> list[ColumnElement[bool]]:
    retired = Question.retired_at.is_not(None) if search.state == RETIRED else Question.retired_at.is_(None)
    wanted: list[ColumnElement[bool]] = [retired]
    wanted += [Question.search_text.contains(word, autoescape=True) for word in words_of(search.text)]
    if search.skill_slug == NO_SKILL:
        wanted.append(Question.skill_slug.is_(None))
    elif search.skill_slug:
        wanted.append(Question.skill_slug == search.skill_slug)
    if search.theme_slug:
        wanted.append(_is_of_theme(search.theme_slug))
    if search.tag:
        wanted.append(Question.tags.any(QuestionTag.tag == search.tag))
    if search.difficulty:
        wanted.append(QuestionVersion.difficulty == search.difficulty)
    if search.type:
        wanted.append(QuestionVersion.type == search.type)
    if search.whose:
        wanted.append(_is_whose(search.whose))
    return wanted


def _is_whose(whose: str) -> ColumnElement[bool]:
    return {
        SHIPPED: Question.region_code.is_(None),
        OWN: Question.region_code.is_not(None),
        COPIES: Question.copy_of.is_not(None),
    }[whose]


def _is_of_theme(slug: str) -> ColumnElement[bool]:
    """Return the condition that the lesson to read again, or a module that teaches the skill, belongs to the theme."""
    lessons = select(Lesson.slug).join(Lesson.module).where(Module.theme_slug == slug)
    skills = select(ModuleSkill.skill_slug).join(Module, Module.id == ModuleSkill.module_id)
    return or_(
        QuestionVersion.lesson_slug.in_(lessons),
        Question.skill_slug.in_(skills.where(Module.theme_slug == slug)),
    )


def _order(order: str) -> list[Any]:
    first: dict[str, list[Any]] = {
        "diubah": [QuestionVersion.made_at],
        "soal": [Question.search_text],
        "keterampilan": [case((Skill.position.is_(None), 1), else_=0), Skill.position],
        "sulit": [QuestionVersion.difficulty],
        "-sulit": [QuestionVersion.difficulty.desc()],
    }
    return [*first.get(order, []), QuestionVersion.made_at.desc(), Question.slug]


def list_stems(region_code: str | None) -> list[Stem]:
    """Return what each question in use asks that stands in the kabupaten, by slug."""
    asked_of = func.coalesce(
        func.nullif(QuestionVersion.body["stem"].as_string(), ""), QuestionVersion.body["text"].as_string()
    )
    statement = select(Question.slug, asked_of).join(QuestionVersion.question)
    wanted = (is_newest(), stands_in(region_code), Question.retired_at.is_(None))
    rows = db.session.execute(statement.where(*wanted).order_by(Question.slug))
    return [Stem(slug, text or "") for slug, text in rows]


def list_tags(region_code: str | None) -> list[str]:
    """Return the tags of the questions that stand in the kabupaten, in their order."""
    statement = select(QuestionTag.tag).join(Question, Question.id == QuestionTag.question_id)
    tags = db.session.scalars(
        statement.where(stands_in(region_code), Question.retired_at.is_(None)).distinct()
    )
    return sorted(tags)


def list_lessons(kabupaten: str) -> list[Lesson]:
    """Return the lessons that may be named as what to read again, with their modules, in order."""
    statement = select(Lesson).join(Lesson.module).where(is_read_in(kabupaten))
    statement = statement.join(Module.theme).order_by(*in_order(kabupaten))
    return list(
        db.session.scalars(
            statement.options(
                contains_eager(Lesson.module).load_only(Module.title),
                load_only(Lesson.slug, Lesson.title),
            )
        )
    )


def sizes_of_pictures(names: Iterable[str]) -> dict[str, tuple[int, int]]:
    """Return the sizes in pixels of those of these pictures, `<hash>.<kind>`, that are kept here."""
    wanted = {name.partition(".")[0] for name in names}
    if not wanted:
        return {}
    rows = db.session.execute(
        select(Media.hash, Media.kind, Media.width, Media.height).where(Media.hash.in_(wanted))
    )
    return {f"{name}.{kind}": (width, height) for name, kind, width, height in rows}
