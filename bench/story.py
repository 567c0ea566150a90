"""One cadre after the other takes quizzes over a bad line; she knows which answers were acknowledged."""

import random
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Protocol
from uuid import UUID

from bench.phone import Lost, Phone, Reply

AGAIN, TWICE, STALE = (
    0.3,
    0.15,
    0.1,
)  # how often she changes her mind, taps twice, sends an old form once more
PAUSE = 0.2  # seconds before she tries again


@dataclass
class Ledger:
    """What one attempt's cadre was told: each acknowledged answer, and whether sending was acknowledged."""

    attempt_id: UUID
    saved: dict[tuple[int, int], list[str]] = field(default_factory=dict)  # (position, seq): what was chosen
    pending: dict[tuple[int, int], list[str]] = field(default_factory=dict)
    finished: bool = False


class Clock(Protocol):
    """Says when to stop."""

    def is_over(self) -> bool: ...


class Cadre:
    """Signs in and goes through quizzes until the time is over."""

    def __init__(self, port: int, number: str, clock: Clock, chance: random.Random) -> None:
        self._phone, self._second_phone = Phone(port), Phone(port)
        self._number, self._clock, self._chance = number, clock, chance
        self.ledgers: list[Ledger] = []

    def take(self, quiz: str) -> None:
        """Take `quiz` from its start to its result, or until the time is over."""
        self._until_answered(self._sign_in)
        address = self._start(quiz)
        if address is None:
            return
        ledger = Ledger(UUID(address.split("/")[3]))
        self.ledgers.append(ledger)
        position, total = 1, 99
        while position <= total and not self._clock.is_over():
            total = self._answer(address, position, ledger) or total
            if self._chance.random() > AGAIN:
                position += 1
        if position > total:
            self._send(address, ledger)

    def _sign_in(self) -> Reply:
        page = self._phone.get("/masuk")
        if page.status in (302, 303):
            return page
        return self._phone.sign_in(self._number)

    def _start(self, quiz: str) -> str | None:
        page = self._until_answered(lambda: self._phone.get(f"/kuis/{quiz}"))
        if page is None or 'method="post"' not in page.body:
            return None
        reply = self._until_answered(lambda: self._phone.post(f"/kuis/{quiz}", {"csrf_token": page.token}))
        if reply is None or reply.status != 303:
            return None
        return reply.location.rpartition("/")[0]

    def _answer(self, address: str, position: int, ledger: Ledger) -> int | None:
        """Answer one question; return how many there are."""
        path = f"{address}/{position}"
        page = self._until_answered(lambda: self._phone.get(path))
        if page is None or page.status != 200:
            return None
        chosen = [self._chance.choice(page.choices)] if page.choices else [str(self._chance.randrange(900))]
        seq = 1 + max([n for where, n in ledger.saved if where == position], default=0)
        ledger.pending[position, seq] = chosen
        form: dict[str, str | list[str]] = {"token": page.token, "answer": chosen}
        if self._chance.random() < TWICE:
            self._tap_twice(path, form)
        reply = self._until_answered(lambda: self._phone.post(path, form))
        if reply is not None:
            assert reply.status == 303, f"{reply.status} for answer {seq} of {path}: {reply.body[:500]}"
            ledger.saved[position, seq] = ledger.pending.pop((position, seq))
            if page.choices and self._chance.random() < STALE:
                self._send_old_form(path, form, page.choices)
        return page.count

    def _tap_twice(self, path: str, form: dict[str, str | list[str]]) -> None:
        """Send the form on a second line at the same time; what comes back is not looked at."""

        def tap() -> None:
            try:
                self._second_phone.post(path, form)
            except Lost:
                pass

        thread = threading.Thread(target=tap)
        thread.start()
        try:
            self._phone.post(path, form)
        except Lost:
            pass
        thread.join()

    def _send_old_form(self, path: str, form: dict[str, str | list[str]], choices: list[str]) -> None:
        other = [choice for choice in choices if [choice] != form["answer"]][:1]
        reply = self._until_answered(lambda: self._phone.post(path, {**form, "answer": other}))
        assert reply is None or reply.status in (409, 422), f"an old form became {reply.status}"

    def _send(self, address: str, ledger: Ledger) -> None:
        page = self._until_answered(lambda: self._phone.get(f"{address}/kirim"))
        if page is None or page.status != 200:
            return
        form: dict[str, str | list[str]] = {"csrf_token": page.token, "confirm": "1"}
        reply = self._until_answered(lambda: self._phone.post(f"{address}/kirim", form))
        if reply is not None:
            assert reply.status == 303, f"{reply.status} for sending: {reply.body[:500]}"
            ledger.finished = True

    def _until_answered(self, ask: Callable[[], Reply]) -> Reply | None:
        """Ask again, the same request, until the server answers; None when the time is over first."""
        while not self._clock.is_over():
            try:
                reply: Reply = ask()
            except Lost:
                time.sleep(PAUSE)
                continue
            if reply.status not in (429, 500, 502, 503):
                return reply
            time.sleep(PAUSE)
        return None
