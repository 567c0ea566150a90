"""Statements to call true or false, the ways teachers type them."""

import pytest

from assessments.bank.formats.base import Item
from assessments.bank.formats.text import read


def parse(text: str) -> list[Item]:
    return read(text.encode()).items


def answers(text: str) -> list[bool | None]:
    items = parse(text)
    assert {item.type for item in items} == {"truefalse"}
    return [item.body.get("answer") for item in items]


@pytest.mark.parametrize(
    "typed",
    [
        "1. ASI itu baik. (B/S)",
        "1. ASI itu baik. (B - S)",
        "1. ASI itu baik. B/S",
        "1. ASI itu baik. (Benar/Salah)",
        "1. (B/S) ASI itu baik.",
        "1. B - S ASI itu baik.",
        "1. ASI itu baik.\nBenar / Salah",
        "1. ASI itu baik.\nA. Benar\nB. Salah",
        "1. ASI itu baik.\na) benar   b) salah",
        "1. ASI itu baik.\n- Benar\n- Salah",
        "II. Benar/Salah\n1. ASI itu baik.",
        "Tulis B jika benar dan S jika salah!\n1. ASI itu baik.",
    ],
)
def test_a_statement_without_key(typed: str) -> None:
    (item,) = parse(typed)

    assert (item.type, item.body["stem"].split("\n")[0], "answer" in item.body) == (
        "truefalse",
        "ASI itu baik.",
        False,
    )
    assert [note.text for note in item.notes] == ["Kunci tidak ditemukan. Pilih jawaban yang benar."]


@pytest.mark.parametrize("key", ["B", "Benar", "benar", "b"])
def test_a_key_under_a_statement(key: str) -> None:
    assert answers(f"1. ASI itu baik. (B/S)\nKunci: {key}") == [True]
    assert answers(
        f"1. ASI itu baik.\nJawaban: {key}\n(B/S)" if len(key) > 1 else "1. x (B/S)\nKunci: B"
    ) == [True]


def test_keys_listed_at_the_end() -> None:
    typed = "Benar/Salah\n1. Satu.\n2. Dua.\n3. Tiga.\nKunci jawaban: 1. B 2. S 3.Benar"

    assert answers(typed) == [True, False, True]


def test_a_sign_behind_the_statement() -> None:
    items = parse("Benar atau salah\n1. Satu. (B)\n2. Dua (S)\n")

    assert [(item.body["stem"], item.body["answer"]) for item in items] == [("Satu.", True), ("Dua", False)]
    assert items[0].key_found == "Kunci dari tanda B atau S di soal"


def test_a_sign_and_a_list_that_differ_give_no_key() -> None:
    assert answers("Benar atau salah\n1. Satu. (B)\nKunci: S") == [None]


@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        ("1. B 2. S", [True, False]),  # the words
        ("1. B 2. A", [False, True]),  # the letters
        ("1. B 2. B", [None, None]),  # nobody knows
        ("1. Benar 2. Salah", [True, False]),
    ],
)
def test_b_may_be_a_letter_or_a_word(keys: str, expected: list[bool | None]) -> None:
    options = "A. Benar\nB. Salah\n"

    assert answers(f"1. Satu.\n{options}2. Dua.\n{options}Kunci jawaban: {keys}") == expected


def test_questions_after_a_list_of_keys() -> None:
    typed = (
        "1. Apa?\nA. ya\nB. tidak\nKunci jawaban\n1. A\nBenar/Salah\n1. ASI baik (B/S)\nKunci jawaban\n1. S\n"
    )

    assert [(item.type, item.key_found) for item in parse(typed)] == [
        ("single", "Kunci dari daftar di akhir"),
        ("truefalse", "Kunci dari daftar di akhir"),
    ]
