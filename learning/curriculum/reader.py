"""Who reads: whose progress is shown, and which kabupaten's lessons."""

import re
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from flask import request
from flask_login import current_user

from app.auth.identity import me
from app.places import kabupaten_around

ARGUMENT = "kab"  # of a shared address: the kabupaten whose lessons it opens
CODE = re.compile(r"\d\d\.\d\d")


@dataclass(frozen=True)
class Reader:
    """Somebody who reads: `cadre_id` is None for a visitor and for officers, `kabupaten` for who belongs to none."""

    cadre_id: UUID | None
    kabupaten: str | None


def reader() -> Reader:
    """Return who reads: the address says which kabupaten's lessons, else they are those of the signed-in person."""
    user = me() if current_user.is_authenticated else None
    own = kabupaten_around(user.region_code) if user else None
    return Reader(user.cadre_id if user else None, _addressed() or own)


def keep_kabupaten(_endpoint: str, values: dict[str, Any]) -> None:
    """Let the links of a page that was opened for a kabupaten stay with it (Flask's `url_defaults`)."""
    if code := _addressed():
        values.setdefault(ARGUMENT, code)


def _addressed() -> str | None:
    code = request.args.get(ARGUMENT, "")
    return code if CODE.fullmatch(code) else None
