"""Puts the lines of a test together to questions, each line where it belongs. Pure."""

from dataclasses import replace

from assessments.bank.formats.base import MOST_ITEMS, BadFile, Problem
from assessments.bank.formats.numbered_asides import HEADING, NO_KEY, ORPHAN, Asides
from assessments.bank.formats.numbered_drafts import Draft, option_of, options_inside, options_of
from assessments.bank.formats.numbered_keys import Listed, pairs_in
from assessments.bank.formats.numbered_labels import (
    Kind,
    Label,
    announces_rules,
    following,
    is_instruction,
    is_statement,
    label_of,
    labels_of,
    says_sort,
)
from assessments.bank.formats.numbered_lines import Line, Rich

_BLANK_TO_FILL = ".…_ "


class Reader:
    """Reads lines from first to last; afterwards `drafts`, `listed` (keys of a list) and `problems` hold them all."""

    def __init__(self, lines: list[Line]) -> None:
        self.drafts: list[Draft] = []
        self.listed: list[Listed] = []
        self._lost: list[Problem] = []
        self._asides = Asides()
        labels = labels_of(lines)
        self._next = following(labels)
        self._current: Draft | None = None
        self._section, self._is_instructed, self._in_keys = "", False, False
        self._part = self._before = 0
        steps = {
            Kind.TEXT: self._text,
            Kind.NUMBER: self._number,
            Kind.LETTER: self._letter,
            Kind.BULLET: self._bullet,
            Kind.KEY: self._key,
            Kind.KEYS: self._keys,
            Kind.EXPLANATION: self._explanation,
            Kind.SECTION: self._section_line,
            Kind.TRUE_FALSE: self._true_false,
        }
        for at, (line, label) in enumerate(zip(lines, labels, strict=True)):
            if line.words.text and not (self._in_keys and self._listed_key(line, label, at)):
                steps[label.kind](line, label, at)
            self._lose(line)

    @property
    def problems(self) -> list[Problem]:
        """Return what belongs to no question."""
        return self._asides.problems + self._lost

    def _lose(self, line: Line) -> None:
        """Name what of a line could not be taken: with its question, if it belongs to one."""
        is_inside = self._current is not None and self._current.line <= line.number
        (self._current.notes if self._current and is_inside else self._lost).extend(line.lost)

    def _begin(self, line: Line, number: int | None = None, style: str = "") -> Draft:
        if len(self.drafts) >= MOST_ITEMS:
            raise BadFile("Terlalu banyak soal: paling banyak %(most)s dalam satu berkas.", most=MOST_ITEMS)
        if number is not None:
            self._part += number <= self._before
            self._before = number
        self._current = Draft(line.number, number, style, self._part, self._section)
        self.drafts.append(self._current)
        return self._current

    def _heading(self, line: Line) -> None:
        """Leave a heading or an instruction aside, and remember what it says of the questions below."""
        text = line.words.text.casefold()
        self._is_instructed = announces_rules(text)
        self._section = text if says_sort(text) else self._section
        if self._current:
            self._current.is_closed = True
        self._asides.add(line, HEADING)

    def _number(self, line: Line, label: Label, at: int) -> None:
        number, current = int(label.value), self._current
        is_list = current is not None and current.wants_more and number == current.nested + 1
        if current and is_list and (current.number is not None) and not self._is_instructed:
            current.nested = number
            current.append(line.words)
        elif self._is_instructed and not self._next[at].letter:
            self._current = None
            self._asides.add(line)
        else:
            self._is_instructed = False
            draft = self._begin(line, number, label.style)
            self._stem(draft, line.words[label.end :].strip(), at)

    def _stem(self, draft: Draft, words: Rich, at: int) -> None:
        """Add the first line of a stem; options may stand on it too."""
        place = options_inside(words, self._next[at].letter)
        if place < 0:
            draft.stem.append(words)
            return
        draft.stem.append(words[:place].strip())
        rest = words[place:].strip()
        self._add_options(draft, rest, label_of(rest), at)

    def _letter(self, line: Line, label: Label, at: int) -> None:
        draft = self._current
        if draft is None or (draft.is_closed and not draft.options):
            self._asides.add(line, ORPHAN)
        elif label.value == draft.next_letter and not draft.is_closed:
            self._add_options(draft, line.words, label, at)
        elif not draft.options:
            draft.append(line.words)
        elif label.value == "A" and draft.begins_anew(label):
            draft.fold_options()
            self._add_options(draft, line.words, label, at)
        elif label.value == "A":
            self._add_options(self._begin(line), line.words, label, at)
        else:
            message = "Huruf pilihan tidak berurutan: %(letter)s. Periksa kuncinya."
            draft.notes.append(Problem(line.number, message, {"letter": label.value}))
            self._add_options(draft, line.words, label, at)

    def _add_options(self, draft: Draft, words: Rich, label: Label, at: int) -> None:
        draft.option_style, draft.is_explained = label.style, False
        draft.options += options_of(words, label, self._next[at].letter)

    def _bullet(self, line: Line, label: Label, at: int) -> None:
        draft = self._current
        is_option = draft and not (draft.is_closed or draft.keys) and draft.option_style in ("", "•")
        if draft is None or not is_option or self._next[at].letter == "A":
            self._text(line, label, at)
            return
        draft.option_style = "•"
        words = line.words[label.end :]
        draft.options.append(option_of(draft.next_letter, line.words[: label.end], words, has_star=False))

    def _text(self, line: Line, _label: Label, at: int) -> None:
        draft = self._current
        if draft and draft.goes_on(line, self._next[at]):
            self._stem(draft, line.words, at) if draft.wants_more else draft.append(line.words)
        elif is_instruction(line.words.text):
            self._heading(line)
        elif self._next[at].letter == "A":
            self._stem(self._begin(line), line.words, at)
        elif "untuk soal" in line.words.text.casefold() or "soal nomor" in line.words.text.casefold():
            self._begin(line).is_reading = True
            self.drafts[-1].append(line.words)
        else:
            if draft:
                draft.is_closed = True
            self._asides.add(line)

    def _key(self, line: Line, label: Label, _at: int) -> None:
        words = line.words[label.end :].text.strip()
        if self._current is None or self._current.is_block or not words.strip(_BLANK_TO_FILL):
            self._asides.add(line)
        else:
            self._current.keys.append((line.number, words))
            self._current.is_explained = False

    def _explanation(self, line: Line, label: Label, at: int) -> None:
        if self._current is None:
            self._asides.add(line)
        elif self._current.wants_more and line.words.text.casefold().startswith("alasan"):
            self._text(line, label, at)  # a statement with its reason, to be judged
        else:
            self._current.is_explained = True
            self._current.explanation.append(line.words[label.end :].strip())

    def _section_line(self, line: Line, label: Label, at: int) -> None:
        draft = self._current
        if draft and label.value and label.value == draft.next_letter and not draft.is_closed:
            self._letter(line, replace(label, kind=Kind.LETTER), at)
        else:
            self._heading(line)

    def _true_false(self, line: Line, _label: Label, _at: int) -> None:
        if self._current is None or not self._current.wants_more:
            self._heading(line)
        else:
            self._current.is_true_false = True
            self._current.stem.append(line.words)

    def _keys(self, line: Line, label: Label, _at: int) -> None:
        self._in_keys = True
        if self._current:
            self._current.is_closed = True
        rest = line.words[label.end :]
        if rest.text and not self._take_pairs(line, rest):
            self._asides.add(line, NO_KEY)

    def _listed_key(self, line: Line, label: Label, at: int) -> bool:
        """Take a line of the list of keys; return False for one that begins questions again."""
        begins = (
            self._next[at].letter == "A" or options_inside(line.words, "") > 0 or is_statement(line.words)
        )
        if label.kind is Kind.NUMBER and begins:
            self._in_keys = False
        if label.kind is Kind.KEYS or not self._in_keys:
            return False
        if label.kind in (Kind.SECTION, Kind.TRUE_FALSE):
            self._heading(line)
        elif not self._take_pairs(line, line.words):
            self._asides.add(line, NO_KEY)
        return True

    def _take_pairs(self, line: Line, words: Rich) -> bool:
        found = pairs_in(line.number, words.text)
        self.listed += found
        return bool(found)
