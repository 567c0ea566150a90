"""Recordings as phones make them, and files that only look like some."""

import io
from fractions import Fraction
from typing import Any

import av
import numpy as np


def recorded(
    container: str = "mp4", codec: str = "aac", seconds: int = 2, rate: int = 16_000, **said: str
) -> bytes:
    """Return a tone of 440 Hz as a file of `container`; `said` is what the phone writes into it."""
    out = io.BytesIO()
    file = av.open(out, "w", format=container)
    file.metadata.update(said)
    stream: Any = file.add_stream(codec, rate=rate, layout="mono")
    _add_sound(file, stream, seconds, rate)
    file.close()
    return out.getvalue()


def filmed(*, with_sound: bool) -> bytes:
    """Return two seconds of a black video."""
    out = io.BytesIO()
    file = av.open(out, "w", format="mp4")
    picture: Any = file.add_stream("libx264", rate=10)
    picture.width = picture.height = 64
    picture.pix_fmt = "yuv420p"
    sound: Any = file.add_stream("aac", rate=16_000, layout="mono") if with_sound else None
    for _frame in range(20):
        black = av.VideoFrame.from_ndarray(np.zeros((64, 64, 3), dtype="uint8"), format="rgb24")
        file.mux(picture.encode(black))
    file.mux(picture.encode(None))
    if with_sound:
        _add_sound(file, sound, 2, 16_000)
    file.close()
    return out.getvalue()


def _add_sound(file: Any, stream: Any, seconds: int, rate: int) -> None:
    moments = np.arange(rate * seconds)
    wave = (np.sin(2 * np.pi * 440 * moments / rate) * 20_000).astype("int16").reshape(1, -1)
    for start in range(0, wave.shape[1], 1024):
        frame = av.AudioFrame.from_ndarray(wave[:, start : start + 1024], format="s16", layout="mono")
        frame.sample_rate, frame.pts, frame.time_base = rate, start, Fraction(1, rate)
        file.mux(stream.encode(frame))
    file.mux(stream.encode(None))
