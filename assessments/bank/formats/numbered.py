"""Reads a test the way Indonesian teachers type it: numbered stems, lettered options, a key that is marked or listed.

Each line becomes part of a question or is named as left aside, and each question says how its key was found.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from assessments.bank.bodies import letters
from assessments.bank.formats.base import BadFile, Item, Parsed, Problem
from assessments.bank.formats.numbered_drafts import Draft
from assessments.bank.formats.numbered_keys import BELOW, LISTED, agreed, share_out, sources_of
from assessments.bank.formats.numbered_lines import MOST_LINES, Line, Rich
from assessments.bank.formats.numbered_reader import Reader
from assessments.bank.formats.numbered_truefalse import settle_letters, statement_of
from assessments.bank.formats.text_number import read_measure

_SPEAKS_OF_OTHERS = re.compile(
    r"\b(?:semua|seluruh)\b.*\b(?:benar|salah)\b|\bdi atas(?: (?:benar|salah|betul))?[.!]?$|(?:jawaban |pilihan )?\b[a-e],? (?:dan|&|atau) [a-e]\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class TakenPicture:
    """A picture that stood in the text: its name here, its words, its bytes."""

    name: str
    alt: str
    content: bytes


def read_lines(lines: list[Line], pictures: Mapping[str, TakenPicture]) -> Parsed:
    """Return the questions in `lines`; `pictures` by the letters that stand for them. Raise BadFile for too many."""
    if len(lines) > MOST_LINES:
        raise BadFile("Terlalu banyak baris: paling banyak %(most)s dalam satu berkas.", most=MOST_LINES)
    reader = Reader(lines)
    problems = reader.problems + share_out(reader.drafts, reader.listed)
    settle_letters(reader.drafts)
    items = [_item(draft, pictures) for draft in reader.drafts]
    if not items:
        problems.append(Problem(0, "Tidak ada soal yang ditemukan. Beri nomor pada tiap soal: 1. 2. 3."))
    return Parsed(items, sorted(problems, key=lambda problem: problem.line))


def _item(draft: Draft, pictures: Mapping[str, TakenPicture]) -> Item:
    item = Item(draft.line, "text", {}, notes=draft.notes)
    if draft.is_block:
        stem = draft.stem
    elif (statement := statement_of(draft)) is not None:
        item.type, item.key_found, stem = "truefalse", statement.found, statement.stem
        item.body = {} if statement.answer is None else {"answer": statement.answer}
        item.notes += statement.notes
    else:
        stem = draft.stem
        (_choose if draft.options else _answer)(item, draft, pictures)
    item.body = {"stem": _text(stem), **item.body}
    if shown := [_picture(item, letter, pictures) for line in stem for letter in line.picture_letters]:
        item.body["pictures"] = shown
    if explanation := _text(draft.explanation):
        item.body["explanation"] = explanation
    _name_lost_pictures(item, draft.explanation)
    return item


def _choose(item: Item, draft: Draft, pictures: Mapping[str, TakenPicture]) -> None:
    """Make a choice: single, or multiple when two or more options are right."""
    sources, problems = sources_of(draft)
    right, more = agreed(draft.line, sources, draft.options)
    item.notes += problems + more
    options: list[dict[str, Any]] = []
    for at, (option, key) in enumerate(zip(draft.options, letters(), strict=False)):
        made: dict[str, Any] = {
            "id": key,
            "text": _text(option.lines),
            "correct": bool(right and at in right[1]),
        }
        found = [letter for line in option.lines for letter in line.picture_letters]
        if found:
            made["picture"] = _picture(item, found[0], pictures)
        if found[1:]:
            values = {"letter": option.letter}
            item.notes.append(Problem(item.line, "Pilihan %(letter)s hanya memuat satu gambar.", values))
        options.append(made)
    item.type = "multiple" if right and len(right[1]) > 1 else "single"
    item.key_found = right[0] if right else ""
    item.body = {"options": options, **({"scoring": "all"} if item.type == "multiple" else {})}
    if any(_SPEAKS_OF_OTHERS.search(option["text"]) for option in options):
        item.body["fixed_order"] = True  # "semua benar" stands last


def _answer(item: Item, draft: Draft, _pictures: Mapping[str, TakenPicture]) -> None:
    """Make a question without options: a number or a short text, by what its key says."""
    said = [(BELOW, words) for _line, words in draft.keys] + [
        (LISTED, words) for _line, words in draft.listed
    ]
    item.type, item.body = "short", {"answers": []}
    if not said:
        message = "Soal ini tidak punya pilihan dan kunci. Lengkapi, atau tinggalkan."
        item.notes.append(Problem(item.line, message))
    elif len({words for _found, words in said}) > 1:
        keys = "; ".join(words[:80] for _found, words in said)
        item.notes.append(
            Problem(item.line, "Kunci berbeda: %(keys)s. Pilih jawaban yang benar.", {"keys": keys})
        )
    else:
        item.key_found, words = said[0]
        if measure := read_measure(words):
            item.type, item.body = "number", dict(zip(("answer", "tolerance", "unit"), measure, strict=True))
        else:
            answers = [{"text": text.strip()} for text in words.split("|") if text.strip()]
            item.body = {"answers": answers}


def _text(lines: list[Rich]) -> str:
    return "\n".join(line.plain for line in lines if line.plain)


def _picture(item: Item, letter: str, pictures: Mapping[str, TakenPicture]) -> dict[str, str]:
    """Take a picture along with its question."""
    picture = pictures[letter]
    item.pictures[picture.name] = picture.content
    return {"file": picture.name, "alt": picture.alt}


def _name_lost_pictures(item: Item, lines: list[Rich]) -> None:
    if any(line.picture_letters for line in lines):
        item.notes.append(Problem(item.line, "Gambar di pembahasan tidak dapat diambil."))
