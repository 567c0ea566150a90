"""How the letters of a Word document look where a style says it: bold, underlined, highlighted, coloured. Pure."""

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from assessments.bank.formats.docx_package import W
from assessments.bank.formats.numbered_lines import BOLD, COLOURED, HIGHLIGHTED, UNDERLINED

DEEPEST_STYLE = 20  # styles that rest on one another
_OFF = ("0", "false", "off", "none")
_NO_FILL = ("auto", "FFFFFF", "", None)
_BLACK = ("auto", "000000", None)


class Styles:
    """The styles of a document by their ids."""

    def __init__(self, root: Element | None) -> None:
        found = root.findall(f"{W}style") if root is not None else []
        self._styles = {style.get(f"{W}styleId", ""): style for style in found}
        self._numbering: dict[str, Element | None] = {}
        self._marks: dict[str, dict[int, bool]] = {}

    def numbering_of(self, paragraph_style: str) -> Element | None:
        """Return the automatic numbering that a style of paragraphs brings along."""
        if paragraph_style not in self._numbering:
            found = (style.find(f"{W}pPr/{W}numPr") for style in self._chain(paragraph_style))
            self._numbering[paragraph_style] = next((one for one in found if one is not None), None)
        return self._numbering[paragraph_style]

    def marks(self, run: Element, paragraph_style: str) -> int:
        """Return the marks of a run: what it says itself wins over its style, and that over the paragraph's."""
        own = run.find(f"{W}rPr")
        named = own.find(f"{W}rStyle") if own is not None else None
        style = named.get(f"{W}val", "") if named is not None else ""
        worn = {**self._marks_of(paragraph_style), **self._marks_of(style), **_said(own)}
        return sum(mark for mark, is_worn in worn.items() if is_worn)

    def _marks_of(self, style: str) -> dict[int, bool]:
        """Return which marks a style puts on or takes off, the styles it rests on included."""
        if style not in self._marks:
            self._marks[style] = {}
            for one in reversed(list(self._chain(style))):
                self._marks[style] |= _said(one.find(f"{W}rPr"))
        return self._marks[style]

    def _chain(self, name: str) -> Iterator[Element]:
        for _ in range(DEEPEST_STYLE):
            style = self._styles.get(name)
            if style is None:
                return
            yield style
            below = style.find(f"{W}basedOn")
            name = below.get(f"{W}val", "") if below is not None else ""


_LOOKS = {"b": BOLD, "u": UNDERLINED, "highlight": HIGHLIGHTED, "shd": HIGHLIGHTED, "color": COLOURED}


def is_on(element: Element | None) -> bool:
    """Return whether a switch such as `<w:vanish/>` is there and not switched off."""
    return element is not None and element.get(f"{W}val", "true") not in _OFF


def _said(properties: Element | None) -> dict[int, bool]:
    """Return which marks the properties of a run or a style speak of, and whether they put them on."""
    said: dict[int, bool] = {}
    for look in properties if properties is not None else ():
        if mark := _LOOKS.get(look.tag.removeprefix(W)):
            said[mark] = said.get(mark, False) or _is_worn(look)
    return said


def _is_worn(look: Element) -> bool:
    if look.tag == f"{W}shd":
        return look.get(f"{W}fill") not in _NO_FILL
    if look.tag == f"{W}color":
        return look.get(f"{W}val") not in _BLACK
    return is_on(look)
