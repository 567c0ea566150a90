"""Tables of a test: options in their cells, a list of keys, one question a row, or plain data. Pure."""

import re
from collections.abc import Sequence
from dataclasses import replace

from assessments.bank.formats.base import Problem
from assessments.bank.formats.numbered_labels import Kind, label_of
from assessments.bank.formats.numbered_lines import Line, Rich, join, rich

Cell = list[Line]
_BARE = re.compile(r"\(?(?:[A-Ja-j]|\d{1,3}) ?[.)]?")
_KEY = re.compile(r"[A-Ja-jSs]|benar|salah|[A-Ja-j](?: ?, ?[A-Ja-j])+", re.IGNORECASE)
_ROLES = {
    "no": "number",
    "no.": "number",
    "nomor": "number",
    "soal": "stem",
    "pertanyaan": "stem",
    "pernyataan": "stem",
    "b": "true",
    "benar": "true",
    "s": "false",
    "salah": "false",
    "kunci": "key",
    "jawaban": "key",
    "kunci jawaban": "key",
    "pembahasan": "explanation",
}
_OPTION = re.compile(r"(?:pilihan|opsi|option)? ?([a-e])")
_TICKS = re.compile(r"[✓✔√☑vVxX×✗•●]")


def lines_of_table(rows: list[list[Cell]]) -> list[Line]:
    """Return what a table says as lines of a test."""
    filled = [row for row in rows if any(row)]
    if not filled:
        return []
    return _keys(filled) or _headed(filled) or _options(filled) or _plain(filled)


def _text(cell: Cell) -> str:
    return " ".join(line.words.plain for line in cell)


def _typed(text: str, like: Line, words: Rich | None = None) -> Line:
    """Return a line that a teacher could have typed where `like` stands."""
    if words is None:
        return Line(like.number, rich([(text, 0)]), is_apart=True)
    return replace(like, words=join([rich([(text, 0)]), words], " "), is_apart=True)


def _keys(rows: list[list[Cell]]) -> list[Line]:
    """Return a table of nothing but numbers and keys as one line of keys; nothing for another table."""
    texts = [[_text(cell) for cell in row] for row in rows]
    if len(texts) == 2 and all(_is_number(a) and _is_key(b) for a, b in zip(*texts, strict=False) if a or b):
        pairs = list(zip(*texts, strict=False))
    else:
        body = texts if _is_number(texts[0][0]) else texts[1:]
        if any(len(row) % 2 for row in body):
            return []
        pairs = [(row[at], row[at + 1]) for row in body for at in range(0, len(row), 2)]
    pairs = [pair for pair in pairs if any(pair)]
    if not pairs or not all(_is_number(number) and _is_key(key) for number, key in pairs):
        return []
    listed = " ".join(f"{number.rstrip('.)')}. {key}" for number, key in pairs)
    return [replace(_typed(f"Kunci jawaban: {listed}", _first(rows)), lost=_lost(rows))]


def _is_number(text: str) -> bool:
    return bool(re.fullmatch(r"\d{1,3} ?[.)]?", text))


def _is_key(text: str) -> bool:
    return bool(_KEY.fullmatch(text.rstrip(".")))


def _headed(rows: list[list[Cell]]) -> list[Line]:
    """Return a table with a question in each row below its headings; nothing for another table."""
    headings = [_text(cell).casefold().strip(" :") for cell in rows[0]]
    has_letters = any(match and match[1] == "a" for match in map(_OPTION.fullmatch, headings))
    roles = [_role(heading, has_letters) for heading in headings]
    has_answers = "key" in roles or "A" in roles or {"true", "false"} <= set(roles)
    if (
        "stem" not in roles
        or not has_answers
        or len(set(roles) - {""}) < len([role for role in roles if role])
    ):
        return []
    unknown = [_text(cell) for role, cell in zip(roles, rows[0], strict=True) if cell and not role]
    lines: list[Line] = []
    for number, row in enumerate(rows[1:], start=1):
        cells = {role: cell for role, cell in zip(roles, row, strict=False) if role and cell}
        others = [cell for role, cell in zip(roles, row, strict=False) if not role and cell]
        lines += _question(number, cells) + [line for cell in others for line in cell]
    if unknown and lines:
        note = Problem(
            _first(rows).number, "Kolom ini ditulis sebagai teks: %(names)s", {"names": ", ".join(unknown)}
        )
        lines[0] = replace(lines[0], lost=(*lines[0].lost, note))
    return lines


def _role(heading: str, has_letters: bool) -> str:
    """Return what a column holds; `B` is an option where the headings have letters, else what is true."""
    option = _OPTION.fullmatch(heading)
    if option and (has_letters or heading not in _ROLES):
        return option[1].upper()
    return _ROLES.get(heading, "")


def _question(number: int, cells: dict[str, Cell]) -> list[Line]:
    stem = cells.get("stem", [])
    if not stem:
        return [line for cell in cells.values() for line in cell]
    typed = _text(cells["number"]).rstrip(".) ") if "number" in cells else ""
    lines = [_typed(f"{typed if _is_number(typed) else number}.", stem[0], stem[0].words), *stem[1:]]
    for letter in "ABCDE":
        if cell := cells.get(letter):
            lines += [_typed(f"{letter}.", cell[0], cell[0].words), *cell[1:]]
    ticked = [key for key in ("true", "false") if key in cells and _TICKS.fullmatch(_text(cells[key]))]
    if len(ticked) == 1:
        lines.append(_typed(f"Kunci: {'Benar' if ticked == ['true'] else 'Salah'}", stem[0]))
    for role, words in (("key", "Kunci:"), ("explanation", "Pembahasan:")):
        if cell := cells.get(role):
            lines += [_typed(words, cell[0], cell[0].words), *cell[1:]]
    return lines


def _options(rows: list[list[Cell]]) -> list[Line]:
    """Return a table whose cells begin with letters or numbers, or have one in the cell before; options by letter."""
    cells: list[Cell] = []
    for row in rows:
        found = _with_labels([cell for cell in row if cell])
        if found is None:
            return []
        cells += found
    letters = [
        label.value if (label := label_of(cell[0].words)).kind is Kind.LETTER else "" for cell in cells
    ]
    if all(letters) and len(set(letters)) == len(letters):
        cells = [cell for _letter, cell in sorted(zip(letters, cells, strict=True), key=lambda pair: pair[0])]
    return [line for cell in cells for line in cell]


def _with_labels(cells: Sequence[Cell]) -> list[Cell] | None:
    """Join cells that hold a bare label to the ones behind them; None for a row without labels."""
    joined: list[Cell] = []
    bare = [bool(_BARE.fullmatch(_text(cell))) for cell in cells]
    in_turn = all(is_bare == (at % 2 == 0) for at, is_bare in enumerate(bare)) and len(cells) % 2 == 0
    waiting: Line | None = None
    for cell, is_bare in zip(cells, bare, strict=True):
        text = _text(cell)
        if waiting is None and is_bare and (in_turn or not text[-1:].isalnum()):
            label = rich([(text if text[-1:] in ".)" else f"{text}.", cell[0].words.worn_by_all)])
            waiting = replace(cell[0], words=label)
        elif waiting is not None:
            joined.append(
                [replace(cell[0], words=join([waiting.words, cell[0].words], " "), is_apart=True), *cell[1:]]
            )
            waiting = None
        else:
            joined.append(cell)
    begins = [label_of(cell[0].words).kind for cell in joined if cell]
    has_labels = any(kind in (Kind.LETTER, Kind.NUMBER, Kind.KEY, Kind.EXPLANATION) for kind in begins)
    return joined + ([[waiting]] if waiting else []) if has_labels else None


def _plain(rows: list[list[Cell]]) -> list[Line]:
    """Return a table of data row by row, its cells side by side."""
    lines = []
    for row in rows:
        words = [join([line.words for line in cell], " ") for cell in row]
        lines.append(Line(_first([row]).number, join(words, " | "), lost=_lost([row])))
    note = Problem(lines[0].number, "Tabel ini ditulis sebagai teks, satu baris tabel satu baris teks.")
    return [replace(lines[0], lost=(*lines[0].lost, note), is_apart=True), *lines[1:]]


def _lost(rows: list[list[Cell]]) -> tuple[Problem, ...]:
    return tuple(problem for row in rows for cell in row for line in cell for problem in line.lost)


def _first(rows: list[list[Cell]]) -> Line:
    return next(line for row in rows for cell in row for line in cell)
