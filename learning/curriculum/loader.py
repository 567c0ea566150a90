"""Reads the shipped curriculum from its files. Knows nothing of the database; the format: docs/content.md."""

from dataclasses import dataclass
from pathlib import Path

from app.config import ROOT
from learning.curriculum.facts import Fact, read_facts
from learning.curriculum.files import ContentError, Entry, Folder, Problem
from learning.curriculum.lesson_files import LessonFile, ModuleFile, read_module

CONTENT = ROOT / "learning/content"


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
        modules=[read_module(folder, path) for path in sorted((root / "modules").iterdir()) if path.is_dir()],
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
