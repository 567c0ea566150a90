"""What a line of a test begins with: a number, a letter, a bullet, words that announce a key or a section. Pure."""

import re
from dataclasses import dataclass, replace
from enum import Enum, auto

from assessments.bank.formats.numbered_lines import Line, Rich

LETTERS = "ABCDEFGHIJ"
_NUMBER = re.compile(
    r"(?:(?:soal|nomor|no)\.? ?(?:no(?:mor)?\.? ?)?(?P<worded>\d{1,5}) ?[.:)]?(?!\w)"
    r"(?!\s*(?:sampai|s\.? ?/?d\b|dan\b|hingga|[-–,]))|(?P<plain>\d{1,5}) ?(?P<style>[.)])(?!\d))\s?",
    re.IGNORECASE,
)
_LETTER = re.compile(
    r"(?P<star>\*{0,2})(?:\((?P<round>[A-Ja-j])\)|(?P<plain>[A-Ja-j]) ?(?P<style>[.)]))"
    r"(?P<after>\*{0,2})(?:\s|$|(?![A-Za-z]{1,2}\.)(?=\S))"
)
_WEAK = re.compile(r"(?P<star>\*{0,2})(?P<plain>[A-J])\s(?=\S)")
_BULLET = re.compile(r"[-•○◦▪●□]\s")
_KEY = re.compile(
    r"(?:kunci(?: jawaban)?|jawaban(?: yang)?(?: benar| tepat)?|jawab|jwb|answer)(?:nya)?(?: adalah)? ?[:=]\s?"
    r"|(?:kunci(?: jawaban)?|jawaban(?: yang)?(?: benar| tepat)?)\s(?=(?:[A-J]|[Bb]enar|[Ss]alah)\.?$)",
    re.IGNORECASE,
)
_KEYS = re.compile(
    r"(?:[IVX]{1,4}[.)]? )?(?:daftar )?kunci(?: (?:jawaban|soal|pilihan|ganda|benar|salah|isian|singkat|bagian|latihan"
    r"|ujian|tes|test|kuis|pre|post|[ivx]+|[a-e])| ?[/&-] ?)* ?:?",
    re.IGNORECASE,
)
_EXPLANATION = re.compile(r"(?:pembahasan|penjelasan|alasan|umpan balik|feedback) ?:\s?", re.IGNORECASE)
_SORT = (
    r"(?:soal )?(?:pilihan ganda|benar ?(?:[-/–]|atau|dan)? ?salah|b ?[-/–] ?s|isian|jawaban singkat|uraian|ess?a[iy]"
    r"|(?:men)?jodohkan)\b"
)
_SECTION = re.compile(
    rf"(?:bagian )?(?:[IVX]{{1,4}}|[A-E]) ?[.:)-]?\s{_SORT}.{{0,80}}|{_SORT}(?: singkat| kompleks| biasa)?[.!]?(?: ?[(:].{{0,80}})?"
    r"|bagian (?:[IVX]{1,4}|[A-E]|\d{1,2})\b.{0,80}",
    re.IGNORECASE,
)
_INSTRUCTION = re.compile(
    r"(?:[IVX]{1,4} ?[.)]\s)?(?:petunjuk|pilihlah|pilih (?:satu|salah|jawaban)|jawablah|beri(?:lah)? tanda|lingkari|isilah|tulislah"
    r"|tulis b|kerjakan|jodohkan|nama|hari|tanggal|kelas|waktu|mata pelajaran|materi|selamat)\b",
    re.IGNORECASE,
)
_TRUE_FALSE_LINE = re.compile(r"\(? ?(?:benar|b)\s?[-/–|]?\s?(?:salah|s) ?\)?", re.IGNORECASE)
_CHOICE = r"(?P<true>b(?:enar)?) ?(?:[-/–|]|atau) ?(?P<false>s(?:alah)?)"
CHOICE_AT_END = re.compile(rf"(?:^|\s)(?:\( ?)?{_CHOICE}(?: ?\))?[.:]?$", re.IGNORECASE)
CHOICE_AT_START = re.compile(rf"^(?:\( ?)?{_CHOICE}(?: ?\))?[.:]?(?=\s|$)", re.IGNORECASE)
_PAIR = re.compile(r"\d{1,5} ?[.):=-]? ?(?:[A-Ja-j]|benar|salah|s)(?!\w)", re.IGNORECASE)


class Kind(Enum):
    """What a line is, as far as it says so itself."""

    TEXT = auto()
    NUMBER = auto()
    LETTER = auto()
    BULLET = auto()
    KEY = auto()
    KEYS = auto()
    EXPLANATION = auto()
    SECTION = auto()
    TRUE_FALSE = auto()


@dataclass(frozen=True)
class Label:
    """What a line begins with: `value` is its number or capital letter, `end` where its words begin."""

    kind: Kind
    value: str = ""
    style: str = ""  # how number or letter is written: `1.`, `1)`, `A.`, `a)`
    end: int = 0
    is_weak: bool = False  # a letter without point or bracket: counts only beside others of its kind
    has_star: bool = False

    @property
    def letter(self) -> str:
        """Return the letter of an option; empty for anything else."""
        return self.value if self.kind is Kind.LETTER else ""


def label_of(words: Rich) -> Label:
    """Return what a line begins with."""
    text = words.text
    if _KEYS.fullmatch(text):
        return Label(Kind.KEYS, end=len(text))
    if match := _KEY.match(text):
        kind = Kind.KEYS if _PAIR.match(text, match.end()) else Kind.KEY
        return Label(kind, end=match.end())
    if match := _EXPLANATION.match(text):
        return Label(Kind.EXPLANATION, end=match.end())
    if _TRUE_FALSE_LINE.fullmatch(text):
        return Label(Kind.TRUE_FALSE)
    if _SECTION.fullmatch(text):
        return replace(_letter(text) or Label(Kind.SECTION), kind=Kind.SECTION)
    return _numbered(text) or _letter(text) or _weak(text) or _bullet(text) or Label(Kind.TEXT)


def labels_of(lines: list[Line]) -> list[Label]:
    """Return what each line begins with; a letter without point counts only in a row that begins with `A`, `B`."""
    labels = [label_of(line.words) for line in lines]
    weak = Label(Kind.TEXT)  # the last one that counted
    labelled = [at for at, label in enumerate(labels) if label.kind is not Kind.TEXT]
    for place, at in enumerate(labelled):
        after = labels[labelled[place + 1]] if place + 1 < len(labelled) else Label(Kind.TEXT)
        if labels[at].is_weak:
            begins = labels[at].value == "A" and (
                (after.is_weak and after.value == "B") or "\tB " in lines[at].words.text
            )
            goes_on = bool(weak.value) and ord(labels[at].value) == ord(weak.value) + 1
            weak = labels[at] if begins or goes_on else Label(Kind.TEXT)
            labels[at] = weak
        else:
            weak = Label(Kind.TEXT)
    return labels


def following(labels: list[Label]) -> list[Label]:
    """Return for each line what the next one begins with that is neither mere text nor a bullet."""
    found, after = [], Label(Kind.TEXT)
    for label in reversed(labels):
        found.append(after)
        after = after if label.kind in (Kind.TEXT, Kind.BULLET) else label
    return found[::-1]


def is_instruction(text: str) -> bool:
    """Return whether a line tells what to do, or is a field to be filled in, rather than asking something."""
    return bool(_INSTRUCTION.match(text)) or (text.isupper() and len(text) > 3)


def announces_rules(text: str) -> bool:
    """Return whether numbered lines below a heading are rules of the test and no questions."""
    return bool(re.fullmatch(r"petunjuk(?: \w+){0,3} ?[:!.]?", text, re.IGNORECASE))


def says_sort(text: str) -> bool:
    """Return whether a heading speaks of the sort of questions below."""
    return bool(re.search(r"pilih|benar|b ?/ ?s|isi|jodoh|bagian|urai|esa", text, re.IGNORECASE))


def is_statement(words: Rich) -> bool:
    """Return whether a line says (B/S) at one of its ends: it is to be called true or false."""
    return bool(CHOICE_AT_END.search(words.text) or CHOICE_AT_START.search(words.text))


def _numbered(text: str) -> Label | None:
    match = _NUMBER.match(text)
    if match is None:
        return None
    style = f"1{match['style']}" if match["style"] else "Soal 1"
    return Label(Kind.NUMBER, match["worded"] or match["plain"], style, match.end())


def _letter(text: str) -> Label | None:
    match = _LETTER.match(text)
    if match is None:
        return None
    letter = match["round"] or match["plain"]
    style = ("A" if letter.isupper() else "a") + (match["style"] or "()")
    return Label(
        Kind.LETTER, letter.upper(), style, match.end(), has_star=bool(match["star"] or match["after"])
    )


def _weak(text: str) -> Label | None:
    match = _WEAK.match(text)
    return match and Label(Kind.LETTER, match["plain"], "A", match.end(), True, bool(match["star"]))


def _bullet(text: str) -> Label | None:
    match = _BULLET.match(text)
    return match and Label(Kind.BULLET, end=match.end())
