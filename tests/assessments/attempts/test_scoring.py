from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from assessments.attempts.scoring import exact, is_passed, percent_correct, skills_passed

marks = st.lists(st.fractions(min_value=0, max_value=1, max_denominator=26), min_size=1, max_size=40)


@given(marks, st.integers(1, 100))
def test_the_shown_percentage_and_the_decision_never_contradict_each_other(
    given_marks: list[Fraction], pass_mark: int
) -> None:
    assert (percent_correct(given_marks) >= pass_mark) == is_passed(given_marks, pass_mark)
    assert 0 <= percent_correct(given_marks) <= 100


@given(st.fractions(min_value=0, max_value=1, max_denominator=1000))
def test_a_mark_kept_as_a_float_comes_back_exactly(mark: Fraction) -> None:
    assert exact(float(mark)) == mark


def test_half_a_percent_short_is_not_a_pass() -> None:
    marks = [Fraction(1)] * 139 + [Fraction(0)] * 61  # 69.5 %

    assert percent_correct(marks) == 69
    assert not is_passed(marks, 70)


def test_three_thirds_are_one() -> None:
    assert is_passed([exact(1 / 3), exact(2 / 3), Fraction(1)], 66)
    assert percent_correct([exact(1 / 3), exact(2 / 3), Fraction(1)]) == 66


def test_nothing_asked_is_nothing_passed() -> None:
    assert percent_correct([]) == 0
    assert not is_passed([], 1)
    assert skills_passed([], 70) == []


def of(skill: str, right: int, wrong: int) -> list[tuple[str, Fraction]]:
    return [(skill, Fraction(1))] * right + [(skill, Fraction(0))] * wrong


def test_a_skill_needs_five_questions_of_its_own() -> None:
    assert skills_passed(of("asi-mpasi", 5, 0) + of("germas", 4, 0), 70) == ["asi-mpasi"]


def test_a_skill_needs_the_pass_mark_on_its_own_questions() -> None:
    marks = of("asi-mpasi", 5, 0) + of("germas", 3, 2)

    assert skills_passed(marks, 70) == ["asi-mpasi"]


def test_a_failed_quiz_gives_no_skill_however_good_one_part_was() -> None:
    assert skills_passed(of("asi-mpasi", 5, 0) + of("germas", 0, 5), 70) == []
