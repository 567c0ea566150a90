"""Codes of certificates: ten characters that are hard to confuse, the last one checking the others."""

import secrets
from collections.abc import Callable

ALPHABET = (
    "2346789ABCDEFGHJKLMNPQRTUVWXY"  # 29, a prime, so that the check finds any one wrong or swapped character
)
LENGTH = 10


def new_code(pick: Callable[[str], str] = secrets.choice) -> str:
    """Return a random code, one of fourteen million million; a seeded `pick` gives the same codes again."""
    body = "".join(pick(ALPHABET) for _ in range(LENGTH - 1))
    return body + _check(body)


def read_code(typed: str) -> str | None:
    """Return the code somebody typed, in any case, with spaces, dots and dashes; None when it cannot be one."""
    code = "".join(letter for letter in typed.upper() if letter not in " .-–_")
    if len(code) != LENGTH or not set(code) <= set(ALPHABET) or code[-1] != _check(code[:-1]):
        return None
    return code


def shown_code(code: str) -> str:
    """Return a code as it is printed: ABCDE-FGHJK."""
    return f"{code[:5]}-{code[5:]}"


def _check(body: str) -> str:
    weighted = sum(place * ALPHABET.index(letter) for place, letter in enumerate(body, start=1))
    return ALPHABET[weighted % len(ALPHABET)]
