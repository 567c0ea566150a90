"""Makes a lesson's Markdown into the HTML of its page. No raw HTML, no links to outside, no pictures from elsewhere.

Knows nothing of Flask or the database: where a picture lies is told to it.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from html import escape
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_plugins.container import container_plugin

BOXES = {  # the words between ::: and the end of the line, and what they become
    "ingat": ('<div class="note ok">\n', "</div>\n"),
    "ragu": ('<div class="note">\n', "</div>\n"),
    "jawaban": ("<details><summary>Lihat jawaban</summary>\n", "</details>\n"),
}
LEADS = {"ingat": "<p><strong>Ingat</strong></p>\n"}
SIGN = re.compile(r"(?<=[\d)%]) ([−+×:=]) (?=[\d(])")  # of a sum; a line never ends with it
STRAY_BOX = re.compile(r"^[ \t]*:::[ \t]*(\S*)", re.MULTILINE)


@dataclass(frozen=True)
class Shown:
    """A picture as the page shows it: its address, and its size in pixels; `webp` is where the same lies lighter."""

    address: str
    width: int
    height: int
    webp: str | None = None


def _box(name: str) -> Callable[..., str]:
    start, end = BOXES[name]

    def render(_renderer: Any, tokens: list[Token], index: int, *_more: Any) -> str:
        return start + LEADS.get(name, "") if tokens[index].nesting == 1 else end

    return render


def _markdown() -> MarkdownIt:
    markdown = MarkdownIt("commonmark", {"html": False}).enable("table")
    for name in BOXES:
        markdown.use(container_plugin, name, render=_box(name))
    return markdown


def render_lesson(body: str, pictures: Mapping[str, Shown]) -> str:
    """Return the HTML of `body`; what `problems_of` has said is left out (a picture) or put right (a heading)."""
    markdown = _markdown()
    tokens = markdown.parse(body)
    for token in tokens:
        token.tag = "h2" if token.tag == "h1" else token.tag  # a page has one h1, its title
        for child in token.children or []:
            if child.type == "image":
                child.meta["shown"] = pictures.get(str(child.attrGet("src")))
            elif child.type == "text":
                child.content = SIGN.sub(" \\1\u00a0", child.content)
    renderer: Any = markdown.renderer
    renderer.rules.update(image=_image, table_open=_table, table_close=_table)
    html: str = renderer.render(tokens, markdown.options, {})
    return html


def _table(tokens: list[Token], index: int, *_more: Any) -> str:
    """Wrap a table, so that on the narrowest phones it moves by itself and not the page."""
    return '<div class="scroll"><table>\n' if tokens[index].nesting == 1 else "</table></div>\n"


def _image(tokens: list[Token], index: int, *_more: Any) -> str:
    token = tokens[index]
    shown: Shown | None = token.meta.get("shown")
    if shown is None:
        return ""
    image = (
        f'<img src="{escape(shown.address)}" width="{shown.width}" height="{shown.height}"'
        f' alt="{escape(token.content)}" loading="lazy">'
    )
    if shown.webp is None:
        return image
    return f'<picture><source type="image/webp" srcset="{escape(shown.webp)}">{image}</picture>'


def problems_of(body: str, pictures: Mapping[str, object]) -> list[str]:
    """Return what a lesson may not hold: links to outside, pictures that are missing or not described, stray boxes."""
    tokens = _markdown().parse(body)
    inner = [child for token in tokens for child in token.children or []]
    problems = [f"tautan ke luar: {child.attrGet('href')}" for child in inner if child.type == "link_open"]
    for child in inner:
        if child.type == "image" and child.attrGet("src") not in pictures:
            problems.append(f"gambar {child.attrGet('src')} tidak ada di folder img modul ini")
        if child.type == "image" and not child.content.strip():
            problems.append(f"gambar {child.attrGet('src')} belum punya keterangan")
    if any(token.type == "heading_open" and token.tag == "h1" for token in tokens):
        problems.append("judul di dalam pelajaran mulai dari ##")
    opened = sum(token.type.startswith("container_") and token.nesting == 1 for token in tokens)
    marks = STRAY_BOX.findall(body)
    unknown = sorted({name for name in marks if name and name not in BOXES})
    problems += [f"kotak ::: {name} tidak dikenal" for name in unknown]
    if opened * 2 != len(marks):
        problems.append("kotak ::: tidak ditutup, atau ditutup dua kali")
    return problems


def prose_of(body: str) -> list[str]:
    """Return the sentences of a lesson: what a cadre reads, without tables and picture texts."""
    sentences: list[str] = []
    in_table = False
    for token in _markdown().parse(body):
        in_table = token.type == "table_open" or (in_table and token.type != "table_close")
        if token.type == "inline" and not in_table:
            sentences += _sentences(_plain(token))
    return sentences


def boxes_of(body: str, name: str) -> int:
    """Return how many boxes `name` a lesson has."""
    return sum(token.type == f"container_{name}_open" for token in _markdown().parse(body))


def _plain(token: Token) -> str:
    words = {"text", "code_inline"}
    return "".join(
        child.content if child.type in words else " " if child.type in ("softbreak", "hardbreak") else ""
        for child in token.children or []
    )


def _sentences(text: str) -> list[str]:
    return [part for part in re.split(r'(?<=[.!?])["”»)]*\s+', text) if re.search(r"\w", part)]
