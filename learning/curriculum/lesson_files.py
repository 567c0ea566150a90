"""Reads a module's folder: module.yaml, its lessons, its pictures. Knows nothing of the database."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import yaml

from learning.curriculum.files import Entry, Folder, parse_yaml
from learning.curriculum.pictures import Picture, read_picture

HEALTH = "kesehatan"  # the field of the 25 skills, hence of a module that names none
FRONT_MATTER = re.compile(r"---\n(.*?\n)---\n(.*)", re.DOTALL)
NUMBERED = re.compile(r"(\d\d)-([a-z0-9-]+)\.md")


@dataclass(frozen=True)
class LessonFile:
    """A lesson as written: front matter and Markdown. `pictures` are those of its module, by name.

    `references` are titles of what it rests on besides its facts: a kabupaten names books, and no facts.
    """

    file: str
    slug: str
    module: str
    title: str
    aim: str
    minutes: int
    position: int
    skills: list[str]
    facts: list[str]
    unsure: list[str]
    references: list[str]
    review: str
    body: str
    pictures: Mapping[str, Picture]


@dataclass(frozen=True)
class ModuleFile:
    """A module with its lessons in order."""

    file: str
    slug: str
    theme: str
    field: str
    title: str
    summary: str
    position: int
    skills: list[str]
    lessons: list[LessonFile]


def read_module(folder: Folder, path: Path) -> ModuleFile:
    """Return the module in folder `path` with its lessons and pictures, noting what is wrong in `folder`."""
    entry = folder.entry(path / "module.yaml")
    pictures = {f"img/{file.name}": read_picture(folder, file) for file in sorted((path / "img").glob("*.*"))}
    return module_of(entry, {file: file.read_text(encoding="utf-8") for file in path.glob("*.md")}, pictures)


def module_of(entry: Entry, texts: Mapping[Path, str], pictures: Mapping[str, Picture]) -> ModuleFile:
    """Return the module that a module.yaml describes, with the lessons in `texts`, noting what is wrong."""
    module = ModuleFile(
        file=entry.folder.name(entry.path),
        slug=entry.slug("slug"),
        theme=entry.slug("theme"),
        field=entry.text("field", 60, HEALTH),
        title=entry.text("title", 80),
        summary=entry.text("summary", 300),
        position=entry.whole("position", 1, 99),
        skills=entry.texts("skills", required="field" not in entry.values),
        lessons=[
            lesson for path in sorted(texts) for lesson in _lesson(entry.folder, path, texts[path], pictures)
        ],
    )
    entry.refuse_others()
    if module.slug != entry.path.parent.name:
        entry.problem("slug", f"harus sama dengan nama foldernya, {entry.path.parent.name}")
    return module


def _lesson(folder: Folder, path: Path, text: str, pictures: Mapping[str, Picture]) -> list[LessonFile]:
    """Return the lesson of a file, in a list that stays empty when the file is none."""
    named = NUMBERED.fullmatch(path.name)
    parts = FRONT_MATTER.fullmatch(text)
    if not named or not parts:
        folder.problem(path, "", "harus bernama 01-pelajaran.md dan mulai dengan bagian antara dua baris ---")
        return []
    try:
        values = parse_yaml(parts[1])
    except yaml.YAMLError as error:
        folder.problem(path, "", f"YAML tidak terbaca: {' '.join(str(error).split())}")
        return []
    entry = Entry(folder, path, values if isinstance(values, dict) else {})
    lesson = _lesson_of(entry, int(named[1]), parts[2].strip(), pictures)
    entry.refuse_others()
    if lesson.module != path.parent.name:
        entry.problem("module", f"harus sama dengan nama foldernya, {path.parent.name}")
    if lesson.slug != named[2]:
        entry.problem("id", f"harus sama dengan nama berkasnya, {named[2]}")
    return [lesson]


def _lesson_of(entry: Entry, position: int, body: str, pictures: Mapping[str, Picture]) -> LessonFile:
    return LessonFile(
        file=entry.folder.name(entry.path),
        slug=entry.slug("id"),
        module=entry.slug("module"),
        title=entry.text("title", 80),
        aim=entry.text("aim", 200),
        minutes=entry.whole("minutes", 1, 15),
        position=position,
        skills=entry.texts("skills", required=False),
        facts=entry.texts("facts"),
        unsure=entry.texts("unsure", required=False),
        references=entry.texts("references", required=False),
        review=entry.text("review", 120),
        body=body,
        pictures=pictures,
    )
