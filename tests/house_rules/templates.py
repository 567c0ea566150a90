"""The templates as text and as trees, for the rules about them."""

import re
from collections.abc import Iterator
from pathlib import Path

from jinja2 import nodes

from app.config import ROOT
from app.web import Portal

FOLDER = ROOT / "templates"
PACKAGES = ("app", "learning", "assessments", "tracking")  # each borrows from itself and those before it
SHARED = ("base.html", "components", "errors")


def names() -> list[str]:
    """Return the names of all templates."""
    return sorted(file.relative_to(FOLDER).as_posix() for file in FOLDER.rglob("*.html"))


def source(name: str) -> str:
    """Return a template's text."""
    return (FOLDER / name).read_text()


def tree(portal: Portal, name: str) -> nodes.Template:
    """Return a template parsed."""
    return portal.jinja_env.parse(source(name))


def borrowed(portal: Portal, name: str) -> set[str]:
    """Return the templates that `name` extends, includes or imports from."""
    kinds = (nodes.Extends, nodes.Include, nodes.Import, nodes.FromImport)
    found: set[str] = set()
    for node in tree(portal, name).find_all(kinds):
        wanted = node.template  # type: ignore[attr-defined]
        constants = [wanted] if isinstance(wanted, nodes.Const) else wanted.find_all(nodes.Const)
        for constant in constants:
            found |= _fragments(constant.value) if constant.value.endswith("/") else {constant.value}
    return found


def _fragments(folder: str) -> set[str]:
    """Return the fragments of a folder: which of them is included is decided by the row shown."""
    return {name for name in names() if name.startswith(f"{folder}_")}


def links(portal: Portal, name: str) -> Iterator[tuple[str, set[str], bool]]:
    """Return each url_for of a template: endpoint, names of its arguments, and whether more are passed on."""
    for call in tree(portal, name).find_all(nodes.Call):
        if isinstance(call.node, nodes.Name) and call.node.name == "url_for":
            first = call.args[0] if call.args else None
            if isinstance(first, nodes.Const):
                yield first.value, {pair.key for pair in call.kwargs}, call.dyn_kwargs is not None


def bare_words(text: str) -> list[str]:
    """Return the visible words of a template that do not go through _(): between tags, and in attributes."""
    text = re.sub(r"\{#.*?#\}", "", text, flags=re.DOTALL)
    text = re.sub(r"\{%.*?%\}", "", text, flags=re.DOTALL)
    text = re.sub(r"\{\{.*?\}\}", "", text, flags=re.DOTALL)
    shown = re.findall(r'\b(?:alt|title|placeholder|aria-label|content)="([^"]*[A-Za-z]{2}[^"]*)"', text)
    between = re.sub(r"<(style|script)\b.*?</\1>", "", text, flags=re.DOTALL)
    between = re.sub(r"<[^>]*>", "\n", between, flags=re.DOTALL)
    shown += re.findall(r"\S.*", between)
    shown = [re.sub(r"&[a-z]+;", " ", words) for words in shown]
    return [" ".join(words.split()) for words in shown if re.search(r"[A-Za-z]{2}", words)]


def python_files() -> list[Path]:
    """Return the portal's own Python files."""
    return [file for package in PACKAGES for file in sorted((ROOT / package).rglob("*.py"))]
