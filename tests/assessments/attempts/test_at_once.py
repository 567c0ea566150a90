"""Things that happen at the same moment: nothing is lost, doubled, or marked before it is counted. SQLite and PostgreSQL."""

from collections.abc import Callable
from threading import Barrier, Thread
from typing import Any

import pytest

from app.db import db
from app.registry.models import Cadre
from app.web import Portal
from assessments.attempts.models import Answer, Attempt, AttemptClosing, Mark
from assessments.attempts.operations import Outcome, finish_attempt, record_answer, start_attempt
from assessments.certificates.models import Certificate
from assessments.competency.models import Award, Evidence
from assessments.quizzes.models import Quiz
from tests.assessments.attempts.stories import LAST_SKILL, answer_all, ready_for_pratama
from tests.client import Browser
from tests.factories import Make, count_rows, reload

SECOND_SKILL = "anemia-remaja"


def at_once(app: Portal, *deeds: Callable[[], Any]) -> list[Any]:
    """Run the deeds in threads that begin together, each in a transaction of its own; return what each returned."""
    gate, results = Barrier(len(deeds)), [None] * len(deeds)

    def run(number: int, deed: Callable[[], Any]) -> None:
        with app.app_context():
            gate.wait()
            with db.transaction():
                results[number] = deed()

    db.close()
    threads = [Thread(target=run, args=pair) for pair in enumerate(deeds)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


def test_the_same_form_three_times_at_once_is_one_answer(app: Portal, browser: Browser, make: Make) -> None:
    siti, quiz = make.cadre_user(), make.quiz(questions=2)
    browser.sign_in(siti.sign_in_name)
    attempt = make.attempt(siti.cadre_id, quiz)
    page = browser.get("attempts.show_question", quiz_slug=quiz.slug, attempt_id=attempt.id, position=1)
    form = {"token": page.value("[name=token]"), "answer": "a"}
    db.close()
    gate, seen = Barrier(3), []

    def post() -> None:
        own = app.test_client()
        gate.wait()
        seen.append(own.post(page.response.request.path, data=form).status_code)

    threads = [Thread(target=post) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert seen == [200, 200, 200]  # nobody is signed in there: three times the same receipt
    assert count_rows(Answer) == 1


def test_two_starts_at_once_are_one_attempt(app: Portal, make: Make) -> None:
    siti, quiz = make.cadre(), make.quiz()

    def start() -> Any:
        return start_attempt(db.session.get_one(Quiz, quiz.id), siti.id).id

    first, second = at_once(app, start, start)

    assert first == second
    assert count_rows(Attempt) == 1


def test_finishing_races_an_answer_and_marks_what_was_acknowledged(app: Portal, make: Make) -> None:
    siti, quiz = make.cadre(), make.quiz(questions=1, wait_minutes=[0], pass_mark=1)
    for _ in range(50):
        attempt = make.attempt(siti.id, quiz)
        answer, _closed = at_once(
            app,
            lambda one=attempt: record_answer(one.id, 1, 1, '["a"]'),  # type: ignore[misc]
            lambda one=attempt: finish_attempt(one.id, "sent", None),  # type: ignore[misc]
        )
        mark = reload(Mark, (attempt.id, 1, 1))
        assert (answer, mark.answer_seq, mark.fraction) in (
            (Outcome.SAVED, 1, 1.0),
            (Outcome.CLOSED, None, 0.0),
        )


def test_sending_twice_at_once_closes_once(app: Portal, make: Make) -> None:
    siti = make.cadre()
    attempt = make.attempt(siti.id, make.quiz(questions=5))
    answer_all(attempt, ["a"] * 5)

    closed = at_once(app, *[lambda: finish_attempt(attempt.id, "sent", None)] * 4)

    assert sorted(closed) == [False, False, False, True]
    assert (count_rows(AttemptClosing), count_rows(Mark), count_rows(Evidence)) == (1, 5, 1)


@pytest.mark.parametrize("round_", range(5))
def test_two_quizzes_finished_at_once_give_the_level_and_one_award(
    app: Portal, make: Make, round_: int
) -> None:
    siti = make.cadre()
    ready_for_pratama(siti.id, SECOND_SKILL)
    attempts = [
        make.attempt(siti.id, make.quiz(questions=5, skill=skill)) for skill in (LAST_SKILL, SECOND_SKILL)
    ]
    for attempt in attempts:
        answer_all(attempt, ["a"] * 5)

    at_once(
        app,
        lambda: finish_attempt(attempts[0].id, "sent", None),
        lambda: finish_attempt(attempts[1].id, "sent", None),
    )

    now_she_is = reload(Cadre, siti.id)
    assert (now_she_is.level_code, now_she_is.skills_mastered) == ("pratama", 14)
    assert (count_rows(Award), count_rows(Certificate)) == (1, 1)
