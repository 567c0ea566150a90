"""The same question in other words is found; another one that looks like it is not."""

import pytest

from assessments.bank.duplicates import Stem, find_near, find_pairs
from assessments.bank.loader import read_questions

REWORDED = [
    (
        "Berapa kali sehari bayi umur 7 bulan diberi makan?",
        "Bayi berumur 7 bulan diberi makan berapa kali dalam sehari?",
    ),
    ("Kapan bayi mulai diberi MP-ASI?", "Mulai kapan MP-ASI diberikan kepada bayi?"),
    (
        "Ke mana ibu hamil dirujuk bila ada perdarahan?",
        "Jika terjadi perdarahan, ibu hamil harus dirujuk ke mana?",
    ),
    (
        "Umur Fahri 3 bulan. Cuaca panas, neneknya ingin memberi air putih. Apa saran Ibu?",
        "Fahri berumur 3 bulan. Karena cuaca panas, nenek ingin memberinya air putih. Apa yang Ibu sarankan?",
    ),
]
OTHERS = [
    ("Berapa kali bayi umur 7 bulan makan?", "Berapa kali bayi umur 10 bulan makan?"),
    ("Apa tanda bahaya pada bayi?", "Apa tanda bahaya pada ibu nifas?"),
    ("Apa yang dicatat di meja 2?", "Apa yang dilakukan di meja 4?"),
]


def stems(*texts: str) -> list[Stem]:
    return [Stem(f"soal-{number}", text) for number, text in enumerate(texts)]


@pytest.mark.parametrize(("one", "other"), REWORDED)
def test_reworded_questions_are_a_pair(one, other):
    (pair,) = find_pairs(stems(one, "Siapa yang mengisi KMS?", other))

    assert {pair.one.text, pair.other.text} == {one, other}


@pytest.mark.parametrize(("one", "other"), OTHERS)
def test_other_questions_are_not(one, other):
    assert find_pairs(stems(one, other)) == []


def test_the_nearest_come_first_and_never_the_question_itself():
    mine, *others = stems(
        "Apa langkah kader bila balita dua bulan tidak naik beratnya?",
        "Langkah kader apa bila berat balita dua bulan tidak naik-naik?",
        "Apa langkah kader bila balita dua bulan tidak naik beratnya?",
        "Siapa yang mengisi KMS?",
    )

    assert [pair.other.slug for pair in find_near(mine, [mine, *others])] == ["soal-2", "soal-1"]


def test_no_shipped_question_repeats_another():
    assert find_pairs([Stem(question.slug, question.stem) for question in read_questions()]) == []


def test_ten_thousand_questions_take_seconds():
    many = [
        Stem(f"s{n}", f"Apa arti istilah ke{chr(97 + n % 26)}{n // 26} menurut buku itu?")
        for n in range(10_000)
    ]

    assert len(find_pairs(many)) >= 0  # the test's own time limit counts
