"""Words as search compares them: folded, with the root of an Indonesian word beside it. Pure; no dictionary.

A root that is wrong harms nobody: it is compared with roots made the same way.
"""

import re

from app.places import fold

LONGEST, SHORTEST, SHORTEST_ROOT = 40, 2, 4  # letters
WORD = re.compile(r"[^\W_]+")
VOWELS = tuple("aiueo")
# The first letter of the root was changed by these: menimbang has timbang in it, menyusui susu.
CHANGED = {
    "meny": "s",
    "peny": "s",
    "meng": "k",  # or not at all: mengunjungi has kunjung in it, mengukur ukur
    "peng": "k",
    "mem": "p",
    "pem": "p",
    "men": "t",
    "pen": "t",
}
BEGINNINGS = (*CHANGED, "me", "per", "pe", "ber", "ter", "di", "ke", "se")
ENDINGS = ("nya", "lah", "kah", "kan", "an", "i")


def words_of(text: str) -> list[str]:
    """Return the words of a text in order, folded; single letters and signs are none."""
    folded = (fold(word)[:LONGEST] for word in WORD.findall(text))
    return [word for word in folded if len(word) >= SHORTEST]


def roots_of(word: str) -> set[str]:
    """Return what may be the root of a folded word, without its beginning and endings; nothing when it looks bare."""
    starts = {word, *_without_beginning(word)}
    roots = {_without_ending(_without_ending(start)) for start in starts} - {word}
    return {root for root in roots if len(root) >= SHORTEST_ROOT}


def grams_of(word: str) -> set[str]:
    """Return the three-letter pieces of a word; two spaces before it make its first letters count more."""
    padded = f"  {word} "
    return {padded[start : start + 3] for start in range(len(padded) - 2)}


def _without_beginning(word: str) -> set[str]:
    beginning = next((start for start in BEGINNINGS if word.startswith(start)), "")
    rest = word.removeprefix(beginning)
    if rest[:1] not in VOWELS or beginning not in CHANGED:
        return {rest}
    changed = CHANGED[beginning] + rest
    return {rest, changed} if CHANGED[beginning] == "k" else {changed}


def _without_ending(word: str) -> str:
    ending = next(
        (end for end in ENDINGS if word.endswith(end) and len(word) - len(end) >= SHORTEST_ROOT), ""
    )
    return word.removesuffix(ending)
