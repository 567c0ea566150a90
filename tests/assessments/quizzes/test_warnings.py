"""What the builder warns of, and how likely a guesser passes."""

from datetime import UTC, datetime, timedelta
from fractions import Fraction
from itertools import product
from typing import Any
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.quizzes.guessing import chance_to_pass, mean_score
from assessments.quizzes.waits import UnclearWait, read_waits, waits_in_words
from assessments.quizzes.warnings import Asked, Candidate, Plan, cautions_for

NOW = datetime(2026, 1, 1, tzinfo=UTC)
GUESS = Fraction(1, 4)


def pool(count: int, **values: Any) -> list[Candidate]:
    fine = {"skill": "Imunisasi", "guess": GUESS, "has_lesson": True, "is_reviewed": True}
    return [Candidate(uuid4(), **{**fine, **values}) for _ in range(count)]


def draw(count: int, there: int = 99, **values: Any) -> Asked:
    return Asked("Imunisasi", count, pool(there, **values), is_fixed=False)


def plan(*parts: Asked, **values: Any) -> Plan:
    return Plan(parts or [draw(8)], 70, **values)


def said(one: Plan) -> list[str]:
    return [caution.text for caution in cautions_for(one, NOW)]


def test_a_sound_quiz_needs_no_words() -> None:
    assert said(plan(opens_at=NOW, closes_at=NOW + timedelta(days=9), waits=[0, 60], time_limit=10)) == []


SHARED = pool(6)
FIXED_GONE = Asked("Soal lama", 1, [], is_fixed=True)


@pytest.mark.parametrize(
    ("one", "words", "blocks"),
    [
        (Plan([], 70), "Belum ada soal.", True),
        (plan(draw(8, there=7)), "mengambil 8 soal, padahal hanya ada 7", True),
        (plan(draw(8), FIXED_GONE), "“Soal lama” sudah ditarik", True),
        (plan(Asked("A", 5, SHARED, False), Asked("B", 2, SHARED, False)), "berebut soal", True),
        (plan(draw(8, there=15)), "15 soal untuk undian 8", False),
        (plan(draw(8), draw(4, skill="KB")), "KB: hanya 4 soal.", False),
        (plan(draw(6, guess=Fraction(1, 2))), "sekitar 11 lulus", False),
        (plan(draw(6, guess=Fraction(3, 4))), "rata-rata sudah mendapat 75", False),
        (plan(opens_at=NOW, closes_at=NOW), "ditutup sebelum dibuka", True),
        (plan(closes_at=NOW - timedelta(1)), "sudah lewat", True),
        (plan(closes_at=NOW + timedelta(hours=1), waits=[0, 1440]), "Waktu tunggunya terlalu lama", False),
        (plan(time_limit=3), "hanya 22 detik tiap soal", False),
        (plan(takers=0), "Tidak ada kader aktif", False),
        (plan(draw(8, has_lesson=False)), "kuis tanpa modul", False),
        (plan(draw(8, has_lesson=False), module="Gizi"), "ke modul Gizi", False),
        (plan(draw(8, is_reviewed=False)), "belum ditinjau", False),
        (plan(draw(8), draw(2, skill=None)), "tanpa keterampilan", False),
        (plan(module="Gizi", leaves_module_empty=True), "modul Gizi tidak punya kuis", False),
    ],
)
def test_each_danger_is_named(one: Plan, words: str, blocks: bool) -> None:
    [found] = [caution for caution in cautions_for(one, NOW) if words in caution.text]

    assert found.blocks is blocks


def test_practice_is_evidence_of_nothing_and_so_may_be_guessed() -> None:
    assert said(plan(draw(2, guess=Fraction(1, 2)), is_practice=True)) == []


@given(st.lists(st.fractions(0, 1, max_denominator=6), min_size=1, max_size=8), st.integers(1, 100))
def test_the_chance_to_pass_is_that_of_all_outcomes(chances: list[Fraction], pass_mark: int) -> None:
    expected = Fraction(0)
    for outcome in product((0, 1), repeat=len(chances)):
        probability = Fraction(1)
        for right, chance in zip(outcome, chances, strict=True):
            probability *= chance if right else 1 - chance
        if 100 * sum(outcome) >= pass_mark * len(chances):
            expected += probability

    assert chance_to_pass(chances, pass_mark) == pytest.approx(float(expected), abs=1e-12)
    assert mean_score(chances) == 100 * sum(chances) / len(chances)


@given(st.lists(st.integers(0, 525_600), max_size=10))
def test_waits_read_back_as_they_were(minutes: list[int]) -> None:
    assert read_waits(waits_in_words(minutes)) == minutes


@pytest.mark.parametrize(
    ("typed", "minutes"),
    [("", []), ("Langsung, 10 menit , 1jam, 2 HARI", [0, 10, 60, 2880]), ("0, 10, 60", [0, 10, 60])],
)
def test_waits_are_read_as_people_write_them(typed: str, minutes: list[int]) -> None:
    assert read_waits(typed) == minutes


@pytest.mark.parametrize("typed", ["sebentar", "-1", "1,5 jam lagi", "9999999", "2 tahun", "٣ menit"])
def test_an_unclear_wait_is_refused(typed: str) -> None:
    with pytest.raises(UnclearWait):
        read_waits(typed)


def test_the_same_question_in_two_pools_counts_once_among_the_unreviewed() -> None:
    one = [Candidate(UUID(int=1), "KB", GUESS, True, False)]

    assert "1 soal belum ditinjau petugas kesehatan." in said(
        plan(Asked("A", 1, one, False), Asked("B", 1, one, False))
    )
