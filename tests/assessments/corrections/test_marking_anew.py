"""A key was wrong. Pak Budi mends it: nobody loses by it, who gained is told why, and it is done once and as it was shown."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select

from app.db import db
from app.errors import Refused
from app.registry.models import Cadre
from assessments.attempts.models import Attempt, Correction, Mark, Regrading
from assessments.attempts.operations import finish_attempt
from assessments.bank.models import Question, QuestionVersion
from assessments.certificates.models import Certificate
from assessments.competency.models import AwardWithdrawal, Evidence
from assessments.competency.recount import find_differences
from assessments.corrections.operations import CorrectionChanged, Effect, Wanted, correct, rehearse
from assessments.quizzes.models import Quiz
from tests.assessments.attempts.stories import LAST_SKILL, answer_all, ready_for_pratama
from tests.factories import Make, count_rows, reload

KABUPATEN = "17.02"
REASON = "Kunci soal ini keliru; yang kedua yang benar."


def right_is(key: str) -> dict[str, Any]:
    """Return the body of the made-up single choice with another right option."""
    texts = {"a": "Yang pertama", "b": "Yang kedua", "c": "Yang ketiga"}
    options = [
        {"id": one, "text": text, "correct": one == key, "feedback": ""} for one, text in texts.items()
    ]
    return {"stem": "Mana yang benar?", "options": options}


def mend(version: QuestionVersion, key: str, number: int = 2) -> QuestionVersion:
    """Add a version whose right option is `key`; the question is the kabupaten's own."""
    with db.transaction() as session:
        question = session.get_one(Question, version.question_id)
        question.region_code = KABUPATEN
        mended = QuestionVersion(
            question_id=question.id,
            number=number,
            type="single",
            difficulty=1,
            body=right_is(key),
            unreviewed=False,
        )
        session.add(mended)
        session.flush()
        session.expunge(mended)
    return mended


def run(version: QuestionVersion, right: QuestionVersion, policy: str, seen: str | None = None) -> Effect:
    with db.transaction() as session:
        question = session.get_one(Question, version.question_id)
        return correct(Wanted(question, version, right, policy, REASON, KABUPATEN), None, seen)


def look(version: QuestionVersion, right: QuestionVersion, policy: str) -> Effect:
    with db.reading() as session:
        question = session.get_one(Question, version.question_id)
    return rehearse(Wanted(question, version, right, policy, REASON, KABUPATEN), None)


@pytest.fixture
def taken(make: Make) -> Callable[..., tuple[Attempt, QuestionVersion, Cadre]]:
    """A cadre's sent quiz of five questions; returns also the version of its first question."""

    def take(answers: list[str | None], skill: str = LAST_SKILL, cadre: Cadre | None = None) -> Any:
        quiz = make.quiz(questions=5, skill=skill)
        person = cadre or make.cadre()
        attempt = make.attempt(person.id, quiz)
        answer_all(attempt, answers)
        send(attempt.id)
        return attempt, first_version(attempt.id), person

    return take


def send(attempt_id: UUID) -> None:
    with db.transaction():
        finish_attempt(attempt_id, "sent", None)


def first_version(attempt_id: UUID) -> QuestionVersion:
    with db.reading() as session:
        statement = select(QuestionVersion).join(Mark, Mark.version_id == QuestionVersion.id)
        return session.scalars(
            statement.where(Mark.attempt_id == attempt_id, Mark.position == 1, Mark.round == 1)
        ).one()


def newest_fraction(attempt_id: UUID, position: int = 1) -> float:
    with db.reading() as session:
        statement = select(Mark.fraction).where(Mark.attempt_id == attempt_id, Mark.position == position)
        return session.scalars(statement.order_by(Mark.round.desc()).limit(1)).one()


def test_looking_changes_nothing(taken: Any, app: Any) -> None:
    _attempt, wrong, _siti = taken(["b", "a", "a", "b", "b"])
    right = mend(wrong, "b")

    effect = look(wrong, right, "kind")

    assert [(one.percent_before, one.percent_after) for one in effect.changes] == [(40, 60)]
    assert (count_rows(Correction), count_rows(Regrading), count_rows(Mark)) == (0, 0, 5)


def test_who_was_right_all_along_gains_the_skill(taken: Any, app: Any) -> None:
    attempt, wrong, siti = taken(["b", "a", "a", "a", "b"])  # 60: not passed by the wrong key
    right = mend(wrong, "b")
    shown = look(wrong, right, "kind")

    effect = run(wrong, right, "kind", shown.fingerprint)

    assert effect.fingerprint == shown.fingerprint
    assert [one.gained for one in effect.changes] == [[LAST_SKILL]]
    assert newest_fraction(attempt.id) == 1
    assert count_rows(Evidence, Evidence.cadre_id == siti.id, Evidence.kind == "quiz") == 1
    assert find_differences().differences == []


def test_by_the_kind_policy_nobody_loses(taken: Any, app: Any) -> None:
    attempt, wrong, siti = taken(["a", "a", "a", "a", "b"])
    right = mend(wrong, "b")

    effect = run(wrong, right, "kind")

    assert effect.looked_at == 1
    assert effect.changes == []
    assert newest_fraction(attempt.id) == 1
    assert count_rows(Evidence, Evidence.cadre_id == siti.id, Evidence.withdraws.is_(None)) == 1


def test_by_the_strict_policy_skill_level_and_certificate_go(taken: Any, make: Make) -> None:
    siti = make.cadre()
    ready_for_pratama(siti.id)
    _attempt, wrong, _ = taken(["a", "a", "a", "a", "b"], cadre=siti)
    assert reload(Cadre, siti.id).level_code == "pratama"
    right = mend(wrong, "b")
    shown = look(wrong, right, "strict")

    effect = run(wrong, right, "strict", shown.fingerprint)

    assert [(one.percent_before, one.percent_after, one.lost) for one in effect.changes] == [
        (80, 60, [LAST_SKILL])
    ]
    assert [(one.level_before, one.level_after, one.taken_back) for one in effect.levels] == [
        ("pratama", "belum", ["pratama"])
    ]
    assert reload(Cadre, siti.id).level_code == "belum"
    assert (count_rows(AwardWithdrawal), count_rows(Certificate)) == (1, 1)
    assert find_differences().differences == []


def test_a_correction_that_was_wrong_is_corrected_again(taken: Any, make: Make) -> None:
    siti = make.cadre()
    ready_for_pratama(siti.id)
    _attempt, wrong, _ = taken(["a", "a", "a", "a", "b"], cadre=siti)
    right = mend(wrong, "b")
    run(wrong, right, "strict")

    effect = run(right, wrong, "strict")

    assert [(one.percent_before, one.percent_after, one.gained) for one in effect.changes] == [
        (60, 80, [LAST_SKILL])
    ]
    assert reload(Cadre, siti.id).level_code == "pratama"
    assert count_rows(Certificate) == 2
    assert find_differences().differences == []


def test_a_quiz_that_ends_later_is_marked_by_the_right_key(make: Make) -> None:
    quiz, siti = make.quiz(questions=5), make.cadre()
    attempt = make.attempt(siti.id, quiz)
    answer_all(attempt, ["b", "a", "a", "a", "b"])
    with db.reading() as session:
        wrong = session.scalars(
            select(QuestionVersion)
            .join(Question)
            .where(QuestionVersion.id == session.get_one(Attempt, attempt.id).questions[0].version_id)
        ).one()
    run(wrong, mend(wrong, "b"), "strict")

    send(attempt.id)

    assert newest_fraction(attempt.id) == 1
    assert count_rows(Mark, Mark.correction_id.is_not(None)) == 1


def test_what_was_shown_is_what_is_applied(taken: Any, make: Make) -> None:
    attempt, wrong, _siti = taken(["b", "a", "a", "b", "b"])
    late = make.attempt(make.cadre(name="Dewi Lestari").id, reload(Quiz, attempt.quiz_id))
    answer_all(late, ["b", "a", "a", "a", "a"])
    right = mend(wrong, "b")
    shown = look(wrong, right, "kind")
    send(late.id)

    with pytest.raises(CorrectionChanged):
        run(wrong, right, "kind", shown.fingerprint)

    assert count_rows(Correction) == 0


def test_another_kabupaten_is_left_alone(make: Make, taken: Any) -> None:
    outsider = make.cadre(desa="17.03.01.2001")
    attempt, wrong, _ = taken(["b", "a", "a", "b", "b"], cadre=outsider)

    effect = run(wrong, mend(wrong, "b"), "kind")

    assert (effect.looked_at, effect.changes) == (0, [])
    assert newest_fraction(attempt.id) == 0


def test_another_type_cannot_mark_old_answers(taken: Any, app: Any) -> None:
    _attempt, wrong, _siti = taken(["b", "a", "a", "b", "b"])
    right = mend(wrong, "b")
    right.type = "number"

    with pytest.raises(Refused):
        run(wrong, right, "kind")
