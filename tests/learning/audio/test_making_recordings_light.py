"""Recordings that trainers bring: made for every phone, and refused in words where they cannot be used."""

import io
import random
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import av
import pytest

from app.config import ROOT
from app.uploads import Unreadable
from learning.audio import conversion
from learning.audio.conversion import BROKEN, EMPTY, LARGEST_RECORDING, TOO_HEAVY, WORDS, convert
from tests.learning.audio.recordings import filmed, recorded

PHONES = [
    ("mp4", "aac"),
    ("ipod", "aac"),
    ("3gp", "libopencore_amrnb", 2, 8_000),
    ("amr", "libopencore_amrnb", 2, 8_000),
    ("ogg", "libopus", 2, 48_000),
    ("webm", "libopus", 2, 48_000),
    ("mp3", "libmp3lame"),
    ("adts", "aac"),
    ("wav", "pcm_s16le"),
]


def opened(content: bytes) -> Any:
    return av.open(io.BytesIO(content))


def zipped(content: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("suara.m4a", content)
    return out.getvalue()


def why(content: bytes) -> str:
    with pytest.raises(Unreadable) as refused:
        convert(content)
    return refused.value.message


@pytest.mark.parametrize("phone", PHONES, ids=lambda phone: phone[0])
def test_what_phones_record_becomes_opus_and_mp3(phone: Any) -> None:
    sound = convert(recorded(*phone))

    assert sound.seconds == 2
    for content, kind, codec in ((sound.opus, "ogg", "opus"), (sound.mp3, "mp3", "mp3float")):
        file = opened(content)
        stream = file.streams.audio[0]
        assert (file.format.name, stream.codec_context.name, stream.channels) == (kind, codec, 1)
        assert file.duration / 1_000_000 == pytest.approx(2, abs=0.2)
        assert len(content) < 15_000


def test_nothing_the_phone_wrote_about_itself_is_kept() -> None:
    sound = convert(recorded(title="rumah Siti", artist="Siti"))

    assert b"Siti" not in sound.opus + sound.mp3


def test_of_a_video_the_sound_is_taken() -> None:
    assert convert(filmed(with_sound=True)).seconds == 2


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", EMPTY),
        (bytes(LARGEST_RECORDING + 1), TOO_HEAVY),
        (b"halo " * 500, WORDS["no-recording"]),
        (zipped(recorded()), WORDS["no-recording"]),
        (recorded()[:9_000], WORDS["no-recording"]),
        (filmed(with_sound=False), WORDS["no-sound"]),
        (recorded("wav", "pcm_s16le")[:8_000], WORDS["too-short"]),
        (recorded("flac", "flac", 601, 8_000), WORDS["too-long"]),
    ],
    ids=["empty", "heavy", "text", "zip", "cut m4a", "silent film", "moment", "too long"],
)
def test_what_cannot_be_used_is_refused_in_words(content: bytes, message: str) -> None:
    assert why(content) == message


@pytest.mark.parametrize(
    "list_of",
    ["#EXTM3U\n#EXT-X-TARGETDURATION:9\n#EXTINF:2,\n{}\n#EXT-X-ENDLIST\n", "ffconcat version 1.0\nfile {}\n"],
    ids=["m3u8", "concat"],
)
@pytest.mark.parametrize("scheme", ["file://", "", "http://127.0.0.1:9"])
def test_a_list_of_other_files_is_no_recording(tmp_path: Path, list_of: str, scheme: str) -> None:
    other = tmp_path / "lain.m4a"
    other.write_bytes(recorded())

    assert why(list_of.format(f"{scheme}{other}").encode()) == WORDS["no-recording"]


def test_one_that_takes_too_long_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    content = recorded()
    monkeypatch.setattr(conversion, "MOST_SECONDS", 0.05)

    assert why(content) == BROKEN


@pytest.mark.parametrize("phone", PHONES[:6], ids=lambda phone: phone[0])
def test_a_broken_one_is_refused_or_read_never_more(phone: Any) -> None:
    chance = random.Random(phone[0])
    broken = bytearray(recorded(*phone))
    for _change in range(12):
        broken[int(chance.random() ** 3 * len(broken))] = chance.randrange(256)
    try:
        assert convert(bytes(broken)).seconds <= 600
    except Unreadable:
        pass


@pytest.mark.parametrize(
    ("deed", "error"),
    [("open('/etc/hostname')", "Too many open files"), ("bytes(2 * 1024**3)", "MemoryError")],
    ids=["a file", "memory"],
)
def test_whatever_takes_over_the_converter_can_do_little(deed: str, error: str) -> None:
    program = f"from learning.audio import converter\nconverter._give_up_rights()\n{deed}"

    done = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=False
    )

    assert error in done.stderr
