"""One's own account: what is kept, a new PIN, signing out everywhere, and saying what is wrong."""

from dataclasses import replace

from flask import Blueprint, current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.accounts.forms import OwnPasswordForm, OwnPinForm, OwnSecretForm, ReportForm
from app.accounts.operations import report_data
from app.accounts.queries import get_own_account, get_own_cadre, get_own_secret, list_own_reports
from app.auth import sessions
from app.auth.decorators import requires
from app.auth.identity import me
from app.auth.models import Role, User
from app.auth.operations import count_try, end_sessions, set_secret
from app.auth.permissions import Permission
from app.auth.queries import get_user
from app.auth.secrets import hash_secret, matches
from app.errors import Unsafe
from app.filters import duration
from app.forms import ActionForm, refused_at
from app.places import Region, list_regions
from app.web import shown_again

accounts = Blueprint("accounts", __name__)


@accounts.get("/akun")
@requires(Permission.OWN_ACCOUNT)
def show_own() -> ResponseReturnValue:
    """Show everything that is kept about the user herself."""
    user = me()
    form = ActionForm()
    if user.role is Role.CADRE:
        cadre = get_own_cadre(user)
        return render_template(
            "app/accounts/own_cadre.html", cadre=cadre, reports=list_own_reports(cadre), form=form
        )
    return render_template(
        "app/accounts/own_officer.html", user=get_own_account(user), region=_own_region(), form=form
    )


@accounts.route("/akun/pin", methods=["GET", "POST"])
@requires(Permission.OWN_ACCOUNT)
def change_secret() -> ResponseReturnValue:
    """Change the own PIN or password; every other session ends. The old one is checked like a sign-in."""
    user, birth_year = get_own_secret(me())
    form = _secret_form(user, birth_year)
    if not form.validate_on_submit() or not _knows_old(form, user):
        page = render_template("app/accounts/change_secret.html", form=form)
        return shown_again(page) if request.method == "POST" else page

    secret_hash = hash_secret(str(form.new_pin.data), _pin_key())
    kept = get_user(user.id)
    set_secret(kept, secret_hash, me().id)
    sessions.renew(replace(me(), session_version=kept.session_version))
    flash(_("Sudah diganti. HP lain yang masuk dengan nomor Anda sudah keluar."))
    return redirect(url_for("accounts.show_own"), 303)


@accounts.post("/akun/keluar-semua")
@requires(Permission.OWN_ACCOUNT)
def sign_out_everywhere() -> ResponseReturnValue:
    """End every session of the user, this one too."""
    if not ActionForm().validate_on_submit():
        raise Unsafe
    end_sessions(get_user(me().id), me().id)
    sessions.end()
    flash(_("Anda sudah keluar dari semua HP."))
    return redirect(url_for("auth.sign_in"), 303)


@accounts.route("/akun/lapor", methods=["GET", "POST"])
@requires(Permission.OWN_LEVEL)
def report() -> ResponseReturnValue:
    """Let a cadre say what is wrong in her data; her office sees it."""
    cadre = get_own_cadre(me())
    form = ReportForm()
    if form.validate_on_submit():
        with refused_at(form.words):
            report_data(cadre, str(form.words.data), me().id)
            flash(_("Terkirim. Petugas akan memeriksa dan memperbaiki data Anda."))
            return redirect(url_for("accounts.show_own"), 303)
    page = render_template("app/accounts/report.html", form=form)
    return shown_again(page) if request.method == "POST" else page


def _own_region() -> Region | None:
    return next(iter(list_regions([me().region_code or ""])), None)


def _pin_key() -> str:
    return str(current_app.config["PIN_KEY"])


def _secret_form(user: User, birth_year: int | None) -> OwnSecretForm:
    if me().role is Role.CADRE:
        return OwnPinForm.for_cadre(birth_year)
    return OwnPasswordForm.for_officer(user.sign_in_name)


def _knows_old(form: OwnSecretForm, user: User) -> bool:
    """Check the old secret, counted and slowed like a try to sign in; say at the field when it is wrong."""
    attempt = count_try(user.sign_in_name, request.remote_addr or "", known_browser=True)
    if attempt.wait:
        form.old_pin.errors = [
            _("Terlalu sering salah. Tunggu %(time)s, lalu coba lagi.", time=duration(attempt.wait))
        ]
        return False
    if matches(user.secret_hash, str(form.old_pin.data), _pin_key()):
        return True
    form.old_pin.errors = [_("Tidak cocok dengan yang lama. Coba lagi.")]
    return False
