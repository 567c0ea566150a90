"""Modules as files: to print, and to pass on from phone to phone where there is no signal."""

from flask import Blueprint, Response, request

from app.auth.decorators import public
from learning.curriculum.reader import keep_kabupaten, reader
from learning.downloads.models import HTML, PDF
from learning.downloads.queries import get_file

downloads = Blueprint("downloads", __name__)
downloads.url_defaults(keep_kabupaten)


@downloads.get("/belajar/<module_slug>/unduh.html")
@public
def send_html(module_slug: str) -> Response:
    """Send the module as one file that opens in any browser, without a server."""
    return _send(module_slug, HTML, "text/html")


@downloads.get("/belajar/<module_slug>/unduh.pdf")
@public
def send_pdf(module_slug: str) -> Response:
    """Send the module to print; there is none until the night after a change."""
    return _send(module_slug, PDF, "application/pdf")


def _send(module_slug: str, kind: str, mimetype: str) -> Response:
    file = get_file(reader().kabupaten, module_slug, kind)
    response = Response(file.content, mimetype=mimetype)
    response.headers.set("Content-Disposition", "attachment", filename=f"jenjang-{module_slug}.{kind}")
    response.headers["Cache-Control"] = "public, no-cache"  # kept, and asked whether it is still the same
    response.headers["Content-Security-Policy"] = (
        "default-src 'none'; img-src data:; style-src 'unsafe-inline'; sandbox"
    )
    response.set_etag(file.made_from)
    response.make_conditional(request)
    return response
