"""What is no Word document, or one that would burst, is refused in words and in time; nothing breaks the reader."""

import io
import time
import zipfile
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from xlsxwriter import Workbook

from assessments.bank.formats.base import LARGEST_FILE, BadFile
from assessments.bank.formats.docx import read
from tests.assessments.bank.formats.word import Word, changed, png

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def refusal(content: bytes) -> str:
    started = time.process_time()
    with pytest.raises(BadFile) as refused:
        read(content)
    assert time.process_time() - started < 20
    return refused.value.problem.text


def archive(*names: str) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as made:
        for name in names:
            made.writestr(name, b"<x/>")
    return file.getvalue()


def document(body: bytes) -> bytes:
    head = f'<w:document xmlns:w="{W}"><w:body>'.encode()
    return changed(SAMPLE, "word/document.xml", lambda _old: head + body + b"</w:body></w:document>")


def sample() -> bytes:
    word = Word()
    list_ = word.lists(("decimal", "%1."), ("upperLetter", "%2."))
    word.picture(word.say("Ibu kota?", num=(list_, 0)), "peta")
    word.say("Curup", num=(list_, 1))
    word.say(("Bengkulu", "bold"), num=(list_, 1))
    word.table(("No", "Kunci"), ("1", "B"))
    return word.save()


SAMPLE = sample()


def workbook() -> bytes:
    file = io.BytesIO()
    with Workbook(file) as book:
        book.add_worksheet()
    return file.getvalue()


@pytest.mark.parametrize(
    ("content", "seems"),
    [
        (b"\xd0\xcf\x11\xe0" + b"x" * 600, "Word lama (.doc)"),
        (b"%PDF-1.7 x", "PDF"),
        (b"{\\rtf1 x}", "RTF"),
        (png(), "gambar"),
        (b"\xff\xd8\xff\xe0", "gambar"),
        (b"<html><body>1. Apa?</body></html>", "halaman web"),
        (b"1. Apa?\nA. ya", "bukan berkas Word"),
        (b"", "bukan berkas Word"),
        (workbook(), "Excel"),
        (archive("content.xml"), "LibreOffice"),
        (archive("ppt/presentation.xml"), "PowerPoint"),
        (archive("foto.png"), "arsip zip"),
        (SAMPLE[:3000], "rusak"),
        (b"x" * (LARGEST_FILE + 1), "terlalu besar"),
    ],
)
def test_what_is_no_word_document_is_told_what_it_seems_to_be(content: bytes, seems: str) -> None:
    assert seems in refusal(content)


@pytest.mark.parametrize(
    "part", ["word/document.xml", "word/numbering.xml", "word/styles.xml", "_rels/.rels"]
)
def test_no_part_may_declare_entities(part: str) -> None:
    bomb = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]><x>&b;</x>'

    assert "tidak ditulis oleh Word" in refusal(changed(SAMPLE, part, lambda _old: bomb))
    assert "tidak ditulis oleh Word" in refusal(
        changed(SAMPLE, part, lambda _old: bomb.decode().encode("utf-16"))
    )


def test_what_bursts_is_refused() -> None:
    assert "mengembang" in refusal(changed(SAMPLE, "word/media/image1.png", lambda _old: b"\0" * 50_000_000))
    assert "terlalu besar" in refusal(
        changed(SAMPLE, "word/media/image1.png", lambda _old: b"\0" * 110_000_000)
    )
    assert "terlalu besar" in refusal(archive(*(f"word/media/{n}.png" for n in range(4000))))


def test_what_is_too_deep_or_too_long_is_refused() -> None:
    deep = b"<w:sdt>" * 5_000 + b"</w:sdt>" * 5_000
    tables = b"<w:tbl><w:tr><w:tc>" * 20 + b"<w:p/>" + b"</w:tc></w:tr></w:tbl>" * 20

    assert "terlalu rumit" in refusal(document(deep))
    assert "bersarang" in refusal(document(tables))
    assert "terlalu rumit" in refusal(document(b"<w:p/>" * 600_000))
    assert "terlalu panjang" in refusal(document(Random(1).randbytes(9_000_000).hex().encode()))


def test_a_lying_archive_is_refused() -> None:
    content = bytearray(SAMPLE)
    place = content.rindex(b"PK\x01\x02")
    content[place + 24 : place + 28] = (5).to_bytes(4, "little")  # unpacked size

    try:
        read(bytes(content))
    except BadFile:
        pass


def test_a_document_without_body_is_refused() -> None:
    assert refusal(changed(SAMPLE, "word/document.xml", lambda _old: b"<x/>")) == "Dokumen ini kosong."


@pytest.mark.parametrize(
    "body",
    [
        b"<w:p><w:r><w:t>1. a</w:t></w:r></w:p>" * 30_000,
        b"<w:p>" + b"<w:r><w:t>A. x\t</w:t></w:r>" * 60_000 + b"</w:p>",
        b"<w:p>" + b"<w:r><w:object/><w:sym/></w:r>" * 60_000 + b"</w:p>",
        b'<w:p><w:pPr><w:pStyle w:val="ListNumber"/></w:pPr><w:r><w:t>x</w:t></w:r></w:p>' * 30_000,
        b"<w:tbl>" + b"<w:tr><w:tc><w:p><w:r><w:t>1</w:t></w:r></w:p></w:tc></w:tr>" * 20_000 + b"</w:tbl>",
        b"<w:tbl><w:tr>" + b"<w:tc><w:p><w:r><w:t>B</w:t></w:r></w:p></w:tc>" * 30_000 + b"</w:tr></w:tbl>",
    ],
)
def test_long_documents_are_read_in_time(body: bytes) -> None:
    started = time.process_time()
    try:
        read(document(body))
    except BadFile:
        pass

    assert time.process_time() - started < 20


def test_a_file_that_names_pictures_outside_fetches_nothing() -> None:
    def outside(old: bytes) -> bytes:
        return old.replace(
            b'Target="media/image1.png"', b'Target="http://10.0.0.1/x.png" TargetMode="External"'
        )

    (item,) = read(changed(SAMPLE, "word/_rels/document.xml.rels", outside)).items

    assert "Gambar ini hanya tautan ke luar, jadi tidak diambil." in [note.text for note in item.notes]


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.sampled_from(
        ["word/document.xml", "word/numbering.xml", "word/styles.xml", "word/_rels/document.xml.rels"]
    ),
    st.lists(st.tuples(st.integers(0, 40_000), st.binary(max_size=4), st.integers(0, 30)), max_size=4),
    st.sampled_from([b"", b"w:val", b"w:p>", b"w:ilvl", b"w:numId", b'"1"', b"w:tc>", b"A."]),
)
def test_changed_documents_are_read_or_refused(
    part: str, changes: list[tuple[int, bytes, int]], gone: bytes
) -> None:
    def change(old: bytes) -> bytes:
        new = old.replace(gone, b'"-9"' if gone == b'"1"' else b"w:b") if gone else old
        for place, put, cut in changes:
            at = place % len(new)
            new = new[:at] + put + new[at + cut :]
        return new

    try:
        read(changed(SAMPLE, part, change))
    except BadFile:
        pass


@settings(max_examples=150, deadline=None)
@given(
    st.lists(st.tuples(st.integers(0, len(SAMPLE) - 1), st.integers(0, 255)), max_size=5),
    st.integers(0, len(SAMPLE)),
)
def test_damaged_files_are_read_or_refused(changes: list[tuple[int, int]], end: int) -> None:
    content = bytearray(SAMPLE)
    for at, byte in changes:
        content[at] = byte
    try:
        read(bytes(content) if end % 2 else bytes(content[:end]))
    except BadFile:
        pass
