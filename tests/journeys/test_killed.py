"""The server dies hard between any two requests of a quiz: what it acknowledged is there, and nothing twice."""

import json

import pytest
import sqlalchemy as sa

from tests.journeys.conftest import Serve
from tests.journeys.keys import read_questions
from tests.journeys.plain import Answered, Plain
from tests.journeys.server import AGAIN, Server
from tests.journeys.steps import right_answer
from tests.journeys.story import QUIZ

Saved = list[tuple[int, int, list[str]]]  # position, seq, what was ticked
OF_SITI = "WHERE cadre_id = (SELECT cadre_id FROM user_account WHERE sign_in_name = 'kader')"
IN_HER_ATTEMPT = f"WHERE attempt_id IN (SELECT id FROM attempt {OF_SITI})"
ANSWERS = f"SELECT position, seq, value FROM answer {IN_HER_ATTEMPT} ORDER BY position, seq"
ONCE = {
    "attempt": f"SELECT count(*) FROM attempt {OF_SITI}",
    "closing": f"SELECT count(*) FROM attempt_closing {IN_HER_ATTEMPT}",
    "evidence": f"SELECT count(*) FROM evidence {OF_SITI} AND skill_slug = 'komunikasi-efektif'",
    "award": f"SELECT count(*) FROM award {OF_SITI} AND level_code = 'madya'",
    "standing": f"SELECT count(*) FROM standing {OF_SITI} AND level_code = 'madya'",
}


class Dying:
    """Siti's browser; the server is killed as soon as it has acknowledged something, and started again."""

    def __init__(self, server: Server) -> None:
        self.server, self.browser = server, Plain(server)

    def open(self, url: str) -> Answered:
        """Open a page, the last thing this server does: what it shows is sent to the next one."""
        page = self.browser.open(url)
        self.crash()
        return page

    def submit(self, page: Answered, words: str, fields: dict[str, object] | None = None) -> Answered:
        """Send a form and get its receipt, the last thing this server says."""
        sent = self.browser.submit(page, words, fields)
        assert sent.status == 303, sent.text[:500]
        self.crash()
        return sent

    def crash(self) -> None:
        """Kill the server and start it again."""
        self.server.kill()
        self.server.start(AGAIN)


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_nothing_acknowledged_is_lost(kind: str, serve: Serve) -> None:
    siti, questions = Dying(serve(kind)), read_questions(QUIZ)
    siti.browser.sign_in("kader")
    siti.crash()

    sent = siti.submit(siti.open(f"/kuis/{QUIZ}"), "Mulai kuis")
    acknowledged: Saved = []
    while not sent.location.endswith("/kirim"):
        page = siti.open(sent.location)
        answer = right_answer(page, questions)
        sent = siti.submit(page, "Simpan dan lanjut", {"answer": answer})
        acknowledged.append((len(acknowledged) + 1, 1, sorted(answer)))
        again = siti.browser.submit(
            page, "Simpan dan lanjut", {"answer": answer}
        )  # no receipt came: once more
        assert (again.status, again.location) == (303, sent.location)
        assert saved_answers(siti.server) == acknowledged
    page = siti.open(sent.location)
    result = siti.submit(page, "Kirim jawaban")
    again = siti.browser.submit(page, "Kirim jawaban")
    shown = siti.browser.open(result.location)

    assert len(acknowledged) == 8
    assert (again.status, again.location) == (303, result.location)
    assert {name: count(siti.server, query) for name, query in ONCE.items()} == dict.fromkeys(ONCE, 1)
    assert "Nilai Anda 100" in shown.text


def saved_answers(server: Server) -> Saved:
    """Return the answers in the database."""
    engine = sa.create_engine(server.database_url)
    with engine.connect() as connection:
        rows = connection.execute(sa.text(ANSWERS)).all()
    engine.dispose()
    return [(position, seq, sorted(json.loads(value))) for position, seq, value in rows]


def count(server: Server, query: str) -> int:
    """Return what one counting query finds."""
    engine = sa.create_engine(server.database_url)
    with engine.connect() as connection:
        found = connection.scalar(sa.text(query))
    engine.dispose()
    return int(found or 0)
