"""The texts of GIFT: escapes, the four formats, new lines."""

import pytest

from assessments.bank.formats.gift import FORMAT
from assessments.bank.formats.gift_text import MARKS, PICTURES
from assessments.bank.formats.markup import LINK, TABLE
from tests.assessments.bank.formats.reading import notes, only


@pytest.mark.parametrize(
    ("written", "said"),
    [
        (r"\~ \= \# \{ \} \: \\", r"~ = # { } : \ ".strip()),
        (r"satu\ndua", "satu\ndua"),
        (r"satu\n\ndua\n", "satu\n\ndua"),
        ("satu\n   dua", "satu\ndua"),
        (r"C:\folder", r"C:\folder"),
        (r"\alpha \frac \theta \rho", r"\alpha \frac \theta \rho"),
        (r"a \neq b, \nabla f", r"a \neq b, \nabla f"),
        (r"a\neksem", "a\neksem"),
        (r"\\neq", r"\neq"),
        (r"\(x\)", r"\(x\)"),
        (r"$$\frac\{1\}\{2\}$$", r"$$\frac{1}{2}$$"),
        (r"\%", r"\%"),
        ("a\\", "a\\"),
        ("berat < 5 kg & tinggi > 60 cm", "berat < 5 kg & tinggi > 60 cm"),
    ],
)
def test_escapes_and_backslashes(written: str, said: str) -> None:
    item = only(FORMAT, f"{written} {{={written} ~x#{written}\n####{written}\n}}")

    assert item.body["stem"] == said
    assert item.body["options"][0]["text"] == said
    assert item.body["options"][1]["feedback"] == said
    assert item.body["explanation"] == said


def test_each_text_has_its_own_format_or_that_of_the_stem() -> None:
    item = only(
        FORMAT,
        "::x::[html]<p>Apa <em>ini</em>?</p> {=<b>ya</b>#[plain]<b>a</b> ~[moodle]a < b #[markdown]**b** ####&lt;c&gt;}",
    )

    assert item.body == {
        "stem": "Apa ini?",
        "options": [
            {"id": "a", "text": "ya", "correct": True, "feedback": "<b>a</b>"},
            {"id": "b", "text": "a < b", "correct": False, "feedback": "b"},
        ],
        "explanation": "<c>",
    }


def test_an_unknown_format_is_text() -> None:
    assert only(FORMAT, "[latex]x {T}").body["stem"] == "[latex]x"
    assert only(FORMAT, "[plain][html]<b>x {T}").body["stem"] == "[html]<b>x"


@pytest.mark.parametrize("form", ["", "[moodle]", "[html]"])
def test_html_without_a_word_is_html_too(form: str) -> None:
    assert only(FORMAT, f"{form}<p>Satu<br/>dua&nbsp;&amp; tiga</p> {{T}}").body["stem"] == "Satu\ndua & tiga"


def test_plain_stays_as_it_is() -> None:
    assert only(FORMAT, "[plain]<p>a&amp;b</p> **c** {T}").body["stem"] == "<p>a&amp;b</p> **c**"


def test_what_html_loses_is_named_with_its_line() -> None:
    item = only(
        FORMAT,
        '[html]<table><tr><td>1</td></tr></table>\n{\n=a <img src\\="x.png">\n~<a href\\="http\\://x.id">b</a>}',
    )

    assert notes(item) == [(3, PICTURES), (4, LINK), (1, TABLE)]


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("**tebal** dan *miring*", "tebal dan miring"),
        ("__tebal__ dan _miring_", "tebal dan miring"),
        ("snake_case_name 2*3*4 _____", "snake_case_name 2*3*4 _____"),
        ("`kode` dan ![gambar](a.png)", "kode dan gambar"),
        ("[tautan](https\\://x.id)", "tautan (https://x.id)"),
        ("\\# Judul\n> kutipan\n- satu\n- dua", "Judul\nkutipan\n- satu\n- dua"),
    ],
)
def test_markdown_keeps_its_words(written: str, said: str) -> None:
    item = only(FORMAT, f"[markdown]{written} {{T}}")

    assert item.body["stem"] == said
    assert notes(item) == ([] if "_____" in written else [(1, MARKS)])
