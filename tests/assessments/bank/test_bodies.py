"""Which option is which over the versions of a question: no id ever stands for two things."""

from typing import Any

from assessments.bank.bodies import letters, says_the_same, with_fresh_ids, with_matched_ids


def body(**texts: str) -> dict[str, Any]:
    return {"stem": "?", "options": [{"id": key, "text": text} for key, text in texts.items()]}


def ids(of: dict[str, Any]) -> list[str]:
    return [option["id"] for option in of["options"]]


def test_letters_go_on_after_z():
    row = letters()
    many = [next(row) for _ in range(54)]

    assert (many[0], many[25], many[26], many[52]) == ("a", "z", "aa", "ba")


def test_a_reworded_option_keeps_its_id():
    assert ids(with_fresh_ids(body(a="satu", b="Dua!"), [body(a="satu", b="dua")])) == ["a", "b"]


def test_the_id_of_an_option_that_was_taken_out_is_never_given_again():
    now, before = body(a="satu"), body(a="satu", b="dua")

    assert ids(with_fresh_ids(body(a="satu", b="tiga"), [now, before])) == ["a", "c"]


def test_but_an_option_that_comes_back_as_it_was_gets_its_own():
    now, before = body(a="satu"), body(a="satu", b="dua")

    assert ids(with_fresh_ids(body(a="satu", b="dua"), [now, before])) == ["a", "b"]


def test_an_option_without_id_and_a_doubled_one_get_new_ones():
    typed = {"stem": "?", "options": [{"id": "a", "text": "x"}, {"text": "y"}, {"id": "a", "text": "z"}]}

    assert ids(with_fresh_ids(typed, [])) == ["a", "b", "c"]


def test_from_a_file_equal_words_are_the_same_option_wherever_they_stand():
    before = body(a="satu", b="dua", d="empat")

    assert ids(with_matched_ids(body(a="empat", b="satu", c="dua"), [before])) == ["d", "a", "b"]


def test_from_a_file_one_new_for_one_gone_was_reworded():
    before = body(a="satu", b="dua", d="empat")

    assert ids(with_matched_ids(body(a="satu", b="dua.", c="empat"), [before])) == ["a", "b", "d"]
    assert ids(with_matched_ids(body(a="satu", b="dua.", c="tiga", d="empat"), [before])) == [
        "a",
        "c",
        "e",
        "d",
    ]


def test_pairs_and_the_right_sides_of_nobody_share_their_ids():
    typed = {"stem": "?", "pairs": [{"left": "a", "right": "1"}], "extra": [{"text": "2"}]}
    settled = with_fresh_ids(typed, [])

    assert [settled["pairs"][0]["id"], settled["extra"][0]["id"]] == ["a", "b"]


def test_each_gap_has_ids_of_its_own():
    gaps = [{"id": "1", "options": [{"text": "x"}, {"text": "y"}]}, {"id": "2", "options": [{"text": "x"}]}]
    settled = with_fresh_ids({"stem": "", "text": "{1} {2}", "gaps": gaps}, [])

    assert [[option["id"] for option in gap["options"]] for gap in settled["gaps"]] == [["a", "b"], ["a"]]


def test_defaults_spelled_out_say_nothing_new():
    assert says_the_same("single", {"stem": "?"}, {"stem": "?", "scoring": "all", "fixed_order": False})
    assert says_the_same("matching", {"stem": "?"}, {"stem": "?", "scoring": "partial", "extra": []})
    assert not says_the_same("matching", {"stem": "?"}, {"stem": "?", "scoring": "all"})
    assert not says_the_same("truefalse", {"stem": "?", "answer": False}, {"stem": "?", "answer": True})
    assert says_the_same("number", {"answer": "0"}, {"answer": "0", "tolerance": "0", "unit": ""})
