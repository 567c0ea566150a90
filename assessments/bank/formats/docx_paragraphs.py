"""The paragraphs of a Word document as lines of a test, with their pictures; what cannot be taken is named. Pure."""

from collections.abc import Callable, Iterator
from posixpath import splitext
from xml.etree.ElementTree import Element

from app.pictures import LARGEST_PICTURE
from assessments.bank.formats.base import Problem
from assessments.bank.formats.docx_numbers import Numbers
from assessments.bank.formats.docx_package import Package, R, W
from assessments.bank.formats.docx_styles import Styles, is_on
from assessments.bank.formats.numbered import TakenPicture
from assessments.bank.formats.numbered_lines import Line, rich, visible

DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
MAIN = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
VML = "{urn:schemas-microsoft-com:vml}"
MATHS = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
EITHER = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
MOST_PICTURES = 2_000
MOST_LOST = 50  # named of one paragraph
FIRST_PICTURE = 0xF0000  # the letters that stand for pictures begin here
KINDS = (".png", ".jpg", ".jpeg", ".gif", ".bmp", ".webp", ".tif", ".tiff", ".svg")
_HIGH, _LOW = str.maketrans("0123456789+-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻"), str.maketrans("0123456789+-", "₀₁₂₃₄₅₆₇₈₉₊₋")
_SYMBOLS = {"F0FC": "✓", "F0FB": "✗", "F0FE": "☑", "F0A8": "□", "F0B7": "•"}
_LETTERS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
_PASSED_BY = {"pPr", "rPr", "del", "moveFrom", "instrText", "delText", "softHyphen", "sdtPr", "fldChar"}
_NAMED = {
    "footnoteReference": "Catatan kaki tidak diambil.",
    "endnoteReference": "Catatan akhir tidak diambil.",
    "commentReference": "Komentar tidak diambil.",
    "ins": "Ada perubahan terlacak: yang ditambah diambil, yang dihapus tidak.",
    "del": "Ada perubahan terlacak: yang ditambah diambil, yang dihapus tidak.",
    "object": "Benda sisipan (misalnya rumus lama atau tabel Excel) tidak diambil.",
}
Piece = tuple[str, int]


class Paragraphs:
    """Reads paragraphs in the order of the document, counts them, and gathers their pictures."""

    def __init__(self, package: Package) -> None:
        self.pictures: dict[str, TakenPicture] = {}
        self._package = package
        self._styles = Styles(package.styles)
        self._numbers = Numbers(package.numbering, self._styles)
        self._count = 0
        self._lost: list[Problem] = []
        self._readers: dict[str, Callable[[Element, str], Iterator[Piece]]] = {
            f"{W}r": self._run,
            f"{W}drawing": self._drawing,
            f"{W}pict": self._old_picture,
            f"{W}object": self._nothing,
            f"{W}txbxContent": self._text_box,
            f"{MATHS}oMath": self._formula,
            f"{EITHER}Fallback": self._nothing,
        }

    def read(self, paragraph: Element) -> list[Line]:
        """Return the lines of a paragraph; its number in the document is the number of each."""
        self._count += 1
        self._lost = []
        style = paragraph.find(f"{W}pPr/{W}pStyle")
        name = style.get(f"{W}val", "") if style is not None else ""
        label = self._numbers.label(paragraph, name)
        lines: list[list[Piece]] = [[]]
        for text, mark in self._pieces(paragraph, name):
            first, *more = text.split("\n")
            lines[-1].append((first, mark))
            lines += [[(one, mark)] for one in more]
        found = [pieces for pieces in lines if any(text.strip() for text, _mark in pieces)]
        if label and found:
            found[0] = [(f"{label} ", 0), *found[0]]
        return self._numbered(found)

    def _numbered(self, lines: list[list[Piece]]) -> list[Line]:
        """Make lines of a paragraph's pieces; what was lost goes with the first."""
        made = [
            Line(self._count, words, is_apart=not at, lost=() if at else tuple(self._lost))
            for at, pieces in enumerate(lines)
            if (words := rich(pieces)).text
        ]
        return made or ([Line(self._count, rich([]), lost=tuple(self._lost))] if self._lost else [])

    def _pieces(self, parent: Element, style: str) -> Iterator[Piece]:
        for child in parent:
            tag = child.tag.removeprefix(W)
            if tag in _NAMED:
                self._lose(_NAMED[tag])
            if child.tag in self._readers:
                yield from self._readers[child.tag](child, style)
            elif tag not in _PASSED_BY:
                yield from self._pieces(child, style)

    def _run(self, run: Element, style: str) -> Iterator[Piece]:
        mark = self._styles.marks(run, style)
        properties = run.find(f"{W}rPr")
        raised = properties.find(f"{W}vertAlign") if properties is not None else None
        shift = {"superscript": _HIGH, "subscript": _LOW}.get(
            raised.get(f"{W}val", "") if raised is not None else ""
        )
        is_hidden = properties is not None and is_on(properties.find(f"{W}vanish"))
        for child in run:
            tag = child.tag.removeprefix(W)
            if tag in ("t", *_LETTERS, "sym"):
                text = visible(self._letters(child, tag))
                if is_hidden and text.strip():
                    self._lose("Teks tersembunyi tidak diambil: %(text)s", text=text.strip()[:80])
                elif not is_hidden:
                    yield (text.translate(shift) if shift else text), mark
            else:
                yield from self._pieces_of_one(child, style)

    def _pieces_of_one(self, child: Element, style: str) -> Iterator[Piece]:
        """Read one element as if it stood alone."""
        holder = Element("holder")
        holder.append(child)
        yield from self._pieces(holder, style)

    def _letters(self, element: Element, tag: str) -> str:
        if tag != "sym":
            return _LETTERS.get(tag) or (element.text or "").replace("\n", " ")
        sign = _SYMBOLS.get(element.get(f"{W}char", "").upper())
        if sign is None:
            self._lose("Tanda dari huruf simbol tidak terbaca; di tempatnya ada [simbol].")
        return sign or "[simbol]"

    def _drawing(self, drawing: Element, style: str) -> Iterator[Piece]:
        about = next(drawing.iter(f"{DRAWING}docPr"), None)
        words = (about.get("descr") or about.get("title") or "") if about is not None else ""
        blips = list(drawing.iter(f"{MAIN}blip"))
        boxes = list(drawing.iter(f"{W}txbxContent"))
        for blip in blips:
            yield from self._picture(blip.get(f"{R}embed", ""), blip.get(f"{R}link", ""), words)
        for box in boxes:
            yield from self._text_box(box, style)
        if not blips and not boxes:
            self._lose("Bentuk, bagan atau diagram tidak diambil. Simpan sebagai gambar dulu.")

    def _old_picture(self, picture: Element, style: str) -> Iterator[Piece]:
        for image in picture.iter(f"{VML}imagedata"):
            yield from self._picture(image.get(f"{R}id", ""), "", image.get("title", ""))
        for box in picture.iter(f"{W}txbxContent"):
            yield from self._text_box(box, style)

    def _picture(self, relation: str, link: str, words: str) -> Iterator[Piece]:
        """Take a picture along, as one letter that stands for it."""
        target = self._package.targets.get(relation, "")
        content = self._package.parts.get(target)
        kind = splitext(target)[1].lower()
        if content is None:
            outside = link or relation in self._package.targets
            self._lose(
                "Gambar ini hanya tautan ke luar, jadi tidak diambil." if outside else "Gambar ini rusak."
            )
        elif kind not in KINDS:
            self._lose("Gambar jenis %(kind)s tidak dapat diambil. Simpan sebagai PNG.", kind=kind[:10])
        elif len(content) > LARGEST_PICTURE:
            self._lose(
                "Gambar ini terlalu besar: paling banyak %(most)s MB.", most=LARGEST_PICTURE // 1024**2
            )
        elif len(self.pictures) >= MOST_PICTURES:
            self._lose("Terlalu banyak gambar: paling banyak %(most)s.", most=MOST_PICTURES)
        else:
            letter = chr(FIRST_PICTURE + len(self.pictures))
            name = f"gambar-{len(self.pictures) + 1}{kind}"
            self.pictures[letter] = TakenPicture(name, " ".join(visible(words).split()), content)
            yield letter, 0

    def _text_box(self, box: Element, _style: str) -> Iterator[Piece]:
        text = "".join(element.text or "" for element in box.iter(f"{W}t")).strip()
        self._lose("Kotak teks tidak diambil: %(text)s", text=text[:80])
        yield from ()

    def _formula(self, formula: Element, _style: str) -> Iterator[Piece]:
        text = "".join(element.text or "" for element in formula.iter(f"{MATHS}t")).strip()
        self._lose("Rumus tidak diambil; di tempatnya ada [rumus]: %(text)s", text=text[:80])
        yield "[rumus]", 0

    def _nothing(self, _element: Element, _style: str) -> Iterator[Piece]:
        yield from ()

    def _lose(self, message: str, **values: str | int) -> None:
        problem = Problem(self._count, message, values)
        if problem not in self._lost and len(self._lost) <= MOST_LOST:
            self._lost.append(
                problem if len(self._lost) < MOST_LOST else Problem(self._count, "Masih ada lagi.")
            )
