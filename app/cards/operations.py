"""Writes for cards: accounts opened, PINs replaced."""

from collections.abc import Iterable, Mapping
from uuid import UUID

from flask_babel import gettext as _

from app.auth.models import Role
from app.auth.operations import open_account, set_secret, spend_form
from app.auth.queries import get_user
from app.cards.queries import Holder
from app.errors import Refused
from app.registry.operations import lock_cadre


def hand_out_cards(form_id: UUID, holders: Iterable[Holder], hashes: Mapping[UUID, str], by: UUID) -> None:
    """Open an account for each holder without one, and replace the PIN of the others; all or nothing.

    `hashes` are those of the PINs on the cards, by cadre. Raises FormSpent when the form made its cards before, and
    Refused when somebody has stopped meanwhile.
    """
    spend_form(form_id, by)
    for holder in sorted(
        holders, key=lambda holder: holder.cadre_id
    ):  # one order, so that two lists never wait in a ring
        cadre = lock_cadre(holder.cadre_id)
        if cadre.left_at is not None:
            raise Refused(_("%(name)s sudah berhenti. Muat ulang, lalu pilih lagi.", name=holder.name))
        secret_hash = hashes[holder.cadre_id]
        if holder.user_id is not None:
            set_secret(get_user(holder.user_id), secret_hash, by)
            continue
        open_account(
            cadre.number, Role.CADRE, None, secret_hash, by, cadre_id=cadre.id, cadre_number=cadre.number
        )
