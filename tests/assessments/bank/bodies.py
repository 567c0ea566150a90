"""Good bodies of every question type, made up by Hypothesis."""

from collections.abc import Callable, Sequence
from string import ascii_lowercase
from typing import Any

from hypothesis import strategies as st

from assessments.bank.types import LABELS
from assessments.bank.types.lines import veil
from assessments.bank.types.number import plain

Body = dict[str, Any]
ASKED = [code for code, _label in LABELS if code != "text"]
Draw = Callable[[st.SearchStrategy[Any]], Any]
words = st.text("abc XYZ é*{}\\<&\"'", min_size=1, max_size=12).filter(lambda text: text.strip() != "")
decimals = st.decimals(-9999, 9999, places=2).map(plain)
positive = st.decimals("0.01", 1000, places=2).map(plain)
optional_words = st.none() | words


def unique(most: int, least: int = 2) -> st.SearchStrategy[list[str]]:
    """Return texts that differ to the eye."""
    return st.lists(words, min_size=least, max_size=most, unique_by=lambda text: " ".join(text.split()))


def _options(draw: Draw, texts: list[str], right: set[int]) -> list[Body]:
    return [
        {"id": ascii_lowercase[n], "text": text, "correct": n in right, "feedback": draw(optional_words)}
        for n, text in enumerate(texts)
    ]


def _single(draw: Draw) -> Body:
    texts = draw(unique(6))
    options = _options(draw, texts, {draw(st.integers(0, len(texts) - 1))})
    for option in options:
        if not option["correct"] and draw(st.booleans()):
            option["weight"] = draw(st.sampled_from(["0", "33.33333", "50", "66.66667"]))
    return {"options": options}


def _multiple(draw: Draw) -> Body:
    texts = draw(unique(6))
    right = draw(st.sets(st.integers(0, len(texts) - 1), min_size=1))
    options = _options(draw, texts, right)
    for option in options:
        wrong = st.sampled_from(["0", "-25", "-50", "-100", "20"])
        option["weight"] = f"{100 / len(right):.5f}" if option["correct"] else draw(wrong)
    return {"options": options, "scoring": draw(st.sampled_from(["all", "partial", "weights"]))}


def _truefalse(draw: Draw) -> Body:
    return {"answer": draw(st.booleans())}


def _number(draw: Draw) -> Body:
    further = st.fixed_dictionaries(
        {"answer": decimals, "tolerance": positive, "weight": st.sampled_from(["0", "50", "100"])}
    )
    units = [{"name": "kg", "factor": draw(positive)}] if draw(st.booleans()) else []
    return {
        "answer": draw(decimals),
        "tolerance": draw(st.just("0") | positive),
        "unit": "gram" if units else draw(st.sampled_from(["", "gram", "cm"])),
        "units": units,
        "answers": draw(st.lists(further, max_size=3)),
    }


def _short(draw: Draw) -> Body:
    patterns = draw(unique(4, least=1))
    answers = [
        {"text": text, "weight": draw(st.sampled_from(["0", "50", "100"])), "feedback": draw(optional_words)}
        for text in patterns
    ]
    return {"answers": [{"text": "KMS"}, *answers], "case": draw(st.booleans())}


def _matching(draw: Draw) -> Body:
    lefts, rights = draw(unique(5)), draw(unique(4))
    sides = [rights[0], rights[1], *(draw(st.sampled_from(rights)) for _ in lefts[2:])]
    pairs = [
        {"id": ascii_lowercase[n], "left": left, "right": right}
        for n, (left, right) in enumerate(zip(lefts, sides, strict=True))
    ]
    extra = [{"id": "x", "text": "pengecoh"}] if draw(st.booleans()) else []
    return {"pairs": pairs, "extra": extra, "scoring": draw(st.sampled_from(["partial", "all"]))}


def _ordering(draw: Draw) -> Body:
    texts = draw(unique(5, least=3))
    ids = draw(st.permutations(ascii_lowercase[: len(texts)]))
    items = [{"id": key, "text": text} for key, text in zip(ids, texts, strict=True)]
    return {"items": items, "scoring": draw(st.sampled_from(["partial", "all"]))}


def _cloze(draw: Draw) -> Body:
    gaps = []
    for n in range(1, draw(st.integers(1, 3)) + 1):
        texts = draw(unique(4))
        gaps.append({"id": f"{n}", "options": _options(draw, texts, {draw(st.integers(0, len(texts) - 1))})})
    text = " ".join(f"{draw(words)} {{{gap['id']}}}" for gap in draw(st.permutations(gaps)))
    return {"text": text, "gaps": gaps, "scoring": draw(st.sampled_from(["partial", "all"]))}


_MAKERS = {
    "single": _single,
    "multiple": _multiple,
    "truefalse": _truefalse,
    "number": _number,
    "short": _short,
    "matching": _matching,
    "ordering": _ordering,
    "cloze": _cloze,
}


@st.composite
def bodies(draw: Draw, code: str) -> Body:
    """Return a good body of type `code`."""
    around = {"stem": draw(words), "explanation": draw(optional_words)}
    if code not in ("single", "multiple"):
        around["feedback"] = {"right": "Tepat.", "wrong": "Belum."}
    return {**around, **_MAKERS[code](draw)}


@st.composite
def posted(draw: Draw, code: str, body: Body) -> list[str]:
    """Return what a form of the question posts with some answer in it."""
    if code in ("single", "multiple"):
        ids = [option["id"] for option in body["options"]]
        most = 1 if code == "single" else 9
        return list(draw(st.lists(st.sampled_from(ids), min_size=1, max_size=most)))
    if code == "ordering":
        places = draw(st.permutations(range(1, len(body["items"]) + 1)))
        lines = [f"{item['id']}:{place}" for item, place in zip(body["items"], places, strict=True)]
        return on_page(code, body, draw(st.lists(st.sampled_from(lines), min_size=1, unique=True)))
    if code in ("matching", "cloze"):
        lines = [f"{line}:{draw(st.sampled_from(choices))}" for line, choices in choices_of(body).items()]
        return on_page(code, body, [*draw(st.lists(st.sampled_from(lines), min_size=1, unique=True)), ""])
    return [
        draw({"truefalse": st.sampled_from(["benar", "salah"]), "number": decimals, "short": words}[code])
    ]


def choices_of(body: Body) -> dict[str, list[str]]:
    """Return the choices of each line of a matching or a cloze."""
    if "gaps" in body:
        return {gap["id"]: [option["id"] for option in gap["options"]] for gap in body["gaps"]}
    sides = [part["id"] for part in [*body["pairs"], *body["extra"]]]
    return {pair["id"]: sides for pair in body["pairs"]}


def on_page(code: str, body: Body, lines: Sequence[str]) -> list[str]:
    """Return lines of ids (`a:b`, `a:1`) as the page of the question names them; of other types, what was given."""
    if code == "matching":
        words = {pair["id"]: pair["right"] for pair in body["pairs"]}
        words |= {extra["id"]: extra["text"] for extra in body.get("extra") or []}
        return [_named(line, lambda left, right: (left, veil(words.get(right, right)))) for line in lines]
    if code == "ordering":
        words = {item["id"]: item["text"] for item in body["items"]}
        return [_named(line, lambda item, place: (veil(words.get(item, item)), place)) for line in lines]
    return list(lines)


def _named(line: str, name: Callable[[str, str], tuple[str, str]]) -> str:
    return ":".join(name(*line.split(":"))) if line else line
