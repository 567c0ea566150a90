"""Every type of Moodle question is taken, or named with its line."""

from typing import Any

import pytest

from assessments.bank.formats import moodle_xml_answers as answers
from assessments.bank.formats import moodle_xml_gaps as gaps
from assessments.bank.formats import moodle_xml_number as numbers
from assessments.bank.formats.base import Item, Parsed, Problem
from assessments.bank.formats.moodle_xml import FORMAT
from assessments.bank.types import get_type
from tests.assessments.bank.formats import moodle_samples as samples
from tests.assessments.bank.formats.moodle_samples import CHOICE, answer, question, quiz


def parsed(*questions: str) -> Parsed:
    return FORMAT.read(quiz(*questions))


def only(*questions: str) -> Item:
    """Return the one question of a file with nothing else in it."""
    found = parsed(*questions)
    assert found.problems == []
    (item,) = found.items
    return item


def body(sample: str) -> dict[str, Any]:
    """Return the body of a question that is taken as a whole, but for its stem."""
    item = only(sample)
    assert item.notes == []
    assert get_type(item.type).flaws(item.body) == []
    return {name: value for name, value in item.body.items() if name != "stem"}


@pytest.mark.parametrize("sample", samples.TAKEN.values(), ids=list(samples.TAKEN))
def test_each_type_is_taken_as_a_whole(sample: str) -> None:
    item = only(sample)

    assert item.notes == []
    assert item.line == 3
    assert get_type(item.type).flaws(item.body) == []
    assert (item.title, item.slug, item.category, item.difficulty) == ("Soal ASI", "", "", 0)


def test_a_choice_with_one_right_answer() -> None:
    assert body(samples.SINGLE) == {
        "options": [
            {"id": "a", "text": "Air susu ibu", "feedback": "Tepat.", "correct": True},
            {"id": "b", "text": "Air sumur", "correct": False},
        ]
    }


def test_a_choice_with_several_right_answers_that_wrong_ones_weigh_against() -> None:
    found = body(samples.MULTIPLE)

    assert found["scoring"] == "partial"
    assert [option["correct"] for option in found["options"]] == [True, True, False]


def test_other_weights_are_kept_as_they_are() -> None:
    options = answer("33.33333", "Satu") + answer("66.66667", "Dua") + answer("-100", "Tiga")
    found = body(question("multichoice", CHOICE.format(single="false") + options))

    assert found["scoring"] == "weights"
    assert [option["weight"] for option in found["options"]] == ["33.33333", "66.66667", "-100"]


def test_all_or_nothing_of_the_added_type() -> None:
    options = answer("100", "Satu") + answer("100", "Dua") + answer("0", "Tiga")

    assert (
        body(question("multichoiceset", "<shuffleanswers>1</shuffleanswers>" + options))["scoring"] == "all"
    )


def test_answers_that_are_not_shuffled_keep_their_order() -> None:
    assert (
        body(samples.SINGLE.replace("<shuffleanswers>true", "<shuffleanswers>false"))["fixed_order"] is True
    )


def test_true_or_false() -> None:
    assert body(samples.TRUE_FALSE) == {
        "answer": False,
        "feedback": {"right": "Ya, salah.", "wrong": "Bukan."},
    }


def test_true_or_false_of_an_old_moodle_in_its_own_language() -> None:
    old = question("truefalse", answer("100", "Benar") + answer("0", "Salah"))

    assert body(old) == {"answer": True}


def test_a_short_answer() -> None:
    assert body(samples.SHORT) == {
        "answers": [
            {"text": "KMS*", "weight": "100"},
            {"text": "kartu", "weight": "50", "feedback": "Kurang lengkap."},
        ],
        "case": True,
    }


def test_a_number_with_units_that_count_the_other_way_round_here() -> None:
    assert body(samples.NUMBER) == {
        "answer": "700",
        "tolerance": "10",
        "unit": "gram",
        "units": [{"name": "kg", "factor": "1000"}],
        "answers": [{"answer": "700", "tolerance": "50", "weight": "50"}],
        "feedback": {"right": "Tepat.", "wrong": "Hitung lagi."},
    }


@pytest.mark.parametrize(
    ("written", "read"),
    [("1,5", "1.5"), ("1e3", "1000"), (".5", "0.5"), ("-0.50", "-0.5"), ("1 000", "1000")],
)
def test_numbers_in_the_ways_people_write_them(written: str, read: str) -> None:
    assert body(question("numerical", answer("100", written)))["answer"] == read


def test_the_unit_is_marked_in_moodle_only() -> None:
    item = only(samples.NUMBER.replace("<unitgradingtype>0", "<unitgradingtype>1"))

    assert [note.message for note in item.notes] == [numbers.UNIT_MARKED]


def test_pairs_and_what_belongs_to_nobody() -> None:
    assert body(samples.MATCHING) == {
        "pairs": [
            {"id": "a", "left": "BCG", "right": "1 bulan"},
            {"id": "b", "left": "MR", "right": "9 bulan"},
        ],
        "extra": [{"id": "c", "text": "18 bulan"}],
        "scoring": "partial",
        "feedback": {"right": "Hebat.", "wrong": "Belum."},
    }


@pytest.mark.parametrize(
    ("kind", "scoring", "noted"),
    [
        ("ABSOLUTE_POSITION", "partial", []),
        ("ALL_OR_NOTHING", "all", []),
        ("RELATIVE_NEXT_EXCLUDE_LAST", "partial", [gaps.GRADED]),
    ],
)
def test_ordering(kind: str, scoring: str, noted: list[str]) -> None:
    item = only(samples.ORDERING.replace("ABSOLUTE_POSITION", kind))

    assert [part["text"] for part in item.body["items"]] == ["Cuci tangan", "Timbang", "Catat"]
    assert item.body["scoring"] == scoring
    assert [note.message for note in item.notes] == noted


def test_ordering_that_shows_only_some() -> None:
    some = "<selecttype>RANDOM</selecttype><selectcount>1</selectcount>"
    item = only(samples.ORDERING.replace("<selecttype>ALL</selecttype><selectcount>0</selectcount>", some))

    assert [note.message for note in item.notes] == [gaps.ALL_SHOWN]


def test_lists_written_into_a_text() -> None:
    found = body(samples.CLOZE)

    assert found["text"] == "ASI saja sampai {1} bulan, lalu {2}."
    assert [[option["text"] for option in gap["options"]] for gap in found["gaps"]] == [
        ["6", "4", "8"],
        ["makanan ~ ASI", "susu"],
    ]


@pytest.mark.parametrize("kind", ["MULTICHOICE_S", "MC", "MCV", "MCH", "MCVS", "MULTICHOICE_VS", "MCHS"])
def test_every_form_of_a_list_in_a_text(kind: str) -> None:
    found = body(question("cloze", stem=f"Umur {{2:{kind}:salah~%100%benar~%-25%jauh}} bulan"))

    assert [option["correct"] for option in found["gaps"][0]["options"]] == [False, True, False]


@pytest.mark.parametrize("sample", [samples.GAPSELECT, samples.DDWTOS], ids=["gapselect", "ddwtos"])
def test_places_filled_from_groups(sample: str) -> None:
    found = body(sample)

    assert found["text"].startswith("ASI")
    assert "{1} {2}" in found["text"]
    assert [[(option["text"], option["correct"]) for option in gap["options"]] for gap in found["gaps"]] == [
        [("6", True), ("4", False)],
        [("bulan", True), ("tahun", False)],
    ]


@pytest.mark.parametrize(
    ("sample", "message", "values"),
    [
        (question("cloze", stem="Umur {1:SHORTANSWER:=enam} bulan"), gaps.TYPED_GAP, {"kind": "SHORTANSWER"}),
        (question("cloze", stem="Umur {1:NM:=6:1} bulan"), gaps.TYPED_GAP, {"kind": "NM"}),
        (question("cloze", stem="Pilih {1:MULTIRESPONSE:=a~=b}"), gaps.TYPED_GAP, {"kind": "MULTIRESPONSE"}),
        (question("cloze", stem="Tanpa isian {1}"), gaps.NO_GAP, {}),
        (question("gapselect", samples.PLACES, "Umur [[9]]"), gaps.NO_OPTION, {"n": 9}),
        (question("numerical", answer("50", "6")), answers.NO_KEY, {}),
        (question("numerical", answer("100", "enam")), numbers.NOT_A_NUMBER, {"text": "enam"}),
        (question("numerical", answer("100", "1e99")), numbers.NOT_A_NUMBER, {"text": "1e99"}),
        (question("truefalse"), answers.NO_KEY, {}),
    ],
)
def test_what_cannot_be_asked_here_is_named_and_left_out(
    sample: str, message: str, values: dict[str, Any]
) -> None:
    found = parsed(samples.DESCRIPTION, sample)

    assert [item.type for item in found.items] == ["text"]
    (problem,) = found.problems
    assert (problem.message, problem.values) == (message, values)
    assert problem.line >= 3 + samples.DESCRIPTION.count("\n") + 1


@pytest.mark.parametrize(
    ("kind", "called"),
    [("essay", "esai"), ("calculated", "hitungan dengan angka acak"), ("stack", "stack"), ("", "?")],
)
def test_types_without_a_key_are_named(kind: str, called: str) -> None:
    found = parsed(question(kind, "<responseformat>editor</responseformat>"))

    assert [(problem.line, problem.values) for problem in found.problems] == [(3, {"kind": called})]


@pytest.mark.parametrize(
    ("sample", "noted"),
    [
        (question("cloze", stem="{1:MC:=a#Ya.~b}"), gaps.GAP_FEEDBACK),
        (question("cloze", stem="{1:MC:=a~%50%b}"), gaps.GAP_WEIGHT),
        (question("cloze", stem="{1:MC:=a~b} {2:MC:=a~b}"), gaps.PARTS_DIFFER),
        (question("cloze", stem="{7} {1:MC:=a~b}"), gaps.BRACES),
        (question("numerical", answer("100", "6") + answer("50", "*")), numbers.ANYTHING),
        (question("numerical", answer("50", "6") + answer("100", "7")), numbers.ORDER),
        (question("shortanswer", answer("50", "a")), answers.NO_KEY),
        (samples.MATCHING.replace(">18 bulan<", "><"), gaps.NO_RIGHT),
        (samples.MATCHING.replace("Belum.", "Hampir.", 1), answers.PARTLY),
        (samples.SINGLE.replace('"100"', '"70"'), answers.NO_KEY),
        (samples.MULTIPLE.replace("Your answer is correct.", "Bagus."), answers.SAID_TO_ALL),
    ],
)
def test_what_is_lost_of_a_question_is_noted(sample: str, noted: str) -> None:
    assert [note.message for note in only(sample).notes] == [noted]


def test_a_percent_moodle_does_not_know_is_rounded_kindly() -> None:
    near = only(samples.SINGLE.replace('fraction="0"', 'fraction="33.3"'))
    far = only(samples.SINGLE.replace('fraction="0"', 'fraction="42"'))

    assert (near.body["options"][1]["weight"], near.notes) == ("33.33333", [])
    assert far.body["options"][1]["weight"] == "40"
    assert far.notes == [Problem(13, answers.ROUNDED, {"weight": "42", "usual": "40"})]


def test_what_is_said_to_all_right_answers_stands_behind_their_own_words() -> None:
    item = only(
        samples.SINGLE.replace("Your answer is correct.", "Bagus.").replace("Your answer is inc", "Wah, inc")
    )

    assert [option["feedback"] for option in item.body["options"]] == ["Tepat.\nBagus.", "Wah, incorrect."]
