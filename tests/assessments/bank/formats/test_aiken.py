"""Aiken, read and written."""

from dataclasses import replace

import pytest
from hypothesis import given, settings

from assessments.bank.bodies import says_the_same
from assessments.bank.formats import aiken_read, aiken_write
from assessments.bank.formats.aiken import FORMAT
from assessments.bank.formats.base import Item, Problem
from assessments.bank.types import get_type
from tests.assessments.bank.formats.bodies import items
from tests.assessments.bank.formats.reading import notes, only, read, wrong
from tests.factories import BODIES

assert FORMAT.write
write = FORMAT.write
GOOD = "Apa itu?\nA. Satu\nB. Dua\nC. Tiga\nANSWER: B\n"


def test_a_question_as_the_format_wants_it() -> None:
    item = only(FORMAT, GOOD)

    assert (item.line, item.type, item.notes) == (1, "single", [])
    assert item.body == {
        "stem": "Apa itu?",
        "options": [
            {"id": "a", "text": "Satu", "correct": False},
            {"id": "b", "text": "Dua", "correct": True},
            {"id": "c", "text": "Tiga", "correct": False},
        ],
    }
    assert get_type("single").flaws(item.body) == []


@pytest.mark.parametrize(
    "text", [GOOD, GOOD.replace("\n", "\r\n"), "\ufeff" + GOOD, GOOD.replace(". ", ") "), GOOD.strip()]
)
def test_brackets_and_other_line_ends_are_the_same(text: str) -> None:
    assert only(FORMAT, text).body == only(FORMAT, GOOD).body


@pytest.mark.parametrize("between", ["", "\n", "\n\n \n"])
def test_the_next_question_begins_behind_the_key(between: str) -> None:
    parsed = read(FORMAT, GOOD + between + GOOD)

    assert [item.line for item in parsed.items] == [1, 6 + between.count("\n")]
    assert parsed.problems == []
    assert parsed.items[1].notes == []


@pytest.mark.parametrize(
    ("text", "line", "note"),
    [
        ("Apa\nitu?\nA. Satu\nB. Dua\nANSWER: B", 2, aiken_read.LONG_STEM),
        ("Apa itu?\nA. Satu\nB. Dua\ndan lagi\nANSWER: B", 4, aiken_read.LONG_OPTION),
        ("Apa itu?\n\nA. Satu\nB. Dua\nANSWER: B", 2, aiken_read.BLANK),
        ("Apa itu?\nA. Satu\n\nB. Dua\nANSWER: B", 3, aiken_read.BLANK),
        ("Apa itu?\nA. Satu\nB. Dua\n\nANSWER: B", 4, aiken_read.BLANK),
        ("Apa itu?\na. Satu\nb. Dua\nANSWER: B", 2, aiken_read.SMALL),
        ("Apa itu?\nA.Satu\nB.Dua\nANSWER: B", 2, aiken_read.NO_BLANK),
        ("Apa itu?\nB. Satu\nC. Dua\nANSWER: B", 2, aiken_read.ORDER),
        ("Apa itu?\nA. Satu\nB. Dua\nANSWER: b", 4, aiken_read.OTHER_KEY),
        ("Apa itu?\nA. Satu\nB. Dua\nanswer: B", 4, aiken_read.OTHER_KEY),
        ("Apa itu?\nA. Satu\nB. Dua\nANSWER : B", 4, aiken_read.OTHER_KEY),
        ("Apa itu?\nA. Satu\nB. Dua\nANSWER: B.", 4, aiken_read.OTHER_KEY),
        ("Apa itu?\nA. Satu\nB. Dua\nKunci jawaban: B", 4, aiken_read.OTHER_KEY),
    ],
)
def test_what_departs_from_the_format_is_taken_and_named(text: str, line: int, note: str) -> None:
    item = only(FORMAT, text)

    assert notes(item) == [(line, note)]
    assert len(item.body["options"]) == 2


@pytest.mark.parametrize(
    ("text", "line", "problem"),
    [
        ("Apa itu?\nA. Satu\nB. Dua\n", 1, aiken_read.UNFINISHED),
        ("Petunjuk umum\n\n" + GOOD, 1, aiken_read.UNFINISHED),
        ("Apa itu?\nA. Satu\nB. Dua\n\n" + GOOD, 1, aiken_read.UNFINISHED),
        ("A. Satu\nB. Dua\nANSWER: A", 1, aiken_read.NO_STEM),
        ("ANSWER: A", 1, aiken_read.NO_STEM),
        ("Apa itu?\nANSWER: A", 1, aiken_read.NO_OPTIONS),
        ("Apa itu?\nA. Satu\nANSWER: A", 1, aiken_read.NO_OPTIONS),
        ("Apa itu?\nA. Satu\nA. Dua\nANSWER: A", 3, "Huruf A dipakai dua kali."),
        ("Apa itu?\nA. Satu\nB.\nANSWER: A", 3, "Pilihan B kosong."),
        ("Apa itu?\nA. Satu\nB. Dua\nANSWER: C", 4, "Kunci C tidak ada di antara pilihannya."),
        ("Apa itu?\nA. Satu\nB. Dua\nANSWER: A, B", 4, aiken_read.NO_LETTER % {"key": "A, B"}),
        ("Apa itu?\nA. Satu\nB. Dua\nANSWER:", 4, aiken_read.NO_LETTER % {"key": ""}),
        ("", 0, aiken_read.NOTHING),
    ],
)
def test_what_is_no_question_is_named_with_its_line(text: str, line: int, problem: str) -> None:
    assert wrong(FORMAT, text) == [(line, problem)]


def test_one_bad_question_does_not_stop_the_others() -> None:
    parsed = read(FORMAT, "Satu?\nA. a\nANSWER: A\n\n" + GOOD + "\nTiga?\nA. a\nB. b\n")

    assert [item.line for item in parsed.items] == [5]
    assert [problem.line for problem in parsed.problems] == [1, 11]


def test_a_stem_may_look_a_little_like_an_option() -> None:
    assert only(FORMAT, "A.S. di mana?\nA. Sini\nB. Sana\nANSWER: A").body["stem"] == "A.S. di mana?"
    assert only(FORMAT, "Kunci: apa?\nA. Besi\nB. Kata\nANSWER: A").body["stem"] == "Kunci: apa?"


def test_it_is_written_as_the_format_wants_it() -> None:
    export = write([only(FORMAT, GOOD), only(FORMAT, GOOD)])

    assert export.content.decode() == GOOD + "\n" + GOOD
    assert (export.questions, export.problems) == (2, [])


def one_line(text: str) -> str:
    """Return the lines of `text` in one."""
    return " ".join(line.strip() for line in text.split("\n") if line.strip())


@settings(max_examples=60, deadline=None)
@given(items("single"))
def test_questions_come_back_as_they_went_but_for_what_is_named(questions: list[Item]) -> None:
    export = write(questions)

    left_out = {problem.line for problem in export.problems if problem.message == aiken_write.LIKE_OPTION}
    kept = [question for place, question in enumerate(questions, 1) if place not in left_out]
    back = read(FORMAT, export.content.decode()).items
    assert len(back) == len(kept) == export.questions
    for again, question in zip(back, kept, strict=True):
        plain = [
            {"text": one_line(o["text"]), "correct": o["correct"], "id": o["id"]}
            for o in question.body["options"]
        ]
        assert says_the_same(
            "single", again.body, {"stem": one_line(question.body["stem"]), "options": plain}
        )


def test_what_the_format_cannot_hold_is_named() -> None:
    item = replace(
        only(FORMAT, GOOD),
        title="Judul",
        body={
            "stem": "Apa\n\nitu?",
            "pictures": [{"file": "a.png", "alt": "Timbangan"}],
            "explanation": "Begitu.",
            "fixed_order": True,
            "options": [
                {"id": "a", "text": "Satu", "correct": True},
                {"id": "b", "text": "Dua", "correct": False, "weight": "50"},
            ],
        },
    )

    export = write([item])

    named = ["PICTURES", "FEEDBACK", "WEIGHTS", "ORDER", "ONE_LINE"]
    of_it = [problem.message for problem in export.problems if problem.line == 1]
    assert of_it == [getattr(aiken_write, name) for name in named]
    assert export.problems[-1] == Problem(0, aiken_write.AROUND)
    assert export.content.decode() == "Apa itu?\nA. Satu\nB. Dua\nANSWER: A\n"


def options(*texts: str) -> list[dict[str, object]]:
    """Return options of which the first is right."""
    return [{"id": "a", "text": text, "correct": n == 0} for n, text in enumerate(texts)]


@pytest.mark.parametrize(
    ("body", "problem"),
    [
        ({"stem": "Apa?", "options": options(*["x"] * 27)}, aiken_write.TOO_MANY),
        ({"stem": "A. Apa?", "options": options("a", "b")}, aiken_write.LIKE_OPTION),
        ({"stem": "ANSWER: apa?", "options": options("a", "b")}, aiken_write.LIKE_OPTION),
        ({"stem": "Apa?", "options": options("a")}, aiken_write.INCOMPLETE),
        ({"stem": "", "options": options("a", "b")}, aiken_write.INCOMPLETE),
        ({"stem": "Apa?", "options": options("a", "b")[1:] * 2}, aiken_write.INCOMPLETE),
        ({"stem": "Apa?", "options": options("a", "")}, aiken_write.PICTURE_ALONE),
    ],
)
def test_what_cannot_be_written_is_left_out_and_named(body: dict[str, object], problem: str) -> None:
    export = write([only(FORMAT, GOOD), Item(1, "single", body)])

    assert [(found.line, found.message) for found in export.problems] == [(2, problem)]
    assert export.questions == 1


@pytest.mark.parametrize("code", [code for code in BODIES if code != "single"])
def test_other_types_are_left_out(code: str) -> None:
    export = write([Item(1, code, BODIES[code])])

    assert [problem.message for problem in export.problems] == [aiken_write.NO_TYPE]
    assert (export.content, export.questions) == (b"", 0)
