"""Reads Moodle XML: what a question has whatever its type, and which type it is. Pure.

A problem in one question never stops the others. What can be mended is taken with a note; what cannot be is a problem
with its line. Whatever stands in a question and is not asked for by its reader is named, so nothing is lost silently.
"""

import re
from collections.abc import Callable

from assessments.bank.formats.base import MOST_ITEMS, BadFile, Item, Parsed, Problem
from assessments.bank.formats.gift_text import Unfit
from assessments.bank.formats.moodle_xml_answers import read_choice, read_short, read_true_false
from assessments.bank.formats.moodle_xml_gaps import (
    MOST_PARTS,
    read_embedded,
    read_matching,
    read_ordering,
    read_places,
)
from assessments.bank.formats.moodle_xml_number import read_number
from assessments.bank.formats.moodle_xml_texts import Draft
from assessments.bank.formats.moodle_xml_tree import Node, read_questions
from assessments.bank.types.base import Body

LONGEST_TITLE, LONGEST_TAG = 120, 40  # letters, as the bank keeps them
DIFFICULTY = re.compile(r"difficulty:([123])")
CONTEXT = re.compile(r"\$[a-z0-9]{1,20}\$/?(top(/|$))?")  # `$course$/top/`: where in Moodle the path begins
DISPLAY = (
    "answernumbering",
    "shownumcorrect",
    "showstandardinstruction",
    "unitpenalty",
    "showunits",
    "unitsleft",
)
CALLED = {
    "essay": "esai",
    "calculated": "hitungan dengan angka acak",
    "calculatedsimple": "hitungan dengan angka acak",
    "calculatedmulti": "hitungan dengan angka acak",
    "random": "soal acak",
    "randomsamatch": "jodohkan acak",
    "ddimageortext": "seret ke gambar",
    "ddmarker": "seret penanda ke gambar",
}
BY_ANSWERS: dict[str, Callable[[Node, Draft], tuple[str, Body]]] = {
    "multichoice": read_choice,
    "multichoiceset": read_choice,
    "truefalse": read_true_false,
    "shortanswer": read_short,
    "numerical": read_number,
    "matching": read_matching,
    "match": read_matching,
    "ordering": read_ordering,
}
IN_TEXT: dict[str, Callable[[Node, str, Draft], tuple[str, Body]]] = {
    "cloze": read_embedded,
    "multianswer": read_embedded,
    "gapselect": read_places,
    "ddwtos": read_places,
}
PARTS = ("answer", "subquestion", "selectoption", "dragbox")
TOO_MANY = "Jawaban soal ini terlalu banyak: paling banyak %(most)s."
MOST_CHOICES = 200_000  # of the places in all texts of a file
TOO_MANY_CHOICES = "Pilihan di dalam teks terlalu banyak: paling banyak %(most)s dalam satu berkas."
NOTHING = "Tidak ada soal di berkas ini."
UNKNOWN_TYPE = "Jenis soal %(kind)s tidak bisa dikerjakan di sini, jadi tidak diambil."
NO_STEM = "Soal ini tidak punya kalimat."
UNKNOWN = "Unsur <%(tag)s> tidak dibawa."
HIDDEN = "Soal ini disembunyikan di Moodle; di sini ia tampil seperti yang lain."
GRADE = "Bobot soal %(grade)s tidak dibawa: di sini setiap soal sama bobotnya."
HINT = "Petunjuk (hint) tidak dibawa."
TITLE_CUT = "Judul dipotong menjadi %(most)s huruf."
TAG_CUT = "Tanda “%(tag)s” dipotong menjadi %(most)s huruf."
ABOUT_CATEGORY = "Keterangan dan nomor kategori tidak dibawa; namanya dibawa."
DISPLAYED = "Pengaturan tampilan Moodle tidak dibawa: %(names)s."


def read(content: bytes) -> Parsed:
    """Return the questions of a Moodle XML file; raise BadFile for what is no such file, or unsafe, or too much."""
    reader = _Reader()
    read_questions(content, reader.take)
    if reader.displayed:
        line, names = min(reader.displayed.values()), ", ".join(reader.displayed)
        reader.parsed.problems.append(Problem(line, DISPLAYED, {"names": names}))
    if not reader.parsed.items and not reader.parsed.problems:
        reader.parsed.problems.append(Problem(0, NOTHING))
    return reader.parsed


class _Reader:
    """Takes one question after another."""

    def __init__(self) -> None:
        self.parsed = Parsed()
        self.category = ""
        self.taken = 0
        self.choices = 0  # of all places in texts
        self.displayed: dict[
            str, int
        ] = {}  # settings of how Moodle shows a question, and where they came first

    def take(self, node: Node) -> None:
        """Take a child of `<quiz>`."""
        self.taken += 1
        if self.taken > MOST_ITEMS:
            raise BadFile("Terlalu banyak soal: paling banyak %(most)s dalam satu berkas.", most=MOST_ITEMS)
        kind = node.given.get("type", "")
        try:
            if node.tag != "question":
                raise Unfit(UNKNOWN, node.line, tag=node.tag[:40])
            if kind == "category":
                self.take_category(node)
            else:
                self.parsed.items.append(self.item(node, kind))
        except Unfit as unfit:
            self.parsed.problems.append(unfit.problem)

    def take_category(self, node: Node) -> None:
        """Set the path of the questions that follow."""
        self.category = CONTEXT.sub("", node.value("category"), count=1).strip("/ \n")
        if any(left.tag in ("info", "idnumber") for left in node.unasked()):
            self.parsed.problems.append(Problem(node.line, ABOUT_CATEGORY))

    def item(self, node: Node, kind: str) -> Item:
        """Return a question; raise Unfit for one that cannot be asked here."""
        if kind != "description" and kind not in BY_ANSWERS | IN_TEXT:
            raise Unfit(UNKNOWN_TYPE, node.line, kind=CALLED.get(kind) or kind[:40] or "?")
        if sum(len(node.inner.get(tag, [])) for tag in PARTS) > MOST_PARTS:
            raise Unfit(TOO_MANY, node.line, most=MOST_PARTS)
        draft = Draft()
        item = Item(node.line, "text", {}, category=self.category, notes=draft.notes, pictures=draft.pictures)
        self.read_body(item, node, kind, draft)
        _read_names(item, node, draft)
        _read_settings(node, draft)
        self.note_display(node)
        for left in node.unasked():
            draft.note(left.line, UNKNOWN, tag=left.tag[:40])
        return item

    def read_body(self, item: Item, node: Node, kind: str, draft: Draft) -> None:
        """Fill the type and the body."""
        stem, pictures = _stem(node, draft)
        item.body = {"stem": stem}
        if kind in IN_TEXT:
            item.type, part = IN_TEXT[kind](node, stem, draft)
            item.body |= part
            self.count_choices(part)
        elif kind in BY_ANSWERS:
            item.type, part = BY_ANSWERS[kind](node, draft)
            item.body |= part
        if not stem and not pictures:
            raise Unfit(NO_STEM, node.line)
        if pictures:
            item.body["pictures"] = pictures
        if item.type != "text" and (said := draft.words(node.first("generalfeedback"))):
            item.body["explanation"] = said

    def count_choices(self, part: Body) -> None:
        """Stop at a file whose few words would become too many choices: each place repeats those of its group."""
        self.choices += sum(len(gap["options"]) for gap in part["gaps"])
        if self.choices > MOST_CHOICES:
            raise BadFile(TOO_MANY_CHOICES, most=MOST_CHOICES)

    def note_display(self, node: Node) -> None:
        """Remember which settings of display there were: they are named once a file."""
        for name in DISPLAY:
            found = node.first(name)
            if found and (name == "shownumcorrect" or found.text not in ("", "abc", "0", "0.1000000", "3")):
                self.displayed.setdefault(name, found.line)


def _stem(node: Node, draft: Draft) -> tuple[str, list[Body]]:
    """Return the question itself and its pictures, also the one that files of old Moodles carry."""
    holder = node.first("questiontext")
    stem, pictures = draft.illustrated(holder) if holder else ("", [])
    draft.form = holder.given.get("format", "html") if holder else "html"
    old, name = node.value("image_base64"), node.value("image")
    if old and name and (kept := draft.keep(name, old, node.line)):
        pictures.append({"file": kept, "alt": ""})
    return stem, pictures


def _read_names(item: Item, node: Node, draft: Draft) -> None:
    """Fill what the question is called: title, own id, tags, difficulty."""
    name, title = node.first("name"), " ".join(node.value("name").split())
    if name and "x-made" not in name.given:
        item.title = title[:LONGEST_TITLE].strip()
        if len(title) > LONGEST_TITLE:
            draft.note(name.line, TITLE_CUT, most=LONGEST_TITLE)
    item.slug = node.value("idnumber")
    for holder in [*node.all("tags"), *node.all("coursetags")]:
        for tag in holder.all("tag"):
            _read_tag(item, tag, draft)


def _read_tag(item: Item, tag: Node, draft: Draft) -> None:
    words = " ".join(tag.value("text").split())
    if found := DIFFICULTY.fullmatch(words):
        item.difficulty = int(found[1])
        return
    if len(words) > LONGEST_TAG:
        draft.note(tag.line, TAG_CUT, tag=words[:LONGEST_TAG], most=LONGEST_TAG)
        words = words[:LONGEST_TAG].strip()
    if words and words not in item.tags:
        item.tags.append(words)


def _read_settings(node: Node, draft: Draft) -> None:
    """Name what Moodle does with a question and the portal does not."""
    grade = node.value("defaultgrade", "1")
    if grade.rstrip("0").rstrip(".") not in ("1", "", "0"):
        draft.note(node.line, GRADE, grade=grade[:20])
    if node.says("hidden", False):
        draft.note(node.line, HIDDEN)
    if hints := node.all("hint"):
        draft.note(hints[0].line, HINT)
        for hint in hints:
            hint.asked |= set(hint.inner)
    node.all("penalty")
