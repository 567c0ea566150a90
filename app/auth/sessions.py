"""Sessions in the signed cookie: a new one at each sign-in; on a shared phone it ends with the browser or when idle."""

import time
from datetime import timedelta

from flask import Flask, Response, make_response, redirect, render_template, request, session, url_for
from flask.sessions import SecureCookieSessionInterface, SessionMixin
from flask.typing import ResponseReturnValue
from flask_login import LoginManager, current_user, login_user, logout_user
from itsdangerous import BadSignature, URLSafeTimedSerializer

from app.auth.identity import Identity, Nobody, load_identity
from app.db import SAFE_METHODS

SLIDING = timedelta(days=60)
IDLE_SECONDS = 2 * 3600
TOUCH_SECONDS = {"shared": 60, "own": 24 * 3600}  # how often the cookie is written anew
KNOWN_COOKIE = "kenal"
INSIDE_AN_ATTEMPT = "attempts"  # the blueprint in which a shared phone may rest


class Sessions(SecureCookieSessionInterface):
    """Keeps the session in its cookie, except on a file that is the same for everybody.

    `Vary: Cookie` would make a phone fetch each picture again whenever its cookie was written anew.
    """

    def save_session(self, app: Flask, session: SessionMixin, response: Response) -> None:
        """Write the cookie when it changed."""
        if not response.cache_control.public:
            super().save_session(app, session, response)


def init_sessions(app: Flask) -> None:
    """Sign people in from the cookie, send visitors to sign in, and end idle sessions on shared phones."""
    app.session_interface = Sessions()
    login = LoginManager()
    login.session_protection = None  # a phone on mobile data changes its address all the time
    login.anonymous_user = Nobody
    login.user_loader(load_identity)
    login.unauthorized_handler(ask_to_sign_in)
    login.init_app(app)
    app.before_request(_end_when_idle)


def start(identity: Identity, shared_phone: bool) -> None:
    """Begin a new session for `identity`; nothing of an earlier one stays."""
    session.clear()
    session.permanent = not shared_phone
    session["shared"] = shared_phone
    session["seen"] = int(time.time())
    login_user(identity)


def renew(identity: Identity) -> None:
    """Begin a session anew after `identity`'s others were ended, on a phone that stays as shared as it was."""
    start(identity, shared_phone=is_shared())


def end() -> None:
    """End the session of this browser."""
    logout_user()
    session.clear()


def ask_to_sign_in() -> ResponseReturnValue:
    """Send a visitor to the sign-in page and back afterwards; a form sent too late is not thrown away."""
    if request.method not in SAFE_METHODS:
        return render_template("errors/signed_out.html"), 401
    return redirect(url_for("auth.sign_in", lanjut=request.full_path.rstrip("?")))


def is_shared() -> bool:
    """Return whether this session is one on a phone that several people use."""
    return bool(session.get("shared"))


def _end_when_idle() -> None:
    if "_user_id" not in session:
        return
    at, shared = int(time.time()), is_shared()
    idle = at - int(session.get("seen", 0))
    if shared and idle > IDLE_SECONDS and request.blueprint != INSIDE_AN_ATTEMPT:
        end()
    elif idle > TOUCH_SECONDS["shared" if shared else "own"]:
        session["seen"] = at


def remember_browser(app: Flask, response: ResponseReturnValue, name: str) -> ResponseReturnValue:
    """Mark the browser as one from which `name` has signed in: the address limit no longer holds for it."""
    answer = make_response(response)
    token = _serializer(app).dumps(name)
    answer.set_cookie(
        KNOWN_COOKIE,
        token,
        max_age=SLIDING,
        httponly=True,
        samesite="Lax",
        secure=app.config["SESSION_COOKIE_SECURE"],
    )
    return answer


def is_known_browser(app: Flask, name: str) -> bool:
    """Return whether `name` has signed in from this browser before."""
    try:
        known = _serializer(app).loads(
            request.cookies.get(KNOWN_COOKIE, ""), max_age=int(SLIDING.total_seconds())
        )
    except BadSignature:
        return False
    return bool(known == name)


def is_signed_in() -> bool:
    """Return whether somebody is signed in."""
    return bool(current_user.is_authenticated)


def _serializer(app: Flask) -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(str(app.secret_key), salt="known-browser")
