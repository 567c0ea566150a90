"""Items for the tests, as a format reads them from a file, and a bank without a database."""

from typing import Any

from app.db import new_id
from assessments.bank.formats.base import Item
from assessments.bank.matching import Bank, Known
from assessments.bank.operations import QuestionDetails
from tests.factories import BODIES

SKILLS = {"Keluarga berencana": "keluarga-berencana", "keluarga-berencana": "keluarga-berencana"}


def item(kind: str = "single", **values: Any) -> Item:
    """Return an item that says what the factory's question says; `body` changes parts of it."""
    body = {**BODIES[kind], **values.pop("body", {})}
    return Item(**{"line": 1, "type": kind, "body": body, **values})


def known(kind: str = "single", **values: Any) -> Known:
    """Return the factory's question as the bank has it."""
    body = {**BODIES[kind], **values.pop("body", {})}
    slugs, version = values.pop("slugs", ("soal-1",)), values.pop("version", 1)
    is_retired = values.pop("is_retired", False)
    said = {"type": kind, "body": body, "skill_slug": "keluarga-berencana", "difficulty": 1, **values}
    return Known(new_id(), slugs, version, QuestionDetails(**said), is_retired)


def bank(*questions: Known) -> Bank:
    """Return a bank of these questions."""
    return Bank(questions, SKILLS)
