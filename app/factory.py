"""make_app(): the kernel's application; wsgi.py adds every package's pages and commands."""

from zoneinfo import ZoneInfo

from flask import Flask, Response, request
from flask_babel import Babel
from flask_compress import Compress
from htmx_flask import Htmx
from werkzeug.middleware.proxy_fix import ProxyFix

from app import assets
from app.auth.decorators import deny_unmarked
from app.auth.secrets import dummy_hash
from app.auth.sessions import SLIDING, init_sessions
from app.clock import Office
from app.config import ROOT, Settings
from app.db import db
from app.errors import init_errors
from app.filters import init_filters
from app.navigation import may, menu
from app.web import Portal, asset

UPLOAD_LIMIT = 5 * 1024 * 1024
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; media-src 'self'; "
    "connect-src 'self'; manifest-src 'self'; worker-src 'self'; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'"
)


def make_app(settings: Settings) -> Portal:
    """Return the application for `settings`, without any package's pages."""
    app = Portal("jenjang", root_path=str(ROOT), instance_path=str(settings.instance), static_folder=None)
    _configure(app, settings)
    Office.zone = ZoneInfo(settings.zone)
    db.init_app(app, settings.database_url)
    Htmx(app)
    Compress(app)
    Babel(
        app,
        default_locale="id",
        default_timezone=settings.zone,
        default_translation_directories="translations",
    )
    app.extensions["dummy_hash"] = dummy_hash(settings.pin_key)
    _init_templates(app)
    deny_unmarked(app)
    init_sessions(app)
    init_errors(app)
    app.after_request(_finish)
    folder, app.extensions["assets"] = assets.publish(ROOT / "static", settings.instance)
    app.wsgi_app = assets.serve(app.wsgi_app, folder)  # type: ignore[method-assign]
    if settings.trusted_proxies:
        hops = settings.trusted_proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=hops, x_proto=hops)  # type: ignore[method-assign]
    return app


def _configure(app: Flask, settings: Settings) -> None:
    app.config.update(
        SETTINGS=settings,
        SECRET_KEY=settings.secret_key,
        PIN_KEY=settings.pin_key,
        DEMO=settings.demo,
        OFFLINE=settings.offline,
        PUBLIC_URL=settings.public_url,
        MAX_CONTENT_LENGTH=UPLOAD_LIMIT,
        MAX_FORM_MEMORY_SIZE=UPLOAD_LIMIT,
        PERMANENT_SESSION_LIFETIME=SLIDING,
        SESSION_COOKIE_NAME="sesi",
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_SECURE=settings.is_https,
        SESSION_REFRESH_EACH_REQUEST=False,
        WTF_CSRF_TIME_LIMIT=None,
        COMPRESS_ALGORITHM=["br", "gzip"],
        COMPRESS_BR_LEVEL=5,
        COMPRESS_MIN_SIZE=300,
    )


def _init_templates(app: Flask) -> None:
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True
    app.jinja_env.globals.update(asset=asset, may=may, menu=menu)
    init_filters(app)


def _finish(response: Response) -> Response:
    db.run_after_outcome()
    headers = response.headers
    headers.setdefault("Content-Security-Policy", POLICY)
    headers.setdefault("X-Content-Type-Options", "nosniff")
    headers.setdefault("X-Frame-Options", "DENY")
    headers.setdefault("Referrer-Policy", "same-origin")
    headers.setdefault("Permissions-Policy", "camera=(), microphone=(), geolocation=()")
    if request.is_secure:
        headers.setdefault("Strict-Transport-Security", "max-age=31536000")
    if response.mimetype == "text/html":
        headers.setdefault("Cache-Control", "private, no-cache")
        response.vary.update(("HX-Request", "Cookie"))
        if (
            request.method == "GET"
            and response.status_code == 200
            and "no-store" not in headers["Cache-Control"]
        ):
            response.add_etag()
            response.make_conditional(request)
    return response
