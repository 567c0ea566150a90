"""Writes of the quizzes that a kabupaten keeps. Shipped ones are read-only: a copy stands for them once it is published.

Attempts keep what they have drawn, whatever is changed here.
"""

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from flask_babel import gettext as _
from sqlalchemy import delete, insert, select

from app import audit
from app.db import db, new_id, now
from app.errors import Refused
from app.slugs import slug_of
from assessments.bank.operations import QuestionDetails, add_question
from assessments.quizzes.builder_queries import list_askable, plan_of
from assessments.quizzes.models import Quiz, QuizDraw, Reopening
from assessments.quizzes.queries import BLOCK, list_parts
from assessments.quizzes.warnings import cautions_for

MOST_QUESTIONS, LONGEST_TITLE = 100, 120


class Changed(Refused):
    """Somebody changed the parts meanwhile, so that a place may now be another part's."""

    def __init__(self) -> None:
        super().__init__(_("Kuis ini baru saja diubah. Periksa isinya, lalu ulangi."))


@dataclass(frozen=True)
class QuizDetails:
    """The settings of a quiz; `wait_minutes` and `time_limit` in minutes, `pass_mark` in percent."""

    title: str
    introduction: str
    module_id: UUID | None
    pass_mark: int
    wait_minutes: list[int]
    time_limit: int | None
    opens_at: datetime | None
    closes_at: datetime | None
    mode: str
    shows: str
    shuffle: bool
    audience_code: str | None
    audience_levels: list[str]


@dataclass(frozen=True)
class PartDetails:
    """A part of a quiz: a fixed question, or `count` by skill, difficulty and tag, each if given."""

    question_id: UUID | None = None
    skill_slug: str | None = None
    difficulty: int | None = None
    tag: str | None = None
    count: int = 1


def details_of(quiz: Quiz) -> QuizDetails:
    """Return the settings of `quiz`."""
    return QuizDetails(**{name: getattr(quiz, name) for name in QuizDetails.__dataclass_fields__})


def part_details_of(draw: QuizDraw) -> PartDetails:
    """Return what a part asks."""
    return PartDetails(draw.question_id, draw.skill_slug, draw.difficulty, draw.tag, draw.count)


def add_quiz(details: QuizDetails, kabupaten: str, by: UUID | None) -> Quiz:
    """Add a quiz without parts, as a draft; its slug is made from its title and never changes."""
    key = new_id()
    quiz = Quiz(
        id=key,
        slug=slug_of(details.title, key, "kuis"),
        region_code=kabupaten,
        is_draft=True,
        **asdict(details),
    )
    db.session.add(quiz)
    db.session.flush()
    audit.record(by, "added", "quiz", quiz.id, kabupaten)
    return quiz


def change_quiz(quiz: Quiz, details: QuizDetails, by: UUID | None) -> None:
    """Change the settings of a kabupaten's own quiz."""
    _require_own(quiz)
    for name, value in asdict(details).items():
        setattr(quiz, name, value)
    audit.record(by, "changed", "quiz", quiz.id, quiz.region_code)


def copy_quiz(quiz: Quiz, kabupaten: str, by: UUID | None, *, stands_for_it: bool) -> Quiz:
    """Copy a quiz with its parts, as a draft.

    `stands_for_it`: once published it takes the place of the shipped `quiz` in `kabupaten`; the one that does so
    already is returned instead. Else it is another quiz beside it.
    """
    details = details_of(quiz)
    if not stands_for_it:
        title = _("Salinan: %(title)s", title=quiz.title)
        details = replace(details, title=title[:LONGEST_TITLE])
    elif standing := quiz if quiz.region_code else _get_copy(quiz, kabupaten):
        return standing
    copy = add_quiz(details, kabupaten, by)
    copy.copy_of = quiz.id if stands_for_it else None
    _put(copy, [part_details_of(draw) for draw in quiz.draws])
    return copy


def publish_quiz(quiz: Quiz, by: UUID | None) -> None:
    """Let cadres meet a quiz, or meet it again; raise Refused when it cannot be taken as it is."""
    _require_own(quiz)
    kabupaten = str(quiz.region_code)
    for caution in cautions_for(plan_of(quiz, list_parts(quiz, kabupaten), kabupaten), now()):
        if caution.blocks:
            raise Refused(_(caution.message, **caution.values))
    quiz.is_draft, quiz.retired_at = False, None
    audit.record(by, "published", "quiz", quiz.id, quiz.region_code)


def unpublish_quiz(quiz: Quiz, by: UUID | None) -> None:
    """Make a quiz a draft: cadres no longer meet it; where it is a copy they meet the shipped one again."""
    _require_own(quiz)
    quiz.is_draft, quiz.retired_at = True, None
    audit.record(by, "unpublished", "quiz", quiz.id, quiz.region_code)


def retire_quiz(quiz: Quiz, by: UUID | None) -> None:
    """Take a quiz out of use; where it is a copy, the shipped one with it."""
    _require_own(quiz)
    quiz.is_draft, quiz.retired_at = False, now()
    audit.record(by, "withdrawn", "quiz", quiz.id, quiz.region_code)


def reopen(quiz: Quiz, cadre_id: UUID, region_code: str, by: UUID | None) -> None:
    """Let a cadre try `quiz` again at once: what she failed before makes her wait no longer."""
    db.session.add(Reopening(quiz_id=quiz.id, cadre_id=cadre_id, at=now(), by=by))
    audit.record(by, "reopened", "quiz", quiz.id, region_code, cadre=str(cadre_id))


def add_parts(quiz: Quiz, added: Sequence[PartDetails], by: UUID | None, place: int | None = None) -> None:
    """Add parts before place `place` (from one), or at the end.

    Raises Refused when the quiz would grow too long, and for a question that is gone or of another kabupaten.
    """
    fixed = [part.question_id for part in added if part.question_id]
    if len(list_askable(quiz.region_code, fixed)) < len(fixed):
        raise Refused(_("Soal ini sudah tidak ada di bank soal."))
    at = len(quiz.draws) if place is None else place - 1
    _rearrange(quiz, lambda parts: [*parts[:at], *added, *parts[at:]], by)


def add_block(quiz: Quiz, text: str, by: UUID | None) -> None:
    """Add a block of text, which is kept in the bank, at the end."""
    details = QuestionDetails(type=BLOCK, body={"stem": text}, skill_slug=None, difficulty=1)
    question = add_question(details, quiz.region_code, by)
    db.session.flush()
    add_parts(quiz, [PartDetails(question_id=question.id)], by)


def change_count(quiz: Quiz, place: int, count: int, seen: str, by: UUID | None) -> None:
    """Let the draw at `place` take `count` questions. Raises Changed, and Refused when the quiz would grow too long."""
    at = _place(quiz, place, seen)
    changed = replace(part_details_of(quiz.draws[at]), count=count)
    _rearrange(quiz, lambda parts: [*parts[:at], changed, *parts[at + 1 :]], by)


def remove_part(quiz: Quiz, place: int, seen: str, by: UUID | None) -> PartDetails:
    """Take the part at `place` out and return it. Raises Changed."""
    at = _place(quiz, place, seen)
    removed = part_details_of(quiz.draws[at])
    _rearrange(quiz, lambda parts: [*parts[:at], *parts[at + 1 :]], by)
    return removed


def move_part(quiz: Quiz, place: int, by_places: int, seen: str, by: UUID | None) -> None:
    """Move the part at `place` down by `by_places` (up, below zero), as far as there is room. Raises Changed."""
    at = _place(quiz, place, seen)
    to = min(max(at + by_places, 0), len(quiz.draws) - 1)

    def moved(parts: list[PartDetails]) -> list[PartDetails]:
        rest = [*parts[:at], *parts[at + 1 :]]
        return [*rest[:to], parts[at], *rest[to:]]

    _rearrange(quiz, moved, by)


def seen_of(quiz: Quiz) -> str:
    """Return the mark of how a quiz stands, which a form hands back."""
    return quiz.changed_at.isoformat()


def _place(quiz: Quiz, place: int, seen: str) -> int:
    """Return the index of the part at `place`; raise Changed unless the quiz is as it was seen."""
    _lock(quiz)
    if seen != seen_of(quiz) or not 1 <= place <= len(quiz.draws):
        raise Changed
    return place - 1


def _lock(quiz: Quiz) -> None:
    """Lock the quiz's row and read it and its parts anew."""
    statement = select(Quiz).where(Quiz.id == quiz.id).with_for_update()
    db.session.execute(statement, execution_options={"populate_existing": True}).scalar_one()
    db.session.expire(quiz, ["draws"])


def _rearrange(
    quiz: Quiz, change: Callable[[list[PartDetails]], Sequence[PartDetails]], by: UUID | None
) -> None:
    _require_own(quiz)
    _lock(quiz)
    _put(quiz, change([part_details_of(draw) for draw in quiz.draws]))
    quiz.changed_at = now()
    db.session.flush()
    audit.record(by, "changed", "quiz", quiz.id, quiz.region_code)


def _put(quiz: Quiz, parts: Sequence[PartDetails]) -> None:
    if sum(part.count for part in parts) > MOST_QUESTIONS:
        raise Refused(_("Paling banyak %(most)s soal dan bacaan dalam satu kuis.", most=MOST_QUESTIONS))
    db.session.execute(delete(QuizDraw).where(QuizDraw.quiz_id == quiz.id))
    rows: list[dict[str, Any]] = [
        {"quiz_id": quiz.id, "position": place, **asdict(part)} for place, part in enumerate(parts, 1)
    ]
    if rows:
        db.session.execute(insert(QuizDraw), rows)
    db.session.expire(quiz, ["draws"])


def _get_copy(quiz: Quiz, kabupaten: str) -> Quiz | None:
    db.session.execute(
        select(Quiz.id).where(Quiz.id == quiz.id).with_for_update()
    )  # two at once make one copy
    return db.session.scalar(select(Quiz).where(Quiz.copy_of == quiz.id, Quiz.region_code == kabupaten))


def _require_own(quiz: Quiz) -> None:
    if quiz.region_code is None:
        raise Refused(_("Ini kuis bawaan. Buat dulu salinan untuk kabupaten Anda, lalu ubah salinannya."))
