"""What other readers of GIFT stumble over."""

import pytest

from assessments.bank.formats.gift import FORMAT
from tests.assessments.bank.formats.reading import notes, only


@pytest.mark.parametrize(
    ("text", "stem"),
    [
        (r"Rumus \frac{1}{2} berapa? {=a ~b}", r"Rumus \frac{1}{2} berapa?"),
        (r"$$x^{2} + y_{1}$$ {=a ~b}", "$$x^{2} + y_{1}$$"),
        (r"\frac{1}{2}{=a ~b}", r"\frac{1}{2}"),
        (r"\textcolor{#ff0000}{merah} {=a ~b}", r"\textcolor{#ff0000}{merah}"),
        ("Isi {nilai} ini {=a ~b}", "Isi {nilai} ini"),
    ],
)
def test_braces_of_a_formula_are_not_the_answers(text: str, stem: str) -> None:
    item = only(FORMAT, text)

    assert (item.type, item.body["stem"]) == ("single", stem)


def test_a_formula_alone_is_a_text() -> None:
    assert only(FORMAT, r"Rumusnya \frac{1}{2}.").body == {"stem": r"Rumusnya \frac{1}{2}."}


def test_a_formula_inside_an_answer() -> None:
    item = only(FORMAT, r"Berapa? {=\frac{1}{2}#\sqrt{4} ~3}")

    assert item.body["options"][0] == {
        "id": "a",
        "text": r"\frac{1}{2}",
        "correct": True,
        "feedback": r"\sqrt{4}",
    }


def test_a_gap_is_no_formula() -> None:
    item = only(FORMAT, "Ibu kotanya ____{Curup}.")

    assert (item.type, item.body["stem"]) == ("short", "Ibu kotanya _________.")


def test_a_comment_of_html_in_a_choice_makes_no_pairs() -> None:
    item = only(FORMAT, "[html]Apa? {=a<!-- catatan -->#b ~c}")

    assert [option["text"] for option in item.body["options"]] == ["a", "c"]


def test_a_comment_of_html_in_a_short_answer_makes_no_pairs() -> None:
    item = only(FORMAT, "[html]Apa? {=a<!-- satu --> =b<!-- dua -->}")

    assert [answer["text"] for answer in item.body["answers"]] == ["a", "b"]


def test_a_comment_of_html_in_a_pair_is_not_its_arrow() -> None:
    item = only(FORMAT, "[html]Apa? {=a<!-- satu -->->b =c<!-- dua --> -> d}")

    assert [(pair["left"], pair["right"]) for pair in item.body["pairs"]] == [("a", "b"), ("c", "d")]


def test_an_arrow_in_a_choice_makes_no_pairs() -> None:
    item = only(FORMAT, "Urutan? {=a -> b ~b -> a}")

    assert (item.type, item.body["options"][0]["text"]) == ("single", "a -> b")


def test_an_address_is_no_comment_and_no_title() -> None:
    item = only(FORMAT, "Lihat https://posyandu.id/a//b {T}")

    assert item.body["stem"] == "Lihat https://posyandu.id/a//b"


def test_percent_in_a_text_is_no_weight() -> None:
    item = only(FORMAT, "Berapa? {=50% anak ~%% ~%abc%x}")

    assert [option["text"] for option in item.body["options"]] == ["50% anak", "%%", "%abc%x"]
    assert notes(item) == []


def test_an_equals_sign_in_the_feedback_of_a_number() -> None:
    body = only(FORMAT, "Berapa? {#5:1#2+3=5 dan 10 = 5 + 5}").body

    assert (body["answer"], body["feedback"]) == ("5", {"right": "2+3=5 dan 10 = 5 + 5"})
