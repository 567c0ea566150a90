"""The signed token in a question's form: it alone is authority to save that one answer, also after the session ended.

It does not expire: the attempt's closing ends it. Knows neither the database nor the web.
"""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from itsdangerous import BadSignature, Serializer, URLSafeSerializer
from itsdangerous.encoding import base64_encode

SALT = "answer"


class Forged(Exception):
    """The token was not made here, or was cut off on the way."""


@dataclass(frozen=True)
class Claim:
    """Cadre `cadre_id` may save answer number `seq` to question `position` of her attempt."""

    attempt_id: UUID
    position: int
    seq: int
    cadre_id: UUID


class _Tokens(URLSafeSerializer):
    """Does not compress: on the page of all questions the tokens begin alike, which the page's own compression uses."""

    def dump_payload(self, obj: Any) -> bytes:
        """Return `obj` in letters that an address may have."""
        return base64_encode(Serializer.dump_payload(self, obj))


def sign(claim: Claim, key: str) -> str:
    """Return the token for `claim`."""
    fields = [claim.attempt_id.hex, claim.position, claim.seq, claim.cadre_id.hex]
    return str(_Tokens(key, salt=SALT).dumps(fields))


def read(token: str, key: str) -> Claim:
    """Return what `token` allows; raise Forged when its signature is not ours."""
    try:
        attempt, position, seq, cadre = _Tokens(key, salt=SALT).loads(token)
    except BadSignature as error:
        raise Forged from error
    return Claim(UUID(attempt), position, seq, UUID(cadre))
