"""Signing in and out."""

from urllib.parse import urlsplit

from flask import Blueprint, current_app, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.auth import sessions
from app.auth.decorators import public
from app.auth.forms import NAME_LENGTH, SignInForm
from app.auth.identity import Account, find_account
from app.auth.operations import count_try, record_sign_in
from app.auth.secrets import matches
from app.filters import duration
from app.forms import ActionForm
from app.places import fold
from app.web import shown_again

auth = Blueprint("auth", __name__)


@auth.route("/masuk", methods=["GET", "POST"])
@public
def sign_in() -> ResponseReturnValue:
    """Sign in; the try is counted first, the secret checked while no transaction is open."""
    form = SignInForm(shared="bersama" in request.args)
    if request.method == "GET" and sessions.is_signed_in():
        return redirect(_next_page())
    if not form.validate_on_submit():
        page = render_template("app/auth/sign_in.html", form=form)
        return shown_again(page) if request.method == "POST" else page

    name = fold(str(form.name.data))[:NAME_LENGTH]  # folding can lengthen
    attempt = count_try(name, request.remote_addr or "", sessions.is_known_browser(current_app, name))
    if attempt.wait:
        return _wait_page(form, attempt.wait)
    account = _checked(name, str(form.pin.data))
    if account is None:
        form.pin.errors = [_("Nomor atau PIN tidak cocok. Coba lagi, atau minta bidan membuat PIN baru.")]
        return shown_again(render_template("app/auth/sign_in.html", form=form))

    record_sign_in(account.identity.id, attempt.id, account.identity.region_code)
    sessions.start(account.identity, shared_phone=bool(form.shared.data))
    return sessions.remember_browser(current_app, redirect(_next_page(), 303), name)


@auth.get("/masuk/lupa")
@public
def forgotten() -> ResponseReturnValue:
    """Say whom to ask for a new PIN."""
    return render_template("app/auth/forgotten.html")


@auth.route("/keluar", methods=["GET", "POST"])
@public
def sign_out() -> ResponseReturnValue:
    """Ask, then end the session; on a shared phone the next person signs in."""
    form = ActionForm()
    if form.validate_on_submit() or (request.method == "POST" and not sessions.is_signed_in()):
        g.form_is_ours = True  # signing out twice is harmless
        shared = sessions.is_shared()
        sessions.end()
        return redirect(url_for("auth.sign_in", bersama=1 if shared else None), 303)
    page = render_template("app/auth/sign_out.html", form=form)
    return shown_again(page) if request.method == "POST" else page


def _checked(name: str, secret: str) -> Account | None:
    account = find_account(name)
    pin_key = str(current_app.config["PIN_KEY"])
    kept = account.secret_hash if account else current_app.extensions["dummy_hash"]
    return account if matches(kept, secret, pin_key) and account else None


def _wait_page(form: SignInForm, seconds: int) -> ResponseReturnValue:
    form.pin.errors = [_("Terlalu sering salah. Tunggu %(time)s, lalu coba lagi.", time=duration(seconds))]
    return render_template("app/auth/sign_in.html", form=form), 429, {"Retry-After": str(seconds)}


def _next_page() -> str:
    """Return where she wanted to go, if that is a page of ours, else her first page."""
    wanted = request.args.get("lanjut", "")
    parts = urlsplit(wanted)
    is_ours = (
        wanted.startswith("/") and not wanted.startswith(("//", "/\\")) and not (parts.scheme or parts.netloc)
    )
    return wanted if is_ours else url_for("home.first")
