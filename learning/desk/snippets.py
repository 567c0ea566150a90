"""The toolbar: pieces of Markdown, put into a text without any script. Knows nothing of the web."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from flask_babel import LazyString
from flask_babel import lazy_gettext as _

HEADING = re.compile(r"^##+ +(.+?)\s*$", re.MULTILINE)


@dataclass(frozen=True)
class Snippet:
    """A button of the toolbar and what it puts into the text."""

    code: str
    label: LazyString
    text: str


SNIPPETS: Sequence[Snippet] = (
    Snippet("subjudul", _("Subjudul"), "## Judul bagian"),
    Snippet("tebal", _("Tebal"), "**kata penting**"),
    Snippet("daftar", _("Daftar"), "- butir pertama\n- butir kedua"),
    Snippet("langkah", _("Langkah"), "1. langkah pertama\n2. langkah kedua"),
    Snippet("tabel", _("Tabel"), "| Judul kolom | Judul kolom |\n| --- | --- |\n| isi | isi |"),
    Snippet("ingat", _("Kotak Ingat"), "::: ingat\nTulis satu hal yang harus diingat.\n:::"),
    Snippet(
        "coba", _("Coba dulu"), "**Coba dulu.** Tulis pertanyaannya.\n\n::: jawaban\nTulis jawabannya.\n:::"
    ),
    Snippet("ragu", _("Kotak ragu"), "::: ragu\nTulis apa yang belum pasti, dan siapa yang ditanya.\n:::"),
)


def sections_of(source: str) -> list[str]:
    """Return the headings of a text, in order."""
    return HEADING.findall(source)


def with_snippet(source: str, text: str, section: str = "") -> str:
    """Return `source` with `text` put behind its section `section` (its number from one), or at the end."""
    lines = source.rstrip().split("\n") if source.strip() else []
    at = _end_of(lines, int(section)) if section.isdigit() else len(lines)
    before, after = "\n".join(lines[:at]).rstrip(), "\n".join(lines[at:]).lstrip("\n")
    return "\n\n".join(part for part in (before, text, after) if part) + "\n"


def _end_of(lines: Sequence[str], number: int) -> int:
    """Return the line before which section `number` ends; the end of the text when there is no such section."""
    starts = [place for place, line in enumerate(lines) if HEADING.match(line)]
    return [*starts, len(lines)][number] if number < len(starts) else len(lines)
