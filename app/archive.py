"""Unpacks a zip archive somebody sent: by content, never by its own name. Knows nothing of what it holds."""

import io
import re
import stat
import struct
import zipfile
import zlib
from collections.abc import Iterable, Mapping
from typing import IO

_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    OSError,
    OverflowError,
    NotImplementedError,
    RuntimeError,
    ValueError,
)
_METHODS = (
    zipfile.ZIP_STORED,
    zipfile.ZIP_DEFLATED,
)  # the others may ask for gigabytes before they give a byte


class NoArchive(Exception):
    """It is no zip archive, a damaged one, or one with a password."""


class TooLarge(Exception):
    """It has too many parts, or they are too large once unpacked."""


class Unwanted(Exception):
    """It holds something that does not belong there; `name` says what."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name


def unpack(
    file: IO[bytes], wanted: re.Pattern[str], largest: int, most_parts: int, *, nothing_else: bool = False
) -> dict[str, bytes]:
    """Return the parts whose names match, and stop as soon as they are too large.

    `largest` is in bytes, of all parts together, as the archive says and as they come. Raises NoArchive, TooLarge; with
    `nothing_else` also Unwanted, before anything is read, for other names, a name twice, and what is no plain file.
    """
    try:
        with zipfile.ZipFile(file) as archive:
            if nothing_else:
                _refuse_others(archive.infolist(), wanted)
            return _parts(archive, wanted, largest, most_parts)
    except _BROKEN as error:
        raise NoArchive from error


def pack(parts: Mapping[str, bytes]) -> IO[bytes]:
    """Return an archive of these parts, so that a reader sees only what was measured."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    file.seek(0)
    return file


def _refuse_others(entries: Iterable[zipfile.ZipInfo], wanted: re.Pattern[str]) -> None:
    """Raise Unwanted for the first entry that has no place. A folder is none that is empty, as it has to be."""
    names: set[str] = set()
    for entry in entries:
        name, kind = entry.orig_filename, stat.S_IFMT(entry.external_attr >> 16)
        is_folder = name.endswith("/")
        is_plain = kind in (0, stat.S_IFDIR if is_folder else stat.S_IFREG)
        if not wanted.fullmatch(name) or name in names or not is_plain or (is_folder and entry.file_size):
            raise Unwanted(name)
        names.add(name)


def _parts(
    archive: zipfile.ZipFile, wanted: re.Pattern[str], largest: int, most_parts: int
) -> dict[str, bytes]:
    entries = archive.infolist()
    if len(entries) > most_parts or sum(entry.file_size for entry in entries) > largest:
        raise TooLarge
    if any(entry.compress_type not in _METHODS for entry in entries):
        raise NoArchive
    parts: dict[str, bytes] = {}
    for entry in entries:
        if wanted.fullmatch(entry.filename):
            with archive.open(entry) as part:
                content = part.read(largest + 1)
            largest -= len(content)
            if largest < 0:
                raise TooLarge
            parts[entry.filename] = content
    return parts
