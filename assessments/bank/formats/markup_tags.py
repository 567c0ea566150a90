"""HTML as a row of texts and tags. Pure; time grows with the length, and no input raises.

html.parser does the same, but its time on unclosed tags and comments is quadratic, and a long number raises in it.
"""

import re
from collections.abc import Iterator
from html import unescape

TAG_NAME = re.compile(r"</?([a-zA-Z][a-zA-Z0-9:-]*+)")
TAG_REST = re.compile(r"""[^>"']*+(?:"[^"]*+"[^>"']*+|'[^']*+'[^>"']*+)*+>""")
ATTRIBUTE = re.compile(r"""([a-zA-Z][a-zA-Z0-9:-]*+)\s*+=\s*+("[^"]*+"|'[^']*+'|[^\s"'>]++)""")
ENDLESS_NUMBER = re.compile(r"&#(?:[0-9]{8,}+|[xX][0-9a-fA-F]{8,}+);?")  # int() refuses 4,300 digits


def pieces(html: str) -> Iterator[tuple[str, bool, str]]:
    """Yield text as ("", False, text) and tags as (name, closes, attributes), in order."""
    at = 0
    while (found := html.find("<", at)) >= 0:
        yield "", False, html[at:found]
        if html.startswith("<!--", found):
            at = _after(html, "-->", found + 4)
        elif html.startswith(("<!", "<?"), found):
            at = _after(html, ">", found)
        elif name := TAG_NAME.match(html, found):
            whole = TAG_REST.match(html, name.end())
            at = whole.end() if whole else _after(html, ">", found)
            yield name[1].lower(), html[found + 1] == "/", html[name.end() : at - 1]
        else:
            yield "", False, "<"
            at = found + 1
    yield "", False, html[at:]


def _after(html: str, mark: str, start: int) -> int:
    """Return the place behind the next `mark`; the end where there is none, as browsers do."""
    found = html.find(mark, start)
    return len(html) if found < 0 else found + len(mark)


def decoded(text: str) -> str:
    """Return a text with its entities as letters."""
    return unescape(ENDLESS_NUMBER.sub("\N{REPLACEMENT CHARACTER}", text)) if "&" in text else text


def attributes(inside: str) -> dict[str, str]:
    """Return the attributes of a tag, the first of a name."""
    found: dict[str, str] = {}
    for name, value in ATTRIBUTE.findall(inside):
        found.setdefault(name.lower(), decoded(value[1:-1] if value[0] in "\"'" else value))
    return found
