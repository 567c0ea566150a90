"""A question while it is gathered line by line: its words, its options, and what was said about its key. Pure."""

import re
from dataclasses import dataclass, field

from assessments.bank.formats.base import Problem
from assessments.bank.formats.numbered_labels import LETTERS, Kind, Label, is_instruction
from assessments.bank.formats.numbered_lines import Line, Rich

_SAYS_RIGHT = re.compile(
    r"\s?(?:\((?:jawaban |jawaban yang |kunci )?(?:benar|kunci|jawaban)\)|[✓✔√☑])\.?$", re.IGNORECASE
)
_WIDE, _NARROW = r"\t\*{{0,2}}\(?{0} ?[.)]\*{{0,2}}", r" \*{{0,2}}\(?{0}[.)]\*{{0,2}}(?=\s)"


@dataclass
class Option:
    """One option as typed: its lines, and whether a star or words call it right."""

    letter: str  # capital; empty for a bullet
    label: Rich  # the letter as typed
    lines: list[Rich]
    has_star: bool = False
    says_right: bool = False


@dataclass
class Draft:
    """One question so far."""

    line: int
    number: int | None = None
    style: str = ""
    part: int = 0  # the numbering begins anew with each part of a test
    section: str = ""  # what the heading above said
    stem: list[Rich] = field(default_factory=list)
    options: list[Option] = field(default_factory=list)
    option_style: str = ""
    keys: list[tuple[int, str]] = field(
        default_factory=list
    )  # line and words of `Kunci: …` under the question
    listed: list[tuple[int, str]] = field(default_factory=list)  # the same from a list at the end
    explanation: list[Rich] = field(default_factory=list)
    notes: list[Problem] = field(default_factory=list)
    nested: int = 0  # the last number of a list inside the stem
    is_explained: bool = False  # the lines that follow belong to the explanation
    is_closed: bool = False  # what follows without a label is no longer part of it
    is_true_false: bool = False  # a line of its own says Benar/Salah
    is_reading: bool = False  # a text for the questions that follow

    @property
    def is_block(self) -> bool:
        """Return whether it is only to be read."""
        return self.is_reading and not self.options

    @property
    def wants_more(self) -> bool:
        """Return whether nothing has come yet by which it could be answered."""
        return not (self.options or self.keys or self.is_closed or self.is_true_false)

    @property
    def next_letter(self) -> str:
        """Return the letter that the next option should have."""
        if not self.options:
            return LETTERS[0]
        last = LETTERS.find(self.options[-1].letter or LETTERS[-1])
        return LETTERS[last + 1 : last + 2]  # empty after the last one

    def append(self, words: Rich) -> None:
        """Add a line to whatever was last begun: explanation, option or stem."""
        if self.is_explained:
            self.explanation.append(words)
        elif self.options:
            self.options[-1].lines.append(words)
        else:
            self.stem.append(words)

    def goes_on(self, line: Line, after: Label) -> bool:
        """Return whether a line without label still belongs here; `after` is the next label."""
        if self.wants_more:
            return True
        if self.is_closed or (self.keys and not self.is_explained):
            return False
        is_told = is_instruction(line.words.text)
        if self.is_explained:
            return not line.is_apart or not (is_told or after.letter == "A")
        if after.letter == "A" and self.options:
            return self.number is not None and after.style != self.option_style
        if self.options and (after.letter == self.next_letter or not self.options[-1].lines[-1].text):
            return True
        return not (line.is_apart or is_told)

    def begins_anew(self, label: Label) -> bool:
        """Return whether an `A` in another style begins the real options: those before were statements of the stem."""
        is_open = not (self.is_closed or self.keys or self.is_explained)
        return self.number is not None and label.style != self.option_style and is_open

    def fold_options(self) -> None:
        """Make what was taken for options lines of the stem: statements that the real options speak of."""
        for option in self.options:
            first, *more = option.lines or [Rich()]
            self.stem += [Rich(f"{option.label.text} {first.text}", option.label.marks + b"\0" + first.marks)]
            self.stem += more
        self.options = []


def option_of(letter: str, label: Rich, words: Rich, has_star: bool) -> Option:
    """Return an option; a star at either end of its words, and words such as `(benar)`, are its mark and no text."""
    words = words.strip()
    if starred := words.text.startswith("*") or words.text.endswith("*"):
        words = words.strip("*").strip()
    right = _SAYS_RIGHT.search(words.text)
    if right:
        words = words[: right.start()].strip()
    return Option(letter, label, [words], has_star or starred, bool(right))


def options_of(words: Rich, label: Label, after: str) -> list[Option]:
    """Return the options on one line, of which `label` begins the first; `after` is the letter on the next line."""
    places = [(label.value, 0, label.end)]
    while len(places) < len(LETTERS):
        at = LETTERS.index(places[-1][0]) + 1
        letter = LETTERS[at : at + 1]
        found = _find(words.text, letter, label, places[-1][2]) if letter and letter != after else None
        if found is None:
            break
        places.append((letter, found.start(), found.end()))
    ends = [start for _letter, start, _end in places[1:]] + [len(words.text)]
    return [
        option_of(letter, words[start:begin].strip(), words[begin:end], "*" in words.text[start:begin])
        for (letter, start, begin), end in zip(places, ends, strict=True)
    ]


def options_inside(words: Rich, after: str) -> int:
    """Return where options begin on the line of the stem itself, or -1: at least `A` and `B`, one style."""
    for style in ("A", "a"):
        label = Label(Kind.LETTER, "A", style)
        first = _find(words.text, "A", label, 0) if after not in ("A", "B") else None
        if first and _find(words.text, "B", label, first.end()):
            return first.start()
    return -1


def _find(text: str, letter: str, label: Label, start: int) -> re.Match[str] | None:
    """Find the label of another option of the style of `label`: after a wide gap, or a space and with a mark."""
    typed = letter if label.style.startswith("A") else letter.lower()
    wide = rf"\t{typed}\s(?=\S)" if label.is_weak else _WIDE.format(typed)
    narrow = "" if label.is_weak else "|" + _NARROW.format(typed)
    return re.compile(wide + narrow).search(text, start)
