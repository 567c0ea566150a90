"""Seconds from `git clone` to the first page, as somebody waits who tries the portal for the first time."""

import os
import signal
import subprocess
import tempfile
import time
from pathlib import Path

from app.config import ROOT
from bench.server import free_port, wait_for_page

LONGEST = 900


def seconds_to_first_page() -> tuple[float, float]:
    """Return the seconds from the clone to the first page, and from a second start to it."""
    with tempfile.TemporaryDirectory(prefix="jenjang-clone-") as folder:
        clone, began = Path(folder) / "jenjang", time.monotonic()
        subprocess.run(["git", "clone", "-q", str(ROOT), str(clone)], check=True)
        first = _seconds_of_run(clone, began)
        return first, _seconds_of_run(clone, time.monotonic())


def _seconds_of_run(clone: Path, began: float) -> float:
    port = free_port()
    kept = {name: value for name, value in os.environ.items() if name not in {"DATABASE_URL", "HOST", "DEMO"}}
    process = subprocess.Popen(
        ["bin/run"],
        cwd=clone,
        env={**kept, "PORT": str(port)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        wait_for_page(port, "/", LONGEST)
        return time.monotonic() - began
    finally:
        os.killpg(process.pid, signal.SIGINT)
        process.wait(timeout=30)
