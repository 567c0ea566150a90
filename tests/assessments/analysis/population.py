"""Made-up cadres who answer as people do: each has an ability, each question a difficulty, and chance does the rest."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any
from uuid import UUID

from sqlalchemy import insert, select

from app.db import db, new_id
from app.registry.models import Cadre
from assessments.attempts.models import Answer, Attempt, AttemptClosing, AttemptQuestion, Mark
from assessments.bank.models import QuestionVersion
from assessments.bank.types import get_type
from assessments.bank.types.base import pack
from assessments.quizzes.models import Quiz
from tests.factories import DESA, Make

BEGIN = datetime(2025, 10, 1, 8, tzinfo=UTC)
STEEP = 1.7  # how sharply a question tells people apart
Sheet = Sequence[tuple[QuestionVersion, str | None]]  # what somebody was asked, and her answer


@dataclass(frozen=True)
class Sitting:
    """One closed attempt of one cadre."""

    cadre_id: UUID
    sheet: Sheet
    at: datetime = BEGIN
    mode: str = "test"
    pass_mark: int = 70


@dataclass
class Rows:
    """The rows of several sittings, table by table."""

    attempts: list[dict[str, Any]] = field(default_factory=list)
    asked: list[dict[str, Any]] = field(default_factory=list)
    answers: list[dict[str, Any]] = field(default_factory=list)
    closings: list[dict[str, Any]] = field(default_factory=list)
    marks: list[dict[str, Any]] = field(default_factory=list)

    def add(self, quiz_id: UUID, one: Sitting) -> None:
        """Add the rows of one sitting."""
        key = {"attempt_id": new_id()}
        own = {"quiz_id": quiz_id, "cadre_id": one.cadre_id, "started_at": one.at, "mode": one.mode}
        self.attempts.append({"id": key["attempt_id"], "pass_mark": one.pass_mark, **own})
        self.closings.append({**key, "how": "sent", "at": one.at + timedelta(minutes=20)})
        for position, (version, value) in enumerate(one.sheet, 1):
            place = {**key, "position": position}
            self.asked.append({**place, "version_id": version.id, "option_order": []})
            if value is not None:
                self.answers.append({**place, "seq": 1, "value": value, "given_at": one.at})
            fraction = float(get_type(version.type).mark(version.body, value))
            seq = None if value is None else 1
            self.marks.append({**place, "version_id": version.id, "answer_seq": seq, "fraction": fraction})


def sit(quiz: Quiz, sittings: Sequence[Sitting]) -> None:
    """Write closed and marked attempts, many at once."""
    rows = Rows()
    for one in sittings:
        rows.add(quiz.id, one)
    db.close()
    with db.transaction() as session:
        session.execute(insert(Attempt), rows.attempts)
        session.execute(insert(AttemptQuestion), rows.asked)
        if rows.answers:
            session.execute(insert(Answer), rows.answers)
        session.execute(insert(AttemptClosing), rows.closings)
        session.execute(insert(Mark), rows.marks)


def settle(make: Make, count: int, desa: str = DESA) -> list[UUID]:
    """Add cadres to one Posyandu of a desa; return their ids."""
    posyandu = make.posyandu(f"Posyandu {count} {desa}", desa=desa)
    place = {"posyandu_id": posyandu.id, "region_code": desa}
    rows: list[dict[str, Any]] = [
        {
            "id": new_id(),
            "number": make.cadre_number(),
            "name": f"Kader {n}",
            "sort_name": f"kader {n}",
            **place,
        }
        for n in range(count)
    ]
    with db.transaction() as session:
        session.execute(insert(Cadre), rows)
    return [row["id"] for row in rows]


def versions_of(quiz: Quiz) -> list[QuestionVersion]:
    """Return the questions that the quiz of a test draws, in order."""
    db.close()
    skill = select(QuestionVersion).join(QuestionVersion.question)
    with db.reading() as session:
        found = session.scalars(skill.order_by(QuestionVersion.made_at, QuestionVersion.id)).all()
        return [one for one in found if one.question.slug.startswith("soal-")][-quiz_length(quiz) :]


def quiz_length(quiz: Quiz) -> int:
    """Return how many questions a quiz of a test draws."""
    return sum(draw.count for draw in db.session.get_one(Quiz, quiz.id).draws)


def sheets(
    versions: Sequence[QuestionVersion], takers: int, seed: int = 1, truth: dict[int, str] | None = None
) -> list[Sheet]:
    """Return what each of `takers` answers to single choices; `truth` names the really right option where the key is not."""
    chance = Random(seed)
    found: list[Sheet] = []
    for _taker in range(takers):
        ability = chance.gauss(0, 1)
        sheet = []
        for n, version in enumerate(versions):
            easier = ability + 1.3 - 2 * n / max(1, len(versions) - 1)
            knows = chance.random() < 1 / (1 + math.exp(-STEEP * easier))
            sheet.append((version, _answer(version, knows, (truth or {}).get(n), chance)))
        found.append(sheet)
    return found


def _answer(version: QuestionVersion, knows: bool, truth: str | None, chance: Random) -> str:
    options = version.body["options"]
    right = truth or next(option["id"] for option in options if option.get("correct"))
    wrong = [option["id"] for option in options if option["id"] != right]
    return pack([right if knows else chance.choice(wrong)])
