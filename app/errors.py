"""Refusals, and which exception becomes which page."""

import logging

from flask import Flask, Response, abort, make_response, render_template, request
from flask_babel import gettext as _
from sqlalchemy.exc import IntegrityError, NoResultFound, OperationalError
from werkzeug.exceptions import HTTPException

from app.db import db

log = logging.getLogger(__name__)
NEVER_SENT_BACK = {"csrf_token", "pin", "new_pin", "repeat_pin", "old_pin", "password"}


class Refused(Exception):
    """An operation says no; `reason` is what the person reads. Becomes the page 409 where no form shows it."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class Unsafe(HTTPException):
    """A form without its valid token: nothing of it was done."""

    code = 400


def init_errors(app: Flask) -> None:
    """Give each failure its page in Indonesian; a failure of the database keeps the form."""
    app.before_request(_refuse_unspeakable)
    app.register_error_handler(HTTPException, _http_page)
    app.register_error_handler(NoResultFound, lambda error: page(404))
    app.register_error_handler(Refused, lambda error: page(409, error.reason))
    app.register_error_handler(IntegrityError, _conflict_page)
    app.register_error_handler(OperationalError, _busy_page)
    app.register_error_handler(Exception, _crash_page)


def _refuse_unspeakable() -> None:
    """Answer that nothing has an address with NUL in it: PostgreSQL cannot even be asked for such a name."""
    if "\0" in request.path:
        abort(404)


def page(code: int, reason: str | None = None) -> Response:
    """Return error page `code`; `reason` replaces its usual sentence. What the request began is rolled back."""
    db.close()
    title, advice = _words(code)
    kept = _kept_form() if code == 503 else []
    body = render_template("errors/error.html", code=code, title=title, advice=reason or advice, kept=kept)
    return make_response(body, code)


def _http_page(error: HTTPException) -> Response:
    if error.response is not None or (error.code or 500) < 400:
        return make_response(error.get_response())
    response = page(error.code or 500)
    for name, value in error.get_headers():
        if name in ("Allow", "Retry-After"):
            response.headers[name] = value
    return response


def _conflict_page(error: IntegrityError) -> Response:
    log.warning("conflict: %s", error)
    return page(409)


def _busy_page(error: OperationalError) -> Response:
    log.error("database unavailable: %s", error)
    response = page(503)
    response.headers["Retry-After"] = "5"
    return response


def _crash_page(error: Exception) -> Response:
    log.exception("unexpected failure in %s %s", request.method, request.path)
    return page(500)


def _kept_form() -> list[tuple[str, str]]:
    """Return what was typed, to be sent again with one tap; secrets are typed anew."""
    if request.method != "POST" or NEVER_SENT_BACK - {"csrf_token"} & set(request.form):
        return []
    return [(name, value) for name in request.form for value in request.form.getlist(name)]


def _most_megabytes() -> int:
    return (request.max_content_length or 0) // 1024**2


def _words(code: int) -> tuple[str, str]:
    words = {
        400: (_("Permintaan tidak terbaca"), _("Kembali ke halaman sebelumnya, muat ulang, lalu coba lagi.")),
        403: (_("Bukan bagian Anda"), _("Halaman ini untuk petugas lain. Kembali ke beranda Anda.")),
        404: (_("Halaman tidak ditemukan"), _("Alamatnya mungkin salah ketik, atau isinya sudah dipindah.")),
        405: (_("Halaman tidak ditemukan"), _("Alamat ini tidak bisa dibuka langsung. Kembali ke beranda.")),
        409: (
            _("Data sudah berubah"),
            _("Orang lain baru saja mengubah data ini. Muat ulang, lalu coba lagi."),
        ),
        413: (
            _("Berkas terlalu besar"),
            _("Kirim berkas yang lebih kecil, paling besar %(most)s MB.", most=_most_megabytes()),
        ),
        429: (_("Terlalu sering mencoba"), _("Tunggu sebentar, lalu coba lagi.")),
        500: (_("Ada yang rusak di server"), _("Ini bukan salah Anda. Coba lagi sebentar lagi.")),
        503: (_("Belum tersimpan"), _("Belum tersimpan, coba lagi. Server sedang penuh.")),
    }
    if code in words:
        return words[code]
    return words[400] if code < 500 else words[500]
