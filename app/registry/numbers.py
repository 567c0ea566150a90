"""Cadre numbers: seven random digits and a check digit after Damm. Pure: knows nothing of Flask or the database.

Damm's scheme (H. Michael Damm, 2004) walks a table in which every row and column holds each digit once and no digit
stays where it is. It finds every single wrong digit and every swap of two neighbours, the two mistakes people make when
they copy a number by hand. The first digit is never 0, because a spreadsheet would eat it. A number says nothing about
the region, is kept for life and is never given to anybody else.
"""

import secrets
from collections.abc import Callable, Collection

LENGTH = 8
_TABLE = (
    (0, 3, 1, 7, 5, 9, 8, 6, 4, 2),
    (7, 0, 9, 2, 1, 5, 4, 8, 6, 3),
    (4, 2, 0, 6, 8, 7, 1, 3, 5, 9),
    (1, 7, 5, 0, 9, 8, 3, 4, 2, 6),
    (6, 1, 2, 3, 0, 4, 5, 9, 7, 8),
    (3, 6, 7, 4, 2, 0, 9, 5, 8, 1),
    (5, 8, 6, 9, 7, 2, 0, 1, 3, 4),
    (8, 9, 4, 5, 3, 6, 2, 0, 1, 7),
    (9, 4, 3, 8, 6, 1, 7, 2, 0, 5),
    (2, 5, 8, 1, 4, 3, 6, 7, 9, 0),
)


def check_digit(digits: str) -> str:
    """Return the digit that belongs after `digits`, which are ASCII digits."""
    state = 0
    for digit in digits:
        state = _TABLE[state][int(digit)]
    return str(state)


def is_number(text: str) -> bool:
    """Return whether `text` is eight digits of which the last one fits the others."""
    return len(text) == LENGTH and text.isascii() and text.isdigit() and check_digit(text) == "0"


def make_number(below: Callable[[int], int] = secrets.randbelow) -> str:
    """Return a random number; `below(n)` picks from 0 to n - 1, and a seeded one gives the same numbers again."""
    digits = str(10 ** (LENGTH - 2) + below(9 * 10 ** (LENGTH - 2)))
    return digits + check_digit(digits)


def make_numbers(
    count: int, taken: Collection[str] = (), below: Callable[[int], int] = secrets.randbelow
) -> list[str]:
    """Return `count` different numbers, none of them in `taken`."""
    chosen: dict[str, None] = {}
    while len(chosen) < count:
        number = make_number(below)
        if number not in taken:
            chosen[number] = None
    return list(chosen)
