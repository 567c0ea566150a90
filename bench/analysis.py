"""Seconds to analyse a quiz of forty questions, against the number of attempts, as a ratio to reading their rows."""

import time
from collections.abc import Iterator
from statistics import median
from typing import Any
from uuid import UUID

from sqlalchemy import insert, select

from app.db import db, new_id
from app.registry.models import Cadre
from assessments.analysis.queries import FIRST, load_marks, mark_rows
from assessments.analysis.report import make_report
from assessments.bank.models import Question, QuestionVersion
from assessments.quizzes.models import Quiz
from bench.place import Place
from tests.assessments.analysis.population import Sitting, sheets, sit
from tests.factories import BODIES
from wsgi import create_app

QUESTIONS, ATTEMPTS, ROUNDS = 40, (100, 1_000, 10_000), 3


def analysis_seconds(place: Place) -> Iterator[tuple[int, float, float]]:
    """Return for each number of attempts the seconds of an analysis, and its ratio to merely reading the same rows."""
    app = create_app(place.settings)
    with app.app_context():
        for count in ATTEMPTS:
            quiz = _taken_quiz(count)
            rounds = [(_reading(quiz), _analysing(quiz)) for _round in range(ROUNDS)]
            ratio = median(analysis / reading for reading, analysis in rounds)
            yield count, median(analysis for _reading, analysis in rounds), ratio
    db.engine.dispose()


def _reading(quiz: Quiz) -> float:
    began = time.perf_counter()
    with db.reading() as session:
        session.connection().execute(mark_rows(quiz, FIRST, None)).all()
    return time.perf_counter() - began


def _analysing(quiz: Quiz) -> float:
    began = time.perf_counter()
    with db.reading():
        recorded = load_marks(quiz, FIRST, None)
    make_report(recorded)
    return time.perf_counter() - began


def _taken_quiz(count: int) -> Quiz:
    """Make a quiz that as many cadres, all new, took once."""
    with db.transaction() as session:
        quiz = Quiz(id=new_id(), slug=f"ukur-{count}", title="Ukur", pass_mark=70, wait_minutes=[0])
        questions = [Question(id=new_id(), slug=f"ukur-{count}-{n}") for n in range(QUESTIONS)]
        session.add_all([quiz, *questions])
        session.flush()
        given = {
            "number": 1,
            "type": "single",
            "difficulty": 1,
            "body": BODIES["single"],
            "unreviewed": False,
        }
        versions = [QuestionVersion(id=new_id(), question_id=one.id, **given) for one in questions]
        session.add_all(versions)
        session.flush()
        for row in (quiz, *versions):
            session.refresh(row, ["draws"] if row is quiz else None)
        session.expunge_all()
    cadres, answers = _cadres(count), sheets(versions, count, seed=count)
    sit(quiz, [Sitting(cadre, sheet) for cadre, sheet in zip(cadres, answers, strict=True)])
    return quiz


def _cadres(count: int) -> list[UUID]:
    with db.transaction() as session:
        where = session.execute(select(Cadre.posyandu_id, Cadre.region_code).limit(1)).one()
        place = {"posyandu_id": where.posyandu_id, "region_code": where.region_code}
        rows: list[dict[str, Any]] = [
            {
                "id": new_id(),
                "number": f"{count // 100:03}{n:05}",
                "name": "Kader",
                "sort_name": "kader",
                **place,
            }
            for n in range(count)
        ]
        session.execute(insert(Cadre), rows)
    return [row["id"] for row in rows]
