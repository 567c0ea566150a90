from datetime import UTC, datetime, timedelta
from uuid import uuid4

from hypothesis import given
from hypothesis import strategies as st

from tracking.home.next_step import Kind, LessonState, ModuleState, QuizState, next_step

NOW = datetime(2025, 10, 15, 2, 30, tzinfo=UTC)


def module(slug: str, done: int, lessons: int = 3, quiz: QuizState | None = None) -> ModuleState:
    states = [
        LessonState(f"{slug}-{n}", f"Pelajaran {n}", 5, NOW - timedelta(days=9 - n) if n < done else None)
        for n in range(lessons)
    ]
    return ModuleState(slug, slug.title(), "Tema", states, quiz or QuizState(f"kuis-{slug}", "Kuis"))


def test_an_unfinished_quiz_comes_before_everything() -> None:
    is_open = QuizState("kuis-b", "Kuis", open_attempt=uuid4())
    step = next_step([module("a", 1), module("b", 0, quiz=is_open)], {"a"}, NOW)

    assert (step.kind, step.module and step.module.slug) == (Kind.FINISH_QUIZ, "b")


def test_then_the_module_read_last() -> None:
    step = next_step([module("a", 1), module("b", 2), module("c", 3)], {"a"}, NOW)

    assert (step.kind, step.module and step.module.slug) == (Kind.GO_ON, "b")
    assert step.module
    assert step.module.next_lesson
    assert step.module.next_lesson.slug == "b-2"
    assert step.module.minutes_left == 5


def test_then_a_quiz_then_what_she_still_needs() -> None:
    assert next_step([module("a", 0), module("b", 3)], {"a"}, NOW).kind is Kind.TAKE_QUIZ

    step = next_step([module("a", 0), module("b", 0)], {"b"}, NOW)
    assert (step.kind, step.module and step.module.slug) == (Kind.BEGIN, "b")


def test_who_must_wait_learns_something_else_meanwhile() -> None:
    later = QuizState("kuis-a", "Kuis", may_start_at=NOW + timedelta(minutes=10))

    assert next_step([module("a", 3, quiz=later), module("b", 0)], set(), NOW).kind is Kind.BEGIN
    assert next_step([module("a", 3, quiz=later)], set(), NOW).kind is Kind.WAIT
    assert next_step([module("a", 3, quiz=later)], set(), NOW + timedelta(minutes=10)).kind is Kind.TAKE_QUIZ


def test_who_passed_everything_rests() -> None:
    passed = QuizState("kuis-a", "Kuis", passed=True)

    assert next_step([module("a", 3, quiz=passed)], set(), NOW).kind is Kind.REST
    assert next_step([], set(), NOW).kind is Kind.REST
    assert next_step([module("a", 0, quiz=passed)], set(), NOW).kind is Kind.BEGIN


def test_a_module_begun_is_read_to_its_end_also_when_its_quiz_is_passed() -> None:
    passed = QuizState("kuis-b", "Kuis", passed=True)
    step = next_step([module("a", 0), module("b", 2, quiz=passed)], {"a"}, NOW)

    assert (step.kind, step.module and step.module.slug) == (Kind.GO_ON, "b")


quizzes = st.none() | st.builds(
    QuizState,
    slug=st.just("k"),
    title=st.just("K"),
    open_attempt=st.none() | st.uuids(),
    passed=st.booleans(),
    may_start_at=st.none() | st.datetimes(timezones=st.just(UTC)),
)
modules = st.lists(
    st.integers(1, 4).flatmap(
        lambda lessons: st.builds(
            module, st.sampled_from("abc"), st.integers(0, lessons), st.just(lessons), quizzes
        )
    ),
    max_size=5,
)


@given(modules, st.sets(st.sampled_from("abc")))
def test_the_step_can_always_be_taken(some: list[ModuleState], helpful: set[str]) -> None:
    step = next_step(some, helpful, NOW)

    assert (step.module is None) == (step.kind is Kind.REST)
    if step.module and step.kind in (Kind.GO_ON, Kind.BEGIN):
        assert step.module.next_lesson
    if step.module and step.kind in (Kind.TAKE_QUIZ, Kind.WAIT, Kind.FINISH_QUIZ):
        assert step.module.quiz
