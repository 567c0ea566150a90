from typing import Any

import pytest

from assessments.bank.formats.base import Item
from assessments.bank.matching import BROKEN, CHANGED, DOUBLE, NEW, SAME, Bank, Known
from tests.assessments.bank.importing.items import bank, item, known
from tests.factories import BODIES


def verdicts(there: Bank, *items: Item) -> list[str]:
    return [step.verdict for step in there.plan(items, None)]


@pytest.mark.parametrize("kind", BODIES)
def test_a_question_that_is_there_is_known_again(kind: str) -> None:
    assert verdicts(bank(), item(kind)) == [NEW]
    assert verdicts(bank(known(kind)), item(kind)) == [SAME]


def test_capitals_spaces_and_the_order_of_options_are_no_other_question() -> None:
    body = {
        "stem": "  MANA yang\nbenar? ",
        "options": [
            {**option, "text": option["text"].upper()} for option in BODIES["single"]["options"][::-1]
        ],
    }

    assert verdicts(bank(known()), item(body=body)) == [CHANGED]


def test_another_key_is_another_question_unless_the_file_names_it() -> None:
    options = [{**one, "correct": one["id"] == "b"} for one in BODIES["single"]["options"]]

    assert verdicts(bank(known()), item(body={"options": options})) == [NEW]
    assert verdicts(bank(known()), item(slug="soal-1", body={"options": options})) == [CHANGED]


def test_what_a_format_cannot_carry_makes_no_difference() -> None:
    """As from Aiken: texts and key alone."""
    options = [
        {"id": one["id"], "text": one["text"], "correct": one["correct"]}
        for one in BODIES["single"]["options"]
    ]
    bare = Item(line=1, type="single", body={"stem": "Mana yang benar?", "options": options})
    there = known(title="Mana", tags=("ujian",), difficulty=3, lesson_slug="pelajaran")

    assert verdicts(bank(there), bare) == [SAME]
    assert bank(there).details(bare, None, there) == there.details


@pytest.mark.parametrize(
    "carried",
    [
        {"title": "Judul"},
        {"tags": ["baru"]},
        {"difficulty": 3},
        {"category": "Soal/Keluarga Berencana"},
        {"slug": "soal-1", "body": {"stem": "Mana yang paling benar?"}},
        {"body": {"explanation": "Karena begitu."}},
    ],
)
def test_each_thing_a_file_carries_counts(carried: dict[str, Any]) -> None:
    there = bank(known(skill_slug="asi-mpasi"))

    assert verdicts(there, item(**carried)) == [CHANGED]


def test_a_reworded_option_keeps_the_rest_of_what_is_known() -> None:
    options = [{"id": "a", "text": "Yang paling pertama", "correct": True}, *BODIES["single"]["options"][1:]]
    there = known()

    details = bank(there).details(item(slug="soal-1", body={"options": options}), None, there)

    assert details.body["options"][0] == {
        "id": "a",
        "text": "Yang paling pertama",
        "correct": True,
        "feedback": "Memang yang pertama.",
    }


def test_a_wrong_option_that_goes_without_saying_is_wrong() -> None:
    options = [{"id": "a", "text": "Yang pertama"}, {"id": "b", "text": "Yang kedua", "correct": True}]
    there = known(body={"options": BODIES["single"]["options"][:2]})

    details = bank(there).details(item(slug="soal-1", body={"options": options}), None, there)

    assert [option["correct"] for option in details.body["options"]] == [False, True]


def test_the_same_question_twice_counts_once() -> None:
    assert verdicts(bank(), item(), item(), item(slug="lain")) == [NEW, DOUBLE, DOUBLE]
    assert verdicts(bank(known()), item(slug="soal-1"), item(slug="soal-1", body={"stem": "Lain?"})) == [
        SAME,
        DOUBLE,
    ]


def test_twins_of_the_bank_are_told_apart_by_their_names() -> None:
    there = bank(known(slugs=("soal-1",)), known(slugs=("soal-2",)))

    assert verdicts(there, item(slug="soal-1"), item(slug="soal-2")) == [SAME, SAME]


def test_what_cannot_be_asked_is_broken() -> None:
    assert verdicts(bank(), item(body={"options": BODIES["single"]["options"][1:]}), item()) == [BROKEN, NEW]


def test_a_retired_question_comes_back() -> None:
    assert verdicts(bank(known(is_retired=True)), item()) == [CHANGED]


def test_the_skill_is_the_files_then_the_imports() -> None:
    def skill_of(one: Item, chosen: str | None, there: Known | None = None) -> str | None:
        return bank().details(one, chosen, there).skill_slug

    assert skill_of(item(category="Umum/keluarga-berencana"), "asi-mpasi") == "keluarga-berencana"
    assert skill_of(item(category="KELUARGA  berencana"), None) == "keluarga-berencana"
    assert skill_of(item(category="Umum"), "asi-mpasi") == "asi-mpasi"
    assert skill_of(item(category="Umum"), None) is None
    assert skill_of(item(), "asi-mpasi", known()) == "keluarga-berencana"


def test_marks_above_five_and_below_five_differ() -> None:
    options = [
        {**one, "text": text}
        for one, text in zip(BODIES["single"]["options"], ("≥ 5", "≤ 5", "5"), strict=True)
    ]
    turned = [{**one, "text": text} for one, text in zip(options, ("≤ 5", "≥ 5", "5"), strict=True)]

    assert verdicts(bank(known(body={"options": options})), item(body={"options": turned})) == [NEW]
