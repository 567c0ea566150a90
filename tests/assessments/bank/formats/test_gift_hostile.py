"""Whatever is sent as GIFT or Aiken ends, soon, in questions and problems or in BadFile."""

from contextlib import suppress
from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assessments.bank.formats import aiken, gift
from assessments.bank.formats.base import BadFile, Format
from assessments.bank.types import get_type
from tests.assessments.bank.formats.bodies import SIGNS

FORMATS = pytest.mark.parametrize("format_", [gift.FORMAT, aiken.FORMAT], ids=["gift", "aiken"])
SAMPLE = r"""// [id:1] [tag:a] [difficulty:2]
$CATEGORY: $course$/top/a//b

::Judul:: [html]<p>Apa \{ini\}?</p> {=ya#betul ~%50%[plain]bisa ~%-50%tidak ####umum} dan.

Kapan? {# =1822:0#2+3\=5 =%50%1..3 ~#bukan}

Pasang {=a -> b =c -> d = -> e}

Benar? {TRUE#salah#benar}

Kata {=satu =%50%d* =%0%*#x}

1. Soal
A. satu
B) dua
ANSWER: B
"""
MARKS = st.sampled_from(
    [*SIGNS, "{=", "{#", "{~", "{T", "####", "%50%", "->", "..", ":", "ANSWER: A", "\nA. ", "\n\n"]
)


def read(format_: Format, text: str) -> None:
    """Read it; what comes out has lines inside the file, and bodies that can be checked."""
    try:
        parsed = format_.read(text.encode(errors="replace"))
    except BadFile:
        return
    last = text.replace("\r\n", "\n").replace("\r", "\n").count("\n") + 1
    assert parsed.items or parsed.problems
    for item in parsed.items:
        get_type(item.type).flaws(item.body)
        assert all(1 <= note.line <= last and note.text for note in item.notes)
    assert all(1 <= item.line <= last for item in parsed.items)
    assert all(0 <= problem.line <= last and problem.text for problem in parsed.problems)


@FORMATS
@settings(max_examples=150, deadline=None)
@given(text=st.text() | st.lists(MARKS | st.text(max_size=3), max_size=40).map("".join))
def test_any_text(format_: Format, text: str) -> None:
    read(format_, text)


@FORMATS
@settings(max_examples=150, deadline=None)
@given(st.data())
def test_a_sample_with_faults(format_: Format, data: st.DataObject) -> None:
    text = SAMPLE
    for _ in range(data.draw(st.integers(1, 6))):
        start = data.draw(st.integers(0, len(text)))
        text = text[:start] + data.draw(MARKS | st.just("")) + text[start + data.draw(st.integers(0, 8)) :]

    read(format_, text)


@FORMATS
@settings(max_examples=100, deadline=None)
@given(content=st.binary(max_size=200))
def test_any_bytes(format_: Format, content: bytes) -> None:
    with suppress(BadFile):
        format_.read(content)


HOSTILE = {  # what stands before a million letters, of what they are made, and what stands behind
    ("", ""): [
        "{",
        "}",
        "{}",
        "{=",
        "<p",
        "<a ",
        "&",
        "&a",
        "&#",
        "::",
        "[html]",
        "\\n",
        "\\",
        "\0",
        " ",
        "x\n",
    ],
    ("x{", "}"): ["~", "=", "#", "%", ":", "*", "\\", " ", "\n", "{}"],
    ("x{=", "}"): ["~a", "=a", "->", "<!--", "-->", "%1%", "####", "=%1", "a\n// y\n"],
    ("x{#", "}"): ["=5 ", "~#", "1", "1.", "..", "=  ", " =%", "5:", "\n="],
    ("[markdown]", ""): ["*a", " *a", "_ ", "[a](", "![", "`", "> ", "# ", "**"],
    ("// ", "\nx{T}"): ["[id:", "[tag:a]", "[id:\\", "]"],
    ("$CATEGORY: ", "\n\nx{T}"): ["/", "$a", "$course$/"],
    ("a\nA. b\n", ""): ["c\n", "A. a\n", "ANSWER: A\n", "a\nA. b\n", "a\nA. ", "\n"],
    ("a\n\n", ""): ["a\n\n", "x{\n\n", "x{T}\n\n"],
}
CASES = [(before, sign, behind) for (before, behind), signs in HOSTILE.items() for sign in signs]


@FORMATS
@pytest.mark.parametrize(("before", "sign", "behind"), CASES, ids=map(repr, CASES))
def test_a_million_letters_take_a_few_seconds(format_: Format, before: str, sign: str, behind: str) -> None:
    text = before + sign * (1_000_000 // len(sign)) + behind
    begun = process_time()

    read(format_, text)

    assert process_time() - begun < 5
