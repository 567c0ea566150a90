"""Somebody with python3 and git clones the portal and types bin/run; she stops it with Ctrl-C and starts it again.

Installs everything from the package index, which takes a minute: `bin/test -n 0 -m newcomer` runs it, as CI does.
"""

import os
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.config import ROOT
from tests.journeys.plain import Plain
from tests.journeys.server import Server

SECONDS_FIRST, SECONDS_AGAIN = 300, 20
LESSON = "/belajar/bicara-dengan-ibu/sapa-lalu-dengar"
SETTINGS = (
    "DATABASE_URL",
    "SECRET_KEY",
    "PIN_KEY",
    "HOST",
    "PUBLIC_URL",
    "DEMO",
    "PROVINCES",
    "TRUSTED_PROXIES",
)


class Newcomer(Server):
    """`bin/run` in her own clone, with nothing set but the port."""

    def __init__(self, clone: Path) -> None:
        super().__init__(f"sqlite:///{clone}/instance/jenjang.sqlite", clone.parent)
        self.clone = clone

    def run(self, seconds: int) -> float:
        """Type bin/run and return the seconds until the first page."""
        began = time.monotonic()
        with self.log.open("ab") as log:
            self._process = subprocess.Popen(
                ["bin/run"],
                cwd=self.clone,
                env={name: value for name, value in os.environ.items() if name not in SETTINGS}
                | {"PORT": str(self.port)},
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        self.wait(seconds)
        return time.monotonic() - began

    def press_ctrl_c(self) -> None:
        """Stop it, and fail when it complains, fails or leaves something running."""
        group = self._process.pid if self._process else 0
        assert self.stop() == 0, self.said[-3000:]
        with pytest.raises(ProcessLookupError):
            os.killpg(group, 0)
        assert "Traceback" not in self.said, self.said[-3000:]


@pytest.fixture
def newcomer(tmp_path: Path) -> Iterator[Newcomer]:
    """A fresh clone."""
    clone = tmp_path / "jenjang"
    subprocess.run(["git", "clone", "-q", ROOT, clone], check=True)
    server = Newcomer(clone)
    yield server
    server.kill()


@pytest.mark.newcomer
@pytest.mark.timeout(400)
def test_from_clone_to_first_page_and_again(newcomer: Newcomer) -> None:
    first = newcomer.run(SECONDS_FIRST)
    assert newcomer.address in newcomer.said
    assert all(
        account in newcomer.said for account in ("kader", "kader2", "pelatih", "dpmd", "camat", "admin")
    )
    siti = Plain(newcomer)
    siti.sign_in("kader")
    assert siti.submit(siti.open(LESSON), "Selesai, lanjut").status == 303
    newcomer.press_ctrl_c()

    again = newcomer.run(SECONDS_AGAIN)
    assert "Selesai, lanjut" not in siti.open(LESSON).text  # still signed in, still done
    newcomer.press_ctrl_c()
    print(f"first page after {first:.1f} s, the second time after {again:.1f} s")  # noqa: T201  the figures
