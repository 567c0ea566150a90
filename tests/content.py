"""A copy of the shipped content that a test may spoil."""

import re
import shutil
from dataclasses import dataclass
from pathlib import Path

from app.config import ROOT
from assessments.shipped.operations import Shipped, read_content
from learning.curriculum.files import ContentError

LESSON_FILES = len(list((ROOT / "learning/content/modules").glob("*/[0-9]*.md")))
QUESTIONS_WRITTEN = sum(
    len(re.findall(r"^- id:", file.read_text(), re.MULTILINE))
    for file in (ROOT / "assessments/content/questions").glob("*.yaml")
)


@dataclass(frozen=True)
class ContentCopy:
    """The files under `lessons` and `questions`, copied to a folder of the test's own."""

    lessons: Path
    questions: Path

    @classmethod
    def make(cls, folder: Path) -> "ContentCopy":
        """Copy the shipped files into `folder`."""
        copy = cls(folder / "lessons", folder / "questions")
        shutil.copytree(ROOT / "learning/content", copy.lessons)
        shutil.copytree(ROOT / "assessments/content", copy.questions)
        return copy

    def edit(self, path: str, old: str, new: str) -> None:
        """Replace the first `old` in a file (`lessons/…` or `questions/…`) by `new`; it must be there."""
        file = self.lessons.parent / path
        text = file.read_text()
        assert old in text, f"{old!r} is not in {path}"
        file.write_text(text.replace(old, new, 1))

    def read(self) -> Shipped:
        """Read the copy."""
        return read_content(self.lessons, self.questions)

    def problems(self) -> str:
        """Return why the copy cannot be read, one line each; nothing when it can."""
        try:
            self.read()
        except ContentError as error:
            return str(error)
        return ""
