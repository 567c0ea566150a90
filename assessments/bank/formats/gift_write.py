"""Writes GIFT: one question a block, and by name what it cannot hold. Pure."""

from collections.abc import Callable, Sequence

from assessments.bank.formats.base import Export, Item, Problem
from assessments.bank.formats.gift_answers import (
    Lines,
    Sheet,
    Unwritable,
    choice_lines,
    matching_lines,
    number_lines,
    short_lines,
    true_false_lines,
    words,
)
from assessments.bank.formats.gift_blocks import category_line, comment_line
from assessments.bank.formats.gift_text import escaped

NO_TYPE = "Format GIFT tidak punya jenis soal ini, jadi soal ini tidak ikut."
EMPTY = "Soal ini tidak punya kalimat, jadi tidak ikut."
PICTURES = "Gambar tidak ikut: format GIFT tidak menyimpan gambar."
FEEDBACK = "Kata untuk jawaban benar dan salah tidak ikut: GIFT tidak punya tempatnya pada jenis soal ini."
UNITS = "Satuan lain yang boleh dipakai tidak ikut."
ONLY_HERE = {  # what our own comment carries, which other programs pass over
    "unit": "Satuannya hanya dibaca kembali oleh portal ini; program lain menilai angkanya saja.",
    "fixed_order": "Urutan pilihan yang tetap hanya dibaca kembali oleh portal ini.",
    "case": "Beda huruf besar dan kecil hanya dibaca kembali oleh portal ini.",
}
ALL_OR_NOTHING = (
    "Nilai penuh atau nol hanya dibaca kembali oleh portal ini; program lain memberi nilai sebagian."
)
LINES: dict[str, Callable[[Sheet], Lines]] = {
    "single": choice_lines,
    "multiple": choice_lines,
    "truefalse": true_false_lines,
    "number": number_lines,
    "short": short_lines,
    "matching": matching_lines,
}


def write(items: Sequence[Item]) -> Export:
    """Return a GIFT file of `items`, in order, and what of which of them it does not hold."""
    export, blocks, category = Export(b"", 0), list[str](), ""
    for place, item in enumerate(items, 1):
        sheet = Sheet(item)
        try:
            block = _block(sheet)
        except Unwritable as unwritable:
            export.problems.append(Problem(place, unwritable.message))
            continue
        if item.category != category:
            blocks.append(category_line(item.category))
            category = item.category
        blocks.append(block)
        export.questions += item.type != "text"
        export.problems += [Problem(place, message, values) for message, values in sheet.lost.items()]
    export.content = "".join(f"{block}\n\n" for block in blocks).encode()
    return export


def _block(sheet: Sheet) -> str:
    """Return a question with its comment and title; raise Unwritable when GIFT cannot hold it."""
    item, body = sheet.item, sheet.body
    if item.type != "text" and item.type not in LINES:
        raise Unwritable(NO_TYPE)
    _name_what_is_lost(sheet)
    title = f"::{escaped(' '.join(item.title.split()))}:: " if item.title.strip() else ""
    head = f"{title}{'[plain]' if sheet.is_marked_plain else ''}{escaped(body['stem'])}"
    if item.type == "text":
        if not body["stem"]:
            raise Unwritable(EMPTY)
        group = ""
    else:
        explanation = [f"####{words(body['explanation'])}"] if body.get("explanation") else []
        group = " {\n" + "\n".join(LINES[item.type](sheet) + explanation) + "\n}"
    comment = comment_line(item.slug, item.tags, _extras(item))
    return "\n".join(line for line in (comment, head + group) if line)


def _extras(item: Item) -> dict[str, str]:
    """Return what our own reader finds in the comment again."""
    body, extras = item.body, dict[str, str]()
    if item.difficulty:
        extras["difficulty"] = str(item.difficulty)
    if item.type == "multiple" or body.get("scoring") == "all":
        extras["scoring"] = body.get("scoring") or "all"
    if body.get("unit"):
        extras["unit"] = body["unit"]
    return extras | {name: "yes" for name in ("fixed_order", "case") if body.get(name)}


def _name_what_is_lost(sheet: Sheet) -> None:
    body, type_ = sheet.body, sheet.item.type
    if body.get("pictures") or any(option.get("picture") for option in body.get("options", [])):
        sheet.lose(PICTURES)
    if type_ in ("short", "matching") and any((body.get("feedback") or {}).values()):
        sheet.lose(FEEDBACK)
    if body.get("units"):
        sheet.lose(UNITS)
    for name, message in ONLY_HERE.items():
        if body.get(name):
            sheet.lose(message)
    if _extras(sheet.item).get("scoring") == "all":
        sheet.lose(ALL_OR_NOTHING)
