"""A sheet is read to its end, whatever is in it: people, sentences about what is wrong, or one refusal."""

import io
import time
import zipfile
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.registry.importer import COLUMNS, Parsed, parse_lines, parse_roster
from app.registry.numbers import make_number
from app.registry.template_file import write_template
from app.uploads import Unreadable
from tests.app.registry.sheets import HEADINGS, person, sheet

TODAY = date(2025, 10, 15)
PLACES = [("Curup", "Talang Benih", "17.02.09.1012", "Melati")]


def read(*rows: dict[str, Any], above: int = 0) -> Parsed:
    return parse_roster(sheet(*rows, above=above), TODAY)


def problems(*rows: dict[str, Any]) -> list[tuple[int, str]]:
    return [(problem.row, problem.column) for problem in read(*rows).problems]


def test_the_template_reads_back_as_nobody() -> None:
    parsed = parse_roster(write_template(PLACES, TODAY), TODAY)

    assert (parsed.rows, parsed.problems, parsed.skipped) == ([], [], 1)


def test_a_full_row_is_a_person() -> None:
    number = make_number()
    row = person(
        Nomor_kader=number,
        Nomor_HP="0812 3456 7890",
        Bidang="Sosial; kesehatan",
        Nomor_SK="12/2025",
        Tahun_mulai="2015",
    )

    (siti,) = read(row, above=3).rows

    assert (siti.row, siti.number, siti.posyandu, siti.desa) == (5, number, "Melati", "17.02.09.1012")
    assert siti.details.name == "Siti Rahayu"
    assert (siti.details.birth_year, siti.details.started_year) == (1985, 2015)
    assert siti.details.fields == ("kesehatan", "sosial")
    assert (siti.details.phone, siti.details.decree_number) == ("0812 3456 7890", "12/2025")


def test_every_problem_is_told_with_its_row_and_column() -> None:
    found = problems(
        person(),
        person(Nama=None, Tahun_lahir=85),
        {},
        person(Nama="Dewi", **{"L/P": "X"}, Nomor_HP=81234567890, Bidang="nyanyi"),
        person(Nama="Ani", Nomor_kader="12345678", Nomor_SK=12, Tahun_mulai=1980, Tahun_lahir=1985),
        person(Nama="Budi", Tahun_lahir=date(1985, 1, 1)),
    )

    assert found == [
        (3, "Nama"),
        (3, "Tahun lahir"),
        (5, "Nomor HP"),
        (5, "L/P"),
        (5, "Bidang"),
        (6, "Nomor kader"),
        (6, "Tahun mulai"),
        (6, "Nomor SK"),
        (7, "Tahun lahir"),
    ]


def test_a_phone_typed_as_a_number_is_never_repaired() -> None:
    parsed = read(person(Nomor_HP=81234567890))

    assert not parsed.rows
    assert "bukan angka" in parsed.problems[0].message


def test_the_same_person_twice_is_told_once() -> None:
    number = make_number()

    assert problems(person(), person(Nama="SITI  rahayu")) == [(3, "Nama")]
    assert problems(person(Nomor_kader=number), person(Nama="Dewi", Nomor_kader=number)) == [
        (3, "Nomor kader")
    ]
    assert problems(person(), person(Posyandu="Mawar")) == []


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "bukan berkas Excel"),
        (b"nama;umur\nSiti;40\n", "bukan berkas Excel"),
        (b"\xd0\xcf\x11\xe0" + bytes(500), "Excel lama"),
        (b"PK\x03\x04" + bytes(500), "bukan berkas Excel"),
        (sheet(person())[:-700], "bukan berkas Excel"),
    ],
)
def test_another_file_is_refused_in_words(content: bytes, words: str) -> None:
    with pytest.raises(Unreadable, match=words):
        parse_roster(content, TODAY)


def test_missing_columns_are_named() -> None:
    with pytest.raises(Unreadable, match="Tahun lahir, Kode desa/kelurahan"):
        parse_lines([[h for h in HEADINGS if h not in ("Tahun lahir", "Kode desa/kelurahan")]], TODAY)
    with pytest.raises(Unreadable, match="Judul kolom"):
        parse_lines([["apa", "saja"]] * 30, TODAY)


def altered(part: str, change: Any) -> bytes:
    """Return a good workbook with one part changed."""
    file = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(sheet(person()))) as old,
        zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for entry in old.infolist():
            content = old.read(entry)
            new.writestr(entry.filename, change(content) if entry.filename == part else content)
    return file.getvalue()


SHEET = "xl/worksheets/sheet1.xml"
HOSTILE = {
    "unpacks to too much": altered(SHEET, lambda xml: xml + b" " * (61 * 1024 * 1024)),
    "cells far apart": altered(
        SHEET, lambda xml: xml.replace(b'r="A2"', b'r="XFD1048576"').replace(b'r="B2"', b'r="XFD1048576"')
    ),
    "hidden place": altered(SHEET, lambda xml: xml.replace(b'r="B2"', b'r="&#66;2"')),
    "entities": altered(
        SHEET, lambda xml: xml.replace(b"<worksheet", b"<!DOCTYPE x [<!ENTITY a 'b'>]><worksheet")
    ),
    "one text, shared a million times": altered(
        "xl/sharedStrings.xml", lambda xml: xml.replace(b"Siti Rahayu", b"S" * 30_000_000)
    ),
    "cut off": altered(SHEET, lambda xml: xml[: len(xml) // 2]),
    "no sheet": altered(SHEET, lambda xml: b""),
    "another coding": altered(SHEET, lambda xml: xml.decode().encode("utf-16")),
    "bad index": altered(SHEET, lambda xml: xml.replace(b"<v>0</v>", b"<v>99999</v>")),
}


@pytest.mark.parametrize("kind", HOSTILE)
def test_a_hostile_file_is_refused_at_once(kind: str) -> None:
    started = time.monotonic()

    with pytest.raises(Unreadable):
        parse_roster(HOSTILE[kind], TODAY)

    assert time.monotonic() - started < 10


def test_many_rows_are_refused_and_the_most_are_quick() -> None:
    started = time.monotonic()
    assert len(read(*(person(Nama=f"Siti {at}") for at in range(5_000))).rows) == 5_000
    assert time.monotonic() - started < 20
    with pytest.raises(Unreadable, match="Terlalu banyak baris"):
        read(*(person(Nama=f"Siti {at}") for at in range(5_021)))


cells = st.one_of(
    st.none(), st.text(max_size=30), st.floats(), st.integers(), st.booleans(), st.datetimes(), st.dates(), st.timedeltas(),
    st.sampled_from(["P", "L", 1985.0, "17.02.09.1012", "Melati", "0812345678", "kesehatan", make_number()]),
)  # fmt: skip


@given(st.lists(st.lists(cells, max_size=len(COLUMNS) + 2), max_size=8))
def test_any_cells_give_people_or_sentences(lines: list[list[Any]]) -> None:
    parsed = parse_lines([HEADINGS, *lines], TODAY)

    told = {problem.row for problem in parsed.problems}
    assert not told & {row.row for row in parsed.rows}
    assert all(problem.message and problem.column in HEADINGS for problem in parsed.problems)
    for row in parsed.rows:
        assert row.details.name
        assert row.details.gender in ("P", "L")
        assert row.posyandu
        assert row.desa


@given(st.binary(max_size=300))
def test_any_bytes_are_refused(content: bytes) -> None:
    with pytest.raises(Unreadable):
        parse_roster(content, TODAY)


GOOD = sheet(person())


@settings(deadline=None)
@given(st.lists(st.tuples(st.integers(0, len(GOOD) - 1), st.integers(0, 255)), min_size=1, max_size=6))
def test_a_damaged_workbook_is_read_or_refused(damage: list[tuple[int, int]]) -> None:
    content = bytearray(GOOD)
    for at, byte in damage:
        content[at] = byte

    try:
        parsed = parse_roster(bytes(content), TODAY)
    except Unreadable:
        return
    assert len(parsed.rows) + len(parsed.problems) <= 1 + len(COLUMNS)
