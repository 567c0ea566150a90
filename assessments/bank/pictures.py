"""A picture that somebody brings, as it is kept: light, upright, without what cameras write into it. Pure.

Its size is asked of its first bytes before anything is decoded, so that a small file cannot become a large picture.
"""

import hashlib
import struct
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from PIL import Image, ImageFile, ImageOps

from assessments.bank.formats.base import LARGEST_PICTURE, MOST_PICTURE_DOTS, BadFile

WIDEST, TALLEST = 640, 1280  # pixels
HEAVIEST = 25 * 1024  # bytes
READABLE = ("PNG", "JPEG", "GIF", "WEBP", "BMP")
COLOURS = (256, 128, 64, 32, 16)  # of a drawing, the first that is light enough
FEW, MOST_OF_IT = 16, 0.6  # a drawing: so many colours cover so much of it
QUALITIES = (82, 72, 62, 52, 42, 34)  # of a photo
SCALES = (1.0, 0.75, 0.5, 0.35, 0.2)
UNREADABLE = (
    OSError,
    SyntaxError,
    ValueError,
    TypeError,
    LookupError,
    EOFError,
    ArithmeticError,
    AssertionError,
    AttributeError,
    RuntimeError,
    MemoryError,
    struct.error,
    zlib.error,
)  # what Pillow raises for a file that is broken on purpose
EMPTY = "Berkas gambar ini kosong."
TOO_HEAVY = "Gambar terlalu besar: paling banyak %(most)s MB."
TOO_MANY_DOTS = "Gambar terlalu besar: paling banyak %(most)s juta titik. Perkecil dulu."
DRAWN = "Gambar SVG tidak bisa dipakai. Simpan sebagai PNG."
NO_PICTURE = "Berkas ini bukan gambar yang bisa dibaca. Pakai JPEG atau PNG."
BROKEN = "Berkas gambar ini rusak atau terpotong. Simpan lagi sebagai JPEG atau PNG."
TOO_RICH = "Gambar ini tidak bisa dibuat cukup ringan. Potong bagian yang perlu saja."


@dataclass(frozen=True)
class Shrunk:
    """A picture as it is kept. Width and height in pixels."""

    content: bytes
    kind: str  # png or jpg
    width: int
    height: int

    @property
    def name(self) -> str:
        """What a body calls it."""
        return f"{hash_of(self.content)}.{self.kind}"


def hash_of(content: bytes) -> str:
    """Return the name under which a content is kept."""
    return hashlib.sha256(content).hexdigest()[:32]


@contextmanager
def _whole_files_only() -> Iterator[None]:
    """Let Pillow refuse a file that was cut off: WeasyPrint, once imported, has it read those too."""
    before, ImageFile.LOAD_TRUNCATED_IMAGES = ImageFile.LOAD_TRUNCATED_IMAGES, False
    try:
        yield
    finally:
        ImageFile.LOAD_TRUNCATED_IMAGES = before


def shrink(content: bytes) -> Shrunk:
    """Return a picture at most 640 pixels wide and 25 KB heavy; raise BadFile for what is none or cannot be made so.

    Drawings become PNG, photos JPEG. What is transparent becomes white; of a moving picture the first one is kept.
    """
    image = _open(content)
    try:
        with _whole_files_only():
            image.load()
        for candidate in _candidates(_upright(image)):
            if len(candidate.content) <= HEAVIEST:
                return candidate
    except UNREADABLE:
        raise BadFile(BROKEN) from None
    raise BadFile(TOO_RICH)


def _open(content: bytes) -> Image.Image:
    """Return a picture that is not decoded yet."""
    if not content:
        raise BadFile(EMPTY)
    if len(content) > LARGEST_PICTURE:
        raise BadFile(TOO_HEAVY, most=LARGEST_PICTURE // 1024**2)
    try:
        image = Image.open(BytesIO(content), formats=READABLE)
        dots = image.width * image.height
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        dots = MOST_PICTURE_DOTS + 1
    except UNREADABLE:
        raise BadFile(DRAWN if b"<svg" in content[:1000].lower() else NO_PICTURE) from None
    if dots > min(MOST_PICTURE_DOTS, Image.MAX_IMAGE_PIXELS or MOST_PICTURE_DOTS):
        raise BadFile(TOO_MANY_DOTS, most=MOST_PICTURE_DOTS // 1_000_000)
    return image


def _upright(image: Image.Image) -> Image.Image:
    """Return the picture decoded, the right way up, not too wide, on white and without any words about it."""
    image.draft("RGB", (2 * WIDEST, 2 * TALLEST))  # a JPEG is decoded small at once
    image.load()
    ImageOps.exif_transpose(image, in_place=True)
    if image.mode.startswith("I"):
        image = image.convert("I").point(lambda dot: dot * (1 / 256)).convert("L")  # sixteen bits a dot
    if image.mode not in ("RGB", "L"):
        image = image.convert("RGBA" if image.has_transparency_data else "RGB")
    image.thumbnail((WIDEST, TALLEST), Image.Resampling.LANCZOS)
    paper = Image.new("RGB", image.size, "white")
    paper.paste(image, mask=image if image.mode == "RGBA" else None)
    return paper


def _is_drawing(image: Image.Image) -> bool:
    """Return whether most of a picture is of a few colours."""
    counted = image.getcolors(image.width * image.height) or []
    commonest = sorted((n for n, _colour in counted), reverse=True)[:FEW]
    return sum(commonest) >= image.width * image.height * MOST_OF_IT


def _candidates(image: Image.Image) -> Iterator[Shrunk]:
    """Yield ever lighter forms of a picture."""
    is_drawing = _is_drawing(image)
    for scale in SCALES:
        size = max(1, round(image.width * scale)), max(1, round(image.height * scale))
        smaller = image if scale == 1 else image.resize(size, Image.Resampling.LANCZOS)
        for colours in COLOURS if is_drawing else ():
            flat = smaller.quantize(colours, dither=Image.Dither.NONE)
            yield _saved(flat, "png", format="PNG", optimize=True)
        for quality in QUALITIES:
            yield _saved(smaller, "jpg", format="JPEG", quality=quality, optimize=True)


def _saved(image: Image.Image, kind: str, **how: Any) -> Shrunk:
    out = BytesIO()
    image.save(out, **how)
    return Shrunk(out.getvalue(), kind, image.width, image.height)
