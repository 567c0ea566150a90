"""PINs and passwords: made, judged, hashed. Knows nothing of Flask or the database.

A PIN has a million values, so its hash is peppered with a key kept outside the database (`PIN_KEY`).
"""

import hashlib
import hmac
import secrets

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerifyMismatchError

PIN_LENGTH = 6
PASSWORD_LENGTH, FEWEST_LETTERS = 10, 5
COMMON_PASSWORDS = ("password", "katasandi", "qwerty", "jenjang", "posyandu", "indonesia", "123456")
_hasher = PasswordHasher(time_cost=2, memory_cost=19_456, parallelism=1)
_RUNS = "01234567890123456789"
# The commonest six-digit PINs beyond runs and repeats: keypad patterns, pairs, well-known dates of the country.
COMMON_PINS = frozenset(
    """
    121212 112233 123123 123321 112211 111222 222333 333444 444555 555666 666777 777888 888999 101010 202020 303030
    131313 141414 151515 161616 171717 181818 191919 212121 232323 242424 252525 262626 272727 282828 292929 313131
    100000 200000 300000 110011 220022 001001 010101 020202 030303 040404 050505 060606 070707 080808 090909 007007
    147258 147852 258369 258456 159753 159357 357159 369258 852456 741852 963852 789456 456123 321654 654123 789123
    123654 123789 159159 147147 258258 369369 170845 171845 010145 200845 280428 210421 100110 112112 110110 118118
    696969 420420 786786 520520 131420 246810 135790 135791 102030 203040 908070 121314 101112 111213 123456 654321
    123450 123457 012345 234567 987654 876543 000007 000001 999990 998877 887766 776655 665544 554433 443322 332211
    """.split()
)


def hash_secret(secret: str, pin_key: str) -> str:
    """Return the hash to keep of a PIN or password."""
    return _hasher.hash(_peppered(secret, pin_key))


def matches(kept: str, secret: str, pin_key: str) -> bool:
    """Return whether `secret` is the one whose hash was kept. Takes some 20 ms: hold no transaction meanwhile."""
    try:
        return _hasher.verify(kept, _peppered(secret, pin_key))
    except (VerifyMismatchError, InvalidHashError):
        return False


def dummy_hash(pin_key: str) -> str:
    """Return a hash nobody's secret matches, checked where there is no account, so that both answers take as long."""
    return hash_secret(secrets.token_hex(16), pin_key)


def make_pin() -> str:
    """Return a random PIN that is not easy to guess."""
    while True:
        pin = f"{secrets.randbelow(10**PIN_LENGTH):0{PIN_LENGTH}d}"
        if not is_weak_pin(pin):
            return pin


def make_password() -> str:
    """Return a random password that can be read aloud."""
    letters = "abcdefghjkmnpqrstuvwxyz23456789"
    return "-".join("".join(secrets.choice(letters) for _ in range(4)) for _ in range(3))


def is_weak_pin(pin: str, birth_year: int | None = None) -> bool:
    """Return whether a PIN is a repeat, a run, common, or holds the year of birth."""
    return (
        len(set(pin)) <= 2
        or pin in _RUNS
        or pin in _RUNS[::-1]
        or pin[:3] == pin[3:]
        or pin in COMMON_PINS
        or (birth_year is not None and str(birth_year) in pin)
    )


def is_weak_password(password: str, sign_in_name: str) -> bool:
    """Return whether a password is short, of few letters, or the name itself with something added."""
    folded = password.lower()
    return (
        len(password) < PASSWORD_LENGTH
        or len(set(folded)) < FEWEST_LETTERS
        or sign_in_name in folded
        or any(common in folded for common in COMMON_PASSWORDS)
    )


def is_pin(text: str) -> bool:
    """Return whether `text` is six ASCII digits."""
    return len(text) == PIN_LENGTH and text.isascii() and text.isdigit()


def _peppered(secret: str, pin_key: str) -> str:
    return hmac.new(pin_key.encode(), secret.encode(), hashlib.sha256).hexdigest()
