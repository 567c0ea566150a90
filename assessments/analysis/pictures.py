"""Where the lines and bars of the small pictures lie, in units of their SVG. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass

from assessments.analysis.distractors import Distractors, PartTable
from assessments.analysis.intervals import ENOUGH

MOST_CURVES = 6
LEFT, STEP, TOP, HEIGHT = (
    34,
    110,
    10,
    120,
)  # of the curves: the first third, from one to the next; 100 % and down to 0 %
BAR, TALLEST = 30, 90  # of the histogram
LETTERS = 5  # of a name beside a curve
APART = 13  # between the names of two curves


@dataclass(frozen=True)
class Curve:
    """How many in a hundred of each third chose something: a line through three points, and its name beside the last."""

    name: str
    is_key: bool
    points: str
    name_y: int


def bars(counts: Sequence[int]) -> str:
    """Return the path of a histogram that stands on y = 100, each bar 30 wide."""
    most = max([*counts, 1])
    tall = [round(TALLEST * count / most) for count in counts]
    return "".join(
        f"M{BAR * n + 1} 100v-{height}h{BAR - 2}v{height}z" for n, height in enumerate(tall) if height
    )


def curves(table: Distractors, part: PartTable) -> list[Curve]:
    """Return the curves of the choices of a part that were chosen most, and of its key; none for too few takers."""
    whole = table.everybody.thirds
    if table.everybody.placed < ENOUGH:
        return []
    chosen = sorted(part.rows, key=lambda row: (not row.choice.is_key, -row.count.takers))[:MOST_CURVES]
    heights = [[_y(n, all_) for n, all_ in zip(row.count.thirds, whole, strict=True)] for row in chosen]
    names = _spread([ys[-1] for ys in heights])
    return [
        Curve(row.choice.name[:LETTERS], row.choice.is_key, _through(ys), name_y + 4)
        for row, ys, name_y in zip(chosen, heights, names, strict=True)
    ]


def _y(part: int, whole: int) -> int:
    return TOP + HEIGHT - round(HEIGHT * part / whole)


def _through(heights: Sequence[int]) -> str:
    return " ".join(f"{LEFT + STEP * n},{y}" for n, y in enumerate(heights))


def _spread(heights: Sequence[int]) -> list[int]:
    """Return the heights moved apart, so that names written there do not lie on each other."""
    order = sorted(range(len(heights)), key=lambda n: heights[n])
    places, free = list(heights), TOP
    for n in order:
        places[n] = max(heights[n], free)
        free = places[n] + APART
    free = TOP + HEIGHT
    for n in reversed(order):
        places[n] = min(places[n], free)
        free = places[n] - APART
    return places
