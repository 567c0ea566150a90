"""What two texts say differently, line by line."""

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher


@dataclass(frozen=True)
class Difference:
    """One line that stands in one of two texts only: in the later one when it was `added`."""

    added: bool
    text: str


def differences_of(old: Sequence[str], new: Sequence[str]) -> list[Difference]:
    """Return the lines that were taken away and those that came, in their order."""
    found = []
    for kind, old_from, old_to, new_from, new_to in SequenceMatcher(None, old, new, False).get_opcodes():
        if kind != "equal":
            found += [Difference(False, line) for line in old[old_from:old_to]]
            found += [Difference(True, line) for line in new[new_from:new_to]]
    return found
