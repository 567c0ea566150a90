"""Imports go down: `.importlinter` holds it, and nothing has slipped out of its contracts."""

import subprocess
import sys
from pathlib import Path

from app.config import ROOT


def lint(folder: Path) -> "subprocess.CompletedProcess[str]":
    program = Path(sys.executable).with_name("lint-imports")
    words = [str(program), "--config", str(ROOT / ".importlinter"), "--no-cache"]
    return subprocess.run(words, cwd=folder, check=False, capture_output=True, text=True)


def test_every_contract_is_kept() -> None:
    result = lint(ROOT)

    assert result.returncode == 0, result.stdout
    assert "0 broken" in result.stdout
