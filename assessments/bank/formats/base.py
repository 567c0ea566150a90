"""What every question format reads into and writes from. Pure: knows neither the database nor the web.

An `Item` is a question as a file gives it. Its `type` and `body` are the portal's own (docs/questions.md), so that what
was read, what is kept and what is written are one thing, and reading back what was written gives equal items.

A picture stands in a body as `{"file": name, "alt": words}`; its bytes are in `Item.pictures` under that name until the
import keeps it (then `{"media": "<hash>.<kind>", "alt": …, "width": …, "height": …}`).

A `message` is an Indonesian sentence with named places, kept apart from its values (docs/decisions/0008).
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

LARGEST_FILE = 20 * 1024 * 1024  # bytes
MOST_ITEMS = 20_000
LONGEST_TEXT = 4_000  # letters of one stem, option or feedback


@dataclass(frozen=True)
class Problem:
    """What could not be taken from a file, or written to one, and on which line (from one; zero: of the whole)."""

    line: int
    message: str
    values: dict[str, Any] = field(default_factory=dict)

    @property
    def text(self) -> str:
        """The sentence with its values in place."""
        return self.message % self.values if self.values else self.message


class BadFile(Exception):
    """The file as a whole cannot be read; `problem` says why and what to do."""

    def __init__(self, message: str, line: int = 0, **values: Any) -> None:
        self.problem = Problem(line, message, values)
        super().__init__(self.problem.text)


@dataclass
class Item:
    """One question, or one block of text (`type` "text"), as a file gives it or as it is written to one."""

    line: int  # where it begins, from one
    type: str  # one of assessments.bank.models.TYPES
    body: dict[str, Any]
    slug: str = ""  # the question's own id, where the file carries one
    title: str = ""
    category: str = ""  # the path it stands in; its last part may name a skill
    tags: list[str] = field(default_factory=list)
    difficulty: int = 0  # 1 to 3; zero: the file does not say
    key_found: str = ""  # how the key was found, where the format leaves that open; a message without values
    notes: list[Problem] = field(default_factory=list)  # what of this question could not be kept
    pictures: dict[str, bytes] = field(default_factory=dict)


@dataclass
class Parsed:
    """What a file holds: the questions that could be read, in order, and what could not."""

    items: list[Item] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


@dataclass
class Export:
    """A file of questions: its content, how many of them it holds, and which it could not hold or only in part.

    A problem's `line` is the place of the question among those given, from one.
    """

    content: bytes
    questions: int
    problems: list[Problem] = field(default_factory=list)


@dataclass(frozen=True)
class Format:
    """One format: how it is read, and how written; None for one that is only read."""

    code: str
    label: str
    suffix: str
    mimetype: str
    read: Callable[[bytes], Parsed]
    write: Callable[[Sequence[Item]], Export] | None


def decode(content: bytes) -> str:
    """Return the text of a file with `\\n` line ends; raise BadFile for what is no UTF-8 text or too large.

    A byte order mark is dropped; UTF-16 is read where its mark says so.
    """
    if len(content) > LARGEST_FILE:
        raise BadFile("Berkas terlalu besar: paling banyak %(most)s MB.", most=LARGEST_FILE // 1024**2)
    encoding = "utf-16" if content[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError as problem:
        line = content[: problem.start].count(b"\n") + 1
        raise BadFile("Berkas ini bukan teks UTF-8. Simpan lagi dengan pilihan UTF-8.", line) from None
    if "\0" in text:
        raise BadFile("Berkas ini bukan berkas teks.")
    return text.replace("\r\n", "\n").replace("\r", "\n")
