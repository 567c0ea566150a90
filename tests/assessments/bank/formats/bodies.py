"""Questions as files bring them, made up by Hypothesis: full of signs that mean something to one format or another.

Bodies are spelt out (scoring, tolerance, unit) and hold no empty texts; ids are a, b, c… in order. `items()` is a list
of questions of any type.
"""

from collections.abc import Callable
from typing import Any

from hypothesis import strategies as st

from assessments.bank.bodies import letters
from assessments.bank.formats.base import Item
from assessments.bank.types.number import plain

Body = dict[str, Any]
Draw = Callable[[st.SearchStrategy[Any]], Any]
SIGNS = (
    "~ = # ## #### { } : :: \\ \\n \\\\ -> --> <!-- // [html] [plain] % %50% %100% * _____ \n \n\n \\neq \nabla <b> </p> < & &amp;"
    " A. ANSWER:B T FALSE 1..2 3:1 ] [ ' \" ; , | - • 1. a) $CATEGORY: @@ ]]> é 体重 🙂 ½"
).split(" ")
LETTERS = st.characters(exclude_categories=("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"))
WEIGHTS = ("10", "12.5", "33.33333", "50", "66.66667", "75")


def _trimmed(text: str) -> str:
    return "\n".join(line.strip() for line in text.split("\n")).strip()


words = st.lists(st.sampled_from(SIGNS) | st.text(LETTERS, max_size=6), min_size=1, max_size=6)
texts = st.one_of(words.map("".join), words.map(" ".join)).map(_trimmed).filter(bool)
lines = texts.map(lambda text: " ".join(text.split()))
names = st.text("abc XYZ-é12/", min_size=1, max_size=12).map(lambda text: " ".join(text.split())).filter(bool)
decimals = st.decimals(-9999, 9999, places=2).map(plain)
positive = st.decimals("0.01", 1000, places=2).map(plain)


def _unique(least: int, most: int) -> st.SearchStrategy[list[str]]:
    return st.lists(texts, min_size=least, max_size=most, unique_by=lambda text: " ".join(text.split()))


def _maybe(draw: Draw, name: str, strategy: st.SearchStrategy[Any]) -> Body:
    """Return a field, or nothing."""
    return {name: draw(strategy)} if draw(st.booleans()) else {}


def _around(draw: Draw, with_feedback: bool = True) -> Body:
    body = {"stem": draw(texts), **_maybe(draw, "explanation", texts)}
    if with_feedback:
        said = _maybe(draw, "right", texts) | _maybe(draw, "wrong", texts)
        body |= {"feedback": said} if said else {}
    return body


def _ids(parts: list[Body]) -> list[Body]:
    return [{"id": key, **part} for key, part in zip(letters(), parts, strict=False)]


def _options(draw: Draw, right: set[int], said: list[str], with_feedback: bool = True) -> list[Body]:
    feedback = [_maybe(draw, "feedback", texts) if with_feedback else {} for _ in said]
    return _ids([{"text": text, "correct": n in right, **feedback[n]} for n, text in enumerate(said)])


@st.composite
def single(draw: Draw) -> Body:
    """One right option; some others are worth something."""
    said = draw(_unique(2, 6))
    options = _options(draw, {draw(st.integers(0, len(said) - 1))}, said)
    for option in options:
        if not option["correct"]:
            option |= _maybe(draw, "weight", st.sampled_from(WEIGHTS))
    fixed = {"fixed_order": True} if draw(st.booleans()) else {}
    return {**_around(draw, with_feedback=False), "options": options, **fixed}


@st.composite
def multiple(draw: Draw) -> Body:
    """Some right options, marked in any of the three ways."""
    said = draw(_unique(2, 6))
    right = draw(st.sets(st.integers(0, len(said) - 1), min_size=1))
    body = _around(draw, with_feedback=False) | {"options": _options(draw, right, said)}
    body["scoring"] = draw(st.sampled_from(["all", "partial", "weights"]))
    if body["scoring"] == "weights":
        for option in body["options"]:
            weight = draw(st.sampled_from(WEIGHTS))
            option["weight"] = weight if option["correct"] else draw(st.sampled_from(["0", f"-{weight}"]))
    return body


@st.composite
def truefalse(draw: Draw) -> Body:
    """A sentence that is true or false."""
    return {**_around(draw), "answer": draw(st.booleans())}


@st.composite
def number(draw: Draw) -> Body:
    """A number with its tolerance, its unit, other units and further answers."""
    tolerance = st.just("0") | positive
    body = _around(draw) | {"answer": draw(decimals), "tolerance": draw(tolerance)}
    body["unit"] = draw(st.sampled_from(["", "gram", "mm/jam"]))
    further = []
    for _ in range(draw(st.integers(0, 2))):
        other = {"answer": draw(decimals), "tolerance": draw(tolerance)}
        further.append(
            other | {"weight": draw(st.sampled_from(["0", "50", "100"]))} | _maybe(draw, "feedback", texts)
        )
    units = (
        [{"name": "kg", "factor": draw(positive)}] if body["unit"] == "gram" and draw(st.booleans()) else []
    )
    return body | ({"answers": further} if further else {}) | ({"units": units} if units else {})


@st.composite
def short(draw: Draw) -> Body:
    """Texts that are taken, the first in full."""
    answers: list[Body] = [
        {"text": text, "weight": "100", **_maybe(draw, "feedback", texts)} for text in draw(_unique(1, 4))
    ]
    for answer in answers[1:]:
        answer["weight"] = draw(st.sampled_from(["0", "50", "100"]))
    return {**_around(draw), "answers": answers, **({"case": True} if draw(st.booleans()) else {})}


@st.composite
def matching(draw: Draw) -> Body:
    """Pairs, and right sides that belong to nobody."""
    lefts = draw(_unique(2, 5))
    pairs = [{"left": left, "right": draw(texts)} for left in lefts]
    extra = [{"text": text} for text in draw(_unique(0, 2))]
    parts = _ids(pairs + extra)
    body = _around(draw) | {
        "pairs": parts[: len(pairs)],
        "scoring": draw(st.sampled_from(["partial", "all"])),
    }
    return body | ({"extra": parts[len(pairs) :]} if extra else {})


@st.composite
def ordering(draw: Draw) -> Body:
    """Items in their right order."""
    items = _ids([{"text": text} for text in draw(_unique(2, 5))])
    return {**_around(draw), "items": items, "scoring": draw(st.sampled_from(["all", "partial"]))}


@st.composite
def cloze(draw: Draw) -> Body:
    """A text with one to three gaps."""
    gaps, text = [], ""
    for n in range(1, draw(st.integers(1, 3)) + 1):
        said = draw(_unique(2, 4))
        right = {draw(st.integers(0, len(said) - 1))}
        gaps.append({"id": f"{n}", "options": _options(draw, right, said, with_feedback=False)})
        text += f"{draw(names)} {{{n}}} "
    return {
        **_around(draw),
        "text": text.strip(),
        "gaps": gaps,
        "scoring": draw(st.sampled_from(["partial", "all"])),
    }


@st.composite
def text(draw: Draw) -> Body:
    """A block to read."""
    return {"stem": draw(texts)}


BODIES: dict[str, st.SearchStrategy[Body]] = {
    "single": single(),
    "multiple": multiple(),
    "truefalse": truefalse(),
    "number": number(),
    "short": short(),
    "matching": matching(),
    "ordering": ordering(),
    "cloze": cloze(),
    "text": text(),
}


@st.composite
def item(draw: Draw, *types: str) -> Item:
    """Return a question of one of these types, of any when none is named, with what stands around it."""
    type_ = draw(st.sampled_from(types or tuple(BODIES)))
    return Item(
        line=1,
        type=type_,
        body=draw(BODIES[type_]),
        slug=draw(st.just("") | st.text("abc-12", min_size=1, max_size=9)),
        title=draw(st.just("") | lines),
        category="/".join(draw(st.lists(st.sampled_from(["Balita", "ASI // MP-ASI", "gizi-1"]), max_size=2))),
        tags=draw(st.lists(st.sampled_from(["asi", "kata ]kurung[", "kia:anak"]), max_size=2, unique=True)),
        difficulty=draw(st.integers(0, 3)),
    )


def items(*types: str) -> st.SearchStrategy[list[Item]]:
    """Return a few questions of these types."""
    return st.lists(item(*types), min_size=1, max_size=4)
