"""Cuts a GIFT file into questions: blank lines, comments with what they carry, categories. Pure."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from assessments.bank.formats.base import MOST_ITEMS, BadFile
from assessments.bank.formats.gift_text import Piece, hidden

CARRIED = re.compile(r"\[(id|tag|difficulty|scoring|unit|fixed_order|case):((?:[^\]\\\n]|\\.){1,120}+)\]")
CONTEXT = re.compile(r"\$\w{1,40}\$(/top(?=/|$))?/?")  # `$course$/top/`: where in Moodle the path begins
CATEGORY = "$CATEGORY:"


@dataclass
class Block:
    """A question as it stands in the file, and what was said before it."""

    text: Piece
    category: str
    slug: str = ""
    tags: list[str] = field(default_factory=list)
    extras: dict[str, str] = field(default_factory=dict)


def find_blocks(text: str) -> Iterator[Block]:
    """Yield the questions of a file in order; raise BadFile when they are too many."""
    category, lines, first, found = "", list[str](), 1, 0
    for number, line in enumerate([*text.split("\n"), ""], 1):
        names_category = line.lstrip().startswith(CATEGORY)
        if lines and (names_category or not line.strip()):
            if block := _block(lines, first, category):
                found += 1
                yield block
            lines = []
        if found > MOST_ITEMS:
            raise BadFile("Terlalu banyak soal: paling banyak %(most)s dalam satu berkas.", most=MOST_ITEMS)
        if names_category:
            category = _path(line.strip().removeprefix(CATEGORY).strip())
        elif line.strip():
            first = first if lines else number
            lines.append(line)


def category_line(category: str) -> str:
    """Return the line that sets a category; an empty one is the top of whatever course imports it."""
    return f"{CATEGORY} {' '.join(category.split()) or '$course$/top'}"


def comment_line(slug: str, tags: list[str], extras: dict[str, str]) -> str:
    """Return the comment that carries what GIFT itself has no place for; empty when there is nothing."""
    pairs = [("id", slug)] * bool(slug) + [("tag", tag) for tag in tags] + list(extras.items())
    words = " ".join(
        f"[{name}:{' '.join(value.split()).replace(']', chr(92) + ']')}]" for name, value in pairs
    )
    return f"// {words}" if words else ""


def _block(lines: list[str], first: int, category: str) -> Block | None:
    """Return the question in `lines`, or None where there are only comments. Comments become empty lines."""
    comments = [line if line.lstrip().startswith("//") else "" for line in lines]
    text = "\n".join("" if comment else line for line, comment in zip(lines, comments, strict=True))
    piece = Piece(hidden(text), first).stripped()
    if not piece.text:
        return None
    block = Block(piece, category)
    for name, value in CARRIED.findall("\n".join(comments)):
        _carry(block, name, value.replace("\\]", "]").strip())
    return block


def _path(written: str) -> str:
    context = CONTEXT.match(written)
    return written[context.end() :] if context else written


def _carry(block: Block, name: str, value: str) -> None:
    if name == "tag":
        block.tags.append(value)
    elif name == "id":
        block.slug = block.slug or value
    else:
        block.extras.setdefault(name, value)
