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


@dataclass(frozen=True)
class Picture:
    """An SVG with its size in pixels."""

    content: bytes
    width: int
    height: int
    kind: str = "svg"


def read_picture(folder: Folder, path: Path) -> Picture:
    """Return the picture in a file, noting what is wrong with it."""
    content = path.read_bytes()
    try:
        root = ET.fromstring(content)  # noqa: S314 - a file of our own repository
    except ET.ParseError as error:
        folder.problem(path, "", f"bukan SVG yang sah: {error}")
        return Picture(content, 1, 1)
    for problem in _problems(root, content):
        folder.problem(path, "", problem)
    return Picture(content, _size(root, "width"), _size(root, "height"))


def _problems(root: ET.Element, content: bytes) -> list[str]:
    problems = []
    if len(content) >= LARGEST:
        problems.append(f"{len(content)} byte; gambar harus di bawah 6 KB")
    if not (_size(root, "width") and _size(root, "height") and root.get("viewBox")):
        problems.append("width, height (bilangan bulat) dan viewBox wajib ada")
    if _size(root, "width") > WIDEST:
        problems.append(f"paling lebar {WIDEST}")
    if b"<!DOCTYPE" in content or b"<!ENTITY" in content:
        problems.append("tanpa DOCTYPE")
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
    if name == "font-size" and (not re.fullmatch(r"[\d.]+", value) or float(value) < SMALLEST_TEXT):
        return [f"huruf {value} terlalu kecil, paling kecil {SMALLEST_TEXT}"]
    return []


def _size(root: ET.Element, name: str) -> int:
    value = root.get(name, "")
    return int(value) if value.isdigit() else 0
