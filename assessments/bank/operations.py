"""Writes of the question bank. A version is never edited: a changed question gets a new one.

Shipped questions, and those without a region, are read-only for a kabupaten: changing or retiring one makes the
kabupaten's own copy, which stands there in its place. `region_code` is None for a command, which keeps the questions
that every kabupaten sees.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from textwrap import shorten
from uuid import UUID

from flask_babel import gettext as _
from sqlalchemy import select

from app import audit
from app.db import db, new_id, now
from app.errors import Refused
from assessments.bank.bodies import says_the_same, with_fresh_ids, with_matched_ids
from assessments.bank.models import Question, QuestionTag, QuestionVersion
from assessments.bank.queries import get_copy, list_versions, newest_version, search_text_of
from assessments.bank.types import get_type
from assessments.bank.types.base import Body, Flaw

LONGEST_TITLE, LONGEST_TAG, LONGEST_NOTE = 120, 40, 200


class Flawed(Refused):
    """The question cannot be asked as it is; `flaws` says what is wrong, and at which field."""

    def __init__(self, flaws: list[Flaw]) -> None:
        super().__init__(" ".join(flaw.text for flaw in flaws))
        self.flaws = flaws


@dataclass(frozen=True)
class QuestionDetails:
    """A question as its author gives it. `difficulty` from 1 (easy) to 3; `lesson_slug`: where to read again."""

    type: str
    body: Body
    skill_slug: str | None
    difficulty: int
    title: str = ""
    tags: tuple[str, ...] = ()
    lesson_slug: str | None = None


def details_of(question: Question, version: QuestionVersion) -> QuestionDetails:
    """Return what a question says in one of its versions."""
    return QuestionDetails(
        type=version.type,
        body=version.body,
        skill_slug=question.skill_slug,
        difficulty=version.difficulty,
        title=question.title,
        tags=tuple(tag.tag for tag in question.tags),
        lesson_slug=version.lesson_slug,
    )


def clean_tags(tags: Iterable[str]) -> list[str]:
    """Return tags as they are kept: small letters, single spaces, at most LONGEST_TAG letters, each once, in order."""
    cleaned = {" ".join(tag.lower().split())[:LONGEST_TAG].strip() for tag in tags}
    return sorted(cleaned - {""})


def add_question(
    details: QuestionDetails,
    region_code: str | None,
    by: UUID | None,
    import_id: UUID | None = None,
    slug: str = "",
) -> Question:
    """Add a question with its first version and return it; the caller flushes or commits.

    Raises Flawed when it cannot be asked. A title too long is cut. `slug` must be free; empty: one is made.
    """
    _refuse_flawed(details)
    question = _new_question(region_code, slug)
    question.import_id = import_id
    _describe(question, details)
    body = with_fresh_ids(details.body, [])
    question.versions = [_version(replace(details, body=body), 1, by)]
    db.session.add(question)
    audit.record(by, "question-added", "question", question.id, region_code)
    return question


def change_question(
    question: Question,
    details: QuestionDetails,
    region_code: str | None,
    by: UUID | None,
    *,
    note: str = "",
    import_id: UUID | None = None,
) -> Question:
    """Let `question` say what `details` say, and return the question that now stands: itself, or the kabupaten's copy.

    What is asked becomes a new version, with `note` (why); title, tags and skill are plain values. Nothing different:
    nothing is written. With `import_id` the body comes from a file, whose ids mean nothing: equal words keep theirs.
    Raises Flawed when it cannot be asked, and Refused for the question of another kabupaten.
    """
    _refuse_flawed(details)
    standing, base = _standing(question, region_code), newest_version(question.id)
    if standing is not None:
        _lock(standing)
        base = newest_version(standing.id)
    olds = [version.body for version in list_versions(base.question_id)]
    settle = with_matched_ids if import_id else with_fresh_ids
    details = replace(details, body=settle(details.body, olds))
    as_before = _says_the_same(details, base)
    if as_before and _is_described(standing or question, details):
        return standing or question
    if standing is None:
        standing = _new_copy(question, region_code, _version(details, 1, by, base, note))
    elif not as_before:
        standing.versions.append(_version(details, base.number + 1, by, base, note))
    _describe(standing, details)
    db.session.flush()
    audit.record(by, "question-changed", "question", standing.id, region_code)
    return standing


def retire_question(question: Question, region_code: str | None, by: UUID | None) -> Question:
    """Take a question out of use and return it; a shipped one goes in this kabupaten only, as its retired copy.

    Attempts keep what they have drawn. Raises Refused for the question of another kabupaten.
    """
    return _set_retired(question, region_code, by, "question-retired")


def restore_question(question: Question, region_code: str | None, by: UUID | None) -> Question:
    """Bring a retired question back into use and return it. Raises Refused for the question of another kabupaten."""
    return _set_retired(question, region_code, by, "question-restored")


def _set_retired(question: Question, region_code: str | None, by: UUID | None, verb: str) -> Question:
    retires = verb == "question-retired"
    standing = _standing(question, region_code)
    if ((standing or question).retired_at is not None) == retires:
        return standing or question
    if standing is None:
        newest = newest_version(question.id)
        details = details_of(question, newest)
        standing = _new_copy(question, region_code, _version(details, 1, by, newest))
        _describe(standing, details)
    standing.retired_at = now() if retires else None
    db.session.flush()
    audit.record(by, verb, "question", standing.id, region_code)
    return standing


def _standing(question: Question, region_code: str | None) -> Question | None:
    """Return the question that `region_code` may write: itself, or its copy; None while it has none.

    Raises Refused for the question of another kabupaten.
    """
    if question.region_code == region_code:
        return question
    if question.region_code is not None or region_code is None:
        raise Refused(_("Soal ini milik kabupaten lain."))
    _lock(question)  # two trainers who change it at once make one copy
    return get_copy(region_code, question.id)


def _lock(question: Question) -> None:
    db.session.flush()
    db.session.execute(select(Question.id).where(Question.id == question.id).with_for_update())


def made_slug(question_id: UUID) -> str:
    """Return the name that a question gets in addresses when nobody chose one."""
    return f"soal-{question_id.hex[-12:]}"


def _new_question(region_code: str | None, slug: str = "") -> Question:
    key = new_id()
    return Question(id=key, slug=slug or made_slug(key), region_code=region_code)


def _new_copy(question: Question, region_code: str | None, version: QuestionVersion) -> Question:
    copy = _new_question(region_code)
    copy.copy_of = question.id
    copy.versions = [version]
    db.session.add(copy)
    return copy


def _version(
    details: QuestionDetails,
    number: int,
    by: UUID | None,
    base: QuestionVersion | None = None,
    note: str = "",
) -> QuestionVersion:
    """Return a version that says `details`; while the key stays that of `base`, so do the facts behind it."""
    body = {name: value for name, value in details.body.items() if name != "key_facts"}
    keeps_key = base is not None and _has_same_key(details, base)
    if base is not None and keeps_key and "key_facts" in base.body:
        body["key_facts"] = base.body["key_facts"]
    return QuestionVersion(
        number=number,
        type=details.type,
        difficulty=details.difficulty,
        body=body,
        lesson_slug=details.lesson_slug,
        unreviewed=base is not None and keeps_key and base.unreviewed,
        by=by,
        note=note[:LONGEST_NOTE] or None,
    )


def _has_same_key(details: QuestionDetails, base: QuestionVersion) -> bool:
    if details.type != base.type:
        return False
    kind = get_type(details.type)
    return kind.correct_words(details.body) == kind.correct_words(base.body)


def _says_the_same(details: QuestionDetails, version: QuestionVersion) -> bool:
    return (details.type, details.difficulty, details.lesson_slug or None) == (
        version.type,
        version.difficulty,
        version.lesson_slug,
    ) and says_the_same(details.type, details.body, version.body)


def _describe(question: Question, details: QuestionDetails) -> None:
    question.title, question.skill_slug = _title(details), details.skill_slug
    tags = clean_tags(details.tags)
    kept = {tag.tag: tag for tag in question.tags}
    question.tags = [kept.get(tag) or QuestionTag(tag=tag) for tag in tags]
    question.search_text = search_text_of(details.type, details.body, question.title, tags)


def _is_described(question: Question, details: QuestionDetails) -> bool:
    said = (question.title, question.skill_slug, sorted(tag.tag for tag in question.tags))
    return said == (_title(details), details.skill_slug, clean_tags(details.tags))


def _title(details: QuestionDetails) -> str:
    return shorten(details.title, LONGEST_TITLE, placeholder="…")


def _refuse_flawed(details: QuestionDetails) -> None:
    if flaws := get_type(details.type).flaws(details.body):
        raise Flawed(flaws)
