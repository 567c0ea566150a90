"""Two hundred cadres take a timed quiz at once, on the embedded database, while their trainer edits it and its questions."""

import re
from dataclasses import dataclass, field
from dataclasses import replace as with_
from threading import Barrier, BoundedSemaphore, Event, Thread
from uuid import UUID

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from app.auth.models import Role, User
from app.db import db, new_id
from app.registry.models import Cadre
from app.web import Portal
from assessments.attempts.models import Answer, Attempt, AttemptClosing, AttemptQuestion, Mark
from assessments.bank.models import Question, QuestionVersion
from assessments.bank.operations import change_question, details_of
from assessments.bank.queries import newest_version
from assessments.quizzes.models import Quiz
from assessments.quizzes.operations import change_count, move_part, seen_of
from tests.factories import PIN_HASH, Make, count_rows

TAKERS = 200
STEM = r"<legend[^>]*>([^<]+)</legend>"
server = BoundedSemaphore(
    8
)  # as many requests at a time as the server has threads; the others wait their turn


@dataclass
class Taker:
    """One cadre's way through the quiz: the stems she was shown, and how many of her answers were acknowledged."""

    client: FlaskClient
    shown: dict[str, str] = field(default_factory=dict)
    saved: int = 0
    failure: BaseException | None = None

    def take(self, slug: str) -> None:
        """Start, answer each question, look at the first one again, send, and read the result."""
        address = self._post(f"/kuis/{slug}", self._get(f"/kuis/{slug}"), "csrf_token")
        first = address
        while not address.endswith("/kirim"):
            page = self._get(address)
            self.shown[address] = _find(STEM, page)
            address = self._post(address, page, "token", answer="a")
            self.saved += 1
        assert _find(STEM, self._get(first)) == self.shown[first]
        assert "Nilai Anda" in self._get(self._post(address, self._get(address), "csrf_token"))

    def _get(self, address: str) -> str:
        with server:
            answer = self.client.get(address)
        assert answer.status_code == 200, (address, answer.status_code)
        return answer.get_data(as_text=True)

    def _post(self, address: str, page: str, token: str, **fields: str) -> str:
        fields[token] = _find(rf'name="{token}"[^>]* value="([^"]+)"', page)
        with server:
            answer = self.client.post(address, data=fields)
        assert answer.status_code == 303, (address, answer.status_code)
        return answer.location


def _find(pattern: str, page: str) -> str:
    match = re.search(pattern, page)
    assert match, f"no {pattern} in {page[:200]}"
    return match[1]


def add_takers(app: Portal, make: Make) -> list[Taker]:
    """Add the cadres with their accounts, signed in by the cookie that signing in would give."""
    place, takers = make.posyandu(), []
    with db.transaction() as session:
        for number in range(TAKERS):
            person = Cadre(
                id=new_id(), number=make.cadre_number(), name=f"Kader {number}", sort_name=f"kader {number}"
            )
            person.posyandu_id, person.region_code = place.id, place.region_code
            session.add(person)
            session.flush()
            account = User(
                id=new_id(), sign_in_name=person.number, cadre_number=person.number, role=Role.CADRE
            )
            account.cadre_id, account.secret_hash = person.id, PIN_HASH
            session.add(account)
            session.flush()
            takers.append(_signed_in(app, account))
    return takers


def _signed_in(app: Portal, account: User) -> Taker:
    taker = Taker(app.test_client())
    with taker.client.session_transaction() as cookie:
        cookie["_user_id"], cookie["_fresh"] = f"{account.id}.{account.session_version}", True
    return taker


def edit_until(done: Event, app: Portal, quiz_id: UUID, failures: list[BaseException]) -> None:
    """Word questions anew, ask more and fewer of them, and turn the parts round, again and again."""
    turn = 0
    try:
        with app.app_context():
            while not done.wait(0.2):
                turn += 1
                with db.transaction():
                    _edit(quiz_id, turn)
    except BaseException as failure:  # noqa: BLE001  # whatever went wrong is shown by the test
        failures.append(failure)


def _edit(quiz_id: UUID, turn: int) -> None:
    quiz = db.session.get_one(Quiz, quiz_id)
    questions = db.session.scalars(
        select(Question).where(Question.slug.like("soal-%")).order_by(Question.slug)
    ).all()
    question = questions[turn % len(questions)]
    said = details_of(question, newest_version(question.id))
    body = {**said.body, "stem": f"Soal {question.slug} kata {turn}"}
    change_question(question, with_(said, body=body), None, None)
    if quiz.region_code:
        change_count(quiz, 1 + turn % 2, 1 + turn % 2, seen_of(quiz), None)
        move_part(quiz, 1, 1, seen_of(quiz), None)
        quiz.pass_mark, quiz.time_limit = 50 + turn % 40, 20 + turn % 5


@pytest.mark.timeout(300)  # half a minute on a quiet machine
@pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)
def test_nothing_is_lost_and_no_attempt_changes(app: Portal, make: Make) -> None:
    quiz = make.quiz(questions=1, time_limit=30, region_code="17.02", wait_minutes=[0], shuffle=True)
    for _ in range(11):
        make.question()
    make.add_draw(quiz, skill_slug="keluarga-berencana", difficulty=1, count=1)
    takers = add_takers(app, make)
    failures: list[BaseException] = []
    db.close()
    gate, done = Barrier(TAKERS + 1), Event()

    def run(taker: Taker) -> None:
        gate.wait()
        try:
            taker.take(quiz.slug)
        except BaseException as failure:  # noqa: BLE001  # shown below
            taker.failure = failure

    threads = [Thread(target=run, args=(taker,)) for taker in takers]
    trainer = Thread(target=edit_until, args=(done, app, quiz.id, failures))
    for thread in [*threads, trainer]:
        thread.start()
    gate.wait()
    for thread in threads:
        thread.join()
    done.set()
    trainer.join()

    assert failures == []
    assert [taker.failure for taker in takers if taker.failure] == []
    assert count_rows(Attempt) == count_rows(AttemptClosing) == TAKERS
    asked = count_rows(AttemptQuestion)
    assert asked == count_rows(Answer) == count_rows(Mark) == sum(taker.saved for taker in takers)
    assert count_rows(QuestionVersion, QuestionVersion.number > 1) > 5, "the trainer hardly came to edit"
    _compare_with_what_was_shown(takers)


def _compare_with_what_was_shown(takers: list[Taker]) -> None:
    rows = db.session.execute(
        select(AttemptQuestion.attempt_id, AttemptQuestion.position, QuestionVersion.body).join(
            QuestionVersion, QuestionVersion.id == AttemptQuestion.version_id
        )
    )
    drawn = {f"{attempt}/{position}": body["stem"] for attempt, position, body in rows}
    db.close()
    seen = {path.split("/", 3)[3]: stem for taker in takers for path, stem in taker.shown.items()}
    assert seen == drawn
