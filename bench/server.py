"""A production server of its own process group on a free port: started, killed hard, weighed."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Mapping
from http.client import HTTPConnection
from pathlib import Path

from app.config import ROOT

SECONDS_TO_START = 30


class Server:
    """gunicorn with the portal's own settings, for the portal or for another application."""

    def __init__(self, environment: Mapping[str, str], application: str = "wsgi:create_app()") -> None:
        self.port = free_port()
        self._application = application
        self._settings = (
            "app/gunicorn_conf.py" if application.startswith("wsgi:") else "bench/gunicorn_conf.py"
        )
        self._environment = {**environment, "HOST": "127.0.0.1", "PORT": str(self.port)}
        self._process: subprocess.Popen[bytes] | None = None

    def start(self, first_page: str = "/masuk/lupa") -> "Server":
        """Start it and wait for a page; raise TimeoutError when none comes."""
        words = [sys.executable, "-m", "gunicorn", "--config", self._settings, self._application]
        self._process = subprocess.Popen(
            words,
            cwd=ROOT,
            env=self._environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        wait_for_page(self.port, first_page, SECONDS_TO_START)
        return self

    def __enter__(self) -> "Server":
        return self

    def __exit__(self, *_problem: object) -> None:
        self.stop()

    def stop(self) -> None:
        """End it politely."""
        self._end(signal.SIGTERM)

    def kill(self) -> None:
        """kill -9 of every process of it at once."""
        self._end(signal.SIGKILL)

    def kill_one_worker(self) -> None:
        """kill -9 of one of its workers; the master starts another."""
        assert self._process
        workers = _children(self._process.pid)
        if workers:
            os.kill(workers[0], signal.SIGKILL)

    def memory(self) -> int:
        """Return the proportional set size of all its processes, in bytes."""
        assert self._process
        processes = [self._process.pid, *_children(self._process.pid)]
        return sum(_pss(process) for process in processes)

    def _end(self, how: signal.Signals) -> None:
        if self._process and self._process.poll() is None:
            os.killpg(self._process.pid, how)
            self._process.wait(timeout=30)
        self._process = None


def wait_for_page(port: int, path: str, seconds: float) -> None:
    """Return when `path` answers 200; raise TimeoutError after `seconds`."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        connection = HTTPConnection("127.0.0.1", port, timeout=5)
        try:
            connection.request("GET", path)
            if connection.getresponse().status == 200:
                return
        except OSError:
            time.sleep(0.05)
        finally:
            connection.close()
    raise TimeoutError(f"no {path} on port {port} after {seconds} s")


def free_port() -> int:
    """Return a port nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _children(process: int) -> list[int]:
    listed = Path(f"/proc/{process}/task/{process}/children").read_text()
    return [int(one) for one in listed.split()]


def _pss(process: int) -> int:
    lines = Path(f"/proc/{process}/smaps_rollup").read_text().splitlines()
    kilobytes = next(line.split()[1] for line in lines if line.startswith("Pss:"))
    return int(kilobytes) * 1024
