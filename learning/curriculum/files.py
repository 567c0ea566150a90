"""Reads content files: YAML with every scalar a string, our own schema on top. Knows nothing of the database.

An `Entry` gathers what is wrong instead of stopping at the first mistake; each problem names its file and its field.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from app.config import ROOT

SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
WHOLE = re.compile(r"[0-9]{1,12}")
YES, NO = "true", "false"


@dataclass(frozen=True)
class Problem:
    """Something wrong in a file: where (a field, or the id of an entry) and what to do."""

    file: str
    where: str
    message: str

    def __str__(self) -> str:
        return f"{self.file}: {self.where}: {self.message}" if self.where else f"{self.file}: {self.message}"


class ContentError(Exception):
    """The files cannot be loaded; `problems` says why."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__("\n".join(map(str, problems)))
        self.problems = list(problems)


class _Strings(yaml.CBaseLoader):
    """Keeps every scalar a string and refuses a key written twice."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        """Read a mapping whose keys are all different."""
        names = [key.value for key, _ in node.value if isinstance(key, yaml.ScalarNode)]
        if twice := {name for name in names if names.count(name) > 1}:
            raise yaml.MarkedYAMLError(
                problem=f"«{min(twice)}» tertulis dua kali", problem_mark=node.start_mark
            )
        return super().construct_mapping(node, deep=deep)


_Strings.add_constructor("tag:yaml.org,2002:map", _Strings.construct_mapping)


def parse_yaml(text: str) -> Any:
    """Return the YAML `text` as strings, lists and dicts; raise yaml.YAMLError when it is none."""
    return yaml.load(text, Loader=_Strings)  # noqa: S506 - keeps scalars as strings and makes no objects


@dataclass
class Folder:
    """A folder of content files, and what was found wrong in it."""

    root: Path
    problems: list[Problem] = field(default_factory=list)

    def name(self, path: Path) -> str:
        """Return how messages call a file: its path inside the project."""
        return path.relative_to(ROOT).as_posix() if path.is_relative_to(ROOT) else str(path)

    def problem(self, path: Path, where: str, message: str) -> None:
        """Note something wrong."""
        self.problems.append(Problem(self.name(path), where, message))

    def entry(self, path: Path) -> Entry:
        """Return the mapping in a file; an empty one, and a problem, when it holds none."""
        found = self._read(path)
        if not isinstance(found, dict):
            self.problem(path, "", "isinya harus pasangan nama dan nilai")
            found = {}
        return Entry(self, path, found)

    def entries(self, path: Path) -> list[Entry]:
        """Return the mappings listed in a file."""
        found = self._read(path)
        if not isinstance(found, list) or not all(isinstance(item, dict) for item in found):
            self.problem(path, "", "isinya harus daftar")
            return []
        return [Entry(self, path, item) for item in found]

    def _read(self, path: Path) -> Any:
        try:
            return parse_yaml(path.read_text(encoding="utf-8"))
        except FileNotFoundError:
            self.problem(path, "", "berkas ini tidak ada")
        except (yaml.YAMLError, UnicodeDecodeError) as error:
            self.problem(path, "", f"YAML tidak terbaca: {' '.join(str(error).split())}")
        return None


@dataclass
class Entry:
    """One mapping of a file. Each reader notes a problem and returns something harmless when a value is wrong."""

    folder: Folder
    path: Path
    values: dict[str, Any]
    used: set[str] = field(default_factory=set)

    @property
    def label(self) -> str:
        """What this entry calls itself."""
        return next((f"{self.values[key]}: " for key in ("id", "slug", "code") if self.values.get(key)), "")

    def problem(self, name: str, message: str) -> None:
        """Note that field `name` is wrong."""
        self.folder.problem(self.path, f"{self.label}{name}", message)

    def text(self, name: str, most: int, default: str | None = None) -> str:
        """Return a text of at most `most` letters; it must be there unless a default is given."""
        value = self._value(name)
        if value is None:
            if default is None:
                self.problem(name, "wajib diisi")
            return default or ""
        if not isinstance(value, str) or not value.strip():
            self.problem(name, "harus teks dan tidak kosong")
            return ""
        if len(value) > most:
            self.problem(name, f"paling banyak {most} huruf, sekarang {len(value)}")
        return value.strip()

    def has(self, name: str) -> bool:
        """Return whether the field is written."""
        return name in self.values

    def slug(self, name: str, most: int = 60) -> str:
        """Return a text of small letters, digits and single dashes."""
        value = self.text(name, most)
        if value and not SLUG.fullmatch(value):
            self.problem(name, f"«{value}» hanya boleh huruf kecil, angka dan tanda hubung")
        return value

    def choice(self, name: str, allowed: Sequence[str], default: str | None = None) -> str:
        """Return one of `allowed`."""
        value = self.text(name, 60, default)
        if value and value not in allowed:
            self.problem(name, f"«{value}» tidak dikenal; pilih dari {', '.join(allowed)}")
            return allowed[0]
        return value or allowed[0]

    def flag(self, name: str, default: bool = False) -> bool:
        """Return whether the field says true."""
        return self.choice(name, (YES, NO), YES if default else NO) == YES

    def whole(self, name: str, least: int, most: int) -> int:
        """Return a whole number between `least` and `most`."""
        return self._as_whole(name, self.text(name, 12), least, most)

    def wholes(self, name: str, least: int, most: int) -> list[int]:
        """Return a list of whole numbers, which must be there."""
        return [self._as_whole(name, value, least, most) for value in self.texts(name)]

    def texts(self, name: str, required: bool = True) -> list[str]:
        """Return a list of texts, each once."""
        value = self._value(name)
        if value is None and not required:
            return []
        if not isinstance(value, list) or not all(isinstance(item, str) and item for item in value):
            self.problem(name, "harus daftar teks, misalnya [a, b]")
            return []
        if len(set(value)) < len(value):
            self.problem(name, "ada yang tertulis dua kali")
        return [str(item) for item in value]

    def children(self, name: str) -> list[Entry]:
        """Return a list of mappings."""
        value = self._value(name)
        if not isinstance(value, list) or not value or not all(isinstance(item, dict) for item in value):
            self.problem(name, "harus daftar yang berisi")
            return []
        return [Entry(self.folder, self.path, item) for item in value]

    def child(self, name: str) -> Entry:
        """Return a mapping; an empty one, and a problem, when there is none."""
        value = self._value(name)
        if not isinstance(value, dict):
            self.problem(name, "wajib diisi dengan pasangan nama dan nilai")
            value = {}
        return Entry(self.folder, self.path, value)

    def refuse_others(self) -> None:
        """Note every field that nobody asked for: most are misspelt."""
        for name in sorted(set(self.values) - self.used):
            self.problem(name, "tidak dikenal; periksa ejaannya")

    def _as_whole(self, name: str, value: str, least: int, most: int) -> int:
        if WHOLE.fullmatch(value) and least <= int(value) <= most:
            return int(value)
        if value:
            self.problem(name, f"harus bilangan dari {least} sampai {most}, bukan «{value}»")
        return least

    def _value(self, name: str) -> Any:
        self.used.add(name)
        return self.values.get(name)
