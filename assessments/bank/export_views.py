"""Questions as a file to download, what it cannot hold said first; and files to fill in."""

from collections.abc import Iterable

from flask import Response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.auth.decorators import requires
from app.auth.identity import me
from app.auth.permissions import Permission
from app.auth.scope import kabupaten_of
from app.clock import today
from assessments.bank.examples import EXAMPLES
from assessments.bank.exporting import export_questions
from assessments.bank.formats import WRITTEN, get_format, list_formats
from assessments.bank.formats.base import Format, Problem
from assessments.bank.formats.xlsx import write_template
from assessments.bank.import_views import question_imports
from assessments.bank.search import QuestionSearch

EXAMPLE_FILES = {
    "templat.xlsx": "xlsx",
    "templat.csv": "csv",
    "contoh-teks.txt": "text",
    "contoh-gift.txt": "gift",
    "contoh-aiken.txt": "aiken",
}


@question_imports.get("/soal/ekspor")
@requires(Permission.CONTENT_WRITE)
def export() -> ResponseReturnValue:
    """Choose a format; then say what it holds and what it cannot hold, before it is downloaded."""
    region_code, search, format_ = kabupaten_of(me()), QuestionSearch.of(request.args), _asked_format()
    written = export_questions(format_, region_code, search) if format_ else None
    return render_template(
        "assessments/bank/export.html",
        search=search,
        formats=list_formats(WRITTEN),
        chosen=format_,
        export=written,
        losses=_by_message(written.problems) if written else [],
    )


def _by_message(problems: Iterable[Problem]) -> list[tuple[Problem, list[int]]]:
    """Return what is lost, each once, with the places of the questions that lose it."""
    found: dict[str, tuple[Problem, list[int]]] = {}
    for problem in problems:
        _first, places = found.setdefault(problem.text, (problem, []))
        places += [problem.line] if problem.line else []
    return list(found.values())


@question_imports.get("/soal/ekspor/berkas")
@requires(Permission.CONTENT_WRITE)
def download() -> ResponseReturnValue:
    """Send the file."""
    region_code, search, format_ = kabupaten_of(me()), QuestionSearch.of(request.args), _asked_format()
    if format_ is None:
        return redirect(url_for(".export", **search.as_args()))
    written = export_questions(format_, region_code, search)
    return _file(format_, written.content, f"soal-{format_.code}-{today():%Y-%m-%d}{format_.suffix}")


@question_imports.get(f"/soal/impor/<any({', '.join(map(repr, EXAMPLE_FILES))}):name>")
@requires(Permission.CONTENT_WRITE)
def example(name: str) -> ResponseReturnValue:
    """Send a file to fill in, or a small one that shows how a format is written."""
    format_ = get_format(EXAMPLE_FILES[name])
    if format_.code == "xlsx":
        return _file(format_, write_template(), name)
    assert format_.write is not None
    return _file(format_, format_.write(EXAMPLES).content, name)


def _asked_format() -> Format | None:
    code = request.args.get("format", "")
    return get_format(code) if code in WRITTEN else None


def _file(format_: Format, content: bytes, name: str) -> Response:
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"}
    return Response(content, mimetype=format_.mimetype, headers=headers)
