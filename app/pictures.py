"""A picture that somebody brings, as it is kept: light, upright, without what cameras write into it. Pure.

Its size is asked of its first bytes before anything is decoded, so that a small file cannot become a large picture.
"""

import hashlib
import struct
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from io import BytesIO
from typing import Any

from PIL import Image, ImageFile, ImageOps

from app.uploads import Unreadable

LARGEST_PICTURE = 10 * 1024 * 1024  # bytes, as it is brought
MOST_DOTS = 40_000_000  # pixels
WIDEST, TALLEST = 640, 1280  # pixels
HEAVIEST = 25 * 1024  # bytes
READABLE = ("PNG", "JPEG", "GIF", "WEBP", "BMP")
COLOURS = (256, 128, 64, 32, 16)  # of a drawing, the first that is light enough
FEW, MOST_OF_IT = 16, 0.6  # a drawing: so many colours cover so much of it
QUALITIES = (82, 72, 62, 52, 42, 34)  # of a photo
WEBP_GAIN = 0.9  # a WebP is worth its row below so much of the file beside it
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
    """A picture as it is kept. Width and height in pixels; `webp` is the same picture for those who read that, if lighter."""

    content: bytes
    kind: str  # png or jpg
    width: int
    height: int
    webp: bytes | None = None

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


def measure(content: bytes) -> tuple[int, int]:
    """Return how wide and tall a picture is, in pixels, without decoding it; raise Unreadable for what is none."""
    return _open(content).size


def shrink(content: bytes, *, with_webp: bool = False) -> Shrunk:
    """Return a picture at most 640 pixels wide and 25 KB heavy; raise Unreadable for what is none or cannot be made so.

    Drawings become PNG, photos JPEG. What is transparent becomes white; of a moving picture the first one is kept.
    `with_webp` asks for a lighter WebP beside it.
    """
    image = _open(content)
    try:
        with _whole_files_only():
            image.load()
        for form in _forms(_upright(image)):
            shrunk = _for_all(*form)
            if len(shrunk.content) <= HEAVIEST:
                webp = _webp(*form, len(shrunk.content)) if with_webp else None
                return replace(shrunk, webp=webp)
    except UNREADABLE:
        raise Unreadable(BROKEN) from None
    raise Unreadable(TOO_RICH)


def _open(content: bytes) -> Image.Image:
    """Return a picture that is not decoded yet."""
    if not content:
        raise Unreadable(EMPTY)
    if len(content) > LARGEST_PICTURE:
        raise Unreadable(TOO_HEAVY, most=LARGEST_PICTURE // 1024**2)
    try:
        image = Image.open(BytesIO(content), formats=READABLE)
        dots = image.width * image.height
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        dots = MOST_DOTS + 1
    except UNREADABLE:
        raise Unreadable(DRAWN if b"<svg" in content[:1000].lower() else NO_PICTURE) from None
    if dots > min(MOST_DOTS, Image.MAX_IMAGE_PIXELS or MOST_DOTS):
        raise Unreadable(TOO_MANY_DOTS, most=MOST_DOTS // 1_000_000)
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


def _forms(image: Image.Image) -> Iterator[tuple[Image.Image, int]]:
    """Yield ever lighter forms of a picture, and their quality; zero for a drawing, which keeps its every dot."""
    is_drawing = _is_drawing(image)
    for scale in SCALES:
        size = max(1, round(image.width * scale)), max(1, round(image.height * scale))
        smaller = image if scale == 1 else image.resize(size, Image.Resampling.LANCZOS)
        for colours in COLOURS if is_drawing else ():
            yield smaller.quantize(colours, dither=Image.Dither.NONE), 0
        for quality in QUALITIES:
            yield smaller, quality


def _for_all(image: Image.Image, quality: int) -> Shrunk:
    """Return a form as every browser reads it."""
    if quality:
        content, kind = _saved(image, format="JPEG", quality=quality, optimize=True), "jpg"
    else:
        content, kind = _saved(image, format="PNG", optimize=True), "png"
    return Shrunk(content, kind, image.width, image.height)


def _webp(image: Image.Image, quality: int, beside: int) -> bytes | None:
    """Return a form as WebP; None where it is hardly lighter than the `beside` bytes of the other file."""
    how = {"quality": quality} if quality else {"lossless": True}
    content = _saved(image.convert("RGB"), format="WEBP", method=6, **how)
    return content if len(content) < beside * WEBP_GAIN else None


def _saved(image: Image.Image, **how: Any) -> bytes:
    out = BytesIO()
    image.save(out, **how)
    return out.getvalue()
