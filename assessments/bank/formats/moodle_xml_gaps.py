"""Reads the Moodle questions that are answered part by part: matching, ordering, choices inside a text. Pure."""

import re
from collections.abc import Iterator, Sequence

from assessments.bank.bodies import letters
from assessments.bank.formats.gift_text import Unfit
from assessments.bank.formats.moodle_xml_answers import feedback_part
from assessments.bank.formats.moodle_xml_texts import Draft
from assessments.bank.formats.moodle_xml_tree import Node
from assessments.bank.types.base import Body

PLACE = re.compile(r"\[\[([0-9]{1,3})\]\]")
OUR_PLACE = re.compile(r"\{([0-9]{1,3})\}")
EMBEDDED = re.compile(r"\{([0-9]{0,4}):([A-Z_]{2,20}):((?:[^\\}]|\\.)*+)\}", re.DOTALL)
BEGUN = re.compile(r"\{[0-9]{0,4}:[A-Z_]{2,20}:")
ONE_OF_SEVERAL = re.compile(r"(MC|MULTICHOICE)(_?[VHS]{1,2})?")
BETWEEN = re.compile(r"(?<!\\)~")
ALTERNATIVE = re.compile(r"(=|%(-?[0-9.]{1,8})%)?(.*)", re.DOTALL)
BEFORE_FEEDBACK = re.compile(r"(?<!\\)#")
MOST_PARTS = 200  # choices of all places in one text
IN_PLACE, ALL_RIGHT = {"ABSOLUTE_POSITION", "ABSOLUTE", "ABS", "0"}, {"ALL_OR_NOTHING", "-1"}
NO_RIGHT = "Pasangan tanpa sisi kanan dilewati."
GRADED = "Cara menilai urutan %(kind)s tidak ada di sini; setiap isi yang tepat tempatnya dihitung."
ALL_SHOWN = "Di Moodle hanya sebagian isi ditampilkan; di sini semuanya."
TYPED_GAP = "Isian di dalam teks (%(kind)s) belum bisa di sini: hanya daftar pilihan. Soal ini tidak diambil."
NO_GAP = "Teks ini tidak punya isian yang terbaca, jadi tidak diambil."
NO_OPTION = "Isian [[%(n)s]] tidak punya pilihan, jadi soal ini tidak diambil."
PARTS_DIFFER = "Bobot isian berbeda-beda di Moodle; di sini semua isian sama bobotnya."
GAP_FEEDBACK = "Umpan balik pilihan di dalam teks tidak dibawa."
GAP_WEIGHT = "Pilihan setengah benar di dalam teks dianggap salah."
TOO_MANY = "Pilihan di dalam teks ini terlalu banyak: paling banyak %(most)s."
BRACES = "Kurung kurawal berisi angka di dalam teks diganti kurung biasa."


def read_matching(question: Node, draft: Draft) -> tuple[str, Body]:
    """Return pairs; what has nothing on its left belongs to nobody."""
    pairs, extra = [], []
    question.all("shuffleanswers")
    keys = letters()
    for part in question.all("subquestion"):
        answer, left = part.first("answer"), draft.words(part)
        right = answer.value("text") if answer else ""
        if not right:
            draft.note(part.line, NO_RIGHT)
        elif left:
            pairs.append({"id": next(keys), "left": left, "right": right})
        else:
            extra.append(right)
    body: Body = {"pairs": pairs, "scoring": _scoring(question, "partial")} | feedback_part(question, draft)
    others = [{"id": key, "text": text} for key, text in zip(keys, extra, strict=False)]
    return "matching", body | ({"extra": others} if others else {})


def _scoring(question: Node, default: str) -> str:
    """Return how parts are marked, which only our own files say."""
    said = question.given.get("x-scoring")
    return said if said in ("all", "partial") else default


def read_ordering(question: Node, draft: Draft) -> tuple[str, Body]:
    """Return items in their right order: that of the file."""
    answers = question.all("answer")
    items = [
        {"id": key, "text": draft.words(answer)} for key, answer in zip(letters(), answers, strict=False)
    ]
    kind = question.value("gradingtype", "ABSOLUTE_POSITION").upper()
    if kind not in IN_PLACE | ALL_RIGHT:
        draft.note(question.line, GRADED, kind=kind[:40])
    count = question.value("selectcount", "0")
    if question.value("selecttype", "ALL").upper() != "ALL" and count not in ("0", str(len(items))):
        draft.note(question.line, ALL_SHOWN)
    for shown in ("layouttype", "showgrading", "numberingstyle"):
        question.all(shown)
    body = {"items": items, "scoring": "all" if kind in ALL_RIGHT else "partial"}
    return "ordering", body | feedback_part(question, draft)


def read_places(question: Node, stem: str, draft: Draft) -> tuple[str, Body]:
    """Return a text whose places `[[1]]` are filled from a group of choices: gapselect and ddwtos."""
    choices = [
        (box.value("group", "1"), draft.words(box) if box.tag == "dragbox" else box.value("text"))
        for box in [*question.all("selectoption"), *question.all("dragbox")]
    ]
    question.all("shuffleanswers")
    rights = [int(found[1]) - 1 for found in PLACE.finditer(stem)]
    if not rights:
        raise Unfit(NO_GAP, question.line)
    for right in rights:
        if not 0 <= right < len(choices):
            raise Unfit(NO_OPTION, question.line, n=right + 1)
    of_group = {group: [text for g, text in choices if g == group] for group, _text in choices}
    if sum(len(of_group[choices[right][0]]) for right in rights) > MOST_PARTS:
        raise Unfit(TOO_MANY, question.line, most=MOST_PARTS)
    gaps = []
    for group, words in (choices[right] for right in rights):
        gaps.append([(text, text == words) for text in dict.fromkeys(of_group[group])])
    numbers = iter(range(1, len(rights) + 1))
    text = PLACE.sub(lambda _found: f"{{{next(numbers)}}}", _without_places(stem, question, draft))
    return _cloze(question, text, gaps, draft)


def read_embedded(question: Node, stem: str, draft: Draft) -> tuple[str, Body]:
    """Return a text with lists written into it: `{1:MULTICHOICE:=ya~tidak}`."""
    found = list(_embedded(stem))
    if not found:
        raise Unfit(NO_GAP, question.line)
    for gap in found:
        if not ONE_OF_SEVERAL.fullmatch(gap[2]):
            raise Unfit(TYPED_GAP, question.line, kind=gap[2])
    if len({gap[1] or "1" for gap in found}) > 1:
        draft.note(question.line, PARTS_DIFFER)
    gaps = [list(_alternatives(gap[3], question, draft)) for gap in found]
    if sum(map(len, gaps)) > MOST_PARTS:
        raise Unfit(TOO_MANY, question.line, most=MOST_PARTS)
    ends = [0, *(gap.end() for gap in found)]
    between = [stem[end : gap.start()] for end, gap in zip(ends, found, strict=False)]
    plain = [_without_places(text, question, draft) for text in [*between, stem[ends[-1] :]]]
    text = plain[0] + "".join(f"{{{n}}}{rest}" for n, rest in enumerate(plain[1:], 1))
    return _cloze(question, text, gaps, draft)


def _embedded(stem: str) -> Iterator[re.Match[str]]:
    """Yield the lists in a text, up to the first that never ends."""
    begun = BEGUN.search(stem)
    while begun and (whole := EMBEDDED.match(stem, begun.start())):
        yield whole
        begun = BEGUN.search(stem, whole.end())


def _without_places(text: str, question: Node, draft: Draft) -> str:
    """Return a text in which nothing but a gap looks like one."""
    if OUR_PLACE.search(text):
        draft.note(question.line, BRACES)
    return OUR_PLACE.sub(r"(\1)", text)


def _alternatives(inside: str, question: Node, draft: Draft) -> Iterator[tuple[str, bool]]:
    """Yield the choices between the braces, and whether each is right."""
    for part in BETWEEN.split(inside):
        words, *feedback = BEFORE_FEEDBACK.split(part, maxsplit=1)
        found = ALTERNATIVE.fullmatch(words.strip())
        assert found is not None
        weight = "100" if found[1] == "=" else found[2] or "0"
        if feedback and feedback[0].strip():
            draft.note(question.line, GAP_FEEDBACK)
        if weight not in ("0", "100") and not weight.startswith("-"):
            draft.note(question.line, GAP_WEIGHT)
        if text := re.sub(r"\\(.)", r"\1", found[3]).strip():
            yield text, weight == "100"


def _cloze(
    question: Node, text: str, gaps: Sequence[Sequence[tuple[str, bool]]], draft: Draft
) -> tuple[str, Body]:
    """Return a cloze; how many of its first lines are the stem, only our own files say."""
    listed = [
        {
            "id": str(number),
            "options": [
                {"id": key, "text": words, "correct": right}
                for key, (words, right) in zip(letters(), gap, strict=False)
            ],
        }
        for number, gap in enumerate(gaps, 1)
    ]
    said = question.given.get("x-stem", "")
    above = int(said) if said.isascii() and said.isdigit() and len(said) < 4 else 0
    lines = text.split("\n")
    body = {"stem": "\n".join(lines[:above]), "text": "\n".join(lines[above:]), "gaps": listed}
    return "cloze", body | {"scoring": _scoring(question, "partial")} | feedback_part(question, draft)
