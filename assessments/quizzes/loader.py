"""Reads the shipped quizzes from their files. Knows nothing of the database; the format: docs/content.md."""

from dataclasses import dataclass
from pathlib import Path

from assessments.bank.loader import CONTENT
from learning.curriculum.files import ContentError, Entry, Folder

YEAR = 525_600  # minutes


@dataclass(frozen=True)
class DrawFile:
    """How many questions a quiz draws, of a skill or of a field: one of the two is empty."""

    skill: str
    field: str
    count: int

    @property
    def what(self) -> str:
        """What it draws from."""
        return self.skill or self.field


@dataclass(frozen=True)
class QuizFile:
    """A quiz as written; `draws` are in order."""

    file: str
    slug: str
    module: str
    title: str
    pass_mark: int
    shuffle: bool
    wait_minutes: list[int]
    draws: list[DrawFile]


def read_quizzes(root: Path = CONTENT) -> list[QuizFile]:
    """Return the quizzes in `root`; raise ContentError naming every file and field that is wrong."""
    folder = Folder(root)
    quizzes = [_quiz(folder, path) for path in sorted((root / "quizzes").glob("*.yaml"))]
    if folder.problems:
        raise ContentError(folder.problems)
    return quizzes


def _quiz(folder: Folder, path: Path) -> QuizFile:
    entry = folder.entry(path)
    quiz = QuizFile(
        file=folder.name(path),
        slug=entry.slug("slug"),
        module=entry.slug("module"),
        title=entry.text("title", 120),
        pass_mark=entry.whole("pass_mark", 1, 100),
        shuffle=entry.flag("shuffle", default=True),
        wait_minutes=entry.wholes("wait_minutes", 0, YEAR),
        draws=[_draw(child) for child in entry.children("draws")],
    )
    entry.refuse_others()
    if quiz.slug != path.stem:
        entry.problem("slug", f"harus sama dengan nama berkasnya, {path.stem}")
    if len({draw.what for draw in quiz.draws}) < len(quiz.draws):
        entry.problem("draws", "ada keterampilan atau bidang yang tertulis dua kali")
    return quiz


def _draw(entry: Entry) -> DrawFile:
    in_field = entry.has("field")
    draw = DrawFile(
        skill="" if in_field else entry.slug("skill"),
        field=entry.slug("field") if in_field else "",
        count=entry.whole("count", 1, 50),
    )
    entry.refuse_others()
    return draw
