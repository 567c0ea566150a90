"""Questions of a spreadsheet whose answer stands in the option columns: matching, ordering, cloze; and texts to read. Pure."""

from string import ascii_uppercase

from assessments.bank.bodies import letters
from assessments.bank.formats.table_cells import join_gap, join_pair, split_gap, split_pair
from assessments.bank.formats.table_choices import Cells
from assessments.bank.formats.table_columns import SCORINGS
from assessments.bank.formats.table_rows import Body, Row

ABOVE = "\n---\n"  # divides what stands above a cloze from its text


def _lettered(texts: list[str]) -> Cells:
    return {f"option {letter}": text for letter, text in zip(ascii_uppercase, texts, strict=False)}


def read_matching(row: Row) -> Body:
    """Return pairs from cells such as `kiri = kanan`; ` = kanan` is a right side that belongs to nobody."""
    pairs: list[Body] = []
    extra: list[Body] = []
    for letter, cell in row.lettered("option").items():
        sides = split_pair(cell)
        if sides is None:
            row.note("Pilihan %(letter)s bukan pasangan. Tulis: kiri = kanan.", letter=letter)
        elif sides[0]:
            pairs.append({"left": sides[0], "right": sides[1]})
        else:
            extra.append({"text": sides[1]})
    parts = [{"id": key, **part} for key, part in zip(letters(), pairs + extra, strict=False)]
    body = {"pairs": parts[: len(pairs)], **row.scoring("partial"), **row.around()}
    return body | ({"extra": parts[len(pairs) :]} if extra else {})


def write_matching(body: Body) -> Cells:
    """Return the cells of pairs."""
    pairs = [join_pair(pair["left"], pair["right"]) for pair in body["pairs"]]
    extra = [join_pair("", part["text"]) for part in body.get("extra", [])]
    return {**_lettered(pairs + extra), "scoring": SCORINGS.get(body.get("scoring", ""), "")}


def read_ordering(row: Row) -> Body:
    """Return items in the order of their columns, which is the right one."""
    texts = row.lettered("option").values()
    items = [{"id": key, "text": text} for key, text in zip(letters(), texts, strict=False)]
    return {"items": items, **row.scoring("all"), **row.around()}


def write_ordering(body: Body) -> Cells:
    """Return the cells of items in their right order."""
    texts = [item["text"] for item in body["items"]]
    return {**_lettered(texts), "scoring": SCORINGS.get(body.get("scoring", ""), "")}


def read_cloze(row: Row) -> Body:
    """Return a text with gaps; the choices of gap {1} stand in `pilihan A`, the right one first or with a star."""
    above, divides, text = f"\n{row.text('stem')}".partition(ABOVE)
    gaps: list[Body] = []
    for number, (letter, cell) in enumerate(row.lettered("option").items(), start=1):
        texts, right = split_gap(cell)
        if len(right) > 1:
            row.note("Pilihan %(letter)s punya lebih dari satu tanda bintang.", letter=letter)
            right = []
        options = [
            {"id": key, "text": option, "correct": at in right}
            for at, (key, option) in enumerate(zip(letters(), texts, strict=False))
        ]
        gaps.append({"id": str(number), "options": options})
    stem = above.strip() if divides else ""
    return {
        "stem": stem,
        "text": text.strip() if divides else row.text("stem"),
        "gaps": gaps,
        **row.scoring("partial"),
        **row.around(),
    }


def write_cloze(body: Body) -> Cells:
    """Return the cells of a text with gaps."""
    stem, text = body.get("stem") or "", body["text"]
    is_divided = stem or ABOVE in f"\n{text}"
    cells = []
    for gap in body["gaps"]:
        right = [at for at, option in enumerate(gap["options"]) if option.get("correct")]
        cells.append(join_gap([option["text"] for option in gap["options"]], right[0] if right else 0))
    scoring = SCORINGS.get(body.get("scoring", ""), "")
    return {
        "stem": f"{stem}{ABOVE}{text}".strip() if is_divided else text,
        **_lettered(cells),
        "scoring": scoring,
    }


def read_reading(_row: Row) -> Body:
    """Return a block to read, which has nothing but its text."""
    return {}


def write_reading(_body: Body) -> Cells:
    """Return nothing but its text."""
    return {}
