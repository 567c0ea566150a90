"""Words and their roots, as search compares them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from learning.curriculum.words import LONGEST, grams_of, roots_of, words_of


@pytest.mark.parametrize(
    ("written", "root"),
    [
        ("menimbang", "timbang"),
        ("penimbangan", "timbang"),
        ("timbangannya", "timbang"),
        ("menyusui", "susu"),
        ("mengukur", "ukur"),
        ("mengunjungi", "kunjung"),
        ("pemeriksaan", "periksa"),
        ("perdarahan", "darah"),
        ("kehamilan", "hamil"),
        ("mencatat", "catat"),
        ("melahirkan", "lahir"),
    ],
)
def test_a_word_leads_to_its_root(written: str, root: str) -> None:
    assert root in roots_of(written)


@pytest.mark.parametrize("word", ["asi", "bulan", "diare", "hamil", "timbang", "kb"])
def test_a_short_or_bare_word_has_none(word: str) -> None:
    assert roots_of(word) == set()


def test_words_are_folded_and_signs_part_them() -> None:
    assert words_of("MP-ASI: «Bubur» anak, umur 6 bulan (Café)") == [
        "mp",
        "asi",
        "bubur",
        "anak",
        "umur",
        "bulan",
        "cafe",
    ]


def test_the_pieces_of_a_word() -> None:
    assert grams_of("asi") == {"  a", " as", "asi", "si "}


@given(st.text(max_size=200))
def test_any_text_gives_words_that_the_index_can_hold(text: str) -> None:
    for word in words_of(text):
        assert 2 <= len(word) <= LONGEST
        assert word.isascii()
        assert word.isalnum()
        assert all(4 <= len(root) <= LONGEST for root in roots_of(word))
