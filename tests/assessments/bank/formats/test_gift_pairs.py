"""Pairs, and true or false, in GIFT."""

import pytest

from assessments.bank.formats.gift import FORMAT
from assessments.bank.types import get_type
from tests.assessments.bank.formats.reading import notes, only, wrong


def test_pairs_and_what_belongs_to_nobody() -> None:
    item = only(
        FORMAT,
        "Jodohkan. {\n=Canada -> Ottawa\n=[html]<i>Italy</i>->Rome # kota\n= -> Tokyo\n=->Oslo\n####Umum.\n}",
    )

    assert item.type == "matching"
    assert item.body == {
        "stem": "Jodohkan.",
        "pairs": [
            {"id": "a", "left": "Canada", "right": "Ottawa"},
            {"id": "b", "left": "Italy", "right": "Rome # kota"},
        ],
        "extra": [{"id": "c", "text": "Tokyo"}, {"id": "d", "text": "Oslo"}],
        "scoring": "partial",
        "explanation": "Umum.",
    }
    assert get_type("matching").flaws(item.body) == []


def test_our_comment_says_all_or_nothing() -> None:
    assert only(FORMAT, "// [scoring:all]\nJodohkan. {=a->b =c->d}").body["scoring"] == "all"
    assert only(FORMAT, "// [scoring:weights]\nJodohkan. {=a->b =c->d}").body["scoring"] == "partial"


@pytest.mark.parametrize(
    ("answers", "line", "problem"),
    [
        ("\n=a->b\n=c\n=d->e", 3, "Pasangan ini tidak punya tanda panah ->."),
        ("\n=a->b\n=c->", 3, "Sisi kanan pasangan ini kosong."),
        ("a\n=b->c", 1, "Pasangan ini tidak punya tanda panah ->."),
    ],
)
def test_a_pair_that_is_none_is_named(answers: str, line: int, problem: str) -> None:
    assert wrong(FORMAT, f"Jodohkan. {{{answers}}}") == [(line, problem)]


def test_one_pair_is_too_few() -> None:
    item = only(FORMAT, "Jodohkan. {=a -> b}")

    assert notes(item) == [(1, "Pasangannya kurang dari dua.")]
    assert get_type("matching").flaws(item.body)


def test_no_question_has_a_thousand_pairs() -> None:
    assert wrong(FORMAT, "Jodohkan. {" + "=a->b" * 1000 + "}") == [
        (1, "Jawabannya terlalu banyak: paling banyak 200.")
    ]


@pytest.mark.parametrize(
    ("answer", "is_true"), [("T", True), ("TRUE", True), (" F ", False), ("FALSE", False), ("\nT\n", True)]
)
def test_true_or_false(answer: str, is_true: bool) -> None:
    item = only(FORMAT, f"Benarkah? {{{answer}}}")

    assert (item.type, item.body) == ("truefalse", {"stem": "Benarkah?", "answer": is_true})


@pytest.mark.parametrize("small", ["t", "true", "Benar", "TRUEST"])
def test_only_capitals_are_true_or_false(small: str) -> None:
    assert only(FORMAT, f"Benarkah? {{{small}}}").type == "short"


@pytest.mark.parametrize(
    ("answer", "feedback"),
    [
        ("FALSE#salah#benar", {"wrong": "salah", "right": "benar"}),
        ("F # salah\n# benar", {"wrong": "salah", "right": "benar"}),
        ("F#salah", {"wrong": "salah"}),
        ("F##benar", {"right": "benar"}),
        ("F#salah = a -> b#benar", {"wrong": "salah = a -> b", "right": "benar"}),
    ],
)
def test_the_first_feedback_is_for_the_wrong_answer(answer: str, feedback: dict[str, str]) -> None:
    answer = answer.replace("=", "\\=")
    body = only(FORMAT, f"Benarkah? {{{answer}####Umum.}}").body

    assert (body["feedback"], body["explanation"]) == (feedback, "Umum.")
