"""Questions as a file to download, what it cannot hold said first; and files to fill in."""

from flask import Response, abort, render_template, request
from flask.typing import ResponseReturnValue

from app.auth.decorators import requires
from app.auth.identity import me
from app.auth.permissions import Permission
from app.auth.scope import kabupaten_of
from app.clock import today
from assessments.bank.examples import EXAMPLES
from assessments.bank.exporting import export_questions
from assessments.bank.formats import WRITTEN, get_format, list_formats
from assessments.bank.formats.base import Export, Format
from assessments.bank.import_views import question_imports
from assessments.bank.search import QuestionSearch


@question_imports.get("/soal/ekspor")
@requires(Permission.CONTENT_WRITE)
def export() -> ResponseReturnValue:
    """Choose a format; then say what it holds and what it cannot hold, before it is downloaded."""
    region_code, search = kabupaten_of(me()), QuestionSearch.of(request.args)
    format_ = _asked_format() if "format" in request.args else None
    return render_template(
        "assessments/bank/export.html",
        search=search,
        formats=list_formats(WRITTEN),
        chosen=format_,
        export=export_questions(format_, region_code, search) if format_ else None,
    )


@question_imports.get("/soal/ekspor/berkas")
@requires(Permission.CONTENT_WRITE)
def download() -> ResponseReturnValue:
    """Send the file."""
    format_ = _asked_format()
    written = export_questions(format_, kabupaten_of(me()), QuestionSearch.of(request.args))
    return _file(format_, written, f"soal-{format_.code}-{today():%Y-%m-%d}")


@question_imports.get("/soal/impor/templat.<any(xlsx,csv):format_code>")
@question_imports.get("/soal/impor/contoh-<any(gift,aiken,text):format_code>.txt")
@requires(Permission.CONTENT_WRITE)
def example(format_code: str) -> ResponseReturnValue:
    """Send a small file of made-up questions, to see how it is written and to fill in."""
    format_ = get_format(format_code)
    assert format_.write is not None
    return _file(format_, format_.write(EXAMPLES), f"contoh-soal-{format_code}")


def _asked_format() -> Format:
    code = request.args.get("format", "")
    if code not in WRITTEN:
        abort(404)
    return get_format(code)


def _file(format_: Format, written: Export, name: str) -> Response:
    headers = {
        "Content-Disposition": f'attachment; filename="{name}{format_.suffix}"',
        "Cache-Control": "no-store",
    }
    return Response(written.content, mimetype=format_.mimetype, headers=headers)
