"""Templates compile, say what they need, borrow downwards, link to what exists, and speak through the catalogue."""

import ast
import re
from collections.abc import Iterator

import pytest
from werkzeug.exceptions import MethodNotAllowed
from werkzeug.routing import RequestRedirect

from app.web import Portal
from tests.house_rules import templates as t

INLINE = re.compile(r"<style|\sstyle=|\son[a-z]+=[\"']|javascript:|<script(?![^>]*\ssrc=)", re.IGNORECASE)
# The lesson is HTML that our own renderer made of Markdown without raw HTML.
MAY_BE_SAFE = {"learning/progress/lesson.html", "learning/desk/_phone.html"}
# Read by WeasyPrint or as files, with sheets of their own, and never shown as pages.
PRINTED = {
    "learning/downloads/module.html",
    "app/cards/sheet.html",
    "assessments/paper/_sheet.css.html",
    "assessments/certificates/certificate.html",
}
# The portal's name, levels (names of their own), licences and sources, which are the same in every language.
NAMES = re.compile(
    r"\b(Jenjang|Pratama|Madya|Utama|Purnama|Mandiri|Posyandu|PIN|Excel|CSV|CC BY( 4\.0)?|MIT|ODbL( 1\.0)?|htmx|OFL"
    r"|Noto Sans|OpenStreetMap|Open Database License|SIL Open Font License|idn-area-data|GitHub|[A-Z]\d{1,2}|SKDN|KMS|html|utf)\b|width=device-width|initial-scale=\d|doctype"
)


@pytest.mark.parametrize("name", t.names())
def test_it_compiles_and_says_first_what_it_needs(portal: Portal, name: str) -> None:
    portal.jinja_env.get_template(name)
    first = t.source(name).splitlines()[0]

    assert first.startswith("{#") or (first.startswith("{% extends") and not _is_fragment(name)), first


def _is_fragment(name: str) -> bool:
    return name.rpartition("/")[2].startswith("_")


@pytest.mark.parametrize("name", t.names())
def test_nothing_is_inline_and_nothing_passes_unescaped(name: str) -> None:
    text = t.source(name)

    assert name in PRINTED or not INLINE.findall(text)
    assert name in MAY_BE_SAFE | PRINTED or not re.search(r"\|\s*safe\b|autoescape", text)


@pytest.mark.parametrize("name", t.names())
def test_it_borrows_downwards_only(portal: Portal, name: str) -> None:
    """A template takes from its own noun, from the shared ones, and from lower packages."""
    package = name.partition("/")[0]
    allowed = {*t.SHARED, *(t.PACKAGES[: t.PACKAGES.index(package) + 1] if package in t.PACKAGES else ())}

    for other in t.borrowed(portal, name):
        assert (t.FOLDER / other).exists(), other
        assert other.partition("/")[0] in allowed, f"{name} borrows {other}"


@pytest.mark.parametrize("name", t.names())
def test_each_link_leads_somewhere(portal: Portal, name: str) -> None:
    for endpoint, given, more in t.links(portal, name):
        _check_link(portal, endpoint, given, more)
    adapter = portal.url_map.bind("localhost")
    for address in re.findall(r'(?:href|action)="(/[^"{]*)"', t.source(name)):
        _check_address(adapter, address)


def _check_link(portal: Portal, endpoint: str, given: set[str], more: bool) -> None:
    if endpoint.startswith("."):  # one of the same blueprint
        endpoint = next((name for name in portal.view_functions if name.endswith(endpoint)), endpoint)
    assert endpoint in portal.view_functions, f"no endpoint {endpoint}"
    needed = [rule.arguments for rule in portal.url_map.iter_rules(endpoint)]
    assert more or any(arguments <= given for arguments in needed), (
        f"{endpoint} needs {needed}, given {given}"
    )


def _check_address(adapter, address: str) -> None:
    try:
        adapter.match(address.partition("?")[0])
    except (MethodNotAllowed, RequestRedirect):
        pass


def test_each_link_in_the_program_leads_somewhere(portal: Portal) -> None:
    for file in t.python_files():
        for call in (node for node in ast.walk(ast.parse(file.read_text())) if isinstance(node, ast.Call)):
            if getattr(call.func, "id", getattr(call.func, "attr", "")) != "url_for" or not call.args:
                continue
            if isinstance(call.args[0], ast.Constant):
                keys = [keyword.arg for keyword in call.keywords]
                _check_link(portal, str(call.args[0].value), {key for key in keys if key}, None in keys)


@pytest.mark.parametrize("name", t.names())
def test_every_visible_word_goes_through_the_catalogue(name: str) -> None:
    bare = [words for words in t.bare_words(t.source(name)) if re.search("[A-Za-z]{2}", NAMES.sub("", words))]

    assert not bare


def test_no_template_is_left_over(portal: Portal) -> None:
    used = {other for name in t.names() for other in t.borrowed(portal, name)}
    used |= {
        text for file in t.python_files() for text in _strings(file.read_text()) if text.endswith(".html")
    }

    assert set(t.names()) - used == set()


def _strings(code: str) -> Iterator[str]:
    for node in ast.walk(ast.parse(code)):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value
