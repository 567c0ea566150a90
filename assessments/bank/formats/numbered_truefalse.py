"""Statements to call true or false, the ways they are typed: (B/S), Benar/Salah as options, a section of them. Pure."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assessments.bank.formats.base import Problem
from assessments.bank.formats.numbered_drafts import Draft
from assessments.bank.formats.numbered_keys import (
    BELOW,
    FALSE_WORDS,
    LISTED,
    MARKED,
    SIGN,
    TRUE_WORDS,
    agreed,
    same,
    sources_of,
)
from assessments.bank.formats.numbered_labels import CHOICE_AT_END, CHOICE_AT_START
from assessments.bank.formats.numbered_lines import Rich

_SIGN = re.compile(r"\s?[(\[] ?(b|s|benar|salah) ?[)\]]\.?$", re.IGNORECASE)
_SECTION = re.compile(r"benar.*salah|salah.*benar|\bb ?[-/–] ?s\b")


@dataclass
class Statement:
    """A statement: its stem, whether it is true (None: not known), how that was found, and what is to be said."""

    stem: list[Rich]
    answer: bool | None
    found: str
    notes: list[Problem]


def statement_of(draft: Draft) -> Statement | None:
    """Return a question as a statement to call true or false, or None when it is none."""
    if draft.options:
        return _from_options(draft)
    stem, said = _without_choice(draft.stem)
    is_one = stem is not None or draft.is_true_false or bool(_SECTION.search(draft.section))
    words = [same(key) for _line, key in (*draft.keys, *draft.listed)]
    if not is_one and not any(word in ("benar", "salah", "true", "false") for word in words):
        return None
    stem = stem if stem is not None else draft.stem
    if not said and stem and (sign := _SIGN.search(stem[-1].text)):
        said = [(SIGN, same(sign[1]) in TRUE_WORDS)]
        stem = [*stem[:-1], stem[-1][: sign.start()]]
    return _decided(draft, stem, said)


def settle_letters(drafts: Sequence[Draft]) -> None:
    """Find out what the key `B` means for options A. Benar, B. Salah: the letter, if `A` is a key too, the word, if `S` is.

    Where neither or both are, such a key is taken away and named.
    """
    lettered = [draft for draft in drafts if _words(draft) == ["benar", "salah"]]
    said = {same(key) for draft in lettered for _line, key in (*draft.keys, *draft.listed)}
    if "a" in said and "s" not in said:
        return
    for draft in lettered:
        for keys in (draft.keys, draft.listed):
            short = [(line, key) for line, key in keys if same(key) in ("b", "s")]
            kept = [(line, key) for line, key in keys if (line, key) not in short]
            if "s" in said and "a" not in said:
                kept += [(line, "Benar" if same(key) == "b" else "Salah") for line, key in short]
            else:
                message = "Kunci %(key)s bisa berarti hurufnya, bisa juga Benar atau Salah."
                draft.notes += [Problem(line, message, {"key": key}) for line, key in short]
            keys[:] = kept


def _words(draft: Draft) -> list[str]:
    return [same(" ".join(line.plain for line in option.lines)) for option in draft.options]


def _from_options(draft: Draft) -> Statement | None:
    texts = _words(draft)
    if sorted(texts) not in (["benar", "salah"], ["b", "s"]):
        return None
    sources, notes = sources_of(draft)
    right, problems = agreed(draft.line, sources, draft.options)
    answer = texts[min(right[1])] in TRUE_WORDS if right and len(right[1]) == 1 else None
    return Statement(draft.stem, answer, right[0] if right else "", notes + problems)


def _decided(draft: Draft, stem: list[Rich], said: list[tuple[str, bool]]) -> Statement:
    notes = []
    for found, keys in ((BELOW, draft.keys), (LISTED, draft.listed)):
        for line, key in keys:
            if same(key) in TRUE_WORDS | FALSE_WORDS:
                said.append((found, same(key) in TRUE_WORDS))
            else:
                notes.append(Problem(line, "Kunci “%(words)s” bukan benar atau salah.", {"words": key[:80]}))
    answers = {answer for _found, answer in said}
    if len(answers) == 1:
        return Statement(stem, said[0][1], said[0][0], notes)
    sentence = "Kunci tidak ditemukan. Pilih jawaban yang benar."
    if answers:
        sentence = "Kunci berbeda: %(one)s, %(other)s. Pilih jawaban yang benar."
    values = {"one": said[0][0], "other": said[-1][0]} if answers else {}
    return Statement(stem, None, "", [*notes, Problem(draft.line, sentence, values)])


def _without_choice(stem: list[Rich]) -> tuple[list[Rich] | None, list[tuple[str, bool]]]:
    """Return the stem without its (B/S), which may be marked to show the key; None when it has none."""
    for at in (len(stem) - 1, 0):
        for pattern in (CHOICE_AT_END, CHOICE_AT_START) if stem else ():
            if match := pattern.search(stem[at].text):
                line = stem[at]
                rest = Rich(
                    line.text[: match.start()] + line.text[match.end() :],
                    line.marks[: match.start()] + line.marks[match.end() :],
                )
                return [*stem[:at], *([rest.strip()] if rest.text.strip() else []), *stem[at + 1 :]], _marked(
                    line, match
                )
    return None, []


def _marked(line: Rich, match: re.Match[str]) -> list[tuple[str, bool]]:
    true, false = (line[slice(*match.span(name))].worn_by_all for name in ("true", "false"))
    return [
        (name, bool(true & mark)) for mark, name in MARKED.items() if bool(true & mark) != bool(false & mark)
    ]
