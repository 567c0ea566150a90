"""Several texts in one cell: `benar|salah`, `kiri = kanan`. A backslash keeps a sign from dividing. Pure."""

import re
from collections.abc import Sequence

_TOKEN = re.compile(r"\\[\\|=]|[^\\|=]+|.", re.DOTALL)
_ESCAPED = re.compile(r"\\([\\|=])")
_TO_ESCAPE = re.compile(r"\\(?=[\\|=]|$)")


def join_texts(texts: Sequence[str]) -> str:
    """Return texts as one cell."""
    return "|".join(_escaped(text, "|") for text in texts)


def split_texts(cell: str) -> list[str]:
    """Return the texts of a cell, without blanks at their ends; empty ones are left out."""
    return [_unescaped(part) for part in _parts(cell, "|") if part]


def join_pair(left: str, right: str) -> str:
    """Return a pair as one cell; an empty left side is a right side that belongs to nobody."""
    return f"{_escaped(left, '=')} = {_escaped(right, '=')}".strip()


def split_pair(cell: str) -> tuple[str, str] | None:
    """Return both sides of a pair; None when nothing divides them."""
    left, *rights = _parts(cell, "=")
    return (_unescaped(left), _unescaped(" = ".join(rights))) if rights else None


def join_gap(texts: Sequence[str], right: int) -> str:
    """Return the choices of a gap as one cell: the right one is the first, or wears a star."""
    written = [_escaped(text, "|") for text in texts]
    written = [f"\\{text}" if re.match(r"\\*\*", text) else text for text in written]
    if right:
        written[right] = f"*{written[right]}"
    return "|".join(written)


def split_gap(cell: str) -> tuple[list[str], list[int]]:
    """Return the choices of a gap, and the places of the right ones."""
    parts = [part for part in _parts(cell, "|") if part]
    starred = [at for at, part in enumerate(parts) if part.startswith("*")]
    bare = [part.removeprefix("*").strip() for part in parts]
    texts = [_unescaped(part[1:] if re.match(r"\\+\*", part) else part) for part in bare]
    return texts, starred or ([0] if parts else [])


def _parts(cell: str, sign: str) -> list[str]:
    """Divide a cell at each `sign` that no backslash keeps."""
    parts: list[list[str]] = [[]]
    for token in _TOKEN.findall(cell):
        if token == sign:
            parts.append([])
        else:
            parts[-1].append(token)
    return ["".join(tokens).strip() for tokens in parts]


def _escaped(text: str, sign: str) -> str:
    return _TO_ESCAPE.sub(r"\\\\", text).replace(sign, f"\\{sign}")


def _unescaped(text: str) -> str:
    return _ESCAPED.sub(r"\1", text)
