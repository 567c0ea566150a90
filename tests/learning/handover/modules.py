"""Modules to hand over, small or odd, and their zips; hostile ones too."""

import io
import struct
import zipfile
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from hypothesis import strategies as st
from PIL import Image

from app.forms import UNTYPABLE
from learning.curriculum.lesson_files import HEALTH, LessonFile, ModuleFile
from learning.curriculum.pictures import Picture
from learning.handover.archive import PackedModule, pack

SLUG = "menimbang-dengan-benar"
LESSON = f"{SLUG}/01-dacin.md"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" width="30" height="20" viewBox="0 0 30 20"><path d="M0 0h9"/></svg>'


def png(width: int = 30, height: int = 20, colour: str = "red") -> bytes:
    """Return a picture of one colour."""
    out = io.BytesIO()
    Image.new("RGB", (width, height), colour).save(out, "PNG")
    return out.getvalue()


def module(*bodies: str, pictures: Mapping[str, bytes] | None = None, **values: Any) -> ModuleFile:
    """Return a module whose lessons have these bodies."""
    kept = {
        f"img/{name}": Picture(content, 30, 20, name.rpartition(".")[2])
        for name, content in (pictures or {}).items()
    }
    lessons = [
        lesson(number, f"pelajaran-{number}", body, kept)
        for number, body in enumerate(bodies or ["Gantung dacin."], 1)
    ]
    parts = {
        "slug": SLUG,
        "theme": "gizi",
        "title": "Menimbang dengan benar",
        "summary": "Anda bisa menimbang balita.",
        "position": 3,
        "skills": ["ukur-pertumbuhan-balita"],
        **values,
    }
    found = ModuleFile(file=f"{parts['slug']}/module.yaml", field=HEALTH, lessons=[], **parts)
    owned = [
        replace(one, module=found.slug, file=f"{found.slug}/{one.position:02}-{one.slug}.md")
        for one in lessons
    ]
    return replace(found, lessons=owned)


def lesson(position: int, slug: str, body: str, pictures: Mapping[str, Picture], **values: Any) -> LessonFile:
    """Return a lesson of the module."""
    parts = {
        "title": f"Pelajaran {position}",
        "aim": "Anda bisa menimbang.",
        "minutes": 5,
        "skills": ["ukur-pertumbuhan-balita"],
        "facts": [],
        "references": ["Buku KIA 2023"],
        "review": "belum ditinjau",
        **values,
    }
    file = f"{SLUG}/{position:02}-{slug}.md"
    return LessonFile(
        file=file,
        slug=slug,
        module=SLUG,
        position=position,
        unsure=[],
        body=body,
        pictures=pictures,
        **parts,
    )


def zip_of(files: Mapping[str, bytes | str], **how: Any) -> bytes:
    """Return a zip with these files."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", **how) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return out.getvalue()


def files_of(packed: PackedModule | None = None) -> dict[str, bytes]:
    """Return the files in the zip of a module."""
    with zipfile.ZipFile(io.BytesIO(pack(packed or PackedModule(module())))) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def spoilt(name: str, content: bytes | str) -> bytes:
    """Return the zip of a good module with one more file in it, or another content of one."""
    return zip_of({**files_of(), name: content})


def claiming(content: bytes, size: int) -> bytes:
    """Return a zip whose first file says that it unpacks to `size` bytes."""
    at = content.index(b"PK\x01\x02")
    return content[: at + 24] + struct.pack("<I", size) + content[at + 28 :]


WORDS = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=60).filter(
    lambda text: bool(text.strip()) and text == text.strip() and not UNTYPABLE.search(text)
)
SLUGS = st.from_regex(r"[a-z0-9]{1,9}(-[a-z0-9]{1,9}){0,3}", fullmatch=True)
LISTS = st.lists(WORDS, max_size=4, unique=True)
BODIES = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=400).map(
    lambda text: UNTYPABLE.sub("", text).strip()
)


@st.composite
def packed_modules(draw: st.DrawFn) -> PackedModule:
    """Return modules with odd letters everywhere."""
    slug = draw(SLUGS)
    names = draw(st.lists(SLUGS, max_size=2, unique=True))
    pictures = {f"img/{name}.svg": Picture(SVG, 30, 20) for name in names}
    pictures |= {f"img/{name}.png": Picture(png(), 30, 20, "png") for name in names[:1]}
    lessons = [
        replace(
            lesson(
                number,
                name,
                draw(BODIES),
                pictures,
                title=draw(WORDS),
                skills=draw(LISTS),
                references=draw(LISTS),
            ),
            module=slug,
            file=f"{slug}/{number:02}-{name}.md",
        )
        for number, name in enumerate(draw(st.lists(SLUGS, min_size=1, max_size=3, unique=True)), 1)
    ]
    found = module(slug=slug, title=draw(WORDS), summary=draw(WORDS), skills=draw(LISTS))
    origin = draw(WORDS.filter(str.isprintable))
    return PackedModule(replace(found, lessons=lessons), origin, date(2026, 11, 22))
