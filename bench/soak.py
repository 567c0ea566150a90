"""`python -m bench.soak SECONDS`: cadres answer while the server is killed again and again; nothing may be missing.

The last line is `lost 0, doubled 0`, or the run ends with code 1.
"""

import random
import sys
import threading
import time
from itertools import product
from queue import Empty, SimpleQueue

from sqlalchemy import func, select

from app.db import db
from assessments.attempts.models import Answer, AttemptClosing, AttemptQuestion, Mark
from assessments.bank.types import get_type
from assessments.quizzes.models import Quiz
from bench.place import Place, demo_place
from bench.server import Server
from bench.story import Cadre, Ledger
from wsgi import create_app

CLIENTS, ACCOUNTS = 6, 600
BETWEEN_FAULTS = (1.5, 5.0)  # seconds


class Clock:
    """Runs for some seconds."""

    def __init__(self, seconds: float) -> None:
        self._end = time.monotonic() + seconds

    def is_over(self) -> bool:
        """Return whether they have passed."""
        return time.monotonic() >= self._end


class Crowd:
    """Clients that take one story after the other from a queue."""

    def __init__(self, port: int, stories: "SimpleQueue[tuple[str, str]]", clock: Clock) -> None:
        self._port, self._stories, self._clock = port, stories, clock
        self.ledgers: list[Ledger] = []
        self.problems: list[str] = []

    def run(self) -> list[threading.Thread]:
        """Start them."""
        threads = [threading.Thread(target=self._work, args=(seed,)) for seed in range(CLIENTS)]
        for thread in threads:
            thread.start()
        return threads

    def _work(self, seed: int) -> None:
        while not self._clock.is_over():
            try:
                number, quiz = self._stories.get_nowait()
            except Empty:
                return
            cadre = Cadre(self._port, number, self._clock, random.Random(f"{seed}{number}{quiz}"))
            try:
                cadre.take(quiz)
            except AssertionError as problem:
                self.problems.append(str(problem))
            self.ledgers += cadre.ledgers


def soak(seconds: float) -> bool:
    """Run the load and the faults for `seconds`, then compare; return whether all is well."""
    with demo_place(ACCOUNTS) as place, Server(place.environment) as server:
        server.start()
        clock = Clock(seconds)
        crowd = Crowd(server.port, _stories(place), clock)
        threads, faults = crowd.run(), _break(server, clock)
        for thread in threads:
            thread.join()
        server.kill()
        return _compare(place, crowd, faults)


def _stories(place: Place) -> "SimpleQueue[tuple[str, str]]":
    with create_app(place.settings).app_context(), db.reading() as session:
        quizzes = session.scalars(select(Quiz.slug).order_by(Quiz.slug)).all()
    db.engine.dispose()
    queue: SimpleQueue[tuple[str, str]] = SimpleQueue()
    for quiz, number in product(quizzes, place.numbers):
        queue.put((number, quiz))
    return queue


def _break(server: Server, clock: Clock) -> int:
    """Kill all of the server, or one worker of it, now and then until the time is over; return how often."""
    chance, faults = random.Random(1), 0
    while True:
        time.sleep(chance.uniform(*BETWEEN_FAULTS))
        if clock.is_over():
            return faults
        faults += 1
        if chance.random() < 0.5:
            server.kill()
            server.start()
        else:
            server.kill_one_worker()


def _compare(place: Place, crowd: Crowd, faults: int) -> bool:
    lost, doubled, answers = 0, 0, 0
    with create_app(place.settings).app_context():
        for ledger in crowd.ledgers:
            stored = _stored(ledger)
            answers += len(stored)
            missing = [key for key, chosen in ledger.saved.items() if stored.get(key) != chosen]
            never_sent = [key for key in stored if key not in ledger.saved and key not in ledger.pending]
            closings, marks, questions = _ending(ledger)
            lost += len(missing) + (ledger.finished and not closings)
            doubled += len(never_sent) + (marks != (questions if closings else 0))
    db.engine.dispose()
    for problem in crowd.problems[:5]:
        print(f"problem: {problem}")
    finished = sum(ledger.finished for ledger in crowd.ledgers)
    print(f"{len(crowd.ledgers)} attempts, {finished} of them sent, {answers} answers, {faults} kills")
    print(f"lost {lost}, doubled {doubled}")
    return not (lost or doubled or crowd.problems)


def _stored(ledger: Ledger) -> dict[tuple[int, int], list[str]]:
    statement = select(Answer).where(Answer.attempt_id == ledger.attempt_id)
    questions = db.session.scalars(
        select(AttemptQuestion).where(AttemptQuestion.attempt_id == ledger.attempt_id)
    )
    versions = {question.position: question.version for question in questions}
    return {
        (row.position, row.seq): get_type(versions[row.position].type).posted(
            versions[row.position].body, row.value
        )
        for row in db.session.scalars(statement)
    }


def _ending(ledger: Ledger) -> tuple[int, int, int]:
    """Return how many closings, marks and questions the attempt has."""
    tables = (AttemptClosing, Mark, AttemptQuestion)
    counts = [
        db.session.scalar(
            select(func.count()).select_from(table).where(table.attempt_id == ledger.attempt_id)
        )
        for table in tables
    ]
    closings, marks, questions = (count or 0 for count in counts)
    return closings, marks, questions


if __name__ == "__main__":
    sys.exit(0 if soak(float(sys.argv[1])) else 1)
