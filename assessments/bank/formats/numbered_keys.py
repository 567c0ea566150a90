"""The key of a question: listed at the end, said below it, or shown by a mark. Never guessed. Pure."""

import itertools
import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from assessments.bank.formats.base import Problem
from assessments.bank.formats.numbered_drafts import Draft, Option
from assessments.bank.formats.numbered_lines import BOLD, COLOURED, HIGHLIGHTED, UNDERLINED, Rich

MARKED = {
    BOLD: "Kunci dari huruf tebal",
    UNDERLINED: "Kunci dari garis bawah",
    HIGHLIGHTED: "Kunci dari stabilo atau warna latar",
    COLOURED: "Kunci dari warna huruf",
}
STARRED, SAID = "Kunci dari tanda bintang", "Kunci dari kata (benar) atau tanda centang"
BELOW, LISTED, SIGN = (
    "Kunci dari baris kunci di bawah soal",
    "Kunci dari daftar di akhir",
    "Kunci dari tanda B atau S di soal",
)
TRUE_WORDS, FALSE_WORDS = {"b", "benar", "true", "betul"}, {"s", "salah", "false"}
Source = tuple[str, frozenset[int]]  # how it was found, and the places of the right options, from zero

_ONE = r"(?:benar|salah|[A-Ja-jSs](?: ?(?:[,/&+]|dan) ?[A-Ja-j](?![A-Za-z.)]))*)"
_PAIR = re.compile(rf"(\d{{1,5}}) ?[.):=-]?\s?({_ONE})(?![\w])", re.IGNORECASE)
_BETWEEN = re.compile(r"(?:[\s,;.|/-]|\bdan\b)*")
_ENTRY = re.compile(r"(\d{1,5}) ?[.):=-]\s?(\S.*)")
_SEVERAL = re.compile(r"\(?([A-J](?:(?: ?[,;/&+] ?| dan | )[A-J])*|[A-J]{2,6})\)?\.?", re.IGNORECASE)
_WITH_WORDS = re.compile(r"\(?([A-Ja-j]) ?[.)]\s?(.+)")


@dataclass(frozen=True)
class Listed:
    """An entry of a list of keys: its line, the number of the question, and what it says."""

    line: int
    number: int
    words: str


def pairs_in(line: int, text: str) -> list[Listed]:
    """Return the entries on one line of a list of keys: `1. B 2. D`, `1-B`, `3. A, C`, `4. tablet tambah darah`."""
    pairs = [Listed(line, int(found[1]), found[2]) for found in _PAIR.finditer(text)]
    if pairs and _BETWEEN.fullmatch(_PAIR.sub(" ", text)):
        return pairs
    entry = _ENTRY.fullmatch(text)
    return [Listed(line, int(entry[1]), entry[2])] if entry else []


def share_out(drafts: Sequence[Draft], listed: Sequence[Listed]) -> list[Problem]:
    """Give each question its entry of the list; return what finds no question, or more than one."""
    asked = [draft for draft in drafts if not draft.is_block]
    if not any(draft.number for draft in asked):
        for number, draft in enumerate(asked, start=1):
            draft.number, draft.part = number, 0
    by_number: dict[int, list[Draft]] = defaultdict(list)
    for draft in asked:
        if draft.number is not None:
            by_number[draft.number].append(draft)
    parts = sorted({draft.part for draft in asked})
    problems, part, before = [], 0, 0
    restarts = sum(one.number <= other.number for other, one in itertools.pairwise(listed))
    for entry in listed:
        part += before != 0 and entry.number <= before
        before = entry.number
        found = by_number.get(entry.number, [])
        if len(parts) == restarts + 1:
            found = [draft for draft in found if draft.part == parts[part]]
        if len(found) == 1:
            found[0].listed.append((entry.line, entry.words))
        else:
            problems.append(_unshared(entry, len(found)))
    return problems


def _unshared(entry: Listed, questions: int) -> Problem:
    sentence = "Kunci nomor %(number)s (%(words)s) tidak punya soal."
    if questions:
        sentence = "Kunci nomor %(number)s (%(words)s) cocok dengan beberapa soal, jadi tidak dipakai."
    return Problem(entry.line, sentence, {"number": entry.number, "words": entry.words[:80]})


def sources_of(draft: Draft) -> tuple[list[Source], list[Problem]]:
    """Return what shows or says which options are right, and what was said but fits none of them."""
    sources, problems = [], []
    for found, said in ((BELOW, draft.keys), (LISTED, draft.listed)):
        for line, words in said:
            right = chosen_by(words, draft.options)
            if right is None:
                sentence = "Kunci “%(words)s” tidak cocok dengan pilihan soal ini."
                problems.append(Problem(line, sentence, {"words": words[:80]}))
            else:
                sources.append((found, right))
    sources += _shown(draft.options)
    return sources, problems


def agreed(
    line: int, sources: list[Source], options: Sequence[Option]
) -> tuple[Source | None, list[Problem]]:
    """Return the one key that all sources give, or none, and a sentence about it."""
    if not sources:
        return None, [Problem(line, "Kunci tidak ditemukan. Pilih jawaban yang benar.")]
    first = sources[0]
    for other in sources[1:]:
        if other[1] != first[1]:
            values = {
                "one": first[0],
                "first": _letters(first[1], options),
                "other": other[0],
                "second": _letters(other[1], options),
            }
            sentence = "Kunci berbeda: %(one)s (%(first)s), %(other)s (%(second)s). Pilih jawaban yang benar."
            return None, [Problem(line, sentence, values)]
    return first, []


def chosen_by(words: str, options: Sequence[Option]) -> frozenset[int] | None:
    """Return the places of the options that a key names by letter or by their words; None when it fits none."""
    texts = [same(" ".join(line.plain for line in option.lines)) for option in options]
    if texts.count(same(words)) == 1:
        return frozenset({texts.index(same(words))})
    if several := _SEVERAL.fullmatch(words.strip()):
        letters = re.sub(r"[^A-J]", "", re.sub(r"\bdan\b", "", several[1], flags=re.IGNORECASE).upper())
        return _by_letters(letters, options)
    if with_words := _WITH_WORDS.fullmatch(words.strip()):
        right = _by_letters(with_words[1].upper(), options)
        is_same = right and same(with_words[2]) in {texts[place] for place in right}
        return right if is_same else None
    return None


def _by_letters(letters: str, options: Sequence[Option]) -> frozenset[int] | None:
    places = [[at for at, option in enumerate(options) if option.letter == letter] for letter in letters]
    if len(set(letters)) < len(letters) or any(len(found) != 1 for found in places):
        return None
    return frozenset(found[0] for found in places)


def _shown(options: Sequence[Option]) -> list[Source]:
    """Return what marks some options, but not all."""
    words = [
        Rich("".join(o.text for o in one.lines), b"".join(o.marks for o in one.lines)) for one in options
    ]
    found = [
        (STARRED, frozenset(at for at, option in enumerate(options) if option.has_star)),
        (SAID, frozenset(at for at, option in enumerate(options) if option.says_right)),
    ]
    for mark, name in MARKED.items():
        marked = frozenset(at for at, text in enumerate(words) if text.worn_by_all & mark)
        labels = frozenset(at for at, option in enumerate(options) if option.label.worn_by_all & mark)
        found.append((name, marked or (labels if len(labels) < len(options) else frozenset())))
    return [(name, right) for name, right in found if right and len(right) < len(options)]


def same(text: str) -> str:
    """Return `text` as keys and options are compared: without capitals, wide gaps and a full stop at its end."""
    return " ".join(text.casefold().split()).rstrip(".").strip()


def _letters(right: frozenset[int], options: Sequence[Option]) -> str:
    return ", ".join(options[place].letter for place in sorted(right))
