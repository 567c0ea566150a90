"""What the demo's cadres have read so far."""

from collections.abc import Collection
from datetime import datetime, time, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import insert, select

from app.clock import zone
from app.db import db
from learning.curriculum.models import Lesson, Module
from learning.progress.models import LessonDone
from tracking.demo.dice import TODAY, Dice
from tracking.demo.places import Row
from tracking.demo.roster import CADRES, Person

READERS = 240
WEEKS = 10  # before the demo's day


def insert_studies(dice: Dice, people: list[Person], but: Collection[UUID]) -> None:
    """Add lessons that some cadres have done, never those of `but`; nothing where no lesson is loaded."""
    modules = _lessons_by_module()
    if not modules:
        return
    readers = dice.sample([person for person in people[:CADRES] if person.row["id"] not in but], READERS)
    rows = [row for person in readers for row in _done_rows(dice, person, dice.choice(modules))]
    db.session.execute(insert(LessonDone), rows)


def _lessons_by_module() -> list[list[UUID]]:
    rows = db.session.execute(
        select(Module.slug, Lesson.id)
        .join(Module, Module.id == Lesson.module_id)
        .where(Lesson.retired_at.is_(None))
        .order_by(Module.slug, Lesson.position)
    )
    modules: dict[str, list[UUID]] = {}
    for slug, lesson_id in rows:
        modules.setdefault(slug, []).append(lesson_id)
    return list(modules.values())


def _done_rows(dice: Dice, person: Person, lessons: list[UUID]) -> list[Row]:
    """Return her lessons in order, a day or more apart, up to where she stopped."""
    day = TODAY - timedelta(days=dice.randrange(7, 7 * WEEKS))
    rows: list[dict[str, Any]] = []
    for lesson_id in lessons[: dice.randint(1, len(lessons))]:
        at = datetime.combine(day, time(dice.randint(7, 20), dice.randrange(60)), zone())
        rows.append({"cadre_id": person.row["id"], "lesson_id": lesson_id, "at": at})
        day = min(day + timedelta(days=dice.randrange(1, 5)), TODAY - timedelta(days=1))
    return rows
