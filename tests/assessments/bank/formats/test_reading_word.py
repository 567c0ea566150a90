"""A test in Word becomes questions: automatic numbers, marks, pictures, tables; what cannot be taken is named."""

import pytest

from tests.assessments.bank.formats.word import Word, choice, notes, right, texts

NUMBERS, LETTERS = ("decimal", "%1."), ("upperLetter", "%2.")


@pytest.mark.parametrize(
    ("mark", "found"),
    [
        ("bold", "Kunci dari huruf tebal"),
        ("underline", "Kunci dari garis bawah"),
        ("highlight", "Kunci dari stabilo atau warna latar"),
        ("red", "Kunci dari warna huruf"),
    ],
)
def test_the_marked_option_is_the_key(mark: str, found: str) -> None:
    (item,) = choice(Word(), "Curup", ("Bengkulu", mark), "Manna").read().items

    assert (right(item), item.key_found, item.notes, item.line) == ("b", found, [], 1)


def test_two_marked_options_make_a_multiple_choice() -> None:
    (item,) = choice(Word(), ("Curup", "bold"), "Bengkulu", ("Manna", "bold")).read().items

    assert (item.type, right(item)) == ("multiple", "ac")


def test_a_marked_letter_is_enough() -> None:
    word = Word()
    word.say("1. Ibu kota?")
    word.say("A. Curup")
    word.say(("B.", "bold"), " Bengkulu")

    (item,) = word.read().items
    assert right(item) == "b"


def test_where_all_is_bold_nothing_is_the_key() -> None:
    word = Word()
    for text in ("1. Ibu kota?", "A. Curup", "B. Bengkulu"):
        word.say((text, "bold"))

    (item,) = word.read().items
    assert (right(item), [note.text for note in item.notes]) == (
        "",
        ["Kunci tidak ditemukan. Pilih jawaban yang benar."],
    )


def test_one_bold_word_inside_an_option_is_no_key() -> None:
    word = Word()
    word.say("1. Mana?")
    word.say("A. ", ("bukan", "bold"), " ini")
    word.say("B. itu")

    assert right(word.read().items[0]) == ""


def test_two_marks_that_differ_give_no_key() -> None:
    assert notes(choice(Word(), ("Curup", "bold"), ("Bengkulu", "highlight"))) == [
        "Kunci berbeda: Kunci dari huruf tebal (A), Kunci dari stabilo atau warna latar (B). Pilih jawaban yang benar."
    ]


def test_a_mark_may_come_from_a_style() -> None:
    word = Word()
    word.document.styles.add_style("Kunci", 2).font.bold = True
    choice(word, "Curup", "Bengkulu")
    word.document.paragraphs[2].runs[1].style = "Kunci"

    assert right(word.read().items[0]) == "b"


def test_numbers_and_letters_that_word_sets_itself() -> None:
    word = Word()
    list_ = word.lists(NUMBERS, LETTERS)
    for stem in ("Satu?", "Dua?"):
        word.say(stem, num=(list_, 0))
        for option in ("x", ("y", "bold"), "z"):
            word.say(option, num=(list_, 1))
    word.say("Kunci jawaban: 1. B 2. B")

    parsed = word.read()
    assert [(item.line, item.body["stem"], texts(item), right(item)) for item in parsed.items] == [
        (1, "Satu?", ["x", "y", "z"], "b"),
        (5, "Dua?", ["x", "y", "z"], "b"),
    ]
    assert parsed.problems == []


@pytest.mark.parametrize("pattern", [("lowerLetter", "%1)"), ("upperLetter", "(%1)"), ("upperLetter", "%1")])
def test_each_question_has_a_list_of_letters_of_its_own(pattern: tuple[str, str]) -> None:
    word = Word()
    numbers, letters = word.lists(NUMBERS), word.lists(pattern)
    for stem in ("Satu?", "Dua?"):
        again = word.lists(of=letters, start=1)
        word.say(stem, num=(numbers, 0))
        word.say("x", num=(again, 0))
        word.say("y", num=(again, 0))

    assert [(item.body["stem"], texts(item)) for item in word.read().items] == [
        ("Satu?", ["x", "y"]),
        ("Dua?", ["x", "y"]),
    ]


def test_numbers_from_a_style_and_options_as_bullets() -> None:
    word = Word()
    for stem in ("Satu?", "Dua?"):
        word.say(stem, style="List Number")
        word.say("x", style="List Bullet")
        word.say("y", style="List Bullet")

    assert [texts(item) for item in word.read().items] == [["x", "y"], ["x", "y"]]


def test_roman_sections_and_a_nested_number() -> None:
    word = Word()
    word.say("Pilihan ganda", num=(word.lists(("upperRoman", "%1.")), 0))
    list_ = word.lists(NUMBERS, ("decimal", "%1.%2"))
    word.say("Satu?", num=(list_, 0))
    word.say("sebuah pernyataan", num=(list_, 1))
    word.say("A. x\tB. y")

    parsed = word.read()
    assert parsed.items[0].body["stem"] == "Satu?\n1.1 sebuah pernyataan"
    assert [problem.line for problem in parsed.problems] == [1]


def test_all_in_one_paragraph_with_breaks() -> None:
    word = Word()
    word.say("1. Ibu kota?\nA. Curup\nB. ", ("Bengkulu", "bold"), "\nC. Manna")

    (item,) = word.read().items
    assert (texts(item), right(item)) == (["Curup", "Bengkulu", "Manna"], "b")
