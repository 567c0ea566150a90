"""`python -m bench [--write] [--quick]`: one Markdown table of figures; --write keeps it in docs/bench.md."""

import sys
from statistics import median

from app.config import ROOT
from bench.analysis import QUESTIONS, analysis_seconds
from bench.first_page import seconds_to_first_page
from bench.first_paint import BITS_PER_SECOND, LATENCY, ROUND_TRIPS, SLOWER, seconds_to_first_paint
from bench.imports import QUESTIONS as IMPORTED
from bench.imports import import_seconds
from bench.place import Place, demo_place
from bench.server import Server
from bench.speed import ROUNDS, answer_asks, bare_asks, lesson_asks, rate
from bench.weights import Heaviest, heaviest_pages

Row = tuple[str, str, str]
TITLE = """# Figures

Made by `make bench`; `python -m bench --write` writes this page. Rates are ratios to a bare Flask view (three indexed
reads, a page of 8 KB) on the same server, in the same run: absolute numbers say more about the machine.
"""


def main(words: list[str]) -> None:
    """Measure, print, and write when asked; --quick leaves the clone out."""
    with demo_place() as place:
        kinds = heaviest_pages(place)
        lesson = next(kind.weight.url for kind in kinds if kind.endpoint == "curriculum.show_lesson")
        rows = [
            *_weights(kinds),
            *_speed(place, lesson),
            _first_paint(place, lesson),
            *_analysis(place),
            *_imports(place),
        ]
    if "--quick" not in words:
        first, second = seconds_to_first_page()
        rows.append(("first page after `git clone`", f"{first:.0f} s", "packages come from the network"))
        rows.append(("first page of a second start", f"{second:.1f} s", ""))
    table = _table(rows)
    print(table)
    if "--write" in words:
        (ROOT / "docs/bench.md").write_text(f"{TITLE}\n{table}\n")


def _weights(kinds: list[Heaviest]) -> list[Row]:
    return [
        (
            f"page `{kind.endpoint}`",
            f"{kind.weight.cold} B cold, {kind.weight.warm} B warm",
            f"heaviest of {kind.pages}; {kind.weight.statements} statements",
        )
        for kind in kinds
    ]


def _speed(place: Place, a_lesson: str) -> list[Row]:
    with Server(place.environment) as portal, Server(place.environment, "bench.bare:create_app()") as bare:
        portal.start()
        bare.start(f"/{place.numbers[0]}")
        basis_asks = bare_asks(bare, place.numbers)
        lesson, answer = lesson_asks(portal, place.numbers, a_lesson), answer_asks(portal, place)
        rounds = [(rate(basis_asks, 200), rate(lesson, 200), rate(answer, 303)) for _round in range(ROUNDS)]
        memory = portal.memory()
    basis = median(one[0] for one in rounds)
    return [
        ("bare view", f"{basis:.0f} requests/s", "1.00, the measure"),
        ("a lesson, signed in", *_ratio([(one[1], one[0]) for one in rounds])),
        ("saving an answer", *_ratio([(one[2], one[0]) for one in rounds])),
        ("memory of all server processes after it", f"{memory / 2**20:.0f} MB", "proportional set size"),
    ]


def _first_paint(place: Place, a_lesson: str) -> Row:
    seconds, least, size = seconds_to_first_paint(place, a_lesson)
    line = f"{BITS_PER_SECOND // 1000} kbit/s, {1000 * LATENCY:.0f} ms, a processor {SLOWER} times slower"
    return (
        "first paint of a lesson on Slow 3G, nothing cached",
        f"{seconds:.2f} s",
        f"{seconds / least:.2f} times {ROUND_TRIPS} round trips and its {size} bytes; {line}",
    )


def _analysis(place: Place) -> list[Row]:
    return [
        (
            f"analysis of {attempts} attempts at {QUESTIONS} questions",
            f"{seconds:.2f} s",
            f"{ratio:.1f} times reading their rows",
        )
        for attempts, seconds, ratio in analysis_seconds(place)
    ]


def _imports(place: Place) -> list[Row]:
    return [
        (
            f"import of {IMPORTED} questions, {code}",
            f"{staging + applying:.1f} s",
            f"after parsing ({parsing:.1f} s): staging {staging / parsing:.1f}, applying {applying / parsing:.1f} times that",
        )
        for code, parsing, staging, applying in import_seconds(place.settings)
    ]


def _ratio(pairs: list[tuple[float, float]]) -> tuple[str, str]:
    """Return the median rate, and the median of the ratios taken round by round."""
    ratio = median(rate / basis for rate, basis in pairs)
    return f"{median(rate for rate, _basis in pairs):.0f} requests/s", f"{ratio:.2f} of the bare view"


def _table(rows: list[Row]) -> str:
    lines = [("figure", "value", ""), ("---", "---", "---"), *rows]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)


if __name__ == "__main__":
    main(sys.argv[1:])
