"""Reads the files of a module that came in a zip, with the reader of the shipped ones, and without trusting them. Pure.

YAML is looked through before it is read: no aliases, no tags, no depth. Text is UTF-8 that a keyboard can type.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import yaml

from app.forms import UNTYPABLE
from app.pictures import HEAVIEST, MOST_DOTS, TALLEST, WIDEST, measure
from app.uploads import Unreadable
from learning.curriculum.files import Entry, Folder, parse_yaml
from learning.curriculum.lesson_files import FRONT_MATTER, ModuleFile, module_of
from learning.curriculum.pictures import Picture, judge_picture

LONGEST_HEAD = 4_000  # letters of module.yaml, and of what stands before a lesson
LONGEST_BODY = (
    20_500  # letters of a lesson: as many as on the desk, and some for the `img/` before its pictures
)
DEEPEST = 2  # a list inside pairs of names and values
TOO_LARGE = f"paling berat {HEAVIEST // 1024} KB dan paling besar {WIDEST} x {TALLEST} titik, seperti gambar hasil ekspor"
MOST_SAID = 10  # problems, so that a page stays a page
LONGEST_SAID = 300  # letters


class BadModule(Exception):
    """It is no module that can be taken over; `problems` say why, each naming the file, in sentences for a trainer."""

    def __init__(self, problems: Sequence[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = [problem[:LONGEST_SAID] for problem in problems[:MOST_SAID]]


def read_folder(name: str, files: Mapping[str, bytes]) -> ModuleFile:
    """Return the module whose files lie in folder `name`, by their paths; raise BadModule with all that is wrong."""
    folder = Folder(Path(name))
    pictures = {
        path.relative_to(name).as_posix(): _picture(folder, path, content)
        for path, content in _by_path(files, "*/img/*")
    }
    _refuse_many_dots(folder, pictures.values())
    texts = {path: _text(folder, path, content) for path, content in _by_path(files, "*.md")}
    head = Path(name, "module.yaml")
    values = _mapping(folder, head, _text(folder, head, files.get(head.as_posix(), b"")))
    for path, text in texts.items():
        _look_through(folder, path, text)
    _refuse(folder)  # a reader that trusts comes next
    module = module_of(Entry(folder, head, values), texts, pictures)
    slugs = [lesson.slug for lesson in module.lessons]
    if not slugs:
        folder.problem(head, "", "tidak ada pelajaran di folder ini")
    for slug in sorted({slug for slug in slugs if slugs.count(slug) > 1}):
        folder.problem(head, slug, "dipakai dua kali")
    _refuse(folder)
    return module


def _by_path(files: Mapping[str, bytes], pattern: str) -> Iterator[tuple[Path, bytes]]:
    return ((Path(name), files[name]) for name in sorted(files) if Path(name).match(pattern))


def _refuse(folder: Folder) -> None:
    if folder.problems:
        raise BadModule([f"{problem}." for problem in folder.problems])


def _picture(folder: Folder, path: Path, content: bytes) -> Picture:
    if path.suffix == ".svg":
        return judge_picture(folder, path, content)
    try:
        width, height = measure(content)
    except Unreadable as bad:
        folder.problem(path, "", str(bad).rstrip("."))
        width = height = 1
    if len(content) > HEAVIEST or width > WIDEST or height > TALLEST:
        folder.problem(path, "", TOO_LARGE)
    return Picture(content, width, height, path.suffix[1:])


def _refuse_many_dots(folder: Folder, pictures: Iterable[Picture]) -> None:
    """Note pictures that would together take too long to be made anew."""
    dots = sum(picture.width * picture.height for picture in pictures if picture.kind != "svg")
    if dots > MOST_DOTS:
        most = MOST_DOTS // 1_000_000
        folder.problem(folder.root / "img", "", f"gambar-gambarnya bersama paling banyak {most} juta titik")


def _text(folder: Folder, path: Path, content: bytes) -> str:
    """Return the letters of a file with the line ends of the portal."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        folder.problem(path, "", "harus teks UTF-8")
        return ""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if UNTYPABLE.search(text):
        folder.problem(path, "", "ada huruf yang tidak bisa disimpan")
    return text


def _look_through(folder: Folder, path: Path, text: str) -> None:
    """Note what makes a lesson unfit for the reader that comes next."""
    parts = FRONT_MATTER.fullmatch(text)
    if parts:
        _mapping(folder, path, parts[1])
        if len(parts[2]) > LONGEST_BODY:
            folder.problem(path, "", f"isinya paling banyak {LONGEST_BODY} huruf, sekarang {len(parts[2])}")


def _mapping(folder: Folder, path: Path, text: str) -> dict[str, Any]:
    """Return pairs of names and values; none, and a problem, for YAML that is more than those."""
    try:
        values = parse_yaml(text) if len(text) <= LONGEST_HEAD and _is_simple(text) else None
    except yaml.YAMLError:
        values = None
    if not isinstance(values, dict) or any(map(UNTYPABLE.search, _texts_in(values))):
        folder.problem(
            path, "", "bagian nama dan nilainya tidak terbaca; tulis seperti di berkas hasil ekspor"
        )
        return {}
    return values


def _is_simple(text: str) -> bool:
    """Return whether YAML is no deeper than a list inside pairs, without names for parts of it and without types."""
    depth = 0
    for event in yaml.parse(text, Loader=yaml.CBaseLoader):
        if getattr(event, "anchor", None) or getattr(event, "tag", None):
            return False
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > DEEPEST:
            return False
    return True


def _texts_in(values: Mapping[Any, Any]) -> Iterator[str]:
    for name, value in values.items():
        yield from (
            text for text in (name, *(value if isinstance(value, list) else [value])) if isinstance(text, str)
        )
