"""Programs of the portal as processes of their own that begin warm: forked from one that has imported the portal.

Only the imports are shared, a second and a half of work for each start. What a program does with them, from reading
its settings to dying, is its own.
"""

import os
import runpy
import sys
from collections.abc import Mapping, Sequence
from multiprocessing import get_context
from pathlib import Path

from app.config import ROOT
from wsgi import COMMANDS, MODELS, PAGES

_warm = get_context("forkserver")
_warm.set_forkserver_preload(
    ["wsgi", *MODELS, *PAGES, *COMMANDS, "flask.cli", "gunicorn.app.wsgiapp", "gunicorn.workers.gthread"]
)


class Program:
    """`python -m …` with its words, in a session of its own; what it says is added to `log`."""

    def __init__(self, words: Sequence[str], environment: Mapping[str, str], log: Path) -> None:
        self._process = _warm.Process(target=_become, args=(words, dict(environment), log), daemon=True)
        self._process.start()
        assert self._process.pid
        self.pid: int = self._process.pid

    def poll(self) -> int | None:
        """Return the code it ended with, none while it runs; minus a signal's number after that signal."""
        return self._process.exitcode

    def wait(self, timeout: float | None = None) -> int:
        """Wait for its end and return the exit code; fail when it does not end in so many seconds."""
        self._process.join(timeout)
        code = self.poll()
        assert code is not None, f"process {self.pid} has not ended after {timeout} s"
        return code


def _become(words: Sequence[str], environment: Mapping[str, str], log: Path) -> None:
    os.setsid()
    with log.open("ab") as file:
        os.dup2(file.fileno(), sys.stdout.fileno())
        os.dup2(file.fileno(), sys.stderr.fileno())
    os.chdir(ROOT)
    os.environ.clear()
    os.environ.update(environment)
    sys.argv = list(words)
    runpy.run_module(words[0], run_name="__main__", alter_sys=True)
