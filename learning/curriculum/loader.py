"""Reads the shipped curriculum from its files. Knows nothing of the database; the format: docs/content.md."""

import re
from dataclasses import dataclass
from pathlib import Path

import yaml

from app.config import ROOT
from learning.curriculum.facts import Fact, read_facts
from learning.curriculum.files import ContentError, Entry, Folder, Problem, parse_yaml
from learning.curriculum.pictures import Picture, read_picture

CONTENT = ROOT / "learning/content"
HEALTH = "kesehatan"  # the field of the 25 skills, hence of a module that names none
UNREVIEWED = "belum ditinjau"
FRONT_MATTER = re.compile(r"---\n(.*?\n)---\n(.*)", re.DOTALL)
NUMBERED = re.compile(r"(\d\d)-([a-z0-9-]+)\.md")


@dataclass(frozen=True)
class GroupFile:
    """A group of skills."""

    code: str
    slug: str
    label: str
    core: bool


@dataclass(frozen=True)
class SkillFile:
    """A skill; `can` says what a cadre who masters it can do."""

    code: str
    slug: str
    group: str
    label: str
    can: str


@dataclass(frozen=True)
class ThemeFile:
    """A theme."""

    slug: str
    title: str
    summary: str


@dataclass(frozen=True)
class LessonFile:
    """A lesson as written: front matter and Markdown. `pictures` are those of its module, by name."""

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
    review: str
    body: str
    pictures: dict[str, Picture]


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


@dataclass(frozen=True)
class Curriculum:
    """Everything under learning/content."""

    version: str
    groups: list[GroupFile]
    skills: list[SkillFile]
    themes: list[ThemeFile]
    fields: list[str]
    modules: list[ModuleFile]
    facts: dict[str, Fact]

    @property
    def lessons(self) -> list[LessonFile]:
        """All lessons, module by module."""
        return [lesson for module in self.modules for lesson in module.lessons]


def read_curriculum(root: Path = CONTENT) -> Curriculum:
    """Return the curriculum in `root`; raise ContentError naming every file and field that is wrong."""
    folder = Folder(root)
    head = folder.entry(root / "skills.yaml")
    curriculum = Curriculum(
        version=head.text("version", 40),
        groups=[_group(entry) for entry in head.children("groups")],
        skills=[_skill(entry) for entry in head.children("skills")],
        themes=[_theme(entry) for entry in folder.entries(root / "themes.yaml")],
        fields=[_field(entry) for entry in folder.entries(root / "fields.yaml")],
        modules=[_module(folder, path) for path in sorted((root / "modules").iterdir()) if path.is_dir()],
        facts=read_facts(folder, sorted((root / "facts").glob("*.yaml"))),
    )
    problems = [*folder.problems, *_broken_links(curriculum)]
    if problems:
        raise ContentError(problems)
    return curriculum


def _group(entry: Entry) -> GroupFile:
    group = GroupFile(entry.text("code", 2), entry.slug("slug"), entry.text("label", 80), entry.flag("core"))
    entry.refuse_others()
    return group


def _skill(entry: Entry) -> SkillFile:
    skill = SkillFile(
        code=entry.text("code", 4),
        slug=entry.slug("slug"),
        group=entry.text("group", 2),
        label=entry.text("label", 120),
        can=entry.text("can", 300),
    )
    entry.refuse_others()
    return skill


def _theme(entry: Entry) -> ThemeFile:
    theme = ThemeFile(entry.slug("slug"), entry.text("title", 80), entry.text("summary", 300))
    entry.refuse_others()
    return theme


def _field(entry: Entry) -> str:
    slug = entry.slug("slug")
    entry.text("title", 80)
    entry.refuse_others()
    return slug


def _module(folder: Folder, path: Path) -> ModuleFile:
    entry = folder.entry(path / "module.yaml")
    pictures = {f"img/{file.name}": read_picture(folder, file) for file in sorted((path / "img").glob("*.*"))}
    module = ModuleFile(
        file=folder.name(entry.path),
        slug=entry.slug("slug"),
        theme=entry.slug("theme"),
        field=entry.text("field", 60, HEALTH),
        title=entry.text("title", 80),
        summary=entry.text("summary", 300),
        position=entry.whole("position", 1, 99),
        skills=entry.texts("skills", required="field" not in entry.values),
        lessons=[lesson for file in sorted(path.glob("*.md")) for lesson in _lesson(folder, file, pictures)],
    )
    entry.refuse_others()
    if module.slug != path.name:
        entry.problem("slug", f"harus sama dengan nama foldernya, {path.name}")
    return module


def _lesson(folder: Folder, path: Path, pictures: dict[str, Picture]) -> list[LessonFile]:
    """Return the lesson of a file, in a list that stays empty when the file is none."""
    named = NUMBERED.fullmatch(path.name)
    parts = FRONT_MATTER.fullmatch(path.read_text(encoding="utf-8"))
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


def _lesson_of(entry: Entry, position: int, body: str, pictures: dict[str, Picture]) -> LessonFile:
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
        review=entry.text("review", 120),
        body=body,
        pictures=pictures,
    )


def _broken_links(found: Curriculum) -> list[Problem]:
    """Return what points to nothing, and ids used twice: what the database would refuse without saying where."""
    skills, groups = {skill.slug for skill in found.skills}, {group.code for group in found.groups}
    problems = [
        Problem("skills.yaml", skill.slug, f"kelompok {skill.group} tidak ada")
        for skill in found.skills
        if skill.group not in groups
    ]
    for module in found.modules:
        if module.theme not in {theme.slug for theme in found.themes}:
            problems.append(Problem(module.file, "theme", f"tema {module.theme} tidak ada"))
        if module.field not in found.fields:
            problems.append(Problem(module.file, "field", f"bidang {module.field} tidak ada"))
        named = [(module.file, slug) for slug in module.skills]
        named += [(lesson.file, slug) for lesson in module.lessons for slug in lesson.skills]
        problems += [
            Problem(file, "skills", f"keterampilan {slug} tidak ada")
            for file, slug in named
            if slug not in skills
        ]
    return problems + _used_twice(found)


def _used_twice(found: Curriculum) -> list[Problem]:
    named = {
        "skills.yaml": [skill.slug for skill in found.skills],
        "themes.yaml": [theme.slug for theme in found.themes],
        "modules": [lesson.slug for lesson in found.lessons],
    }
    return [
        Problem(file, slug, "dipakai dua kali")
        for file, slugs in named.items()
        for slug in sorted({slug for slug in slugs if slugs.count(slug) > 1})
    ]
