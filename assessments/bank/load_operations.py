"""Brings the shipped questions into the bank. A version is never edited: a changed question gets a new one."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import select

from app.db import db, now
from assessments.bank.loader import BY_WORDS, QuestionFile
from assessments.bank.models import Question, QuestionTag, QuestionVersion
from assessments.bank.queries import search_text_of
from learning.curriculum.facts import HIGH, Fact
from learning.curriculum.models import shipped_id
from learning.curriculum.operations import Counts


def is_unreviewed(question: QuestionFile, facts: Mapping[str, Fact]) -> bool:
    """Return whether the key rests on a fact graded `sedang`, so that a health officer has yet to look at it."""
    return question.decided_by == BY_WORDS and any(
        facts[fact].grade != HIGH for fact in question.key_facts if fact in facts
    )


def load_questions(questions: Sequence[QuestionFile], facts: Mapping[str, Fact]) -> Counts:
    """Bring the shipped questions up to date; those that are gone from the files are retired."""
    counts = Counts()
    known = _shipped_questions()
    newest = _newest_versions()
    for question in questions:
        row = known.pop(shipped_id("question", question.slug), None)
        version = newest.get(shipped_id("question", question.slug))
        _load_question(question, is_unreviewed(question, facts), row, version, counts)
    for gone in known.values():
        if gone.retired_at is None:
            gone.retired_at = now()
            counts.retired += 1
    db.session.flush()
    return counts


def _load_question(
    question: QuestionFile,
    unreviewed: bool,
    row: Question | None,
    newest: QuestionVersion | None,
    counts: Counts,
) -> None:
    key = shipped_id("question", question.slug)
    said = {
        "type": question.type,
        "difficulty": question.difficulty,
        "body": question.body,
        "lesson_slug": question.lesson,
        "unreviewed": unreviewed,
    }
    skill = question.skill or None
    search_text = search_text_of(question.type, question.body)
    if row is None:
        row = Question(id=key, slug=question.slug, skill_slug=skill, search_text=search_text)
        row.tags = [QuestionTag(tag=tag) for tag in question.tags]
        db.session.add(row)
        db.session.flush()
        counts.added += 1
    else:
        same = row.skill_slug == skill and row.retired_at is None
        same = same and newest is not None and all(getattr(newest, name) == said[name] for name in said)
        row.search_text = search_text  # questions of the first version of the portal have none yet
        if same:
            counts.unchanged += 1
            return
        row.skill_slug, row.retired_at = skill, None
        counts.changed += 1
    if newest is None or any(getattr(newest, name) != said[name] for name in said):
        _add_version(key, newest.number + 1 if newest else 1, said)


def _add_version(question_id: UUID, number: int, said: dict[str, Any]) -> None:
    """Add a version under an id made of what it says, so that two installations give it the same one."""
    content = hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()
    key = shipped_id("question-version", f"{question_id}:{number}:{content}")
    db.session.add(QuestionVersion(id=key, question_id=question_id, number=number, **said))


def _shipped_questions() -> dict[UUID, Question]:
    """Return what came with the portal; what a command imported for every kabupaten is not ours to retire."""
    rows = db.session.scalars(select(Question).where(Question.region_code.is_(None)).order_by(Question.slug))
    return {row.id: row for row in rows if row.id == shipped_id("question", row.slug)}


def _newest_versions() -> dict[UUID, QuestionVersion]:
    rows = db.session.scalars(select(QuestionVersion).order_by(QuestionVersion.number))
    return {row.question_id: row for row in rows}
