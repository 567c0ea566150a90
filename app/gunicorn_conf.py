"""gunicorn's settings under `serve`, and the clock that starts the nightly work. Read by gunicorn, imported by nobody."""

import signal
import subprocess
import sys
from datetime import datetime, timedelta
from pathlib import Path
from threading import Event, Thread
from typing import Any
from zoneinfo import ZoneInfo

from app.config import ROOT, from_environment

settings = from_environment()

host = f"[{settings.host}]" if ":" in settings.host else settings.host
bind = f"{host}:{settings.port}"
chdir = str(ROOT)
proc_name = "jenjang"
preload_app = True  # the workers share its memory
worker_class = "gthread"
workers = 2
threads = 4
timeout = 60  # seconds
graceful_timeout = 10
keepalive = 5
worker_tmp_dir = "/dev/shm" if Path("/dev/shm").is_dir() else None  # noqa: S108  a heartbeat, on no disk
forwarded_allow_ips = ""  # app.factory reads these headers itself, as TRUSTED_PROXIES says
control_socket_disable = True
loglevel = "warning"
accesslog = None  # who opened what is in the audit log; addresses of visitors are kept nowhere

NIGHT = 2  # o'clock, at the office
FIRST_AFTER = 300  # seconds: a machine that is off at night catches up soon after its start
stopping = Event()


def post_fork(server: Any, worker: Any) -> None:
    """Give each worker connections of its own."""
    from app.db import db

    db.engine.dispose(close=False)


def post_worker_init(worker: Any) -> None:
    """Leave Ctrl-C, which a terminal sends to all processes, to the master: told twice at once, a worker can hang."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def when_ready(server: Any) -> None:
    """Start the nightly clock where this machine is the only one: with the embedded database."""
    if settings.is_embedded and "nightly" in server.app.wsgi().cli.commands:
        Thread(target=_keep_nights, args=(server.log,), name="nightly", daemon=True).start()


def on_exit(server: Any) -> None:
    """Stop the clock."""
    stopping.set()


def _keep_nights(log: Any) -> None:
    wait: float = FIRST_AFTER
    while not stopping.wait(wait):
        done = subprocess.run(
            [sys.executable, "-m", "flask", "--app", "wsgi", "nightly"],
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode and not stopping.is_set():
            log.error("nightly failed: %s", done.stderr[-2000:])
        wait = _seconds_to_night(datetime.now(ZoneInfo(settings.zone)))


def _seconds_to_night(at: datetime) -> float:
    night = at.replace(hour=NIGHT, minute=0, second=0, microsecond=0)
    return ((night if night > at else night + timedelta(days=1)) - at).total_seconds()
