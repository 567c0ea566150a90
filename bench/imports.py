"""Import of ten thousand questions, format by format: staging and applying, as ratios to merely parsing the file."""

import io
import time
import zipfile

from docx import Document

from app.config import Settings
from app.db import db
from assessments.bank.formats import CODES, WRITTEN, get_format
from assessments.bank.formats.base import Item
from assessments.bank.import_applying import apply_import
from assessments.bank.import_operations import keep_import
from assessments.bank.staging import read_questions
from wsgi import create_app

QUESTIONS = 10_000
KABUPATEN = "17.02"


def import_seconds(settings: Settings) -> list[tuple[str, float, float, float]]:
    """Return for each format the seconds to parse, to stage and to apply; each import is rolled back afterwards."""
    with create_app(settings).app_context():
        seconds = [(code, *_seconds(code, _file(code))) for code in CODES]
    db.engine.dispose()
    return seconds


def _seconds(code: str, content: bytes) -> tuple[float, float, float]:
    began = time.monotonic()
    _format, parsed = read_questions(content, code)
    parsing = time.monotonic() - began
    assert len(parsed.items) == QUESTIONS, f"{code}: {len(parsed.items)}"
    with db.rehearsal():
        began = time.monotonic()
        kept = keep_import(
            parsed, format_code=code, filename=code, skill_slug=None, region_code=KABUPATEN, by=None
        )
        staging = time.monotonic() - began
        began = time.monotonic()
        apply_import(kept.id, kept.state, None)
        db.session.flush()
        return parsing, staging, time.monotonic() - began


def _file(code: str) -> bytes:
    """Return a file of single choices with four options each."""
    if code not in WRITTEN:
        return _document()
    write = get_format(code).write
    assert write is not None
    return write([_item(number) for number in range(QUESTIONS)]).content


def _item(number: int) -> Item:
    options = [
        {"id": key, "text": text, "correct": key == "a"}
        for key, text in zip("abcd", _options(number), strict=True)
    ]
    return Item(line=0, type="single", body={"stem": _stem(number), "options": options}, difficulty=1)


def _document() -> bytes:
    """Return the questions as Word writes them, each with its key below it."""
    lines = [line for number in range(QUESTIONS) for line in _lines(number)]
    body = "".join(f"<w:p><w:r><w:t>{line}</w:t></w:r></w:p>" for line in lines)
    empty, file = io.BytesIO(), io.BytesIO()
    Document().save(empty)
    with zipfile.ZipFile(empty) as old, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = old.read(name).decode("latin-1")
            if name == "word/document.xml":
                content = content.replace("<w:body>", f"<w:body>{body}")
            new.writestr(name, content.encode("latin-1"))
    return file.getvalue()


def _lines(number: int) -> list[str]:
    options = [f"{letter}. {text}" for letter, text in zip("ABCD", _options(number), strict=True)]
    return [f"{number + 1}. {_stem(number)}", *options, "Jawaban: A"]


def _stem(number: int) -> str:
    return f"Bu Siti menimbang anak nomor {number}. Berapa gram naiknya bulan ini?"


def _options(number: int) -> list[str]:
    return [f"{number + step} gram" for step in (200, 300, 400, 500)]
