"""A module as a zip, and back: one folder as docs/content.md describes it, with its licence. Pure.

What comes back is somebody else's, so everything is measured before it is read, and read without obeying it.
"""

import io
import json
import math
import re
import zipfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import PurePosixPath

import yaml

from app.archive import NoArchive, TooLarge, Unwanted, unpack
from learning.curriculum.lesson_files import LessonFile, ModuleFile
from learning.handover.folder import BadModule, read_folder

LARGEST_FILE = 5 * 1024 * 1024  # bytes of a zip
LARGEST = 20 * 1024 * 1024  # bytes of all its files, unpacked
MOST_FILES = 200
FIRST_BYTES = b"PK\x03\x04"
LICENCE = "LISENSI.md"
PLACE = re.compile(
    r"[a-z0-9]+(-[a-z0-9]+)*/(module\.yaml|LISENSI\.md|\d\d-[a-z0-9-]{1,60}\.md|img/([a-z0-9][a-z0-9-]{0,59}\.(svg|png|jpg))?)?",
    re.ASCII,
)
ORIGIN = re.compile(r"^Asal: (.{1,80})$", re.MULTILINE)
AS_OF = re.compile(r"^Keadaan: (\d{4}-\d\d-\d\d)$", re.MULTILINE | re.ASCII)
LICENCE_TEXT = """# Lisensi modul ini

Asal: {origin}
Keadaan: {as_of}

Pelajaran dan gambar di folder ini boleh dipakai, disalin, diubah, dan dibagikan siapa saja, juga untuk usaha, menurut
Creative Commons Atribusi 4.0 Internasional (CC BY 4.0): <https://creativecommons.org/licenses/by/4.0/deed.id>.

Syaratnya satu: sebutkan asalnya, beri alamat lisensi di atas, dan katakan bila Anda mengubah isinya. Sebagian isi dapat
berasal dari pelajaran bawaan Jenjang, dengan lisensi yang sama. Isi diberikan apa adanya tanpa jaminan.
"""
NO_ZIP = "Berkas ini bukan zip, rusak, atau berkata sandi. Pakai zip dari «Ekspor modul», tanpa diubah."
TOO_HEAVY = f"Zip terlalu besar: paling banyak {LARGEST_FILE // 1024**2} MB."
TOO_MUCH = (
    f"Zip ini terlalu besar bila dibuka: paling banyak {MOST_FILES} berkas dan {LARGEST // 1024**2} MB."
)
NO_PLACE = (
    "Berkas {name} tidak punya tempat di zip modul. Yang boleh, dalam satu folder: module.yaml, LISENSI.md, "
    "01-pelajaran.md, dan gambar svg, png, atau jpg di img/. Keluarkan yang lain, lalu kirim lagi."
)
MANY_FOLDERS = "Zip ini harus berisi tepat satu folder modul, bukan {count}."


@dataclass(frozen=True)
class PackedModule:
    """A module on its way: who hands it over (empty where nobody says), and the day since which it reads like this."""

    module: ModuleFile
    origin: str = ""
    as_of: date | None = None


def pack(packed: PackedModule) -> bytes:
    """Return the zip; the same module gives the same bytes."""
    files = {"module.yaml": _module_yaml(packed.module).encode()}
    if packed.origin and packed.as_of:
        words = LICENCE_TEXT.format(origin=packed.origin, as_of=packed.as_of.isoformat())
        files[LICENCE] = words.encode()
    for lesson in packed.module.lessons:
        files[PurePosixPath(lesson.file).name] = _lesson_file(lesson).encode()
        files |= {name: picture.content for name, picture in lesson.pictures.items()}
    return _zipped({f"{packed.module.slug}/{name}": files[name] for name in sorted(files)})


def unpack_module(content: bytes) -> PackedModule:
    """Return the module in a zip; raise BadModule, which says why in words, for anything else."""
    files = _files(content)
    folders = {name.partition("/")[0] for name in files}
    if len(folders) != 1:
        raise BadModule([MANY_FOLDERS.format(count=len(folders))])
    (slug,) = folders
    licence = files.pop(f"{slug}/{LICENCE}", b"")
    return _with_origin(read_folder(slug, files), licence)


def _files(content: bytes) -> dict[str, bytes]:
    """Return the files of a zip by their paths; nothing is unpacked before all names were found to be in order."""
    if len(content) > LARGEST_FILE:
        raise BadModule([TOO_HEAVY])
    if not content.startswith(FIRST_BYTES):
        raise BadModule([NO_ZIP])
    try:
        parts = unpack(io.BytesIO(content), PLACE, LARGEST, MOST_FILES, nothing_else=True)
    except Unwanted as unwanted:
        raise BadModule([NO_PLACE.format(name=json.dumps(unwanted.name[:80]))]) from None
    except TooLarge:
        raise BadModule([TOO_MUCH]) from None
    except NoArchive:
        raise BadModule([NO_ZIP]) from None
    return {name: part for name, part in parts.items() if not name.endswith("/")}


def _with_origin(module: ModuleFile, licence: bytes) -> PackedModule:
    """Return the module with what its licence says of where it comes from: nothing, where that is not readable."""
    words = licence.decode("utf-8", errors="replace")
    origin, as_of = ORIGIN.search(words), AS_OF.search(words)
    try:
        day = date.fromisoformat(as_of[1]) if as_of else None
    except ValueError:
        day = None
    name = origin[1].strip() if origin and origin[1].isprintable() else ""
    return PackedModule(module, name, day)


def _zipped(files: Mapping[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name, content in files.items():
            entry = zipfile.ZipInfo(name)  # dated 1980, as is every other one
            entry.compress_type, entry.create_system = zipfile.ZIP_DEFLATED, 3
            entry.external_attr = 0o100644 << 16
            archive.writestr(entry, content)
    return out.getvalue()


def _module_yaml(module: ModuleFile) -> str:
    return _yaml(
        slug=module.slug,
        theme=module.theme,
        title=module.title,
        summary=module.summary,
        position=str(module.position),
        skills=module.skills,
    )


def _lesson_file(lesson: LessonFile) -> str:
    front = _yaml(
        id=lesson.slug,
        module=lesson.module,
        title=lesson.title,
        aim=lesson.aim,
        minutes=str(lesson.minutes),
        skills=lesson.skills,
        facts=lesson.facts,
        references=lesson.references,
        review=lesson.review,
    )
    return f"---\n{front}---\n{lesson.body}\n"


def _yaml(**values: str | Iterable[str]) -> str:
    """Return the values as YAML, a line each, as the shipped files write them."""
    return "".join(f"{name}: {_scalar(value)}\n" for name, value in values.items())


def _scalar(value: str | Iterable[str]) -> str:
    text: str = yaml.safe_dump(
        value, default_style='"', default_flow_style=True, allow_unicode=True, width=math.inf
    )
    return text.strip()
