"""Whatever is typed, the reader of numbered tests ends soon, and no line is lost."""

import time

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from assessments.bank.formats.base import BadFile, Parsed
from assessments.bank.formats.text import read

PIECES = """1. |2) |A. |b) |(C) |Kunci: A|Kunci jawaban:|1. A 2. B|I. Pilihan ganda|\t|  |\n|\n\n|Pembahasan: x|(B/S)|- x|A |B
B |*|Soal 3|untuk soal 4|Jawaban: |Benar|Salah|A. Benar|B. Salah|Petunjuk|Bagian II|x|\ufeff|\U000f0000|²""".split(
    "|"
)
BEGINNINGS = """1. |2. |1) |Soal 3 |A. |B. |b) |(A) |A |B |C |- |Kunci: |Kunci jawaban: |Kunci jawaban: 1. A |Jawaban: B. |Pembahasan: |I. Pilihan ganda
II. Benar/Salah |Petunjuk |untuk soal |B/S |1. B |A. x\tB. |1. stem A. x B. ||*|* A. |Isian |Pilihlah """.split(
    "|"
)


def lose_nothing(beginnings: list[tuple[str, bool]]) -> None:
    """Read lines with a word of their own each, and look for all of these words."""
    words = [f"kata{number}x" for number in range(len(beginnings))]
    lines = ["\n" * blank + begin + word for (begin, blank), word in zip(beginnings, words, strict=True)]

    parsed = read("\n".join(lines).encode())

    assert [word for word in words if word not in said(parsed)] == []


def said(parsed: Parsed) -> str:
    """Return all that a trainer sees of a file."""
    notes = [note.text for item in parsed.items for note in item.notes]
    return repr([item.body for item in parsed.items]) + repr(notes) + repr([p.text for p in parsed.problems])


@settings(max_examples=300, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(BEGINNINGS), st.booleans()), max_size=12))
@example([("1. ", False), ("A. ", False), ("Kunci: ", False), ("Kunci: ", False)])
def test_no_line_is_lost(beginnings: list[tuple[str, bool]]) -> None:
    lose_nothing(beginnings)


@pytest.mark.timeout(60)
@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(PIECES) | st.text(max_size=5)))
def test_nothing_breaks_the_reader(pieces: list[str]) -> None:
    parsed = read("".join(pieces).replace("\0", "").encode(errors="replace"))

    assert parsed.items or parsed.problems


@settings(max_examples=100, deadline=None)
@given(st.binary())
def test_any_bytes_are_read_or_refused(content: bytes) -> None:
    try:
        read(content)
    except BadFile:
        pass


@pytest.mark.parametrize(
    "typed",
    [
        "1. a\nA. b\n",
        "\n",
        " ",
        "A. x\tB. ",
        "Kunci: 1.A ",
        "kunci jawaban ",
        "(",
        "a\n",
        "Benar / ",
        "1. x\nKunci: A\n",
        "1,",
    ],
)
def test_a_megabyte_of_anything_is_over_soon(typed: str) -> None:
    started = time.process_time()

    try:
        read((typed * (1_000_000 // len(typed))).encode())
    except BadFile:
        pass

    assert time.process_time() - started < 20
