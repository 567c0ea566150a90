"""HTML as plain text, and plain text as HTML. Pure.

A body holds plain text only, so what an author said by formatting is either kept in words (a list item begins with
"- " or its number, a table becomes a line a row, a power is written 10^6) or named in `Plain.lost`. Bold, italic and
colour are let go without a word.

Reads what editors write and whatever else is sent: time grows with the length, nothing nests, and no input raises.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from html import escape

from assessments.bank.formats.markup_tags import attributes, decoded, pieces

LONGEST = 200_000  # letters of HTML in one text; pictures written into it not counted
DEEPEST_LIST = 6
CUT = "Teks ini terlalu panjang; sisanya tidak dibawa."
TABLE = "Tabel menjadi baris teks; periksa apakah masih terbaca."
LINK = "Tautan menjadi teks; alamatnya ditulis di belakangnya."
FORMULA = "Rumus menjadi teks biasa; periksa apakah masih terbaca."
STRUCK = "Coretan pada teks tidak dibawa; periksa artinya."
MEDIA = "Suara atau video tidak dibawa."
DRAWING = "Gambar SVG tidak dibawa; simpan sebagai PNG atau JPEG, lalu tambahkan."
FIELD = "Isian formulir di dalam teks tidak dibawa."
LOST_BY_TAG = {
    "table": TABLE,
    "math": FORMULA,
    "svg": DRAWING,
    **dict.fromkeys(("s", "strike", "del"), STRUCK),
    **dict.fromkeys(("audio", "video", "iframe", "object", "embed"), MEDIA),
    **dict.fromkeys(("input", "select", "textarea", "button"), FIELD),
}
UNSEEN = set("script style head title template svg audio video iframe object select".split())
BLOCKS = set(
    "address article aside blockquote body center dd div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6"
    " header hr html main nav ol p pre section table tbody tfoot thead tr ul li caption".split()
)

BLANKS = re.compile(r"[ \t\r\n\f]++")
WRITTEN_IN = re.compile(r"data:image/[^\s\"'>]*+")
TEX = re.compile(r"\$\$[^$\n]++\$\$|\\[(\[][^\\\n]*+(?:\\[a-zA-Z {}][^\\\n]*+)*+\\[)\]]|\\begin\{")
POWERS = str.maketrans("123", "¹²³")  # the three that every old phone can draw


@dataclass(frozen=True)
class Image:
    """A picture that stands in HTML: where its bytes are, and its words."""

    src: str
    alt: str


@dataclass
class Plain:
    """The text of a fragment of HTML, its pictures in order, and what could not be kept: messages, each once."""

    text: str = ""
    images: list[Image] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)


def plain_text(html: str) -> Plain:
    """Return what a fragment of HTML says, with `\\n` for a new line."""
    reader = _Reader()
    if len(html) > LONGEST and len(html) - sum(map(len, WRITTEN_IN.findall(html))) > LONGEST:
        html = html[:LONGEST]
        reader.lose(CUT)
    for tag, closes, inside in pieces(html):
        if tag:
            reader.take_tag(tag, closes, inside)
        else:
            reader.take_text(decoded(inside))
    return reader.result()


def html_of(text: str) -> str:
    """Return plain text as HTML that `plain_text` reads back to the same, but for blanks at its ends."""
    lines = escape(text, quote=False).split("\n")
    return "<p>" + "<br>".join(_firm(line) for line in lines) + "</p>"


def _firm(line: str) -> str:
    """Return a line whose blanks no browser draws together."""
    line = re.sub(r"  +", lambda blanks: "\N{NO-BREAK SPACE}" * len(blanks[0]), line)
    return re.sub(r"^ | $", "\N{NO-BREAK SPACE}", line)


class _Reader:
    """Gathers lines, one tag or text after another."""

    def __init__(self) -> None:
        self.plain = Plain()
        self.lines: list[str] = []
        self.line: list[str] = []  # pieces of the line that is being gathered
        self.marker = ""  # of the list item whose first line is to come
        self.lists: list[int] = []  # the number last given in each open list; -1 for one without numbers
        self.unseen = ""  # the tag inside which nothing is read
        self.link = ""
        self.raised = False

    def take_text(self, text: str) -> None:
        """Add words; a run of blanks is one."""
        if self.unseen:
            return
        text = BLANKS.sub(" ", text)
        if not self.line or self.line[-1].endswith(" "):
            text = text.removeprefix(" ")
        if self.raised and text.strip():
            text = _power(text)
        if text:
            self.line.append(text)

    def take_tag(self, tag: str, closes: bool, inside: str) -> None:
        """Do what a tag says to the text."""
        if self.unseen:
            self.unseen = "" if closes and tag == self.unseen else self.unseen
            return
        if tag in LOST_BY_TAG:
            self.lose(LOST_BY_TAG[tag])
        if tag in UNSEEN and not inside.endswith("/"):
            self.unseen = "" if closes else tag
        if tag in BLOCKS:
            self.end_line()
        if act := _ACTS.get(tag):
            act(self, closes, inside)

    def end_line(self, even_empty: bool = False) -> None:
        """Begin a new line."""
        text = "".join(self.line).rstrip(" ")
        if text or even_empty:
            self.lines.append(self.marker + text)
            self.marker = ""
        self.line = []

    def lose(self, message: str) -> None:
        """Name what could not be kept, once."""
        if message not in self.plain.lost:
            self.plain.lost.append(message)

    def result(self) -> Plain:
        """Return all that was gathered."""
        self.end_line()
        lines = [line.replace("\N{NO-BREAK SPACE}", " ") for line in self.lines]
        self.plain.text = "\n".join(line if line.strip() else "" for line in lines).strip()
        if TEX.search(self.plain.text):
            self.lose(FORMULA)
        return self.plain

    def break_line(self, closes: bool, _inside: str) -> None:
        """`<br>`: a new line even where the last one is empty."""
        if not closes:
            self.end_line(even_empty=True)

    def open_list(self, closes: bool, inside: str) -> None:
        """`<ul>`, and by `open_numbered` `<ol>`."""
        if not closes:
            self.lists = [*self.lists[: DEEPEST_LIST - 1], -1]
        elif self.lists:
            self.lists.pop()

    def open_numbered(self, closes: bool, inside: str) -> None:
        """`<ol>`: its items keep their numbers."""
        self.open_list(closes, inside)
        if not closes:
            start = attributes(inside).get("start", "1")
            self.lists[-1] = int(start) - 1 if start.isascii() and start.isdigit() and len(start) < 5 else 0

    def begin_item(self, closes: bool, _inside: str) -> None:
        """`<li>`: a dash or a number."""
        if closes:
            return
        if not self.lists or self.lists[-1] < 0:
            self.marker = "- "
        else:
            self.lists[-1] += 1
            self.marker = f"{self.lists[-1]}. "

    def begin_cell(self, closes: bool, _inside: str) -> None:
        """`<td>`, `<th>`: set apart from the cell before it in its row."""
        if not closes and self.line:
            self.line.append(" | ")

    def take_image(self, _closes: bool, inside: str) -> None:
        """`<img>`: what shows a formula is its words; any other is a picture."""
        given = attributes(inside)
        alt = BLANKS.sub(" ", given.get("alt", "")).strip()
        if "texrender" in given.get("class", ""):
            self.lose(FORMULA)
            self.take_text(alt)
        elif given.get("src"):
            self.plain.images.append(Image(given["src"], alt))

    def take_link(self, closes: bool, inside: str) -> None:
        """`<a>`: its address follows its words."""
        if not closes:
            self.link = attributes(inside).get("href", "")
        elif self.link and not self.link.startswith(("#", "javascript:")):
            if self.link not in "".join(self.line[-3:]):
                self.take_text(f" ({self.link})")
            self.lose(LINK)
        if closes:
            self.link = ""

    def raise_text(self, closes: bool, _inside: str) -> None:
        """`<sup>`: a power is no further digit."""
        self.raised = not closes


def _power(text: str) -> str:
    """Return raised text: 10², 10^6; letters stay as they are."""
    if not re.fullmatch(r"[-+−]?[0-9]+", text.strip()):
        return text
    short = text.strip().translate(POWERS)
    return short if not re.search(r"[-+−0-9]", short) else f"^{text.strip()}"


_ACTS: dict[str, Callable[[_Reader, bool, str], None]] = {
    "br": _Reader.break_line,
    "ul": _Reader.open_list,
    "ol": _Reader.open_numbered,
    "li": _Reader.begin_item,
    "td": _Reader.begin_cell,
    "th": _Reader.begin_cell,
    "img": _Reader.take_image,
    "a": _Reader.take_link,
    "sup": _Reader.raise_text,
}
