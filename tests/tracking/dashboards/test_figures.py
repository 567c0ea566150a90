from hypothesis import given
from hypothesis import strategies as st

from app.registry.models import LEVELS
from tracking.dashboards.figures import (
    COLUMNS,
    Board,
    Figures,
    Row,
    in_order,
    most_not_assessed,
    most_untrained,
    next_order,
)


@st.composite
def some_figures(draw: st.DrawFn) -> Figures:
    levels = {code: draw(st.integers(0, 50)) for code in LEVELS}
    whole = sum(levels.values())
    posyandu = draw(st.integers(0, 9))
    return Figures(levels, draw(st.integers(0, whole)), posyandu, draw(st.integers(0, posyandu)), 1)


some_rows = st.lists(some_figures(), max_size=8).map(
    lambda all_: [Row(f"Desa {n}", f"desa {n % 3}", f"17.02.09.{n:04}", one) for n, one in enumerate(all_)]
)


@given(some_rows)
def test_states_always_add_up(rows: list[Row]) -> None:
    total = Board(None, [], rows).total

    assert total.assessed + total.not_assessed == total.cadres == sum(row.figures.cadres for row in rows)
    assert total.trained + total.untrained == total.cadres
    assert total.levels == {code: sum(row.figures.levels[code] for row in rows) for code in LEVELS}


@given(some_rows, st.sampled_from(COLUMNS), st.booleans())
def test_sorting_loses_nobody_and_turns_round(rows: list[Row], column: str, falls: bool) -> None:
    order = f"-{column}" if falls else column

    assert sorted(row.code for row in in_order(rows, order)) == sorted(row.code for row in rows)
    assert {next_order(column, "x"), next_order(column, next_order(column, "x"))} == {column, f"-{column}"}


@given(some_rows)
def test_the_worst_come_first(rows: list[Row]) -> None:
    waiting = [row.figures.not_assessed for row in most_not_assessed(rows)]
    untrained = [row.figures.untrained for row in most_untrained(rows)]

    assert waiting == sorted(waiting, reverse=True)[:3]
    assert untrained == sorted(untrained, reverse=True)[:3]
    assert max((row.figures.not_assessed for row in rows), default=0) == (waiting or [0])[0]
    assert all(waiting)
    assert all(untrained)
