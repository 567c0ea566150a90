"""The admin's pages of accounts: the list, a new officer, changing, closing, a new PIN or password."""

from uuid import UUID

from flask import current_app, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.accounts import operations, queries
from app.accounts.officer_forms import ROLE_NAMES, NewOfficerForm, OfficerForm
from app.accounts.views import accounts
from app.auth.decorators import requires
from app.auth.forms import OnceForm
from app.auth.identity import Identity, me
from app.auth.models import Role, User
from app.auth.operations import end_sessions, open_account, set_disabled, set_secret, spend_form
from app.auth.permissions import Permission, may_reset
from app.auth.queries import was_spent
from app.auth.secrets import hash_secret, make_password, make_pin
from app.errors import Refused, Unsafe
from app.forms import ActionForm
from app.places import fold, get_region, may_see_people
from app.registry.models import Cadre
from app.web import no_store, page_number, page_or_fragment, paginate, saved, shown_again, tell

STATUSES = ("aktif", "nonaktif")


@accounts.get("/pengguna")
@requires(Permission.ACCOUNTS_MANAGE)
def list_users() -> ResponseReturnValue:
    """Show the accounts of the admin's region, searched and filtered."""
    search = {
        "q": request.args.get("q", "").replace("\0", "").strip()[:60],
        "peran": _one_of(request.args.get("peran", ""), [role.value for role in Role]),
        "status": _one_of(request.args.get("status", ""), STATUSES),
    }
    rows = queries.users_for(me(), search["q"], search["peran"], search["status"])
    page = paginate(rows, page_number(), scalars=False)
    return no_store(
        page_or_fragment(
            "app/accounts/users.html", "app/accounts/_users.html", page=page, search=search, roles=ROLE_NAMES
        )
    )


@accounts.route("/pengguna/baru", methods=["GET", "POST"])
@requires(Permission.ACCOUNTS_MANAGE)
def new_user() -> ResponseReturnValue:
    """Open an officer's account and show its password once."""
    form = NewOfficerForm.for_admin(me())
    if was_spent(request.form.get("once", "")):
        return _made_before(url_for(".new_user"))
    password = make_password()
    secret_hash = (
        hash_secret(password, _pin_key()) if request.method == "POST" else ""
    )  # before the first statement
    if not form.validate_on_submit():
        page = no_store(render_template("app/accounts/new_user.html", form=form))
        return shown_again(page) if request.method == "POST" else page

    region_code = form.place.code if form.place else None
    spend_form(form.form_id, me().id)
    user = open_account(
        fold(str(form.sign_in_name.data)),
        Role(form.role.data),
        region_code,
        secret_hash,
        me().id,
        name=str(form.name.data),
    )
    return _show_once(user, user.name, password)


@accounts.route("/pengguna/<uuid:user_id>", methods=["GET", "POST"])
@requires(Permission.ACCOUNTS_MANAGE)
def show_user(user_id: UUID) -> ResponseReturnValue:
    """Show an account; an officer of a lower role can be changed."""
    user, cadre = queries.get_user_for(me(), user_id)
    shown = {"name": user.name, "role": user.role, "region": user.region_code}
    form = OfficerForm.for_admin(me(), **shown) if _may_change(user) else None
    if form and form.validate_on_submit():
        place = form.place.code if form.place else None
        operations.change_officer(user, str(form.name.data), Role(form.role.data), place, me().id)
        tell(_("Akun %(name)s tersimpan.", name=user.name))
        return redirect(url_for(".show_user", user_id=user.id), 303)
    page = no_store(
        render_template(
            "app/accounts/user.html",
            user=user,
            title=_title(me(), user, cadre),
            region=_region_name(user, cadre),
            form=form,
            action=ActionForm(),
            roles=ROLE_NAMES,
            may_reset=may_reset(me().role, Role(user.role)),
        )
    )
    return shown_again(page) if request.method == "POST" else page


@accounts.post("/pengguna/<uuid:user_id>/tutup")
@requires(Permission.ACCOUNTS_MANAGE)
def disable_user(user_id: UUID) -> ResponseReturnValue:
    """Close an account; whoever is signed in with it is out at once."""
    user = _other_user(user_id)
    operations.close_account(user, me().id)
    return _done(user, _("Akun ditutup. Pemiliknya langsung keluar dari semua perangkat."))


@accounts.post("/pengguna/<uuid:user_id>/buka")
@requires(Permission.ACCOUNTS_MANAGE)
def enable_user(user_id: UUID) -> ResponseReturnValue:
    """Open a closed account again."""
    user = _other_user(user_id)
    set_disabled(user, False, me().id)
    return _done(user, _("Akun dibuka lagi. PIN atau kata sandinya masih yang lama."))


@accounts.post("/pengguna/<uuid:user_id>/keluarkan")
@requires(Permission.ACCOUNTS_MANAGE)
def end_user_sessions(user_id: UUID) -> ResponseReturnValue:
    """Sign somebody out everywhere."""
    user = _other_user(user_id)
    end_sessions(user, me().id)
    return _done(user, _("Sudah dikeluarkan dari semua perangkat."))


@accounts.route("/pengguna/<uuid:user_id>/pin-baru", methods=["GET", "POST"])
@requires(Permission.ACCOUNTS_MANAGE)
def reset_user(user_id: UUID) -> ResponseReturnValue:
    """Make a new PIN (a cadre) or password (an officer) and show it once; the old one is dead."""
    if was_spent(request.form.get("once", "")):
        return _made_before(url_for(".reset_user", user_id=user_id))
    form = OnceForm()
    secrets = {"pin": make_pin(), "password": make_password()}
    hashes = {
        kind: hash_secret(secret, _pin_key()) for kind, secret in secrets.items() if form.is_submitted()
    }
    user, cadre = queries.get_user_for(me(), user_id)
    if not may_reset(me().role, Role(user.role)):
        raise Refused(
            _("PIN sesama admin tidak bisa dibuat dari sini. Pakai perintah «user reset-pin» di server.")
        )
    title = _title(me(), user, cadre)
    if not form.validate_on_submit():
        page = no_store(render_template("app/accounts/reset_user.html", user=user, title=title, form=form))
        return shown_again(page) if request.method == "POST" else page

    kind = "pin" if user.role == Role.CADRE else "password"
    spend_form(form.form_id, me().id)
    set_secret(user, hashes[kind], me().id)
    return _show_once(user, title, secrets[kind])


def _show_once(user: User, title: str, secret: str) -> ResponseReturnValue:
    return saved(no_store(render_template("app/accounts/secret.html", user=user, title=title, secret=secret)))


def _made_before(again: str) -> ResponseReturnValue:
    return no_store(render_template("app/accounts/made_before.html", again=again)), 409


def _other_user(user_id: UUID) -> User:
    """Return the account a one-button form is about; nobody closes her own."""
    if not ActionForm().validate_on_submit():
        raise Unsafe
    user, _cadre = queries.get_user_for(me(), user_id)
    if user.id == me().id:
        raise Refused(_("Ini akun Anda sendiri. Pakai halaman «Akun saya»."))
    return user


def _done(user: User, message: str) -> ResponseReturnValue:
    tell(message)
    return redirect(url_for(".show_user", user_id=user.id), 303)


def _may_change(user: User) -> bool:
    return user.role != Role.CADRE and may_reset(me().role, Role(user.role))


def _title(admin: Identity, user: User, cadre: Cadre | None) -> str:
    """Return a user's name, or a cadre's number where the admin sees totals only."""
    if cadre is None:
        return user.name
    return cadre.name if may_see_people(admin.region_code) else cadre.number


def _region_name(user: User, cadre: Cadre | None) -> str:
    code = cadre.region_code if cadre else user.region_code
    return get_region(code).full_name if code else _("seluruh Indonesia")


def _one_of(given: str, allowed: tuple[str, ...] | list[str]) -> str:
    return given if given in allowed else ""


def _pin_key() -> str:
    return str(current_app.config["PIN_KEY"])
