"""A recording that somebody brings, made into what phones play: Opus for most, MP3 for old ones. No database, no web.

It takes seconds: call it before the first statement of a request that writes.
"""

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from app.uploads import Unreadable

CONVERTER = Path(__file__).with_name("converter.py")
LARGEST_RECORDING = 20 * 1024 * 1024  # bytes
MOST_SECONDS = 120  # that a conversion may take
KEPT = ("PATH", "LD_LIBRARY_PATH")  # of the environment; the portal's keys are not told
EMPTY = "Berkas rekaman ini kosong."
TOO_HEAVY = "Rekaman terlalu besar: paling banyak %(most)s MB."
BROKEN = "Rekaman ini rusak atau terpotong. Rekam lagi, atau kirim berkas yang lain."
WORDS = {
    "no-recording": "Berkas ini bukan rekaman suara yang bisa dibaca. Pakai M4A, MP3, OGG, AMR atau WAV.",
    "no-sound": "Di berkas ini tidak ada suara.",
    "too-long": "Rekaman terlalu panjang: paling lama 10 menit.",
    "too-short": "Rekaman ini kurang dari satu detik.",
    "broken": BROKEN,
}


@dataclass(frozen=True)
class Sound:
    """A recording as it is kept."""

    opus: bytes
    mp3: bytes
    seconds: int


def convert(content: bytes) -> Sound:
    """Return a recording of at most 20 MB and ten minutes, mono, without what it says of itself; raise Unreadable."""
    if not content:
        raise Unreadable(EMPTY)
    if len(content) > LARGEST_RECORDING:
        raise Unreadable(TOO_HEAVY, most=LARGEST_RECORDING // 1024**2)
    head, _end, files = _converted(content).partition(b"\n")
    try:
        said = json.loads(head)
    except ValueError:  # it was killed, or fell
        raise Unreadable(BROKEN) from None
    if "refused" in said:
        raise Unreadable(WORDS[said["refused"]])
    opus, mp3 = files[: said["opus"]], files[said["opus"] :]
    return Sound(opus, mp3, said["seconds"])


def _converted(content: bytes) -> bytes:
    """Return what the converter writes; nothing where it takes too long."""
    words = [sys.executable, "-I", str(CONVERTER)]
    environment = {name: os.environ[name] for name in KEPT if name in os.environ}
    try:
        done = subprocess.run(  # noqa: S603  our own program, without a shell
            words, input=content, capture_output=True, timeout=MOST_SECONDS, env=environment, check=False
        )
    except subprocess.TimeoutExpired:
        return b""
    return done.stdout
