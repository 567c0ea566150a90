"""What the demo's cadres have read so far, and the quizzes that stopped some of them."""

from collections import Counter
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
from tracking.demo.failures import insert_failures
from tracking.demo.places import Row
from tracking.demo.roster import CADRES, HOME, Person

READERS = 240
FAILING = 40  # of those who read a module to its end
WEEKS = 10  # before the demo's day


def insert_studies(dice: Dice, people: list[Person], but: Collection[UUID]) -> None:
    """Add lessons that some cadres have done, and failed attempts, never of `but`; nothing where no lesson is loaded."""
    modules = _lessons_by_module()
    if not modules:
        return
    readers = dice.sample([person for person in people[:CADRES] if person.row["id"] not in but], READERS)
    chosen = {person.row["id"]: dice.choice(list(modules)) for person in readers}
    done = [row for key, module in chosen.items() for row in _done_rows(dice, key, modules[module])]
    db.session.execute(insert(LessonDone), done)
    read = Counter(row["cadre_id"] for row in done)
    near_first = sorted(readers, key=lambda person: person.kecamatan != HOME)  # the trainer's own
    finished = [(person.row["id"], chosen[person.row["id"]]) for person in near_first]
    through = [(key, module) for key, module in finished if read[key] == len(modules[module])]
    insert_failures(dice, dict(through[:FAILING]), {row["cadre_id"]: row["at"] for row in done})


def _lessons_by_module() -> dict[UUID, list[UUID]]:
    rows = db.session.execute(
        select(Module.id, Lesson.id)
        .join(Module, Module.id == Lesson.module_id)
        .where(Lesson.retired_at.is_(None))
        .order_by(Module.slug, Lesson.position)
    )
    modules: dict[UUID, list[UUID]] = {}
    for module_id, lesson_id in rows:
        modules.setdefault(module_id, []).append(lesson_id)
    return modules


def _done_rows(dice: Dice, cadre_id: UUID, lessons: list[UUID]) -> list[Row]:
    """Return her lessons in order, a day or more apart, up to where she stopped."""
    day = TODAY - timedelta(days=dice.randrange(7, 7 * WEEKS))
    rows: list[dict[str, Any]] = []
    for lesson_id in lessons[: dice.randint(1, len(lessons))]:
        at = datetime.combine(day, time(dice.randint(7, 20), dice.randrange(60)), zone())
        rows.append({"cadre_id": cadre_id, "lesson_id": lesson_id, "at": at})
        day = min(day + timedelta(days=dice.randrange(1, 5)), TODAY - timedelta(days=1))
    return rows
