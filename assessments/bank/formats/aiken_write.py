"""Writes Aiken: single choices of plain lines, and by name what it cannot hold. Pure."""

from collections.abc import Sequence
from string import ascii_uppercase

from assessments.bank.formats.aiken_read import is_stem
from assessments.bank.formats.base import Export, Item, Problem

NO_TYPE = "Format Aiken hanya untuk pilihan ganda dengan satu jawaban, jadi soal ini tidak ikut."
INCOMPLETE = "Soal, pilihan, atau kuncinya belum lengkap, jadi soal ini tidak ikut."
TOO_MANY = "Format Aiken paling banyak 26 pilihan, jadi soal ini tidak ikut."
PICTURE_ALONE = (
    "Ada pilihan yang hanya gambar. Format Aiken tidak menyimpan gambar, jadi soal ini tidak ikut."
)
LIKE_OPTION = "Soal ini mulai seperti pilihan atau kunci, jadi tidak bisa ditulis dalam format Aiken."
PICTURES = "Gambar tidak ikut: format Aiken tidak menyimpan gambar."
FEEDBACK = "Umpan balik dan penjelasan tidak ikut."
WEIGHTS = "Pilihan yang benar sebagian menjadi salah."
ORDER = "Urutan pilihan yang tetap tidak ikut."
ONE_LINE = "Baris baru menjadi spasi: dalam format Aiken soal dan pilihan masing-masing satu baris."
AROUND = "Judul, kategori, tanda, dan tingkat kesulitan tidak ikut."


def write(items: Sequence[Item]) -> Export:
    """Return an Aiken file of the single choices among `items`, and what of which of them it does not hold."""
    export, blocks = Export(b"", 0), list[str]()
    for place, item in enumerate(items, 1):
        if reason := _reason_against(item):
            export.problems.append(Problem(place, reason))
            continue
        blocks.append(_block(item))
        export.problems += [Problem(place, message) for message in _lost(item)]
    if any(item.title or item.category or item.tags or item.difficulty for item in items):
        export.problems.append(Problem(0, AROUND))
    export.questions = len(blocks)
    export.content = "\n".join(blocks).encode()
    return export


def _reason_against(item: Item) -> str:
    """Return why a question cannot be written; empty when it can."""
    if item.type != "single":
        return NO_TYPE
    options = item.body["options"]
    if not all(option.get("text") for option in options):
        return PICTURE_ALONE
    if len(options) > len(ascii_uppercase):
        return TOO_MANY
    if (
        len(options) < 2
        or not item.body["stem"]
        or sum(bool(option.get("correct")) for option in options) != 1
    ):
        return INCOMPLETE
    return "" if is_stem(_line(item.body["stem"])) else LIKE_OPTION


def _block(item: Item) -> str:
    options = item.body["options"]
    lines = [
        f"{letter}. {_line(option['text'])}" for letter, option in zip(ascii_uppercase, options, strict=False)
    ]
    right = next(place for place, option in enumerate(options) if option.get("correct"))
    return "\n".join([_line(item.body["stem"]), *lines, f"ANSWER: {ascii_uppercase[right]}", ""])


def _line(text: str) -> str:
    return " ".join(line.strip() for line in text.split("\n") if line.strip()) if "\n" in text else text


def _lost(item: Item) -> list[str]:
    """Return what is not written, in sentences."""
    body, options = item.body, item.body["options"]
    pictures = body.get("pictures") or any(option.get("picture") for option in options)
    feedback = body.get("explanation") or any(option.get("feedback") for option in options)
    weights = any(not option.get("correct") and option.get("weight", "0") != "0" for option in options)
    lines = any("\n" in text for text in [body["stem"], *(option["text"] for option in options)])
    named = (
        (pictures, PICTURES),
        (feedback, FEEDBACK),
        (weights, WEIGHTS),
        (body.get("fixed_order"), ORDER),
        (lines, ONE_LINE),
    )
    return [message for is_lost, message in named if is_lost]
