"""Writers of one SQLite file go in turn, also those of two processes, and a killed one frees it."""

import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from app.config import ROOT
from app.turn import Turn

# A turn keeps its lock file open as long as its process lives.
pytestmark = pytest.mark.filterwarnings("ignore:unclosed file:ResourceWarning")

HOLD = """
import sys, time; from pathlib import Path; from app.turn import Turn
turn = Turn(Path(sys.argv[1])); turn.take(); print("taken", flush=True); time.sleep(60)
"""
COUNT = """
import sys, time; from pathlib import Path; from app.turn import Turn
turn, n, worst = Turn(Path(sys.argv[1])), 0, 0.0
print("ready", flush=True); sys.stdin.readline(); end = time.monotonic() + 1.5
while time.monotonic() < end:
    asked = time.monotonic(); turn.take(); worst = max(worst, time.monotonic() - asked)
    time.sleep(0.005); turn.give(); n += 1
print(n, worst)
"""


def start(code: str, path: Path) -> "subprocess.Popen[str]":
    process = subprocess.Popen(
        [sys.executable, "-c", code, str(path)],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout
    assert process.stdout.readline()
    return process


def test_a_killed_process_frees_the_turn(tmp_path: Path) -> None:
    other = start(HOLD, tmp_path / "turn")
    waited: list[float] = []

    def wait() -> None:
        turn = Turn(tmp_path / "turn")
        turn.take()
        waited.append(time.monotonic())
        turn.give()

    thread = threading.Thread(target=wait)
    thread.start()
    time.sleep(0.2)
    assert not waited

    os.kill(other.pid, signal.SIGKILL)
    killed = time.monotonic()
    thread.join(5)
    other.communicate()
    assert waited
    assert waited[0] - killed < 1


def test_two_processes_share_it(tmp_path: Path) -> None:
    both = [start(COUNT, tmp_path / "turn") for _ in range(2)]
    for process in both:
        assert process.stdin
        process.stdin.write("go\n")
        process.stdin.flush()
    results = [process.communicate(timeout=20)[0].split() for process in both]
    counts, waits = [int(n) for n, _ in results], [float(worst) for _, worst in results]

    assert min(counts) > 0.1 * sum(counts), "one process starved"
    assert max(waits) < 1, "a writer waited far longer than its turn"


def test_threads_go_first_come_first_served(tmp_path: Path) -> None:
    turn, order = Turn(tmp_path / "turn"), list[int]()
    turn.take()

    def come(n: int) -> None:
        turn.take()
        order.append(n)
        turn.give()

    threads = [threading.Thread(target=come, args=(n,)) for n in range(6)]
    for thread in threads:
        thread.start()
        time.sleep(0.03)  # so that they come in this order
    turn.give()
    for thread in threads:
        thread.join(5)

    assert order == list(range(6))


def test_taking_it_twice_is_said_instead_of_hanging(tmp_path: Path) -> None:
    turn = Turn(tmp_path / "turn")
    turn.take()

    with pytest.raises(RuntimeError):
        turn.take()
