"""What bodies of several types hold: pictures, percents, and what is said with the result."""

from fractions import Fraction
from typing import Any

from assessments.bank.types.base import Body, Picture

WIDEST = 320  # pixels of a picture on the page
FINEST = 1000  # the largest denominator of a mark: 33.33333 percent means a third


def find_picture(part: dict[str, Any]) -> Picture | None:
    """Return the picture of an option; None for one without."""
    return _picture(part["picture"]) if part.get("picture") else None


def list_pictures(body: Body) -> list[Picture]:
    """Return the pictures that stand under the stem."""
    return [_picture(picture) for picture in body.get("pictures") or []]


def share(percent: str | None) -> Fraction:
    """Return the fraction of the full mark that a weight in percent means; without one, the full mark."""
    return Fraction(1) if percent is None else (Fraction(percent) / 100).limit_denominator(FINEST)


def say(body: Body, mark: Fraction, own: str | None = None) -> list[str]:
    """Return what is said with a mark: `own` words of the answer given, or those for right or wrong; the explanation."""
    words = own or (body.get("feedback") or {}).get("right" if mark == 1 else "wrong")
    return [text for text in (words, body.get("explanation")) if text]


def _picture(kept: dict[str, Any]) -> Picture:
    """Return a picture as it is drawn: at most `WIDEST` wide."""
    width, height = kept["width"], kept["height"]
    if width > WIDEST:
        width, height = WIDEST, max(1, round(height * WIDEST / width))
    return Picture(f"/media/{kept['media']}", kept["alt"], width, height)
