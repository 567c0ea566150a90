"""Which lesson comes next, and how far somebody is: pure rules."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from learning.progress.study import LessonStep, ModuleBrief, ModuleProgress, Study, ThemeBrief

START = datetime(2025, 10, 15, tzinfo=UTC)
GIZI = ThemeBrief("gizi", "Gizi", "…")


def course(slug: str, *done: int | None, theme: ThemeBrief = GIZI) -> ModuleProgress:
    """Return a module whose lessons were done so many minutes after the start; None is not done."""
    module = ModuleBrief(slug, slug.title(), "…", True, theme)
    steps = [
        LessonStep(
            uuid4(),
            f"{slug}-{n}",
            f"{slug} {n}",
            5,
            None if at is None else START + timedelta(minutes=at),
            module,
        )
        for n, at in enumerate(done, 1)
    ]
    return ModuleProgress(module, steps)


def next_slug(*modules: ModuleProgress) -> str | None:
    step = Study(modules).next_step
    return step.slug if step else None


def test_a_beginner_has_nothing_to_go_on_with() -> None:
    assert next_slug(course("kms", None, None), course("skdn", None)) is None


def test_a_started_module_goes_on() -> None:
    assert next_slug(course("kms", None, None), course("skdn", 3, None)) == "skdn-2"


def test_the_module_touched_last_goes_on() -> None:
    assert next_slug(course("kms", 1, None), course("skdn", 9, None), course("saji", 5, None)) == "skdn-2"


def test_a_lesson_left_out_comes_next() -> None:
    assert next_slug(course("kms", 1, None, 2)) == "kms-2"


def test_after_a_finished_module_comes_one_that_was_started() -> None:
    assert next_slug(course("kms", None), course("skdn", 9), course("saji", 5, None)) == "saji-2"


def test_after_a_finished_module_she_chooses_anew() -> None:
    assert next_slug(course("kms", None), course("skdn", 9)) is None


def test_when_all_is_done_nothing_comes() -> None:
    assert next_slug(course("kms", 1, 2)) is None
    assert next_slug() is None


def test_minutes_left_are_those_of_open_lessons() -> None:
    kms = course("kms", 1, None, None)

    assert (kms.done, kms.total, kms.minutes, kms.minutes_left, kms.is_done) == (1, 3, 15, 10, False)


def test_neighbours_of_a_lesson() -> None:
    kms = course("kms", None, None)
    first, last = kms.steps

    assert (kms.before(first.slug), kms.after(first.slug)) == (None, last)
    assert (kms.before(last.slug), kms.after(last.slug)) == (first, None)
    with pytest.raises(ValueError):
        kms.position("lain")


def test_themes_without_modules_are_not_there() -> None:
    data = ThemeBrief("data", "Data", "…")
    study = Study([course("kms", 1), course("makan", 1), course("skdn", 1, theme=data)])

    assert [(theme.slug, len(modules)) for theme, modules in study.themes] == [("gizi", 2), ("data", 1)]


@given(st.lists(st.lists(st.none() | st.integers(0, 99), min_size=1, max_size=5), max_size=6))
def test_next_is_an_open_lesson_of_a_module_begun(done: list[list[int | None]]) -> None:
    study = Study([course(f"m{n}", *times) for n, times in enumerate(done)])

    assert study.is_done is all(at is not None for times in done for at in times)
    if any(None in times and set(times) != {None} for times in done):
        assert study.next_step is not None
        assert study.next_step.done_at is None
    else:
        assert study.next_step is None
