"""How much an answer is worth: percent as Moodle knows them, and what weights together mean. Pure."""

from collections.abc import Sequence
from decimal import Decimal

USUAL = tuple(
    "100 90 83.33333 80 75 70 66.66667 60 50 40 33.33333 30 25 20 16.66667 14.28571 12.5 11.11111 10 5 0".split()
)
FULL, NEAR = (
    Decimal(100),
    Decimal("0.5"),
)  # percent: how far a sum may be off, and what is no rounding worth a word


def usual(weight: Decimal) -> str:
    """Return the nearest percent that Moodle accepts, as text with a decimal point."""
    nearest = min(USUAL, key=lambda known: abs(Decimal(known) - abs(weight)))
    return f"-{nearest}" if weight < 0 and nearest != "0" else nearest


def is_rounded(weight: Decimal) -> bool:
    """Return whether `usual` says noticeably something else than `weight`."""
    return abs(Decimal(usual(weight)) - weight) > NEAR


def scoring_of(weights: Sequence[str]) -> str:
    """Return how a multiple choice with these weights is marked: `partial` where it comes to the same, else `weights`."""
    right = [weight for weight in map(Decimal, weights) if weight > 0]
    wrong = [weight for weight in map(Decimal, weights) if weight <= 0]
    shared = len(set(right)) == 1 and abs(sum(right) - FULL) < NEAR
    return "partial" if shared and all(weight == -right[0] for weight in wrong) else "weights"


def shares(correct: Sequence[bool], scoring: str) -> list[str]:
    """Return the weights that say `all` or `partial`; with `all` a single wrong tick takes everything away."""
    share = usual(FULL / (sum(correct) or 1))
    return [share if right else ("-100" if scoring == "all" else f"-{share}") for right in correct]
