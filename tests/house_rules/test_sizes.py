"""No file beyond 400 lines, no function beyond 40: what grows is divided by noun."""

import ast
import subprocess
from pathlib import Path

from app.config import ROOT

LONGEST_FILE, LONGEST_FUNCTION, LONGEST_VIEW = 400, 40, 25
KINDS = {".py", ".html", ".css", ".js", ".sh", ".md", ".yaml", ".toml"}
# Whole by nature: a first migration makes all tables, locks are made by a program, htmx is somebody else's, content
# is one file a module.
EXCEPTED = (
    "migrations/",
    "requirements",
    "static/js/htmx.min.js",
    "learning/content/",
    "assessments/content/",
)
LONG_FUNCTIONS: dict[str, str] = {}  # "path:name" and why it is clearer whole


def ours() -> list[Path]:
    """Return the files of the project, those not yet committed included."""
    words = ["git", "ls-files", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(words, cwd=ROOT, check=True, capture_output=True, text=True).stdout.split("\n")
    return [ROOT / name for name in listed if name and (ROOT / name).is_file()]


def test_no_file_is_too_long() -> None:
    lengths = {
        file.relative_to(ROOT).as_posix(): len(file.read_text().splitlines())
        for file in ours()
        if file.suffix in KINDS or file.parent.name == "bin"
    }
    found = {name: n for name, n in lengths.items() if not name.startswith(EXCEPTED)}
    print("over 200 lines:", sorted((n, name) for name, n in found.items() if n > 200))  # noqa: T201  # a list to look at

    assert {name: n for name, n in found.items() if n > LONGEST_FILE} == {}


def test_no_function_is_too_long() -> None:
    long = {}
    for file in ours():
        if file.suffix == ".py" and "migrations" not in file.parts:
            for node in ast.walk(ast.parse(file.read_text())):
                if isinstance(node, ast.FunctionDef) and (lines := _body(node)) > _limit(node):
                    long[f"{file.relative_to(ROOT)}:{node.name}"] = lines

    assert {name: n for name, n in long.items() if name not in LONG_FUNCTIONS} == {}


def test_no_folder_of_odds_and_ends() -> None:
    forbidden = {"utils", "helpers", "misc", "common", "manager"}

    assert [file for file in ours() if file.suffix == ".py" and file.stem in forbidden] == []


def test_nothing_is_left_for_later() -> None:
    words = ("TO" + "DO", "FIX" + "ME", "X" + "XX ")

    assert [
        (file.name, word)
        for file in ours()
        if file.suffix in {".py", ".html", ".css", ".md"}
        for word in words
        if word in file.read_text()
    ] == []


def _limit(node: ast.FunctionDef) -> int:
    return LONGEST_VIEW if any(_is_route(mark) for mark in node.decorator_list) else LONGEST_FUNCTION


def _is_route(mark: ast.expr) -> bool:
    return isinstance(mark, ast.Call) and getattr(mark.func, "attr", "") in {"route", "get", "post"}


def _body(node: ast.FunctionDef) -> int:
    body = node.body[1:] if ast.get_docstring(node) else node.body
    return (body[-1].end_lineno or 0) - body[0].lineno + 1 if body else 0
