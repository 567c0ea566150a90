"""Writers of one SQLite file go first come, first served. Knows nothing of SQLAlchemy or Flask."""

import fcntl
from collections import deque
from pathlib import Path
from threading import Lock, get_ident
from typing import IO


class Turn:
    """A queue of this process's threads, and a lock file between processes.

    SQLite's own waiting is not fair: under load a writer can starve for its whole `busy_timeout`
    (docs/decisions/0002-writing.md).
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._guard = Lock()
        self._waiting: deque[tuple[Lock, int]] = deque()
        self._holder: int | None = None
        self._file: IO[str] | None = None

    def take(self) -> None:
        """Wait for the turn; raise RuntimeError when this thread already has it, instead of hanging."""
        mine: Lock | None = None
        with self._guard:
            if self._holder == get_ident():
                raise RuntimeError("a write transaction inside a write transaction")
            if self._holder is None:
                self._holder = get_ident()
            else:
                mine = Lock()
                mine.acquire()
                self._waiting.append((mine, get_ident()))
        if mine is not None:
            mine.acquire()
        if self._file is None:  # opened after the fork: a shared handle would be a shared lock
            self._file = self._path.open("a")
        fcntl.flock(self._file, fcntl.LOCK_EX)

    def give(self) -> None:
        """Hand the turn to the next thread, or to another process."""
        if self._file is not None:
            fcntl.flock(self._file, fcntl.LOCK_UN)
        with self._guard:
            if self._waiting:
                lock, self._holder = self._waiting.popleft()
                lock.release()
            else:
                self._holder = None
