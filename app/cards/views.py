"""`Buat akun dan kartu masuk`: PINs are made, and the answer is the sheet of cards itself, once."""

from collections.abc import Sequence
from uuid import UUID

import segno
from flask import Blueprint, Response, current_app, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from markupsafe import Markup

from app.auth.decorators import requires
from app.auth.identity import me
from app.auth.permissions import Permission
from app.auth.queries import was_spent
from app.auth.scope import require_people
from app.auth.secrets import hash_secret, make_pin
from app.cards.forms import CardsForm
from app.cards.operations import hand_out_cards
from app.cards.queries import Holder, list_holders_at, list_holders_of
from app.clock import today
from app.db import db
from app.pdf import render_pdf
from app.registry.queries import get_cadre_for, get_posyandu_for
from app.web import no_store, saved, shown_again

cards = Blueprint("cards", __name__)
CARDS_PER_PAGE = 8


@cards.route("/kader/<number>/kartu", methods=["GET", "POST"])
@requires(Permission.CARD_MAKE)
def make_for_cadre(number: str) -> ResponseReturnValue:
    """Make one cadre's account and card, or a new PIN on a new card."""
    require_people(me())
    with db.reading():
        cadre = get_cadre_for(me(), number)
        holders = list_holders_of(cadre.id)
    back = url_for("people.show_cadre", number=cadre.number)
    return _make(holders, cadre.name, back, f"kartu-{cadre.number}.pdf")


@cards.route("/posyandu/<uuid:posyandu_id>/kartu", methods=["GET", "POST"])
@requires(Permission.CARD_MAKE)
def make_for_posyandu(posyandu_id: UUID) -> ResponseReturnValue:
    """Make the accounts and cards of a whole Posyandu."""
    with db.reading():
        posyandu = get_posyandu_for(me(), posyandu_id)
        holders = list_holders_at(posyandu.id)
    back = url_for("posyandu.show_posyandu", posyandu_id=posyandu.id)
    return _make(holders, f"Posyandu {posyandu.name}", back, "kartu-posyandu.pdf")


def _make(holders: Sequence[Holder], whose: str, back: str, filename: str) -> ResponseReturnValue:
    if was_spent(request.form.get("once", "")):
        return no_store(render_template("app/cards/made_before.html", whose=whose, back=back)), 409
    open_holders = [holder for holder in holders if not holder.is_closed]
    form = CardsForm.for_holders(open_holders)
    if not form.validate_on_submit():
        closed = len(holders) - len(open_holders)
        page = no_store(
            render_template("app/cards/make.html", form=form, whose=whose, back=back, closed=closed)
        )
        return shown_again(page) if request.method == "POST" else page

    chosen = [holder for holder in open_holders if str(holder.cadre_id) in form.chosen.data]
    pins = {holder.cadre_id: make_pin() for holder in chosen}
    key = str(current_app.config["PIN_KEY"])
    hashes = {cadre_id: hash_secret(pin, key) for cadre_id, pin in pins.items()}
    sheet = draw_cards(chosen, pins)
    hand_out_cards(form.form_id, chosen, hashes, me().id)
    answer = Response(sheet, mimetype="application/pdf")
    answer.headers.set("Content-Disposition", "attachment", filename=filename)
    return saved(no_store(answer))


def draw_cards(holders: Sequence[Holder], pins: dict[UUID, str]) -> bytes:
    """Return the sheets of cards, eight on a page of A4, as a PDF."""
    address = str(current_app.config["PUBLIC_URL"])
    code = Markup(segno.make(address, error="m").svg_inline(omitsize=True, border=0))  # noqa: S704  our own address
    page = render_template(
        "app/cards/sheet.html",
        holders=holders,
        pins=pins,
        address=address,
        code=code,
        day=today(),
        per_page=CARDS_PER_PAGE,
        title=_("Kartu masuk Jenjang"),
    )
    return render_pdf(page)
