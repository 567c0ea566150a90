"""Tables as text files that Excel with Indonesian settings opens. Knows neither the database nor the web."""

import csv
import io
import re
from collections.abc import Iterable, Sequence

Cell = str | int | float | None
FORMULA = re.compile(r"'*[=+\-@\t\r]")  # quotes before it count, so that one quote can be taken off again


def to_csv(lines: Iterable[Sequence[Cell]]) -> bytes:
    """Return the lines in UTF-8 with its mark and semicolons; a text that Excel would run as a formula gets a quote."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerows([guarded(cell) for cell in line] for line in lines)
    return text.getvalue().encode("utf-8-sig")


def guarded(cell: Cell) -> Cell:
    """Return a cell that is no formula; numbers stay as they are."""
    return f"'{cell}" if isinstance(cell, str) and FORMULA.match(cell) else cell


def unguarded(text: str) -> str:
    """Return the text that `guarded` made into `text`."""
    return text[1:] if text.startswith("'") and FORMULA.match(text, 1) else text
