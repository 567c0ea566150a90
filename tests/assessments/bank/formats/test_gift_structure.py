"""A GIFT file as a whole: blank lines, comments, categories, titles."""

import pytest

from assessments.bank.formats.base import BadFile
from assessments.bank.formats.gift import FORMAT
from assessments.bank.formats.gift_read import ESSAY, NOTHING, ONE_BRACE, TOO_MANY_BRACES, TWO_GROUPS
from tests.assessments.bank.formats.reading import only, read, wrong

TWO = "Satu {T}\n\nDua {F}\n"


@pytest.mark.parametrize(
    "text", [TWO, TWO.replace("\n", "\r\n"), "\ufeff" + TWO, TWO.replace("\n\n", "\n \t\n\n"), TWO.strip()]
)
def test_questions_stand_between_blank_lines(text: str) -> None:
    parsed = read(FORMAT, text)

    assert [item.body["stem"] for item in parsed.items] == ["Satu", "Dua"]
    assert parsed.problems == []


def test_utf_16_is_read_by_its_mark() -> None:
    assert [item.type for item in FORMAT.read(TWO.encode("utf-16")).items] == ["truefalse", "truefalse"]


def test_a_line_is_counted_from_one_where_the_question_begins() -> None:
    parsed = read(FORMAT, "\n\n// catatan\nSatu {T}\n\n\n::Dua:: Dua\n{F}")

    assert [item.line for item in parsed.items] == [4, 7]


def test_comments_are_passed_over_wherever_a_line_begins_with_them() -> None:
    item = only(FORMAT, "// Bab 1\n\n// soal 2\nBerapa {\n=satu // bukan catatan\n  // catatan\n~dua\n}")

    assert [option["text"] for option in item.body["options"]] == ["satu // bukan catatan", "dua"]


def test_a_comment_carries_id_and_tags() -> None:
    item = only(
        FORMAT, "// question: 1 [id:393] [tag:fred]\n// [tag:barney-wilma] [tag:a\\]b] [id:x]\nSatu {T}"
    )

    assert (item.slug, item.tags) == ("393", ["fred", "barney-wilma", "a]b"])


def test_a_comment_carries_what_only_we_read() -> None:
    comment = "// [difficulty:3] [unit:gram]\n"

    assert only(FORMAT, comment + "Berapa? {#5}").difficulty == 3
    assert only(FORMAT, comment + "Berapa? {#5}").body["unit"] == "gram"
    assert only(FORMAT, "// [difficulty:sulit]\nBerapa? {#5}").difficulty == 0


@pytest.mark.parametrize(
    ("written", "path"),
    [
        ("tom/dick/harry", "tom/dick/harry"),
        ("$course$/top/Gizi balita", "Gizi balita"),
        ("$course$/ASI // MP-ASI", "ASI // MP-ASI"),
        ("$course$/topik", "topik"),
        ("$system$/top", ""),
        ("", ""),
    ],
)
def test_a_category_holds_until_the_next(written: str, path: str) -> None:
    parsed = read(
        FORMAT, f"Nol {{T}}\n\n$CATEGORY: {written}\n\nSatu {{T}}\n\nDua {{F}}\n\n$CATEGORY: z\nTiga {{T}}"
    )

    assert [item.category for item in parsed.items] == ["", path, path, "z"]


def test_a_title_stands_between_colons() -> None:
    assert only(FORMAT, "::Gizi\\: bagian 1:: Benarkah? {T}").title == "Gizi: bagian 1"
    assert only(FORMAT, "::pukul 7:30::Benarkah? {T}").title == "pukul 7:30"
    assert only(FORMAT, "::dua\nbaris\n::\nBenarkah? {T}").title == "dua baris"
    assert only(FORMAT, "Benarkah? {T}").title == ""


def test_a_title_that_does_not_end_is_text() -> None:
    assert only(FORMAT, "::Benarkah? {T}").body["stem"] == "::Benarkah?"


def test_without_braces_it_is_a_text_to_read() -> None:
    item = only(FORMAT, "::Pengantar:: Bacalah\ndulu.")

    assert (item.type, item.title, item.body) == ("text", "Pengantar", {"stem": "Bacalah\ndulu."})


@pytest.mark.parametrize("essay", ["Ceritakan. {}", "Ceritakan. {\n}", "Ceritakan. {####Bebas.}"])
def test_an_essay_is_named(essay: str) -> None:
    assert wrong(FORMAT, essay) == [(1, ESSAY)]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("Satu {T", 1),
        ("Satu T}", 1),
        ("Satu\n{=a\n~b", 2),
        ("Satu {=a {~b}", 1),
        ("Satu {T}}", 1),
    ],
)
def test_one_brace_alone_is_named(text: str, line: int) -> None:
    assert wrong(FORMAT, text) == [(line, ONE_BRACE)]


def test_a_blank_line_between_braces_is_named_twice() -> None:
    assert wrong(FORMAT, "Satu {\n=a\n\n~b\n}") == [(1, ONE_BRACE), (5, ONE_BRACE)]


def test_two_groups_of_answers_are_named() -> None:
    assert wrong(FORMAT, "Satu {=a ~b} dan\n{=c ~d}") == [(2, TWO_GROUPS)]


def test_no_question_has_a_thousand_braces() -> None:
    assert wrong(FORMAT, "x{}" * 1000) == [(1, TOO_MANY_BRACES)]


def test_one_bad_question_does_not_stop_the_others() -> None:
    parsed = read(FORMAT, "Satu {T\n\nDua {T}\n\nTiga {}\n\nEmpat {F}")

    assert [item.body["stem"] for item in parsed.items] == ["Dua", "Empat"]
    assert [problem.line for problem in parsed.problems] == [1, 5]


@pytest.mark.parametrize("text", ["", "\n\n", "// hanya catatan\n", "$CATEGORY: a\n", "\ufeff"])
def test_a_file_without_questions_says_so(text: str) -> None:
    assert wrong(FORMAT, text) == [(0, NOTHING)]


@pytest.mark.parametrize(
    "content", [b"\xff\xfe\x00", b"Caf\xe9 {T}", b"PK\x03\x04\0\0", b"a" * (21 * 1024**2)]
)
def test_what_is_no_text_is_refused(content: bytes) -> None:
    with pytest.raises(BadFile):
        FORMAT.read(content)
