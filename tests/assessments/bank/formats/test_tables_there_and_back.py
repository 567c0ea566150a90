"""What was written as a table is read back equal, but for what the export names."""

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assessments.bank.bodies import says_the_same
from assessments.bank.formats import csv_table, xlsx
from assessments.bank.formats.base import Format, Item
from assessments.bank.formats.table_cells import (
    join_gap,
    join_pair,
    join_texts,
    split_gap,
    split_pair,
    split_texts,
)
from assessments.bank.formats.table_columns import TYPES
from assessments.bank.formats.table_examples import ROWS
from assessments.bank.formats.text_losses import losses
from tests.assessments.bank.formats.bodies import items, lines

FORMATS = (csv_table.FORMAT, xlsx.FORMAT)
LEFT_OUT = "Soal ini tidak dapat ditulis dalam format ini, jadi tidak dibawa."
some = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def there_and_back(format_: Format, questions: list[Item]) -> tuple[dict[int, str], list[Item]]:
    """Return what was said to be lost by place, and what was read again."""
    assert format_.write
    export = format_.write(questions)
    parsed = format_.read(export.content)
    named = {problem.line: problem.values.get("what", LEFT_OUT) for problem in export.problems}
    assert export.questions == sum(item.type != "text" for item in parsed.items)
    return named, parsed.items


@pytest.mark.parametrize("format_", FORMATS)
@some
@given(questions=items())
def test_questions_come_back_but_for_what_is_named(format_: Format, questions: list[Item]) -> None:
    named, again = there_and_back(format_, questions)

    kept = [place for place in range(1, len(questions) + 1) if named.get(place) != LEFT_OUT]
    assert len(again) == len(kept)
    for item, place in zip(again, kept, strict=True):
        question = questions[place - 1]
        lost = losses(question, item)
        assert lost is not None
        assert ", ".join(lost) == named.get(place, "")
        if not lost:
            assert says_the_same(item.type, item.body, question.body)
        assert (item.slug, item.title, item.category, item.tags, item.difficulty) == (
            question.slug,
            question.title,
            question.category,
            question.tags,
            question.difficulty,
        )


@some
@given(items())
def test_only_what_has_no_column_is_lost(questions: list[Item]) -> None:
    for place, what in there_and_back(csv_table.FORMAT, questions)[0].items():
        body = questions[place - 1].body
        assert what == LEFT_OUT or set(what.split(", ")) <= {
            "urutan pilihan yang tetap",
            "beda huruf besar dan kecil",
            "satuan lain",
            "jawaban lain",
            "persen pilihan",
        }
        assert what != LEFT_OUT or body.get("scoring") == "weights" or questions[place - 1].type == "cloze"


@pytest.mark.parametrize("format_", FORMATS)
def test_an_example_of_each_type(format_: Format) -> None:
    named, again = there_and_back(format_, list(ROWS))

    assert [item.type for item in again] == list(TYPES)
    assert LEFT_OUT not in named.values()
    assert [note for item in again for note in item.notes] == []


@pytest.mark.parametrize("format_", FORMATS)
@pytest.mark.parametrize(
    "word", ["=1+1", "'=1+1", "''-5", "@x", "-5", "+62", "_x0041_", "'x", '"', "a;b", "a\nb", "1-2"]
)
def test_words_that_a_sheet_would_change(format_: Format, word: str) -> None:
    options: list[dict[str, Any]] = [
        {"id": "a", "text": word, "correct": True},
        {"id": "b", "text": "x", "correct": False},
    ]
    item = Item(1, "single", {"stem": word, "options": options}, title=word.replace("\n", " "))

    assert there_and_back(format_, [item])[1][0].body == item.body


def test_no_cell_starts_a_formula() -> None:
    item = Item(1, "short", {"stem": "=1", "answers": [{"text": "+2", "weight": "100"}]}, tags=["@x"])

    content = csv_table.write([item]).content.decode("utf-8-sig")

    assert "'=1" in content.split(";")
    assert ";'+2;" in content
    assert ";'@x;" in content


@some
@given(st.lists(lines, min_size=1, max_size=4))
def test_texts_in_one_cell(texts: list[str]) -> None:
    assert split_texts(join_texts(texts)) == texts
    for at in range(len(texts)):
        assert split_gap(join_gap(texts, at)) == (texts, [at])


@some
@given(lines, lines)
def test_both_sides_of_a_pair(left: str, right: str) -> None:
    assert split_pair(join_pair(left, right)) == (left, right)
    assert split_pair(join_pair("", right)) == ("", right)
