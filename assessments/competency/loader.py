"""Reads the shipped level rules, and keeps each version of one once. The format: assessments/content/level-rules.yaml."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from app.db import db
from assessments.bank.loader import CONTENT
from assessments.competency.models import AWARDED, EVIDENCE_KINDS, LevelRule
from learning.curriculum.files import ContentError, Entry, Folder, Problem
from learning.curriculum.operations import Counts

FILE = "level-rules.yaml"


@dataclass(frozen=True)
class RuleFile:
    """A level rule as written."""

    slug: str
    version: str
    is_default: bool
    body: dict[str, Any]


def read_level_rules(root: Path = CONTENT) -> list[RuleFile]:
    """Return the rules in `root`; raise ContentError naming every field that is wrong."""
    folder = Folder(root)
    file = folder.entry(root / FILE)
    rules = [_rule(entry) for entry in file.children("rules")]
    file.refuse_others()
    if sum(rule.is_default for rule in rules) != 1:
        file.problem("rules", "tepat satu aturan harus default: true")
    if folder.problems:
        raise ContentError(folder.problems)
    return rules


def _rule(entry: Entry) -> RuleFile:
    rule = RuleFile(
        slug=entry.slug("slug", 20),
        version=entry.text("version", 40),
        is_default=entry.flag("default"),
        body={
            "label": entry.text("label", 80),
            "summary": entry.text("summary", 300),
            "mastered_by": _sets_of_kinds(entry),
            "core_groups": entry.texts("core_groups"),
            "optional_groups": entry.texts("optional_groups", required=False),
            "levels": [_level(child) for child in entry.children("levels")],
        },
    )
    entry.refuse_others()
    return rule


def _sets_of_kinds(entry: Entry) -> list[list[str]]:
    entry.used.add("mastered_by")
    sets = entry.values.get("mastered_by")
    sound = isinstance(sets, list) and all(
        isinstance(kinds, list) and kinds and set(kinds) <= set(EVIDENCE_KINDS) for kinds in sets
    )
    if not sets or not sound:
        entry.problem("mastered_by", f"harus daftar berisi daftar dari {', '.join(EVIDENCE_KINDS)}")
        return []
    return list(sets)


def _level(entry: Entry) -> dict[str, Any]:
    level = {
        "code": entry.choice("code", AWARDED),
        "label": entry.text("label", 40),
        "optional_at_least": entry.whole("optional_at_least", 0, 9),
        "aliases": entry.texts("aliases", required=False),
    }
    entry.refuse_others()
    return level


def load_level_rules(rules: Sequence[RuleFile]) -> Counts:
    """Add the versions that are new. Raises ContentError when a known version says something else: awards rest on it."""
    counts = Counts()
    for rule in rules:
        row = db.session.get(LevelRule, (rule.slug, rule.version))
        if row is not None and row.body != rule.body:
            message = f"isi versi {rule.version} sudah dipakai; beri versi baru"
            raise ContentError([Problem(FILE, rule.slug, message)])
        key = {"slug": rule.slug, "version": rule.version}
        counts.put(row, LevelRule, key, {"body": rule.body, "is_default": rule.is_default})
    db.session.flush()
    return counts
