"""Whatever is sent as a table ends soon: read, or refused in words."""

import time

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from assessments.bank.formats import csv_table, xlsx
from assessments.bank.formats.base import LARGEST_FILE, BadFile
from assessments.bank.formats.table_columns import TYPES
from tests.assessments.bank.formats.tables import HEADINGS, parse, refusal
from tests.assessments.bank.formats.word import Word


def test_what_is_no_workbook_is_refused() -> None:
    for content in (
        b"",
        b"%PDF",
        Word().save(),
        b"PK\x03\x04",
        csv_table.write([]).content,
        b"\xd0\xcf\x11\xe0",
    ):
        assert "Excel" in refusal(xlsx.read, content)
    assert "terlalu besar" in refusal(xlsx.read, b"x" * (LARGEST_FILE + 1))
    assert "Terlalu banyak" in refusal(csv_table.read, b"soal;kunci\n" + b"x;benar\n" * 30_000)


@settings(max_examples=100, deadline=None)
@given(st.binary())
@example(b'soal;kunci;jenis\n\xef\xbb\xbf;";"')
def test_any_bytes_are_read_or_refused(content: bytes) -> None:
    for read in (csv_table.read, xlsx.read):
        try:
            read(content)
        except BadFile:
            pass


CELLS = st.sampled_from(
    ["", "A", "B,C", "benar", "5", "x|y", "*x|\\|", "a = b", "=", "{1}", "-", "\n---\n", "²", *TYPES.values()]
)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.dictionaries(st.sampled_from(HEADINGS), CELLS | st.text(max_size=6)), max_size=4))
def test_whatever_is_filled_in_is_read_or_named(rows: list[dict[str, str]]) -> None:
    try:
        parsed = parse(*({head: cell.replace('"', "") for head, cell in row.items()} for row in rows))
    except BadFile:
        return
    assert parsed.items or parsed.problems


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 20_000), st.integers(0, 255)), max_size=6))
def test_a_damaged_workbook_is_read_or_refused(changes: list[tuple[int, int]]) -> None:
    content = bytearray(xlsx.write_template())
    for at, byte in changes:
        content[at % len(content)] = byte
    try:
        xlsx.read(bytes(content))
    except BadFile:
        pass


@pytest.mark.parametrize("piece", ['"', ";", "\n", "x;benar\n", '"x\n', "\\", "|", "a = "])
def test_a_megabyte_of_anything_is_over_soon(piece: str) -> None:
    started = time.process_time()

    for head in ("", "soal;kunci;pilihan A\n", "soal;kunci;pilihan A\nx;"):
        try:
            csv_table.read((head + piece * (1_000_000 // len(piece))).encode())
        except BadFile:
            pass

    assert time.process_time() - started < 20
