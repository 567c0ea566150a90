"""Writes of lessons on the desk. Saving makes a version that nobody reads yet; publishing makes it what is read.

A shipped lesson is never changed: the first thing that is saved of it makes the kabupaten's own copy.
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from uuid import UUID

from flask_babel import gettext as _
from sqlalchemy import select

from app import audit
from app.db import db, new_id, now
from app.errors import Refused
from app.filters import long_date
from app.slugs import slug_of
from learning.curriculum.indexing import index_lessons
from learning.curriculum.models import Lesson, Module
from learning.curriculum.operations import set_skills
from learning.curriculum.pictures_kept import shown_pictures
from learning.curriculum.rendering import Shown, problems_of, render_lesson
from learning.desk.models import LessonReview, LessonVersion, ReviewRule
from learning.desk.queries import (
    DeskLesson,
    get_review,
    list_lesson_families,
    needs_review,
    newest_version,
    skills_of_lesson,
)
from learning.downloads.operations import load_files_of

UNREVIEWED = "belum ditinjau"


class Changed(Refused):
    """Somebody saved another version meanwhile."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "Orang lain baru saja menyimpan versi baru pelajaran ini. Naskah Anda masih ada di bawah: "
                "bandingkan dulu, lalu simpan sekali lagi."
            )
        )


@dataclass(frozen=True)
class LessonText:
    """What a version of a lesson says; `skills` by slug, `references` the titles of what it rests on."""

    title: str
    aim: str
    minutes: int
    source: str
    skills: list[str]
    references: list[str]


@dataclass(frozen=True)
class Officer:
    """A health officer who has read a lesson, and when."""

    name: str
    office: str
    reviewed_on: date


def text_of(written: Lesson | LessonVersion, skills: Sequence[str]) -> LessonText:
    """Return what a version, or a shipped lesson, says."""
    return LessonText(
        written.title, written.aim, written.minutes, written.source, list(skills), list(written.references)
    )


def add_lesson(key: UUID, module: Module, text: LessonText, kabupaten: str, by: UUID | None) -> Lesson:
    """Add a lesson of a kabupaten, as a draft at the end of a module; one added under this `key` before is returned."""
    if existing := db.session.get(Lesson, key):
        return existing
    position = 1 + len(list_lesson_families(kabupaten, module.id))
    lesson = _new_lesson(key, module, kabupaten, text)
    lesson.slug, lesson.position = slug_of(text.title, key, "pelajaran"), position
    db.session.add(lesson)
    db.session.flush()
    _add_version(lesson, 1, text, [], by)
    audit.record(by, "added", "lesson", lesson.id, kabupaten)
    return lesson


def save_version(lesson: Lesson, text: LessonText, kabupaten: str, seen: int, by: UUID | None) -> Lesson:
    """Keep a new version of a lesson and return the kabupaten's lesson it is of; the same text again adds nothing.

    `seen` is the number of the version that was changed. Raises Changed when a newer one has come.
    """
    own = copy_for(lesson, kabupaten)
    db.session.execute(select(Lesson.id).where(Lesson.id == own.id).with_for_update())
    newest = newest_version(own.id)
    if text == text_of(newest, newest.skills):
        return own
    if newest.number != seen:
        raise Changed
    _add_version(own, newest.number + 1, text, newest.facts, by)
    if own.version is None:
        own.title, own.aim, own.minutes = text.title, text.aim, text.minutes
    audit.record(by, "changed", "lesson", own.id, kabupaten, version=newest.number + 1)
    return own


def skills_in(found: DeskLesson) -> list[str]:
    """Return the skills that a lesson on the desk serves, by slug."""
    return list(found.newest.skills) if found.newest else skills_of_lesson(found.lesson.id)


def copy_for(lesson: Lesson, kabupaten: str) -> Lesson:
    """Return the lesson as it stands in `kabupaten`: itself, or its copy there, made as a draft where there is none."""
    if lesson.region_code:
        return lesson
    db.session.execute(select(Lesson.id).where(Lesson.id == lesson.id).with_for_update())
    copy = db.session.scalar(
        select(Lesson).where(Lesson.copy_of == lesson.id, Lesson.region_code == kabupaten)
    )
    if copy is None:
        text = text_of(lesson, skills_of_lesson(lesson.id))
        copy = _new_lesson(new_id(), lesson.module, kabupaten, text)
        copy.slug, copy.position, copy.copy_of = lesson.slug, lesson.position, lesson.id
        db.session.add(copy)
        db.session.flush()
        _add_version(copy, 1, text, lesson.facts, None)
    return copy


def review(version: LessonVersion, officer: Officer, by: UUID | None) -> None:
    """Write down that a health officer has read a version and found it right; written again, it replaces the first."""
    found = db.session.merge(LessonReview(version_id=version.id, at=now(), by=by, **asdict(officer)))
    lesson = version.lesson
    audit.record(by, "reviewed", "lesson", lesson.id, lesson.region_code)
    if lesson.version == version.number:
        lesson.review = reviewed_by(found)
        _refresh(lesson)


def review_shipped(lesson: Lesson, kabupaten: str, officer: Officer, by: UUID | None) -> None:
    """Do the same for a shipped lesson: its copy, word for word, is what the cadres of the kabupaten read from now on."""
    own = copy_for(lesson, kabupaten)
    version = newest_version(own.id)
    review(version, officer, by)
    publish(own, version.number, "", by)


def publish(lesson: Lesson, number: int, changes: str, by: UUID | None) -> None:
    """Let the cadres of its kabupaten read version `number` of a lesson. They keep what they have done.

    Raises Refused when the text may not be published as it is, and when a newer one has come.
    """
    version = newest_version(lesson.id)
    if version.number != number:
        raise Refused(_("Ada versi yang lebih baru. Baca dulu, lalu terbitkan."))
    shown = shown_pictures(version.source)
    if hindrances := list_hindrances(version, shown):
        raise Refused(hindrances[0])
    found = get_review(version.id)
    values = {
        **asdict(text_of(version, version.skills)),
        "facts": version.facts,
        "html": render_lesson(version.source, shown),
        "review": reviewed_by(found) if found else UNREVIEWED,
        "version": number,
        "changes": changes,
        "changed_at": now(),
        "is_draft": False,
        "retired_at": None,
    }
    del values["skills"]
    for name, value in values.items():
        setattr(lesson, name, value)
    db.session.flush()
    set_skills(lesson.id, version.skills)
    audit.record(by, "published", "lesson", lesson.id, lesson.region_code, version=number)
    _refresh(lesson)


def list_hindrances(version: LessonVersion, shown: Mapping[str, Shown]) -> list[str]:
    """Return why a version may not be published, in sentences."""
    found = problems_of(version.source, shown)
    if not version.references:
        found.append(_("Tulis dulu sumbernya: buku atau juknis tempat isi ini berasal."))
    if needs_review(str(version.lesson.region_code)) and get_review(version.id) is None:
        found.append(_("Kabupaten Anda mewajibkan tinjauan petugas kesehatan sebelum terbit."))
    return found


def reviewed_by(found: LessonReview) -> str:
    """Return who reviewed, as a lesson says it."""
    return f"{found.name}, {found.office}, {long_date(found.reviewed_on)}"


def is_new_to_cadres(lesson: Lesson) -> bool:
    """Return whether no cadre can have read the lesson, or the shipped one it stands for."""
    return lesson.version is None and lesson.copy_of is None


def unpublish(lesson: Lesson, by: UUID | None) -> None:
    """Make a kabupaten's lesson a draft: where it is a copy, cadres read the shipped lesson again."""
    _require_own(lesson)
    lesson.is_draft, lesson.retired_at = True, None
    audit.record(by, "unpublished", "lesson", lesson.id, lesson.region_code)
    _refresh(lesson)


def retire(lesson: Lesson, kabupaten: str, by: UUID | None) -> Lesson:
    """Take a lesson away from the cadres of a kabupaten, a shipped one too; return the kabupaten's lesson that says so."""
    own = copy_for(lesson, kabupaten)
    own.is_draft, own.retired_at = False, now()
    audit.record(by, "withdrawn", "lesson", own.id, kabupaten)
    _refresh(own)
    return own


def restore(lesson: Lesson, by: UUID | None) -> None:
    """Use a retired lesson again: as it was published, else as a draft."""
    _require_own(lesson)
    lesson.is_draft, lesson.retired_at = lesson.version is None, None
    audit.record(by, "restored", "lesson", lesson.id, lesson.region_code)
    _refresh(lesson)


def demand_review(kabupaten: str, is_required: bool, by: UUID | None) -> None:
    """Say whether lessons of a kabupaten's own need a review before they are published."""
    db.session.merge(ReviewRule(region_code=kabupaten, is_required=is_required))
    audit.record(by, "changed", "review-rule", kabupaten, kabupaten, is_required=is_required)


def _new_lesson(key: UUID, module: Module, kabupaten: str, text: LessonText) -> Lesson:
    return Lesson(
        id=key,
        module=module,
        region_code=kabupaten,
        title=text.title,
        aim=text.aim,
        minutes=text.minutes,
        source="",
        html="",
        references=[],
        facts=[],
        review=UNREVIEWED,
        checksum="",
        is_draft=True,
    )


def _add_version(
    lesson: Lesson, number: int, text: LessonText, facts: Sequence[str], by: UUID | None
) -> None:
    db.session.add(
        LessonVersion(lesson_id=lesson.id, number=number, facts=list(facts), by=by, **asdict(text))
    )
    db.session.flush()


def _refresh(lesson: Lesson) -> None:
    """Bring what is made of lessons up to date: search, and the files of its module."""
    index_lessons([lesson.id])
    load_files_of(str(lesson.region_code), lesson.module_id)


def _require_own(lesson: Lesson) -> None:
    if lesson.region_code is None:
        raise Refused(
            _("Ini pelajaran bawaan. Ubah dulu isinya: portal membuat salinan untuk kabupaten Anda.")
        )
