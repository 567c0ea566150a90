"""A numbered test as teachers type it becomes questions; every line is part of one or is named."""

from typing import Any

import pytest

from assessments.bank.formats.base import Item, Parsed
from assessments.bank.formats.text import read

LETTERED = "1. Ibu kota Bengkulu?\nA. Curup\nB. Bengkulu\nC. Manna\n"


def parse(text: str) -> Parsed:
    return read(text.encode())


def only(text: str) -> Item:
    (item,) = parse(text).items
    return item


def texts(item: Item) -> list[str]:
    return [option["text"] for option in item.body["options"]]


def right(item: Item) -> str:
    return "".join(option["id"] for option in item.body["options"] if option.get("correct"))


def left_aside(text: str) -> list[int]:
    return [problem.line for problem in parse(text).problems]


@pytest.mark.parametrize(
    "number", ["1.", "1)", "1. ", "Soal 1", "Soal 1.", "Soal No. 1:", "No. 1", "nomor 1)"]
)
@pytest.mark.parametrize("letter", ["{}. ", "{}) ", "({}) ", "{} . ", "{}.", "({})"])
def test_numbers_and_letters_of_every_kind(number: str, letter: str) -> None:
    for letters in ("ABC", "abc"):
        options = "\n".join(
            letter.format(key) + word for key, word in zip(letters, ("ya", "tidak", "entah"), strict=True)
        )
        item = only(f"{number} Apakah ASI baik?\n{options}\n")

        assert (item.type, item.body["stem"], texts(item)) == (
            "single",
            "Apakah ASI baik?",
            ["ya", "tidak", "entah"],
        )


@pytest.mark.parametrize(
    "options",
    [
        "A. ya   B. tidak   C. entah",
        "A. ya\tB. tidak\tC. entah",
        "A. ya B. tidak C. entah",
        "a) ya    b) tidak\nc) entah",
        "A ya\nB tidak\nC entah",
        "A ya\tB tidak\tC entah",
        "(A) ya\n\n\n(B)\ntidak\n(C) entah",
        "- ya\n- tidak\n- entah",
        "• ya\n• tidak\n• entah",
    ],
)
def test_options_on_lines_of_their_own_or_on_one(options: str) -> None:
    item = only(f"1. Apakah?\n{options}\n")

    assert texts(item) == ["ya", "tidak", "entah"]


def test_the_stem_and_its_options_on_one_line() -> None:
    assert texts(only("1. Apakah? A. ya B. tidak")) == ["ya", "tidak"]
    assert texts(only("1. Vitamin A. atau vitamin lain?\nA. ya\nB. tidak")) == ["ya", "tidak"]


def test_a_stem_over_several_lines_with_statements_of_its_own() -> None:
    item = only(
        "1. Perhatikan pernyataan ini!\n\n1) Bayi ditimbang.\n2) Ibu pulang.\n\nMana yang benar?\nA. 1 saja\nB. 1 dan 2\n"
    )

    assert (
        item.body["stem"]
        == "Perhatikan pernyataan ini!\n1) Bayi ditimbang.\n2) Ibu pulang.\nMana yang benar?"
    )


def test_statements_with_small_letters_are_no_options() -> None:
    item = only("1. Perhatikan!\na. bayi\nb. ibu\nYang ditimbang?\nA. a saja\nB. a dan b\n")

    assert item.body["stem"] == "Perhatikan!\na. bayi\nb. ibu\nYang ditimbang?"
    assert (texts(item), item.body["fixed_order"]) == (["a saja", "a dan b"], True)


def test_an_option_over_two_lines_and_blank_lines_anywhere() -> None:
    item = only("1. Apakah?\n\nA. ya,\n   sering\n\n\nB. tidak\n\nC. entah\n")

    assert texts(item) == ["ya, sering".replace(" s", "\ns"), "tidak", "entah"]


def test_questions_without_numbers() -> None:
    items = parse("Apa itu KMS?\nA. kartu\nB. buku\n\nApa itu KIA?\nA. kartu\nB. buku\n").items

    assert [(item.line, item.body["stem"]) for item in items] == [(1, "Apa itu KMS?"), (5, "Apa itu KIA?")]


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        (LETTERED + "Kunci: B", "Kunci dari baris kunci di bawah soal"),
        (LETTERED + "Jawaban: B. Bengkulu", "Kunci dari baris kunci di bawah soal"),
        (LETTERED + "Kunci jawaban : bengkulu", "Kunci dari baris kunci di bawah soal"),
        (LETTERED + "Jawaban B", "Kunci dari baris kunci di bawah soal"),
        (LETTERED.replace("B. Bengkulu", "*B. Bengkulu"), "Kunci dari tanda bintang"),
        (LETTERED.replace("B. Bengkulu", "B. *Bengkulu"), "Kunci dari tanda bintang"),
        (LETTERED.replace("B. Bengkulu", "B. Bengkulu*"), "Kunci dari tanda bintang"),
        (LETTERED.replace("B. Bengkulu", "**B.** Bengkulu"), "Kunci dari tanda bintang"),
        (
            LETTERED.replace("Bengkulu\nC", "Bengkulu (benar)\nC"),
            "Kunci dari kata (benar) atau tanda centang",
        ),
        (LETTERED.replace("Bengkulu\nC", "Bengkulu ✓\nC"), "Kunci dari kata (benar) atau tanda centang"),
    ],
)
def test_a_key_at_the_question(typed: str, found: str) -> None:
    item = only(typed)

    assert (right(item), texts(item), item.key_found, item.notes) == (
        "b",
        ["Curup", "Bengkulu", "Manna"],
        found,
        [],
    )


@pytest.mark.parametrize(
    "listed",
    [
        "Kunci jawaban: 1. B 2. A",
        "KUNCI JAWABAN\n1. B\n2. A",
        "Kunci Jawaban Pilihan Ganda:\n1.B, 2.A",
        "kunci\n1-B; 2-A",
        "Kunci:\n1 = b\n2 = a",
        "Kunci jawaban\n1\tB\n2\tA",
        "Kunci\n1. B. Bengkulu\n2. Ya",
    ],
)
def test_a_list_of_keys_at_the_end(listed: str) -> None:
    parsed = parse(f"{LETTERED}2. Benarkah?\nA. Ya\nB. Tidak\n\n{listed}\n")

    assert [right(item) for item in parsed.items] == ["b", "a"]
    assert {item.key_found for item in parsed.items} == {"Kunci dari daftar di akhir"}
    assert parsed.problems == []


def test_each_part_of_a_test_has_its_own_numbers() -> None:
    part = "1. Satu?\nA. x\nB. y\n2. Dua?\nA. x\nB. y\n"
    parsed = parse(
        f"I. Pilihan ganda\n{part}II. Pilihan ganda kompleks\n{part}Kunci\n1. A 2. B\n1. B 2. A,B\n"
    )

    assert [right(item) for item in parsed.items] == ["a", "b", "b", "ab"]


@pytest.mark.parametrize("key", ["A, C", "A dan C", "A,C", "AC", "a & c", "A;C"])
def test_two_right_options_make_a_multiple_choice(key: str) -> None:
    item = only(f"{LETTERED}Kunci: {key}")

    assert (item.type, right(item)) == ("multiple", "ac")


@pytest.mark.parametrize(
    "typed",
    [
        LETTERED + "Kunci: E",
        LETTERED + "Kunci: tidak tahu",
        LETTERED + "Kunci: B. Curup",
        LETTERED.replace("B. Bengkulu", "*B. Bengkulu") + "Kunci: A",
        LETTERED + "Kunci: A\n\nKunci jawaban: 1. B",
        "1. Apa?\n*A. ya\n*B. tidak\n",
        LETTERED,
    ],
)
def test_a_key_is_never_guessed(typed: str) -> None:
    item = only(typed)

    assert (item.type, right(item), item.key_found) == ("single", "", "")
    assert item.notes


def test_two_keys_that_differ_are_both_named() -> None:
    item = only(LETTERED.replace("B. Bengkulu", "*B. Bengkulu") + "Kunci: A")

    assert [note.text for note in item.notes] == [
        "Kunci berbeda: Kunci dari baris kunci di bawah soal (A), Kunci dari tanda bintang (B). Pilih jawaban yang benar."
    ]


def test_what_belongs_to_no_question_is_named_with_its_line() -> None:
    typed = (
        "LATIHAN SOAL\nNama: ……\n\nPilihlah jawaban yang benar!\n"
        + LETTERED
        + "Kunci: B\n\nSelamat mengerjakan\n"
    )

    assert left_aside(typed) == [1, 2, 4, 11]
    assert left_aside(LETTERED + "Kunci jawaban\n1. B\nsampai jumpa\n9. C\n") == [7, 8]
    assert left_aside("A. ya\nB. tidak\n") == [0, 1, 2]


def test_rules_before_the_test_are_no_questions() -> None:
    parsed = parse("Petunjuk umum\n1. Berdoalah.\n2. Tulis nama.\n\n" + LETTERED)

    assert [item.body["stem"] for item in parsed.items] == ["Ibu kota Bengkulu?"]
    assert [problem.line for problem in parsed.problems] == [1, 2, 3]


def test_a_text_for_several_questions_is_a_block_to_read() -> None:
    items = parse("Bacaan untuk soal nomor 1 sampai 2\nBu Rina menimbang bayi.\n\n" + LETTERED).items

    assert [item.type for item in items] == ["text", "single"]
    assert items[0].body == {"stem": "Bacaan untuk soal nomor 1 sampai 2\nBu Rina menimbang bayi."}


def test_what_is_said_with_the_result() -> None:
    item = only(LETTERED + "Kunci: B\nPembahasan: Sejak 1968\nBengkulu.\n")

    assert (item.body["explanation"], item.key_found) == (
        "Sejak 1968\nBengkulu.",
        "Kunci dari baris kunci di bawah soal",
    )


def test_a_reason_above_the_options_is_part_of_the_question() -> None:
    item = only("1. Bayi diberi ASI.\nAlasan: ASI cukup.\nA. ya\nB. tidak\nAlasan: begitu.\n")

    assert (item.body["stem"], item.body["explanation"]) == (
        "Bayi diberi ASI.\nAlasan: ASI cukup.",
        "begitu.",
    )


def test_letters_out_of_order_are_named() -> None:
    item = only("1. Apa?\nA. ya\nB. tidak\nD. entah\nKunci: D")

    assert (texts(item), right(item), [note.line for note in item.notes]) == (
        ["ya", "tidak", "entah"],
        "c",
        [4],
    )


@pytest.mark.parametrize(
    ("typed", "body"),
    [
        (
            "Jawaban: KIA | buku KIA",
            {"answers": [{"text": "KIA"}, {"text": "buku KIA"}]},
        ),
        ("Jawaban: 6,4 ± 0,1 kg", {"answer": "6.4", "tolerance": "0.1", "unit": "kg"}),
        ("Kunci: 1.250", {"answer": "1250", "tolerance": "0", "unit": ""}),
        ("Kunci: 0812", {"answers": [{"text": "0812"}]}),
        ("", {"answers": []}),
    ],
)
def test_a_question_without_options(typed: str, body: dict[str, Any]) -> None:
    assert only(f"1. Apa?\n{typed}").body == {"stem": "Apa?", **body}
