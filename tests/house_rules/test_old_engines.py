"""What cadres get is understood by Android 4.4, KaiOS and Opera Mini: read with a parser, not with the eye."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
import tinycss2
from calmjs.parse import es5
from calmjs.parse.asttypes import Node
from calmjs.parse.exceptions import ECMASyntaxError

from app.config import ROOT

# What engines of 2013 drop or misread. A rule they drop whole takes its other selectors with it.
PROPERTIES = re.compile(
    r"^(--.*|gap|row-gap|column-gap|grid.*|inset.*|aspect-ratio|object-.*|place-.*|accent-color|overscroll-.*"
    r"|scroll-.*|contain|content-visibility|backdrop-filter|color-scheme|all"
    r"|(margin|padding|border)-(inline|block).*|(min-|max-)?(inline|block)-size)$"
)
FUNCTIONS = {
    "var",
    "min",
    "max",
    "clamp",
    "env",
    "attr",
    "color-mix",
    "oklch",
    "lab",
    "lch",
    "conic-gradient",
}
VALUES = {"grid", "inline-grid", "contents", "flow-root", "sticky", "unset", "revert", "fit-content", "clip"}
PSEUDO = {"is", "where", "has", "focus-visible", "focus-within", "any-link", "placeholder-shown", "dir"}
AT_RULES = {"media", "font-face", "page", "charset"}
# Rules that old engines may drop whole: nothing else stands in them, and only paper misses something.
NEW_ONLY = {"details::details-content"}
OLD_UNITS = {"px", "em", "rem", "pt", "mm", "cm", "ex", "vw", "vh", "s", "ms", "deg"}


def sheet(name: str) -> list[Any]:
    text = (ROOT / "static/css" / name).read_text()
    return list(tinycss2.parse_stylesheet(text, skip_comments=True, skip_whitespace=True))


def rules(nodes: list[Any]) -> Iterator[Any]:
    """Return the qualified rules, those inside @media too."""
    for node in nodes:
        if node.type == "qualified-rule":
            yield node
        elif node.type == "at-rule" and node.content is not None and node.lower_at_keyword == "media":
            yield from rules(tinycss2.parse_rule_list(node.content, True, True))


def tokens(nodes: list[Any]) -> Iterator[Any]:
    """Return tokens with those inside functions and brackets."""
    for node in nodes:
        yield node
        yield from tokens(getattr(node, "arguments", None) or getattr(node, "content", None) or [])


def problems(nodes: list[Any]) -> list[str]:
    """Return what an old engine does not understand."""
    found = [f"@{n.at_keyword}" for n in nodes if n.type == "at-rule" and n.lower_at_keyword not in AT_RULES]
    found += [n.message for n in nodes if n.type == "error"]
    for rule in rules(nodes):
        if tinycss2.serialize(rule.prelude).strip() in NEW_ONLY:
            continue
        found += _of_selector(rule.prelude)
        for declaration in tinycss2.parse_blocks_contents(rule.content, True, True):
            found += _of_declaration(declaration)
    return found


def _of_selector(prelude: list[Any]) -> list[str]:
    names = [token for token in tokens(prelude) if token.type in {"ident", "function"}]
    return [f":{n}" for t in names if (n := getattr(t, "lower_value", None) or t.lower_name) in PSEUDO]


def _of_declaration(declaration: Any) -> list[str]:
    if declaration.type != "declaration":
        return [f"not a declaration: {declaration.serialize()[:40]}"]
    name, found = declaration.lower_name, []
    if PROPERTIES.match(name):
        found.append(name)
    for token in tokens(declaration.value):
        if token.type == "function" and token.lower_name in FUNCTIONS:
            found.append(f"{name}: {token.name}()")
        elif token.type == "ident" and token.lower_value in VALUES:
            found.append(f"{name}: {token.value}")
        elif token.type == "dimension" and token.lower_unit not in OLD_UNITS:
            found.append(f"{name}: {token.serialize()}")
        elif token.type == "hash" and len(token.value) in {4, 8}:
            found.append(f"{name}: colour with alpha {token.serialize()}")
    return found


def test_the_cadres_sheet_is_understood() -> None:
    assert problems(sheet("portal.css")) == []


def test_the_cadres_sheet_is_small() -> None:
    assert (ROOT / "static/css/portal.css").stat().st_size < 10_000


def test_flexbox_has_its_old_name_beside_it() -> None:
    """Android 4.3 and KaiOS' elder brothers know -webkit-flex only; without it a row of the sheet falls apart."""
    for rule in rules(sheet("portal.css")):
        values = [
            (d.lower_name, tinycss2.serialize(d.value).strip())
            for d in tinycss2.parse_blocks_contents(rule.content, True, True)
        ]
        assert ("display", "flex") not in values or ("display", "-webkit-flex") in values, values


@pytest.mark.parametrize(
    "css",
    [
        "a{color:var(--x)}",
        ":root{--x:1px}",
        "a{display:grid}",
        "a{gap:4px}",
        "a{width:min(1px,2px)}",
        "a{width:clamp(1px,2px,3px)}",
        "a:focus-visible{color:red}",
        ":is(a,b){color:red}",
        "@supports (display:grid){a{color:red}}",
        "@media print{a{inset:0}}",
        "a{margin-inline:4px}",
        "a{color:#1234}",
        "a{width:1dvh}",
        "a{b{color:red}}",
    ],
)
def test_the_rule_sees_what_it_is_for(css: str) -> None:
    assert problems(tinycss2.parse_stylesheet(css, True, True))


def test_the_gate_is_read_by_every_engine() -> None:
    """Old engines read the gate to learn that the rest is not for them, so it is plain ES5 of three lines."""
    text = (ROOT / "static/js/gate.js").read_text()

    assert isinstance(es5(text), Node)
    assert len(text) < 1024


@pytest.mark.parametrize("code", ["let a = 1;", "(a) => a;", "`a`;", "const {a} = b;", "class A {}", "a?.b;"])
def test_newer_scripts_are_refused(code: str) -> None:
    with pytest.raises(ECMASyntaxError):
        es5(code)
