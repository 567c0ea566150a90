"""Our own table of questions, one row a question: read from and written to rows of texts, whatever holds them. Pure."""

import re
from collections.abc import Callable, Iterable, Sequence

from assessments.bank.formats import table_choices as choices
from assessments.bank.formats import table_parts as parts
from assessments.bank.formats.base import MOST_ITEMS, BadFile, Item, Parsed, Problem
from assessments.bank.formats.numbered_keys import FALSE_WORDS, TRUE_WORDS, same
from assessments.bank.formats.table_columns import (
    DIFFICULTIES,
    DIFFICULTY_WORDS,
    HEADER_WITHIN,
    OPTIONS,
    TYPE_WORDS,
    TYPES,
    columns,
    known_headings,
    plain,
    read_headings,
)
from assessments.bank.formats.table_rows import Body, Row
from assessments.bank.formats.text_losses import losses, name_losses
from assessments.bank.formats.text_number import read_number

LONGEST_CELL = 32_767  # letters; Excel holds no more
_UNWRITABLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_ABOUT = {
    "slug": "id",
    "title": "judul",
    "category": "keterampilan",
    "tags": "tag",
    "difficulty": "kesulitan",
}
_KINDS: dict[str, tuple[Callable[[Row], Body], Callable[[Body], choices.Cells]]] = {
    "single": (choices.read_single, choices.write_choice),
    "multiple": (choices.read_multiple, choices.write_choice),
    "truefalse": (choices.read_truefalse, choices.write_truefalse),
    "number": (choices.read_number_row, choices.write_number_row),
    "short": (choices.read_short, choices.write_short),
    "matching": (parts.read_matching, parts.write_matching),
    "ordering": (parts.read_ordering, parts.write_ordering),
    "cloze": (parts.read_cloze, parts.write_cloze),
    "text": (parts.read_reading, parts.write_reading),
}


def read_table(rows: Iterable[Sequence[str]]) -> Parsed:
    """Return the questions in the rows of a sheet, from its first on; raise BadFile when it is none of ours."""
    parsed = Parsed()
    places: dict[str, int] = {}
    for number, typed in enumerate(rows, start=1):
        cells = [cell.strip() for cell in typed]
        if not any(cells):
            continue
        if places:
            _read_row(parsed, Row(number, {key: cells[at] for key, at in places.items() if at < len(cells)}))
        elif len(known_headings(cells)) > 1:
            places, parsed.problems[len(parsed.problems) :] = read_headings(number, cells)
        elif number >= HEADER_WITHIN:
            break
        else:
            words = {"text": " ".join(cells).strip()[:80]}
            parsed.problems.append(Problem(number, "Baris di atas judul kolom tidak dibaca: %(text)s", words))
    if not places:
        raise BadFile("Judul kolom tidak ditemukan. Pakai templat dari halaman ini.")
    if not parsed.items:
        parsed.problems.append(Problem(0, "Tidak ada soal di bawah judul kolom."))
    return parsed


def _read_row(parsed: Parsed, row: Row) -> None:
    if len(parsed.items) >= MOST_ITEMS:
        raise BadFile("Terlalu banyak soal: paling banyak %(most)s dalam satu berkas.", most=MOST_ITEMS)
    try:
        parsed.items.append(item_of(row))
    except BadFile as refusal:
        parsed.problems.append(refusal.problem)


def item_of(row: Row) -> Item:
    """Return the question in a row; raise BadFile when it cannot be told what it asks."""
    stem = row.text("stem")
    if not stem:
        raise BadFile("Baris ini tidak diambil: kolom soal kosong.", row.number)
    type_ = _type_of(row)
    read, _write = _KINDS[type_]
    body = {"stem": stem, **read(row)}
    if type_ != "text" and (explanation := row.text("explanation")):
        body["explanation"] = explanation
    item = Item(
        row.number, type_, body, row.text("slug"), row.text("title"), row.text("category"), notes=row.notes
    )
    item.tags = [tag for part in row.text("tags").split(",") if (tag := part.strip())]
    level = row.text("difficulty")
    item.difficulty = DIFFICULTY_WORDS.get(plain(level), 0)
    if level and not item.difficulty:
        row.note("Kesulitan tidak dikenal: %(text)s. Tulis mudah, sedang atau sulit.", text=level[:60])
    row.name_unused()
    return item


def _type_of(row: Row) -> str:
    """Return the type: what the row says, or what its options and key leave no doubt about."""
    typed, key, options = row.text("type"), row.text("key"), row.lettered("option")
    code = TYPE_WORDS.get(plain(typed), "")
    if typed and not code:
        message = "Baris ini tidak diambil: jenis “%(type)s” tidak dikenal."
        raise BadFile(message, row.number, type=typed[:60])
    several = len(choices.right_letters(key, options) or ()) > 1
    if code:
        return "multiple" if code == "single" and several else code
    if options:
        return "multiple" if several else "single"
    if not key:
        raise BadFile("Baris ini tidak diambil: isi kolom jenis, atau pilihan dan kunci.", row.number)
    if same(key) in TRUE_WORDS | FALSE_WORDS:
        return "truefalse"
    return "short" if read_number(key) is None else "number"


def write_table(items: Sequence[Item]) -> tuple[list[list[str]], int, list[Problem]]:
    """Return headings and rows, how many of them are questions, and what could not be written, or only in part."""
    problems: list[Problem] = []
    rows: list[dict[str, str]] = []
    questions = 0
    for place, item in enumerate(items, start=1):
        cells = _cells_of(item)
        lost = _lost(item, cells)
        problems += name_losses(place, lost)
        if lost is not None:
            rows.append(cells)
            questions += item.type != "text"
    lettered = [
        ord(key[-1]) - ord("A") + 1 for row in rows for key, cell in row.items() if cell and key[-2] == " "
    ]
    shown = columns(max([OPTIONS, *lettered]))
    lines = [[row.get(column.key, "") for column in shown] for row in rows]
    return [[column.heading for column in shown], *lines], questions, problems


def _cells_of(item: Item) -> dict[str, str]:
    """Return the cells of a question, without letters that no sheet holds."""
    body = item.body
    feedback = body.get("feedback") or {}
    cells = {
        "slug": item.slug,
        "type": TYPES[item.type],
        "category": item.category,
        "difficulty": DIFFICULTIES.get(item.difficulty, ""),
        "tags": ", ".join(item.tags),
        "title": item.title,
        "stem": body.get("stem") or "",
        "right": feedback.get("right") or "",
        "wrong": feedback.get("wrong") or "",
        "explanation": body.get("explanation") or "",
        **_KINDS[item.type][1](body),
    }
    return {key: _UNWRITABLE.sub("", text).strip() for key, text in cells.items()}


def _lost(item: Item, cells: dict[str, str]) -> list[str] | None:
    """Return what the cells have lost of a question; None when they hold another one."""
    if any(len(cell) > LONGEST_CELL for cell in cells.values()):
        return None
    try:
        back = item_of(Row(item.line, cells))
    except BadFile:
        return None
    lost = losses(item, back)
    around = [name for field, name in _ABOUT.items() if getattr(item, field) != getattr(back, field)]
    return None if lost is None else lost + around
