"""What a sample holds, in one line."""

from assessments.bank.formats.base import Format, Item, Parsed


def read(format_: Format, text: str) -> Parsed:
    """Read a sample."""
    return format_.read(text.encode())


def only(format_: Format, text: str) -> Item:
    """Return the one question of a sample in which nothing is wrong."""
    parsed = read(format_, text)
    assert parsed.problems == []
    (item,) = parsed.items
    return item


def wrong(format_: Format, text: str) -> list[tuple[int, str]]:
    """Return the problems of a sample: line and sentence."""
    return [(problem.line, problem.text) for problem in read(format_, text).problems]


def notes(item: Item) -> list[tuple[int, str]]:
    """Return what could not be kept of a question: line and sentence."""
    return [(note.line, note.text) for note in item.notes]
