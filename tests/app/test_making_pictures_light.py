"""Pictures that trainers bring: light, upright, and refused in words where they cannot be used."""

import io
import os
import time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageDraw

from app import pictures
from app.pictures import HEAVIEST, LARGEST_PICTURE, Shrunk, shrink
from app.uploads import Unreadable

CAMERA, LEFT_SIDE_DOWN = {271: "Kamera"}, {274: 6}


def as_file(image: Image.Image, kind: str, **how: Any) -> bytes:
    out = io.BytesIO()
    image.save(out, kind, **how)
    return out.getvalue()


def exif(values: dict[int, Any]) -> Image.Exif:
    made = Image.Exif()
    made.update(values)
    return made


def drawing() -> Image.Image:
    image = Image.new("RGB", (800, 600), "white")
    pen = ImageDraw.Draw(image)
    for n in range(12):
        pen.line((60 * n, 0, 800 - 60 * n, 600), fill=("red", "black", "green")[n % 3], width=3)
    return image


def photo(width: int = 1600, height: int = 1200) -> Image.Image:
    grey = Image.linear_gradient("L").resize((width, height))
    return Image.merge("RGB", (grey, grey.transpose(Image.Transpose.FLIP_LEFT_RIGHT), grey.rotate(180)))


def opened(shrunk: Shrunk) -> Image.Image:
    return Image.open(io.BytesIO(shrunk.content))


def why(content: bytes) -> str:
    with pytest.raises(Unreadable) as refused:
        shrink(content)
    return refused.value.message


def test_a_photo_becomes_a_light_jpeg() -> None:
    shrunk = shrink(as_file(photo(), "JPEG", quality=95))

    assert (shrunk.kind, shrunk.width, shrunk.height) == ("jpg", 640, 480)
    assert len(shrunk.content) <= HEAVIEST
    assert opened(shrunk).size == (640, 480)


def test_a_drawing_becomes_a_png_with_its_edges_sharp() -> None:
    shrunk = shrink(as_file(drawing(), "PNG"))

    assert (shrunk.kind, shrunk.width) == ("png", 640)
    assert len(shrunk.content) <= HEAVIEST


def test_a_small_picture_is_not_made_larger() -> None:
    shrunk = shrink(as_file(drawing().resize((90, 60)), "PNG"))

    assert (shrunk.width, shrunk.height) == (90, 60)


@pytest.mark.parametrize("image", [photo(), drawing()], ids=["photo", "drawing"])
def test_a_lighter_webp_of_the_same_size_comes_beside_it_where_it_is_asked_for(image: Image.Image) -> None:
    content = as_file(image, "PNG")

    shrunk = shrink(content, with_webp=True)

    assert shrunk.webp is not None
    assert len(shrunk.webp) < len(shrunk.content)
    beside = Image.open(io.BytesIO(shrunk.webp))
    assert (beside.format, beside.size) == ("WEBP", (shrunk.width, shrunk.height))
    assert shrink(content).webp is None


def test_a_webp_that_is_hardly_lighter_is_not_kept() -> None:
    grain = Image.frombytes("1", (320, 200), os.urandom(40 * 200))

    shrunk = shrink(as_file(grain, "PNG"), with_webp=True)

    assert (shrunk.kind, shrunk.webp) == ("png", None)


def test_even_noise_becomes_light() -> None:
    shrunk = shrink(as_file(Image.frombytes("RGB", (1600, 1200), os.urandom(1600 * 1200 * 3)), "JPEG"))

    assert len(shrunk.content) <= HEAVIEST


def test_it_stands_upright_and_tells_nothing_of_the_camera() -> None:
    shrunk = shrink(as_file(photo(), "JPEG", exif=exif(CAMERA | LEFT_SIDE_DOWN), comment=b"rumah Siti"))

    assert (shrunk.width, shrunk.height) == (640, 853)
    assert not opened(shrunk).getexif()
    assert b"Kamera" not in shrunk.content
    assert b"Siti" not in shrunk.content


def test_what_is_transparent_is_white() -> None:
    shrunk = shrink(as_file(Image.new("RGBA", (20, 20), (255, 0, 0, 0)), "PNG"))

    assert opened(shrunk).convert("RGB").getpixel((5, 5)) == (255, 255, 255)


def test_of_a_moving_picture_the_first_is_kept() -> None:
    frames = [Image.new("RGB", (20, 20), colour) for colour in ("red", "blue")]

    shrunk = shrink(as_file(frames[0], "GIF", save_all=True, append_images=frames[1:]))

    assert opened(shrunk).convert("RGB").getpixel((5, 5)) == (255, 0, 0)


def test_sixteen_bits_are_not_all_white() -> None:
    dots = b"".join(bytes([0, row]) for row in range(256) for _ in range(16))

    shrunk = shrink(as_file(Image.frombytes("I;16", (16, 256), dots), "PNG"))

    shown = opened(shrunk).convert("L")
    assert abs(int(shown.getpixel((5, 128))) - 128) < 12  # type: ignore[arg-type]


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "PA", "RGB", "RGBA", "CMYK", "I"])
@pytest.mark.parametrize("kind", ["PNG", "JPEG", "GIF", "WEBP", "BMP"])
def test_every_way_of_keeping_colours_can_be_read(mode: str, kind: str) -> None:
    try:
        content = as_file(Image.new(mode, (30, 20)), kind)
    except (OSError, ValueError):
        return  # no such file exists

    assert (shrink(content).width, shrink(content).height) == (30, 20)


@pytest.mark.parametrize(("size", "kept"), [((3, 50_000), (1, 1280)), ((50_000, 3), (640, 1))])
def test_a_long_strip_stays_a_picture(size: tuple[int, int], kept: tuple[int, int]) -> None:
    shrunk = shrink(as_file(Image.new("RGB", size, "red"), "PNG"))

    assert (shrunk.width, shrunk.height) == kept


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", pictures.EMPTY),
        (b"halo", pictures.NO_PICTURE),
        (b"<?xml version='1.0'?><svg xmlns='http://www.w3.org/2000/svg'/>", pictures.DRAWN),
        (bytes(LARGEST_PICTURE + 1), pictures.TOO_HEAVY),
        (as_file(Image.new("1", (7000, 7000)), "PNG"), pictures.TOO_MANY_DOTS),
        (as_file(Image.new("1", (30_000, 30_000)), "PNG"), pictures.TOO_MANY_DOTS),
        (as_file(photo(), "JPEG")[:5000], pictures.BROKEN),
        (as_file(drawing(), "PNG")[:2000], pictures.BROKEN),
    ],
    ids=["empty", "text", "svg", "heavy", "49 million dots", "bomb", "cut jpeg", "cut png"],
)
def test_what_cannot_be_used_is_refused_at_once(content: bytes, message: str) -> None:
    began = time.process_time()

    assert why(content) == message
    assert time.process_time() - began < 2


SAMPLES = [as_file(drawing().resize((60, 40)), kind) for kind in ("PNG", "JPEG", "GIF", "WEBP", "BMP")]


@given(st.sampled_from(SAMPLES), st.lists(st.tuples(st.integers(0, 4000), st.binary(max_size=6)), max_size=4))
def test_a_broken_picture_is_refused_or_read_never_more(
    sample: bytes, changes: list[tuple[int, bytes]]
) -> None:
    for place, new in changes:
        place %= len(sample)
        sample = sample[:place] + new + sample[place + len(new) :]
    try:
        assert len(shrink(sample).content) <= HEAVIEST
    except Unreadable:
        pass
