"""Addresses made of titles."""

from uuid import UUID

from app.places import fold

LONGEST = 60


def slug_of(title: str, key: UUID, otherwise: str) -> str:
    """Return an address for what is called `title`: its words, and a few letters of its id, so that nothing else has it.

    `otherwise` stands for a title that has no letters an address can carry.
    """
    words = "-".join("".join(letter if letter.isalnum() else " " for letter in fold(title)).split())
    return f"{words[: LONGEST - 9].strip('-') or otherwise}-{key.hex[-8:]}"
