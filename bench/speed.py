"""Requests a second, always beside a bare view on the same server kind in the same run: only the ratio means anything."""

import itertools
import threading
import time
from collections.abc import Callable, Iterator
from uuid import UUID

from sqlalchemy import select

from app.db import db
from app.registry.models import Cadre
from assessments.attempts.models import Attempt, AttemptQuestion
from assessments.attempts.operations import start_attempt
from assessments.attempts.tokens import Claim, sign
from assessments.quizzes.models import Quiz
from bench.phone import Phone
from bench.place import Place
from bench.server import Server
from wsgi import create_app

CLIENTS, SECONDS, ROUNDS = 6, 3.0, 3
TICKED = "bicara-dengan-ibu"  # a quiz whose questions are all answered by ticking
Ask = Callable[[], int]


def rate(asks: list[Ask], wanted: int, seconds: float = SECONDS) -> float:
    """Return how many requests a second the clients got answered with status `wanted`, each on its own connection."""
    counts, end = [0] * len(asks), time.monotonic() + seconds

    def work(number: int, ask: Ask) -> None:
        while time.monotonic() < end:
            status = ask()
            assert status == wanted, f"{status} instead of {wanted}"
            counts[number] += 1

    threads = [threading.Thread(target=work, args=pair) for pair in enumerate(asks)]
    began = time.monotonic()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sum(counts) / (time.monotonic() - began)


def bare_asks(server: Server, numbers: list[str]) -> list[Ask]:
    """Return clients of the bare view."""
    return [_get(Phone(server.port), f"/{number}") for number in numbers[:CLIENTS]]


def lesson_asks(server: Server, numbers: list[str], address: str) -> list[Ask]:
    """Return signed-in cadres who read a lesson."""
    phones = [_signed_in(server, number) for number in numbers[:CLIENTS]]
    return [_get(phone, address) for phone in phones]


def answer_asks(server: Server, place: Place) -> list[Ask]:
    """Return signed-in cadres who each save one new answer after the other to the questions of an attempt."""
    found = []
    for number in place.numbers[:CLIENTS]:
        address, forms = _forms(place, number)
        found.append(_post(_signed_in(server, number), address, forms))
    return found


def _get(phone: Phone, path: str) -> Ask:
    return lambda: phone.get(path).status


def _post(phone: Phone, address: str, forms: Iterator[tuple[int, dict[str, str | list[str]]]]) -> Ask:
    def ask() -> int:
        position, fields = next(forms)
        return phone.post(f"{address}/{position}", fields).status

    return ask


def _signed_in(server: Server, number: str) -> Phone:
    phone = Phone(server.port)
    phone.sign_in(number)
    return phone


def _forms(place: Place, number: str) -> tuple[str, Iterator[tuple[int, dict[str, str | list[str]]]]]:
    """Start an attempt; return its address and the forms she would be shown, one answer after the other for ever."""
    app = create_app(place.settings)
    with app.app_context(), db.transaction() as session:
        cadre_id = session.scalars(select(Cadre.id).where(Cadre.number == number)).one()
        quiz = session.scalars(select(Quiz).where(Quiz.slug == TICKED)).one()
        attempt = start_attempt(quiz, cadre_id)
        address, choices = f"/kuis/{quiz.slug}/{attempt.id}", _choices(attempt)
        attempt_id = attempt.id
    db.engine.dispose()
    return address, _endless(attempt_id, cadre_id, choices, place.settings.secret_key)


def _choices(attempt: Attempt) -> dict[int, list[str]]:
    return {one.position: _choices_of(one) for one in attempt.questions}


def _choices_of(question: AttemptQuestion) -> list[str]:
    if question.version.type == "number":
        return ["1", "2"]
    if question.version.type == "truefalse":
        return ["benar", "salah"]
    return [str(option["id"]) for option in question.version.body["options"]]


def _endless(
    attempt_id: UUID, cadre_id: UUID, choices: dict[int, list[str]], key: str
) -> Iterator[tuple[int, dict[str, str | list[str]]]]:
    for seq in itertools.count(1):
        for position, values in choices.items():
            token = sign(Claim(attempt_id, position, seq, cadre_id), key)
            yield position, {"token": token, "answer": values[seq % len(values)]}
