"""The graded facts that lessons and questions rest on. Knows nothing of the database."""

from dataclasses import dataclass
from pathlib import Path

from learning.curriculum.files import Entry, Folder

HIGH, MIDDLE, LOW = "tinggi", "sedang", "rendah"
NOT_CHECKED = "I"  # from memory: stands only inside a `ragu` box


@dataclass(frozen=True)
class Fact:
    """One fact: its grade, how it was checked (T text, S secondary, I from memory), and the titles of its sources."""

    id: str
    text: str
    titles: tuple[str, ...]
    grade: str
    check: str
    may_be_key: bool
    withdrawn: bool

    @property
    def may_be_taught(self) -> bool:
        """Whether a lesson may state it outside a `ragu` box."""
        return not self.withdrawn and self.grade != LOW and self.check != NOT_CHECKED

    def may_carry_a_key(self, decided_by: str) -> bool:
        """Return whether a question's key may rest on it, when words or numbers decide the answer."""
        if self.withdrawn or not self.may_be_key:
            return False
        return self.grade == HIGH or (self.is_middling and decided_by == "kata")

    @property
    def is_middling(self) -> bool:
        """Whether it is graded `sedang` and read somewhere: a key on it waits for review."""
        return self.grade == MIDDLE and self.check != NOT_CHECKED


def read_facts(folder: Folder, paths: list[Path]) -> dict[str, Fact]:
    """Return the facts of all sheets by id."""
    facts: dict[str, Fact] = {}
    for path in paths:
        sheet = folder.entry(path)
        sources = sheet.child("sources").values
        titles = sheet.child("titles").values if "titles" in sheet.values else {}
        for code in set(titles) - set(sources):
            sheet.problem("titles", f"sumber {code} tidak ada di lembar ini")
        for entry in sheet.children("facts"):
            fact = _fact(entry, sources, titles)
            if fact.id in facts:
                entry.problem("id", "dipakai dua kali")
            facts[fact.id] = fact
    return facts


def _fact(entry: Entry, sources: dict[str, str], titles: dict[str, str]) -> Fact:
    codes = entry.texts("sources")
    for code in codes:
        if code not in sources:
            entry.problem("sources", f"sumber {code} tidak ada di lembar ini")
    fact = Fact(
        id=entry.text("id", 10),
        text=entry.text("text", 2_000),
        titles=tuple(titles[code] for code in codes if code in titles),
        grade=entry.choice("grade", (HIGH, MIDDLE, LOW)),
        check=entry.choice("check", ("T", "S", NOT_CHECKED)),
        may_be_key=entry.flag("may_be_key", default=True),
        withdrawn=entry.flag("withdrawn"),
    )
    entry.used |= {"section", "year", "trap", "note"}
    entry.refuse_others()
    return fact
