"""The real server of a journey: on a port and a database of its own, stopped as with Ctrl-C, or killed hard."""

import json
import os
import signal
import socket
import time
from collections.abc import Mapping, Sequence
from http.client import HTTPConnection
from pathlib import Path
from typing import Any, Protocol

from tests.journeys.warm import Program

FLASK = ("flask", "--app", "wsgi")
SERVE = (*FLASK, "serve")
AGAIN = ("gunicorn", "--config", "app/gunicorn_conf.py", "wsgi:create_app()")
SECONDS_TO_START = 30
KEYS = {"SECRET_KEY": "test-key", "PIN_KEY": "test-pepper", "PROVINCES": "17"}  # those of tests.databases


class Running(Protocol):
    """A process, as subprocess.Popen has it."""

    pid: int

    def poll(self) -> int | None:
        """Return its exit code, none while it runs."""

    def wait(self, timeout: float | None = None) -> int:
        """Return its exit code once it has ended."""


class Server:
    """`flask serve` in a process group of its own; what it says is kept in `log`, also over restarts."""

    def __init__(self, database_url: str, folder: Path) -> None:
        self.database_url = database_url
        self.log = folder / "server.log"
        self.port = free_port()
        self._process: Running | None = None

    @property
    def address(self) -> str:
        """Where it answers, without a trailing slash."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def said(self) -> str:
        """Everything it has written so far."""
        return self.log.read_text() if self.log.exists() else ""

    def start(self, words: Sequence[str] = SERVE) -> "Server":
        """Start it and wait for the first page; fail with what it said when none comes.

        `AGAIN` is what `serve` turns into once all is prepared: the same server, sooner.
        """
        self._process = Program(words, self._environment(), self.log)
        self.wait(SECONDS_TO_START)
        return self

    def wait(self, seconds: float) -> None:
        """Wait for the first page; fail with what it said when it ends, or none comes in time."""
        deadline = time.monotonic() + seconds
        while not self._answers():
            assert self._process is not None
            assert self._process.poll() is None, f"the server ended:\n{self.said[-3000:]}"
            assert time.monotonic() < deadline, f"no page after {seconds} s:\n{self.said[-3000:]}"
            time.sleep(0.05)

    def stop(self) -> int:
        """End it as Ctrl-C in its terminal does, and return its exit code."""
        return self._end(signal.SIGINT)

    def kill(self) -> None:
        """kill -9 of every process of it at once: nothing of it gets to say goodbye."""
        self._end(signal.SIGKILL)

    def command(self, *words: str) -> Any:
        """Run one of the portal's commands on the same database and return its JSON."""
        file = self.log.with_name("command.log")
        file.unlink(missing_ok=True)
        code = Program((*FLASK, *words, "--json"), self._environment(), file).wait(timeout=60)
        said = file.read_text()
        assert code == 0, said[-3000:]
        return json.loads(said)

    def _answers(self) -> bool:
        connection = HTTPConnection("127.0.0.1", self.port, timeout=5)
        try:
            connection.request("GET", "/masuk/lupa")
            return connection.getresponse().status == 200
        except OSError:
            return False
        finally:
            connection.close()

    def _end(self, how: signal.Signals) -> int:
        if self._process is None:
            return 0
        if self._process.poll() is None:
            os.killpg(self._process.pid, how)
        code = self._process.wait(timeout=20)
        self._process = None
        return code

    def _environment(self) -> Mapping[str, str]:
        demo = {"DEMO": "1"} if self.database_url.startswith("sqlite") else {}
        return {
            **os.environ,
            **KEYS,
            **demo,
            "DATABASE_URL": self.database_url,
            "HOST": "127.0.0.1",
            "PORT": str(self.port),
            "PUBLIC_URL": self.address,
        }


def free_port() -> int:
    """Return a port nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
