"""Unpacks a zip archive somebody sent, a workbook or a document: by content, never by name. Knows nothing of what it holds."""

import io
import re
import zipfile
import zlib
from collections.abc import Mapping
from typing import IO

_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError, ValueError)


class NoArchive(Exception):
    """It is no zip archive, a damaged one, or one with a password."""


class TooLarge(Exception):
    """It has too many parts, or they are too large once unpacked."""


def unpack(file: IO[bytes], wanted: re.Pattern[str], largest: int, most_parts: int) -> dict[str, bytes]:
    """Return the parts whose names match, and stop as soon as they are too large.

    `largest` is in bytes, of all parts together, as the archive says and as they come. Raises NoArchive, TooLarge.
    """
    try:
        with zipfile.ZipFile(file) as archive:
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


def _parts(
    archive: zipfile.ZipFile, wanted: re.Pattern[str], largest: int, most_parts: int
) -> dict[str, bytes]:
    entries = archive.infolist()
    if len(entries) > most_parts or sum(entry.file_size for entry in entries) > largest:
        raise TooLarge
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
