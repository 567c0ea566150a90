"""A double tap on a slow line, and two files at once: each question comes in once, and nothing is half done."""

from functools import partial

from app.db import db
from app.web import Portal
from assessments.bank.import_applying import Outcome, apply_import, undo_import
from assessments.bank.import_operations import keep_import
from assessments.bank.models import Question, QuestionImport
from assessments.bank.staging import read_questions
from tests.app.registry.test_two_at_once import at_once
from tests.factories import count_rows, reload

GIFT = b"\n\n".join(b"Soal nomor %d? {=benar ~salah}" % number for number in range(20))


def staged() -> QuestionImport:
    """Keep the questions, and return their import."""
    _format, parsed = read_questions(GIFT, "gift")
    db.close()
    with db.transaction():
        kept = keep_import(
            parsed, format_code="gift", filename="x", skill_slug=None, region_code="17.02", by=None
        )
        key = kept.id
    found: QuestionImport = reload(QuestionImport, key)
    return found


def test_two_taps_apply_it_once(app: Portal) -> None:
    kept = staged()
    ends: list[Outcome] = []

    at_once(
        app, *[partial(lambda: ends.append(apply_import(kept.id, kept.state, None))) for _tap in range(3)]
    )

    assert sorted(end.value for end in ends) == ["applied", "done before", "done before"]
    assert count_rows(Question, Question.import_id == kept.id) == 20


def test_two_taps_undo_it_once(app: Portal) -> None:
    kept = staged()
    db.close()
    with db.transaction():
        apply_import(kept.id, kept.state, None)
    ends: list[bool] = []

    at_once(app, *[partial(lambda: ends.append(undo_import(kept.id, None))) for _tap in range(3)])

    assert sorted(ends) == [False, False, True]
    assert count_rows(Question, Question.import_id == kept.id, Question.retired_at.is_(None)) == 0
