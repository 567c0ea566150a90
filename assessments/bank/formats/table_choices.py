"""Questions of a spreadsheet whose answer stands in the key column: choices, true or false, numbers, short texts. Pure."""

import re
from string import ascii_uppercase

from assessments.bank.bodies import letters
from assessments.bank.formats.numbered_keys import FALSE_WORDS, TRUE_WORDS, same
from assessments.bank.formats.table_cells import join_texts, split_texts
from assessments.bank.formats.table_columns import SCORINGS
from assessments.bank.formats.table_rows import Body, Row
from assessments.bank.formats.text_number import write_number

Cells = dict[str, str]
_BETWEEN_LETTERS = re.compile(r"\s*(?:\bdan\b|[,;/&+]|\s)\s*", re.IGNORECASE)


def read_single(row: Row) -> Body:
    """Return a choice with one right option."""
    return {"options": _options(row)}


def read_multiple(row: Row) -> Body:
    """Return a choice with several right options."""
    return {"options": _options(row), **row.scoring("all")}


def write_choice(body: Body) -> Cells:
    """Return the cells of a choice."""
    options = dict(zip(ascii_uppercase, body["options"], strict=False))
    return {
        **{f"option {letter}": option["text"] for letter, option in options.items()},
        **{f"said {letter}": option.get("feedback") or "" for letter, option in options.items()},
        "key": ",".join(letter for letter, option in options.items() if option.get("correct")),
        "scoring": SCORINGS.get(body.get("scoring", ""), ""),
    }


def right_letters(key: str, options: dict[str, str]) -> set[str] | None:
    """Return the letters of the right options, named by letter or by their words; None when that fits none."""
    texts = [letter for letter, text in options.items() if same(text) == same(key)]
    if len(texts) == 1:
        return set(texts)
    parts = list(key) if re.fullmatch(r"[A-Z]{2,26}", key) else _BETWEEN_LETTERS.split(key.strip().upper())
    if key and len(set(parts)) == len(parts) and set(parts) <= set(options):
        return set(parts)
    return None


def _options(row: Row) -> list[Body]:
    texts, said, key = row.lettered("option"), row.lettered("said"), row.text("key")
    right = right_letters(key, texts)
    if right is None:
        message = "Kunci “%(key)s” tidak cocok dengan pilihan yang ada." if key else "Kunci masih kosong."
        row.note(message, **({"key": key[:60]} if key else {}))
    if orphans := sorted(set(said) - set(texts)):
        row.note("Umpan balik %(letters)s tidak punya pilihan.", letters=", ".join(orphans))
    return [
        {
            "id": id_,
            "text": text,
            "correct": letter in (right or ()),
            **({"feedback": said[letter]} if letter in said else {}),
        }
        for id_, (letter, text) in zip(letters(), texts.items(), strict=False)
    ]


def read_truefalse(row: Row) -> Body:
    """Return a statement; without its answer, and with a note, when the key is neither."""
    key = same(row.text("key"))
    if key not in TRUE_WORDS | FALSE_WORDS:
        row.note("Kunci harus benar atau salah.")
        return row.around()
    return {"answer": key in TRUE_WORDS, **row.around()}


def write_truefalse(body: Body) -> Cells:
    """Return the cells of a statement."""
    answer = body.get("answer")
    return {"key": "" if answer is None else "benar" if answer else "salah"}


def read_number_row(row: Row) -> Body:
    """Return a question with a number for an answer."""
    if not row.text("key"):
        row.note("Kunci masih kosong.")
    tolerance = row.number_in("tolerance") or "0"
    return {"answer": row.number_in("key"), "tolerance": tolerance, "unit": row.text("unit"), **row.around()}


def write_number_row(body: Body) -> Cells:
    """Return the cells of a question with a number for an answer."""
    tolerance = write_number(body.get("tolerance") or "0")
    return {"key": write_number(body["answer"]), "tolerance": tolerance, "unit": body.get("unit") or ""}


def read_short(row: Row) -> Body:
    """Return a question with texts for answers, each in full."""
    said = row.lettered("said")
    texts = split_texts(row.text("key"))
    if not texts:
        row.note("Kunci masih kosong.")
    if orphans := sorted(set(said) - set(ascii_uppercase[: len(texts)])):
        row.note("Umpan balik %(letters)s tidak punya jawaban di kolom kunci.", letters=", ".join(orphans))
    answers = [
        {"text": text, **({"feedback": said[letter]} if letter in said else {})}
        for letter, text in zip(ascii_uppercase, texts, strict=False)
    ]
    more = [{"text": text} for text in texts[len(answers) :]]
    return {"answers": answers + more, **row.around()}


def write_short(body: Body) -> Cells:
    """Return the cells of a question with texts for answers."""
    answers = body["answers"]
    said = zip(ascii_uppercase, answers, strict=False)
    return {
        "key": join_texts([answer["text"] for answer in answers]),
        **{f"said {letter}": answer.get("feedback") or "" for letter, answer in said},
    }
