"""Five questions a day: what is due, what went wrong, and what she has not met for long; the same all day."""

from datetime import UTC, date, datetime, timedelta
from fractions import Fraction
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from assessments.practice.planning import A_DAY, Candidate, Past, days_in_a_row, plan
from assessments.practice.remembering import remember

SITI = UUID(int=1)
DAY = date(2026, 11, 22)
END = datetime(2026, 11, 22, 17, tzinfo=UTC)


def question(number: int, skill: str | None = "a") -> Candidate:
    return Candidate(UUID(int=number), skill)


def test_what_is_due_comes_first_then_what_went_wrong() -> None:
    candidates = [question(n) for n in range(1, 9)]
    past = Past(
        due={UUID(int=3): END - timedelta(days=1), UUID(int=4): END - timedelta(days=9)},
        missed={UUID(int=5): END - timedelta(days=2), UUID(int=6): END - timedelta(days=1)},
    )

    assert plan(SITI, DAY, END, candidates, past)[:4] == [UUID(int=n) for n in (4, 3, 6, 5)]


def test_what_is_remembered_waits() -> None:
    past = Past(due={UUID(int=1): END + timedelta(days=3)})

    assert plan(SITI, DAY, END, [question(1), question(2)], past) == [UUID(int=2)]


def test_skills_take_turns_the_one_not_met_for_longest_first() -> None:
    candidates = [question(n, skill) for n, skill in enumerate(["new", "old", "old", "never", "new"], 1)]
    past = Past(skill_met={"new": END, "old": END - timedelta(days=40)})

    chosen = plan(SITI, DAY, END, candidates, past)

    skills = {one.question_id: one.skill for one in candidates}
    assert [skills[key] for key in chosen] == ["never", "old", "new", "old", "new"]


@given(
    st.lists(st.integers(1, 40), unique=True),
    st.dictionaries(st.integers(1, 40), st.integers(-30, 30)),
    st.dictionaries(st.integers(1, 40), st.integers(-30, 0)),
)
def test_the_plan_is_short_has_nothing_twice_and_stays(
    known: list[int], due: dict[int, int], missed: dict[int, int]
) -> None:
    past = Past(
        due={UUID(int=key): END + timedelta(days=days) for key, days in due.items()},
        missed={UUID(int=key): END + timedelta(days=days) for key, days in missed.items() if key not in due},
    )
    candidates = [question(n) for n in known]

    chosen = plan(SITI, DAY, END, candidates, past)

    assert chosen == plan(SITI, DAY, END, list(reversed(candidates)), past)
    assert len(chosen) == len(set(chosen)) <= A_DAY
    assert set(chosen) <= {one.question_id for one in candidates}


def test_days_in_a_row_end_with_a_day_left_out() -> None:
    days = [DAY - timedelta(days=n) for n in (0, 1, 2, 4)]

    assert days_in_a_row(days, DAY) == 3
    assert days_in_a_row(days[1:], DAY) == 2
    assert days_in_a_row(days[3:], DAY) == 0


@given(st.lists(st.sampled_from([Fraction(0), Fraction(1, 2), Fraction(1)]), min_size=1, max_size=12))
def test_a_right_answer_waits_longer_than_a_wrong_one(answers: list[Fraction]) -> None:
    memory, at = None, END
    for fraction in answers:
        memory, due = remember(memory, fraction, at)
        assert timedelta(days=1) <= due - at <= timedelta(days=180)
        at = due

    _memory, after_right = remember(memory, Fraction(1), at)
    _memory, after_wrong = remember(memory, Fraction(0), at)
    assert after_right >= after_wrong
