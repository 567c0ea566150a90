"""Files that are broken, or made to break us: a clear refusal, in bounded time and memory."""

import time
import tracemalloc
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.pictures import LARGEST_PICTURE
from assessments.bank.formats import moodle_xml_answers, moodle_xml_read, moodle_xml_texts, moodle_xml_tree
from assessments.bank.formats.base import LARGEST_FILE, BadFile, Problem
from assessments.bank.formats.moodle_xml import FORMAT
from tests.assessments.bank.formats.moodle_samples import (
    CLOZE,
    GAPSELECT,
    PLACES,
    SINGLE,
    TAKEN,
    question,
    quiz,
)

read = FORMAT.read
MOST_SECONDS, MOST_MEMORY = 30, 200 * 1024**2
BOMB = b"""<?xml version="1.0"?>
<!DOCTYPE quiz [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]>
<quiz><question type="description"><questiontext><text>&c;</text></questiontext></question></quiz>"""
OUTSIDE = b"""<!DOCTYPE quiz SYSTEM "file:///etc/passwd"><quiz/>"""


def refusal(content: bytes) -> Problem:
    with pytest.raises(BadFile) as refused:
        read(content)
    return refused.value.problem


@pytest.mark.parametrize(
    ("content", "message", "line"),
    [
        (BOMB, moodle_xml_tree.DECLARES, 2),
        (OUTSIDE, moodle_xml_tree.DECLARES, 1),
        (b"", moodle_xml_tree.NOT_XML, 1),
        (b"Apa itu ASI?", moodle_xml_tree.NOT_XML, 1),
        (quiz(SINGLE)[:-30], moodle_xml_tree.NOT_XML, 13),
        (b"<html><body/></html>", moodle_xml_tree.NOT_MOODLE, 1),
        (b"<quiz>&tak;</quiz>", moodle_xml_tree.NOT_XML, 1),
        (b"<quiz>\n" + b"<a>" * 100, moodle_xml_tree.TOO_DEEP, 2),
        (b"<?xml version='1.0' encoding='zlib'?>\n<quiz/>", moodle_xml_tree.NO_ENCODING, 1),
        (b"<?xml version='1.0' encoding='punycode'?>\n<quiz/>", moodle_xml_tree.NO_ENCODING, 1),
        (b"<?xml version='1.0' encoding='x-none'?>\n<quiz/>", moodle_xml_tree.NO_ENCODING, 1),
        (b"<?xml version='1.0' encoding='windows-1252'?>\n<quiz>\x81</quiz>", moodle_xml_tree.NO_ENCODING, 1),
        (b"<?xml version='1.0' encoding='us-ascii'?>\n<quiz>\xe9</quiz>", moodle_xml_tree.NO_ENCODING, 1),
        (
            b"<?xml version='1.0'?>\n<quiz>\xe9</quiz>",
            "Berkas ini bukan teks UTF-8. Simpan lagi dengan pilihan UTF-8.",
            2,
        ),
    ],
)
def test_what_is_no_safe_moodle_xml_is_refused_with_its_line(content: bytes, message: str, line: int) -> None:
    problem = refusal(content)

    assert (problem.message, problem.line) == (message, line)


@pytest.mark.parametrize("encoding", ["UTF-8", "utf-16", "windows-1252", "ISO-8859-1", "iso-8859-15"])
def test_other_encodings_are_read_where_the_file_names_them(encoding: str) -> None:
    text = quiz(question("description", stem="Bébé")).decode().replace("UTF-8", encoding)

    assert read(text.encode(encoding)).items[0].body == {"stem": "Bébé"}


def test_line_ends_of_other_systems_count_alike() -> None:
    for end in (b"\r\n", b"\r"):
        assert [item.line for item in read(quiz(CLOZE, SINGLE).replace(b"\n", end)).items] == [3, 10]


def never_raises(content: bytes) -> None:
    try:
        read(content)
    except BadFile:
        pass


def huge_picture() -> bytes:
    encoded = "A" * (LARGEST_PICTURE * 4 // 3 + 100)
    file = f'<file name="a.png" path="/" encoding="base64">{encoded}</file>'
    return quiz(question("description", stem='Lihat <img src="@@PLUGINFILE@@/a.png" alt="x">', files=file))


def many_gaps() -> bytes:
    stem = "[[1]]" * 90
    return quiz(*[question("gapselect", PLACES, stem)] * 1_300)


def filled(
    unit: str, around: Callable[[str], str] = lambda text: question("description", stem=text)
) -> bytes:
    room = LARGEST_FILE - 5_000
    return quiz(around(unit * (room // len(unit.encode()))))


HOSTILE: dict[str, Callable[[], bytes]] = {
    "a picture of 50 MB": lambda: quiz("A" * (50 * 1024**2)),
    "a picture too large": huge_picture,
    "deep nesting": lambda: b"<quiz>" + b"<question>" * 1_000_000,
    "a huge attribute": lambda: b'<quiz><question type="' + b"a" * (LARGEST_FILE - 100) + b'"/></quiz>',
    "a huge attribute without end": lambda: b'<quiz a="' + b"a" * (LARGEST_FILE - 100),
    "many attributes": lambda: b"<quiz " + b" ".join(b'a%d=""' % n for n in range(900_000)) + b"/>",
    "many elements in one question": lambda: quiz("<question>" + "<a/>" * 4_000_000 + "</question>"),
    "many empty questions": lambda: quiz("<question/>" * 1_500_000),
    "many answers": lambda: quiz("<question type='multichoice'>" + "<answer/>" * 1_900 + "</question>"),
    "many unknown elements": lambda: quiz(*[question("description", "<a>1</a>\n" * 1_500)] * 250),
    "many gaps": many_gaps,
    "lists that never end": lambda: filled("{1:MC:"),
    "lists": lambda: filled("{1:MC:=a}"),
    "tags that never end": lambda: quiz(*[question("description", stem="<a " * 60_000)] * 100),
    "comments that never end": lambda: quiz(*[question("description", stem="<!--" * 45_000)] * 100),
    "one endless text": lambda: filled("a"),
    "many pictures written in": lambda: filled('<img src="data:image/png;base64,AAAA">'),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_time_has_bounds(name: str) -> None:
    content = HOSTILE[name]()
    began = time.process_time()

    never_raises(content)

    assert time.process_time() - began < MOST_SECONDS


@pytest.mark.parametrize(
    "name", ["many gaps", "many elements in one question", "many answers", "deep nesting"]
)
def test_memory_has_bounds(name: str) -> None:
    content = HOSTILE[name]()
    tracemalloc.start()

    never_raises(content)

    _now, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most < MOST_MEMORY


def test_a_picture_too_large_is_left_out_and_named() -> None:
    (item,) = read(huge_picture()).items

    assert item.body == {"stem": "Lihat"}
    assert [note.message for note in item.notes] == [moodle_xml_texts.TOO_LARGE]


def test_one_question_with_thousands_of_answers_does_not_stop_the_others() -> None:
    many = "<question type='multichoice'>" + "<answer/>" * 300 + "</question>"

    parsed = read(quiz(many, SINGLE))

    assert [item.type for item in parsed.items] == ["single"]
    assert [problem.message for problem in parsed.problems] == [moodle_xml_read.TOO_MANY]


@pytest.mark.parametrize("fraction", ["abc", "1e99", "NaN", "", "9" * 5_000, "１００"])
def test_a_percent_that_is_none_counts_nothing(fraction: str) -> None:
    (item,) = read(quiz(SINGLE.replace('fraction="0"', f'fraction="{fraction}"'))).items

    assert item.body["options"][1]["correct"] is False
    assert moodle_xml_answers.NO_PERCENT in [note.message for note in item.notes]


@given(
    st.binary(max_size=400) | st.text(max_size=400).map(lambda text: text.encode("utf-8", "surrogatepass"))
)
def test_no_bytes_raise_anything_else(content: bytes) -> None:
    never_raises(content)


TAGS = """question category text info idnumber name questiontext generalfeedback defaultgrade hidden answer feedback
 fraction tolerance units unit multiplier unit_name subquestion selectoption dragbox group single shuffleanswers usecase
 file image image_base64 tags tag hint correctfeedback incorrectfeedback gradingtype selectcount plugin""".split()
VALUES = st.sampled_from(
    "true false 0 1 100 -50 html markdown plain_text base64 a.png 1 all wrong right weights $course$/top/a".split()
) | st.text(st.characters(exclude_categories=("Cc", "Cs")), max_size=20)
WORDS = VALUES | st.sampled_from(
    [
        "{1:MC:=a~b}",
        "{1:MC:",
        "[[1]]",
        "[[0]]",
        "[[999]]",
        "<p>",
        "1e9",
        "*",
        "&#99999999999;",
        "<img src='@@PLUGINFILE@@/a.png'>",
    ]
)


def escaped(text: str) -> str:
    for sign, entity in (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"), ('"', "&quot;")):
        text = text.replace(sign, entity)
    return "".join(letter for letter in text if letter >= " " and letter not in "\ufffe\uffff")


def element(tag: str, given: dict[str, str], inside: list[str]) -> str:
    attributes = "".join(f' {name}="{escaped(value)}"' for name, value in given.items())
    return f"<{tag}{attributes}>{''.join(inside)}</{tag}>"


trees = st.recursive(
    WORDS.map(escaped),
    lambda inner: st.builds(
        element,
        st.sampled_from(TAGS),
        st.dictionaries(st.sampled_from(["format", "fraction", "name", "encoding", "x-weight", "x-stem", "x-scoring", "x-feedback", "x-made"]), VALUES, max_size=2),
        st.lists(inner, max_size=4),
    ),
    max_leaves=25,
)  # fmt: skip
KINDS = [kind.partition('type="')[2].partition('"')[0] for kind in TAKEN.values()]


@settings(deadline=None, max_examples=150)
@given(
    st.lists(
        st.tuples(st.sampled_from([*KINDS, "multichoiceset", "category"]), st.lists(trees, max_size=6)),
        max_size=3,
    )
)
def test_no_tree_of_moodles_elements_raises_anything_else(questions: list[tuple[str, list[str]]]) -> None:
    never_raises(quiz(*(element("question", {"type": kind}, inside) for kind, inside in questions)))


SAMPLE = quiz(*TAKEN.values(), GAPSELECT)
CHANGES = st.tuples(
    st.integers(0, len(SAMPLE)),
    st.integers(0, 30),
    st.sampled_from([b"", b"<", b">", b"&", b"=", b"{", b"}", b"]]>", b"[[7]]", b"0"]),
)


@settings(deadline=None, max_examples=150)
@given(st.lists(CHANGES, min_size=1, max_size=6))
def test_no_file_that_was_tampered_with_raises_anything_else(changes: list[tuple[int, int, bytes]]) -> None:
    content = SAMPLE
    for place, length, new in changes:
        content = content[:place] + new + content[place + length :]

    never_raises(content)


WHOLE = st.tuples(
    st.sampled_from(
        [
            *(name.encode() for name in TAGS),
            b"100",
            b"true",
            b"html",
            b"multichoice",
            b"1 bulan",
            b"0.001",
            b"700",
        ]
    ),
    st.sampled_from([*(name.encode() for name in TAGS), b"", b"0", b"-1", b"abc", b"1e5", b"false", b"*"]),
)


@settings(deadline=None, max_examples=150)
@given(st.lists(WHOLE, min_size=1, max_size=5))
def test_no_file_with_other_elements_and_values_raises_anything_else(
    changes: list[tuple[bytes, bytes]],
) -> None:
    content = SAMPLE
    for old, new in changes:
        content = content.replace(old, new)

    never_raises(content)
