"""Pictures of lessons: read from the module's own folder, judged by size and safety. Knows nothing of the database."""

import re
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree as ET

from learning.curriculum.files import Folder

WIDEST = 320  # pixels
LARGEST = 6 * 1024  # bytes
SMALLEST_TEXT = 12  # pixels
FORBIDDEN = {"script", "foreignObject", "image", "use", "a", "animate", "set", "iframe", "style"}
OUTSIDE = re.compile(r"https?:|//|data:|javascript:", re.IGNORECASE)
# What an XML reader would obey before anybody has looked: entities, style sheets, another way to read the letters.
COMMANDS = re.compile(
    r"""<!DOCTYPE|<!ENTITY|<\?(?!xml\s)|\sencoding\s*=\s*["'](?!utf-8["'])""", re.IGNORECASE
)
SIZE, DECIMAL = re.compile(r"[0-9]{1,4}"), re.compile(r"[0-9]{1,4}(\.[0-9]{1,4})?")


@dataclass(frozen=True)
class Picture:
    """An SVG with its size in pixels."""

    content: bytes
    width: int
    height: int
    kind: str = "svg"


def read_picture(folder: Folder, path: Path) -> Picture:
    """Return the picture in a file, noting what is wrong with it."""
    return judge_picture(folder, path, path.read_bytes())


def judge_picture(folder: Folder, path: Path, content: bytes) -> Picture:
    """Return the SVG `content` of a file, noting what is wrong with it. Nothing of it is obeyed or expanded."""
    try:
        root = _tree(content)
    except ValueError as error:
        folder.problem(path, "", str(error))
        return Picture(content, 1, 1)
    for problem in _problems(root):
        folder.problem(path, "", problem)
    return Picture(content, _size(root, "width"), _size(root, "height"))


def _tree(content: bytes) -> ET.Element:
    """Return an SVG as a tree; raise ValueError, saying why, for one that is not read at all."""
    if len(content) >= LARGEST:
        raise ValueError(f"{len(content)} byte; gambar harus di bawah 6 KB")
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError:
        raise ValueError("SVG harus ditulis dalam UTF-8") from None
    if COMMANDS.search(text):
        raise ValueError("tanpa DOCTYPE, dan tanpa perintah lain bagi pembaca XML")
    try:
        return ET.fromstring(text)  # noqa: S314 - without a DOCTYPE there is nothing to expand
    except ET.ParseError as error:
        raise ValueError(f"bukan SVG yang sah: {error}") from None


def _problems(root: ET.Element) -> list[str]:
    problems = []
    if not (_size(root, "width") and _size(root, "height") and root.get("viewBox")):
        problems.append("width, height (bilangan bulat) dan viewBox wajib ada")
    if _size(root, "width") > WIDEST:
        problems.append(f"paling lebar {WIDEST}")
    for element in root.iter():
        name = element.tag.rpartition("}")[2]
        if name in FORBIDDEN:
            problems.append(f"unsur <{name}> tidak boleh")
        for key, value in element.attrib.items():
            problems += _attribute_problems(key.rpartition("}")[2], value)
    return problems


def _attribute_problems(name: str, value: str) -> list[str]:
    if name.startswith("on") or name == "href" or OUTSIDE.search(value):
        return [f"{name} menunjuk ke luar atau menjalankan sesuatu"]
    if name == "font-size" and (not DECIMAL.fullmatch(value) or float(value) < SMALLEST_TEXT):
        return [f"huruf {value} terlalu kecil, paling kecil {SMALLEST_TEXT}"]
    return []


def _size(root: ET.Element, name: str) -> int:
    value = root.get(name, "")
    return int(value) if SIZE.fullmatch(value) else 0
