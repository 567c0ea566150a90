"""Plain text, pasted or as a .txt: a numbered test, read as teachers type it and written with its key at the end."""

from collections.abc import Callable, Sequence

from assessments.bank.formats.base import Export, Format, Item, Parsed, Problem, decode
from assessments.bank.formats.numbered import read_lines
from assessments.bank.formats.numbered_labels import LETTERS
from assessments.bank.formats.numbered_lines import lines_of
from assessments.bank.formats.text_losses import losses, name_losses, says_more
from assessments.bank.formats.text_number import write_measure


def read(content: bytes) -> Parsed:
    """Return the questions of a numbered test; raise BadFile for what is no text."""
    return read_lines(lines_of(decode(content)), {})


def write(items: Sequence[Item]) -> Export:
    """Return the questions numbered from one, their options lettered, and a list of keys at the end.

    A question that would not read back as the same is left out and named; so is what of the others is lost.
    """
    problems: list[Problem] = []
    blocks: list[str] = []
    entries: list[str] = []
    number = 0
    for place, item in enumerate(items, start=1):
        block, entry = _written(item, number + 1)
        back = read_lines(lines_of(_together([block], [entry])), {}).items
        lost = losses(item, back[0] if len(back) == 1 else None)
        problems += name_losses(place, lost)
        if lost is not None:
            blocks.append(block)
            entries.append(entry)
            number += item.type != "text"
    if says_more(items):
        problems.insert(0, Problem(0, "Teks biasa tidak membawa id, judul, keterampilan, tag dan kesulitan."))
    return Export(_together(blocks, entries).encode(), number, problems)


def _together(blocks: list[str], entries: list[str]) -> str:
    keys = [entry for entry in entries if entry]
    return "\n\n".join([*blocks, *(["\n".join(["Kunci jawaban:", *keys])] if keys else [])]) + "\n"


def _written(item: Item, number: int) -> tuple[str, str]:
    """Return the question as text, and its entry in the list of keys; both empty if it has no such form."""
    writer = _WRITERS.get(item.type)
    lines, key = writer(item) if writer else ([], "")
    if not lines:
        return "", ""
    if item.type != "text":
        lines[0] = f"{number}. {lines[0]}"
    if explanation := item.body.get("explanation"):
        lines.append(f"Pembahasan: {explanation}")
    return "\n".join(lines), f"{number}. {key}" if key else ""


def _choice(item: Item) -> tuple[list[str], str]:
    options = item.body["options"]
    if len(options) > len(LETTERS):
        return [], ""
    lettered = list(zip(LETTERS, options, strict=False))
    lines = [item.body["stem"], *(f"{letter}. {option['text']}" for letter, option in lettered)]
    return lines, ", ".join(letter for letter, option in lettered if option.get("correct"))


def _truefalse(item: Item) -> tuple[list[str], str]:
    answer = item.body.get("answer")
    return [f"{item.body['stem']} (B/S)"], "" if answer is None else "B" if answer else "S"


def _number(item: Item) -> tuple[list[str], str]:
    body = item.body
    measure = write_measure(body["answer"], body.get("tolerance") or "0", body.get("unit") or "")
    return [body["stem"], f"Jawaban: {measure}"], ""


def _short(item: Item) -> tuple[list[str], str]:
    answers = " | ".join(answer["text"] for answer in item.body["answers"])
    return [item.body["stem"], *([f"Jawaban: {answers}"] if answers else [])], ""


def _reading(item: Item) -> tuple[list[str], str]:
    return [item.body["stem"]], ""


_WRITERS: dict[str, Callable[[Item], tuple[list[str], str]]] = {
    "single": _choice,
    "multiple": _choice,
    "truefalse": _truefalse,
    "number": _number,
    "short": _short,
    "text": _reading,
}

FORMAT = Format("text", "Teks biasa", ".txt", "text/plain", read, write)
