"""The right answers of the shipped questions, read from the files as a trainer would know them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import yaml

from app.config import ROOT
from tests.journeys.engine import squeeze

FOLDER = ROOT / "assessments/content/questions"


@dataclass(frozen=True)
class Question:
    """A shipped question: what is asked, and what to tick or to type."""

    stem: str
    type: str
    right: tuple[str, ...]
    wrong: tuple[str, ...]


def read_questions(quiz: str) -> list[Question]:
    """Return the questions that quiz `quiz` draws from."""
    rows = yaml.load((FOLDER / f"{quiz}.yaml").read_text(), yaml.BaseLoader)
    return [_question(row) for row in rows]


def question_on(text: str, questions: Sequence[Question]) -> Question:
    """Return the question that stands in the text of a page."""
    found = [question for question in questions if question.stem in text]
    assert len(found) == 1, f"{len(found)} questions on the page: {text[:800]}"
    return found[0]


def _question(row: dict[str, Any]) -> Question:
    if row["type"] == "truefalse":
        right, wrong = ("Benar", "Salah") if row["answer"] == "benar" else ("Salah", "Benar")
        return Question(squeeze(row["stem"]), row["type"], (right,), (wrong,))
    if row["type"] == "number":
        answer = row["answer"].replace(".", ",")
        return Question(squeeze(row["stem"]), row["type"], (answer,), ("0",))
    right_texts = tuple(squeeze(o["text"]) for o in row["options"] if o.get("correct") == "true")
    wrong_texts = tuple(squeeze(o["text"]) for o in row["options"] if o.get("correct") != "true")
    return Question(squeeze(row["stem"]), row["type"], right_texts, wrong_texts)
