"""A phone whose signal can be cut, and what its offline helper has kept."""

import time
from collections.abc import Callable

import sqlalchemy as sa

from tests.journeys.chromium import Chromium
from tests.journeys.engine import squeeze
from tests.journeys.server import Server

KEPT = "caches.keys().then(n => Promise.all(n.map(one => caches.open(one).then(c => c.keys())))).then(k => k.flat().map(r => r.url))"
TEXTS = """caches.keys().then(async names => { let all = ""; for (const name of names) {
const cache = await caches.open(name); for (const key of await cache.keys()) all += await (await cache.match(key)).text(); }
return all; })"""
ASK_SERVER = "fetch('/sehat').then(() => true, () => false)"
ANSWERS = """SELECT a.position, a.seq, a.value FROM answer a JOIN attempt t ON t.id = a.attempt_id
JOIN user_account u ON u.cadre_id = t.cadre_id WHERE u.sign_in_name = :name ORDER BY a.position, a.seq"""
PATIENCE = 15  # seconds


class Phone(Chromium):
    """Somebody's Chromium with its helper."""

    def cut(self) -> None:
        """Cut the network of her pages and of the helper, through the browser's protocol; make sure of both."""
        self.context.set_offline(True)
        assert not self.page.evaluate(ASK_SERVER)
        assert not any(helper.evaluate(ASK_SERVER) for helper in self.context.service_workers)

    def mend(self) -> None:
        """Let the signal come back: the browser tells her page."""
        self.context.set_offline(False)

    def kept(self) -> list[str]:
        """Return the addresses of what the helper has kept, without the server's."""
        return sorted(str(url).removeprefix(self.address) for url in self.page.evaluate(KEPT))

    def kept_text(self) -> str:
        """Return all that the helper has kept, as one text."""
        return str(self.page.evaluate(TEXTS))

    def wait_until_kept(self, *paths: str) -> None:
        """Wait until the helper has kept these."""
        until(lambda: set(paths) <= set(self.kept()), lambda: f"{paths} are not among {self.kept()}")

    def answer(self, position: int, row: int) -> None:
        """Choose the option in this row (from zero), or type a number, on the page of all questions; save it."""
        form = self.page.locator(f"#soal-{position}")
        for box in form.locator("input[type=checkbox]:checked").all():
            box.uncheck()
        if form.locator("input.text").count():
            form.locator("input.text").fill(str(row))
        else:
            form.locator("label.opt").nth(row).click()
        form.locator(".act button").click()
        self.page.wait_for_load_state()

    def given(self, position: int) -> list[str]:
        """Return what the form of a question would send."""
        script = "form => new FormData(form).getAll('answer')"
        return [str(one) for one in self.page.locator(f"#soal-{position}").evaluate(script)]

    def state(self, position: int) -> str:
        """Return what the page says of an answer."""
        return squeeze(self.page.locator(f"#soal-{position} .pill").inner_text())

    def wait_for(self, position: int, state: str) -> None:
        """Wait until the page says `state` of an answer, also when it is read anew meanwhile."""
        self.page.locator(f"#soal-{position} .pill", has_text=state).wait_for()


def until(holds: Callable[[], bool], why: Callable[[], str]) -> None:
    """Wait until something holds; fail with `why` when it does not."""
    deadline = time.monotonic() + PATIENCE
    while not holds():
        assert time.monotonic() < deadline, why()
        time.sleep(0.1)


def answers_of(server: Server, name: str) -> dict[int, list[str]]:
    """Return the answers that the server has of somebody, in order, by the position of the question."""
    engine = sa.create_engine(server.database_url)
    with engine.connect() as connection:
        rows = connection.execute(sa.text(ANSWERS), {"name": name}).all()
    engine.dispose()
    found: dict[int, list[str]] = {}
    for position, seq, value in rows:
        found.setdefault(position, []).append(value)
        assert seq == len(found[position]), "an answer twice, or one missing"
    return found
