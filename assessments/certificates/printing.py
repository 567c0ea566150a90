"""The square code on a certificate. Knows no database."""

import segno
from markupsafe import Markup


def qr_svg(address: str) -> Markup:
    """Return the QR code of `address` as inline SVG, one path, its size left to the sheet that prints it."""
    drawn = segno.make(address, error="m", micro=False)
    return Markup(drawn.svg_inline(omitsize=True, border=2, dark="#000", svgclass=None, lineclass=None))  # noqa: S704
