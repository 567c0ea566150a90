"""The numbers and letters that Word sets before paragraphs by itself, counted as Word counts them. Pure."""

import re
from xml.etree.ElementTree import Element

from assessments.bank.formats.docx_package import W
from assessments.bank.formats.docx_styles import Styles

LEVELS = 9
HIGHEST = 10_000  # beyond, a number is no label
_ROMAN = ((50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))


class Numbers:
    """Counts the automatic numbers from the first paragraph on."""

    def __init__(self, root: Element | None, styles: Styles) -> None:
        self._styles = styles
        self._lists = {e.get(f"{W}numId", ""): e for e in root.findall(f"{W}num")} if root is not None else {}
        found = root.findall(f"{W}abstractNum") if root is not None else []
        self._patterns = {one.get(f"{W}abstractNumId", ""): one for one in found}
        self._levels: dict[str, dict[int, Element]] = {}
        self._overrides: dict[str, dict[int, Element]] = {}
        self._counts: dict[str, list[int | None]] = {}
        self._restarted: set[tuple[str, int]] = set()

    def label(self, paragraph: Element, style: str) -> str:
        """Return what Word shows before a paragraph (`1.`, `A.`, `•`), and count it; empty for a plain one."""
        properties = paragraph.find(f"{W}pPr/{W}numPr")
        inherited = self._styles.numbering_of(style)
        number = _value(properties, "numId") or _value(inherited, "numId")
        level = _whole(_value(properties, "ilvl") or _value(inherited, "ilvl"))
        pattern = self._pattern(number)
        if number == "0" or pattern is None or level >= LEVELS:
            return ""
        return self._next(number, pattern, level)

    def _pattern(self, number: str) -> Element | None:
        """Return the pattern of a list; one that only names a style is looked up there."""
        entry = self._lists.get(number)
        pattern = self._patterns.get(_value(entry, "abstractNumId"))
        linked = _value(pattern, "numStyleLink")
        if linked:
            there = self._lists.get(_value(self._styles.numbering_of(linked), "numId"))
            pattern = self._patterns.get(_value(there, "abstractNumId"), pattern)
        return pattern

    def _next(self, number: str, pattern: Element, level: int) -> str:
        name = pattern.get(f"{W}abstractNumId", "")
        counts = self._counts.setdefault(name, [None] * LEVELS)
        if name not in self._levels:
            self._levels[name] = _by_level(pattern, "lvl")
        if number not in self._overrides:
            self._overrides[number] = _by_level(self._lists[number], "lvlOverride")
        levels, override = self._levels[name], self._overrides[number].get(level)
        start = _value(override, "startOverride")
        if start and (number, level) not in self._restarted:
            self._restarted.add((number, level))
            counts[level] = _whole(start) - 1
        for at in range(level + 1):
            if counts[at] is None:
                counts[at] = _whole(_value(levels.get(at), "start") or "1") - (at == level)
        counts[level] = (counts[level] or 0) + 1
        counts[level + 1 :] = [None] * (LEVELS - level - 1)
        own = override.find(f"{W}lvl") if override is not None else None
        return _written({**levels, level: own} if own is not None else levels, level, counts)


def _written(levels: dict[int, Element], level: int, counts: list[int | None]) -> str:
    if _value(levels.get(level), "numFmt") == "bullet":
        return "•"

    def shown(match: re.Match[str]) -> str:
        at = int(match[1]) - 1
        return _figure(counts[at] or 0, _value(levels.get(at), "numFmt"))

    label = re.sub(r"%([1-9])", shown, _value(levels.get(level), "lvlText")[:40]).strip()
    return f"{label}." if label.isalnum() else label


def _figure(number: int, kind: str) -> str:
    if not 0 < number < HIGHEST:
        return str(number)
    if kind in ("upperLetter", "lowerLetter"):
        letters = chr(ord("A") + (number - 1) % 26) * ((number - 1) // 26 + 1)
        return letters if kind == "upperLetter" else letters.lower()
    if kind in ("upperRoman", "lowerRoman"):
        roman = _roman(number)
        return roman if kind == "upperRoman" else roman.lower()
    return "" if kind == "none" else f"{number:02}" if kind == "decimalZero" else str(number)


def _roman(number: int) -> str:
    signs = ""
    for value, sign in _ROMAN:
        signs += sign * (number // value)
        number %= value
    return signs


def _by_level(parent: Element, tag: str) -> dict[int, Element]:
    return {_whole(one.get(f"{W}ilvl", "")): one for one in parent.findall(f"{W}{tag}")}


def _value(parent: Element | None, tag: str) -> str:
    """Return the `val` of a child; empty when there is none."""
    child = parent.find(f"{W}{tag}") if parent is not None else None
    return child.get(f"{W}val", "") if child is not None else ""


def _whole(text: str) -> int:
    return int(text) if re.fullmatch(r"[0-9]{1,6}", text) else 0
