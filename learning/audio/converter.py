"""Makes a recording into what phones play. A program of its own, because it reads what strangers sent.

Reads the file from its standard input; writes a line of JSON, then an Ogg Opus and an MP3 of the length that line says.
Before it looks at the file it gives up what a decoder has no need for: opening anything, memory, time. Knows neither
the portal nor the database; `conversion.py` runs it.
"""

import json
import os
import resource
import sys
import wave
from collections.abc import Iterator
from fractions import Fraction
from io import BytesIO
from typing import Any, NoReturn

import av
from av.error import FFmpegError

FORMATS = "mov,mp4,m4a,3gp,3g2,mj2,mp3,ogg,wav,amr,aac,matroska,webm,flac,caf"  # no lists of other files
CODECS = (
    "aac,mp3float,mp3,opus,libopus,vorbis,flac,alac,amrnb,amrwb,libopencore_amrnb,libopencore_amrwb,"
    "pcm_s16le,pcm_s16be,pcm_s24le,pcm_s32le,pcm_f32le,pcm_u8,pcm_alaw,pcm_mulaw,adpcm_ms,adpcm_ima_wav"
)
LONGEST = 600  # seconds
SHORTEST = 1
MOST_MEMORY = 1024**3  # bytes
MOST_WORK = 90  # seconds of the processor
GENTLY = 10  # of `nice`: whoever reads meanwhile goes first
BAD_SHARE = 0.1  # of the packets: more of them, and the recording is broken
OPUS = (
    "libopus",
    48_000,
    {"b": "16000", "application": "voip"},
)  # encoder, rate in Hz, options (b: bits a second)
MP3 = ("libmp3lame", 24_000, {"b": "32000"})


class Refused(Exception):
    """It cannot be made: `no-recording`, `no-sound`, `too-long`, `too-short` or `broken`."""


class Encoder:
    """One file in the making, mono."""

    def __init__(self, container: str, codec: str, rate: int, options: dict[str, str]) -> None:
        self.file = BytesIO()
        self._container = av.open(self.file, "w", format=container)
        self._stream: Any = self._container.add_stream(codec, rate=rate, options=options, layout="mono")

    def add(self, frame: Any) -> None:
        """Add a piece of sound; None at the end."""
        self._container.mux(self._stream.encode(frame))

    def end(self) -> bytes:
        """Return the whole file."""
        self.add(None)
        self._container.close()
        return self.file.getvalue()


def convert(content: bytes) -> tuple[int, bytes, bytes]:
    """Return the length in seconds, the Opus and the MP3; raise Refused."""
    try:
        recording: Any = av.open(
            BytesIO(content),
            options={"format_whitelist": FORMATS, "codec_whitelist": CODECS},
            metadata_errors="ignore",
            io_open=_refuse,
        )
    except (FFmpegError, ValueError):
        raise Refused("no-recording") from None
    if not recording.streams.audio:
        raise Refused("no-sound")
    opus, mp3 = Encoder("ogg", *OPUS), Encoder("mp3", *MP3)
    try:
        return _encode(recording, (opus, mp3)), opus.end(), mp3.end()
    except (FFmpegError, ValueError, MemoryError):
        raise Refused("broken") from None


def _encode(recording: Any, encoders: tuple[Encoder, ...]) -> int:
    """Hand the sound to the encoders as it is decoded; return its length in whole seconds."""
    seconds = 0.0
    for frame in _frames(recording):
        frame.time_base = Fraction(1, frame.sample_rate)
        frame.pts = round(seconds * frame.sample_rate)  # what the file says of moments is not asked
        seconds += frame.samples / frame.sample_rate
        if seconds > LONGEST:
            raise Refused("too-long")
        for encoder in encoders:
            encoder.add(frame)
    if seconds < SHORTEST:
        raise Refused("too-short")
    return round(seconds)


def _frames(recording: Any) -> Iterator[Any]:
    """Yield the first sound of a recording, over packets that cannot be decoded; raise Refused when they are many."""
    stream = recording.streams.audio[0]
    packets = bad = 0
    for packet in recording.demux(stream):
        packets += 1
        try:
            yield from packet.decode()
        except FFmpegError:
            bad += 1
    if bad > packets * BAD_SHARE:
        raise Refused("broken")


def _refuse(*_asked: Any) -> NoReturn:
    raise ValueError("a recording is one file")


def _give_up_rights() -> None:
    """Let this process open nothing more, fill no memory and end soon, whatever the file makes a decoder do."""
    os.nice(GENTLY)
    for what, most in (
        (resource.RLIMIT_NOFILE, 3),  # those it was born with
        (resource.RLIMIT_AS, MOST_MEMORY),
        (resource.RLIMIT_CPU, MOST_WORK),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(what, (most, most))


def _silence() -> bytes:
    file = BytesIO()
    with wave.open(file, "wb") as recording:
        recording.setparams((1, 2, MP3[1], 0, "NONE", ""))
        recording.writeframes(bytes(2 * MP3[1] * SHORTEST))
    return file.getvalue()


def main() -> None:
    """Convert what stands on the standard input."""
    content = sys.stdin.buffer.read()
    convert(_silence())  # what is loaded at its first use is loaded now: afterwards nothing can be opened
    _give_up_rights()
    try:
        seconds, opus, mp3 = convert(content)
    except Refused as refusal:
        sys.stdout.write(json.dumps({"refused": str(refusal)}))
        return
    head = {"seconds": seconds, "opus": len(opus), "mp3": len(mp3)}
    sys.stdout.buffer.write(json.dumps(head).encode() + b"\n" + opus + mp3)


if __name__ == "__main__":
    main()
