"""What was exported imports again as nothing to do."""

from typing import Any

import pytest

from app.db import db
from app.web import Portal
from assessments.bank.exporting import export_questions
from assessments.bank.formats import WRITTEN, get_format
from assessments.bank.formats.base import Export
from assessments.bank.import_queries import read_bank
from assessments.bank.matching import SAME
from assessments.bank.search import QuestionSearch
from assessments.bank.staging import asked_of, read_questions
from tests.content import QUESTIONS_WRITTEN
from tests.factories import BODIES, Make

OURS = "17.02"


def export(code: str, **search: Any) -> Export:
    db.close()
    return export_questions(get_format(code), OURS, QuestionSearch(**search))


def comes_back(code: str, written: Export) -> int:
    """Read a file again; fail unless everything in it says what is there; return how many questions it held."""
    format_, parsed = read_questions(written.content, "", f"soal{get_format(code).suffix}")
    with db.reading():
        steps = read_bank(OURS).plan(parsed.items, None)
    db.close()
    wrong = [
        (item.line, item.type, item.body, step)
        for item, step in zip(parsed.items, steps, strict=True)
        if step.verdict != SAME
    ]
    assert format_.code == code
    assert not wrong[:2], f"{len(wrong)} of {len(steps)}"
    assert [problem.text for problem in parsed.problems] == []
    return len(asked_of(parsed.items))


@pytest.mark.parametrize("code", WRITTEN)
def test_all_shipped_questions(app: Portal, code: str) -> None:
    written = export(code)

    assert comes_back(code, written) == written.questions
    left_out = {problem.line for problem in written.problems if problem.line}
    assert written.questions + len(left_out) >= QUESTIONS_WRITTEN


@pytest.mark.parametrize("kind", BODIES)
@pytest.mark.parametrize("code", WRITTEN)
def test_questions_of_every_type(app: Portal, make: Make, code: str, kind: str) -> None:
    make.question(None, "single", region_code=OURS, body={"stem": "Satu soal lagi?"})
    make.question(None, kind, region_code=OURS)
    written = export(code, whose="kami")

    assert comes_back(code, written) == written.questions
    is_left_out = any(problem.line for problem in written.problems)
    assert written.questions == 2 or kind == "text" or is_left_out
