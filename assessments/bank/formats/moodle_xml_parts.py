"""Writes what Moodle questions of each type consist of. Pure."""

import re
from decimal import Decimal, localcontext
from xml.etree.ElementTree import SubElement

from assessments.bank.formats.gift_weights import FULL, is_rounded, shares
from assessments.bank.formats.moodle_xml_elements import Sheet
from assessments.bank.types.base import Body

MOST_GROUPS = 20  # of choices, in Moodle's text with lists
EXACT = 16  # digits of a multiplier, so that its inverse is the factor again
PLACE, GAP = re.compile(r"\[\[(?=[0-9]{1,3}\]\])"), re.compile(r"\{([0-9]{1,3})\}")
ALL_RIGHT = "Moodle menilai per bagian; di sini semua harus benar."
ALL_TICKED = "Moodle memberi nilai per pilihan; di sini semua pilihan harus tepat."
MANY_RIGHT = "Pilihan benar terlalu banyak untuk dibagi rata menurut Moodle."
GROUPS = "Moodle hanya mengenal %(most)s kelompok pilihan dalam satu teks."
SQUARE = "Kurung siku [[…]] di dalam teks diberi spasi, supaya Moodle tidak membacanya sebagai isian."


def write_single(sheet: Sheet, body: Body) -> None:
    """Write a choice with one right answer."""
    sheet.plain("single", "true")
    _write_order(sheet, body)
    for option in body["options"]:
        _write_option(sheet, option, "100" if option.get("correct") else option.get("weight") or "0")


def write_multiple(sheet: Sheet, body: Body) -> None:
    """Write a choice with several right answers; how it is marked here stands in an attribute."""
    scoring = body.get("scoring") or "all"
    sheet.plain("single", "false").set("x-scoring", scoring)
    _write_order(sheet, body)
    correct = [bool(option.get("correct")) for option in body["options"]]
    weights = [option.get("weight") or "0" for option in body["options"]]
    if scoring != "weights":
        weights = shares(correct, scoring)
        if sum(correct) and is_rounded(FULL / sum(correct)):
            sheet.name_problem(MANY_RIGHT)
    if scoring == "all":
        sheet.name_problem(ALL_TICKED)
    for option, weight in zip(body["options"], weights, strict=True):
        _write_option(sheet, option, weight)


def _write_order(sheet: Sheet, body: Body) -> None:
    sheet.plain("shuffleanswers", "false" if body.get("fixed_order") else "true")
    sheet.plain("answernumbering", "abc")


def _write_option(sheet: Sheet, option: Body, weight: str) -> None:
    pictures = [option["picture"]] if option.get("picture") else []
    sheet.answer(weight, option.get("text", ""), pictures, option.get("feedback", ""))


def write_true_false(sheet: Sheet, body: Body) -> None:
    """Write true or false."""
    said = body.get("feedback") or {}
    for word in ("true", "false"):
        right = (word == "true") == bool(body["answer"])
        sheet.answer("100" if right else "0", word, feedback=said.get("right" if right else "wrong", ""))


def write_short(sheet: Sheet, body: Body) -> None:
    """Write the texts that are taken."""
    said = dict(body.get("feedback") or {})
    sheet.plain("usecase", "1" if body.get("case") else "0")
    carried = False
    for answer in body["answers"]:
        weight, own = answer.get("weight") or "100", answer.get("feedback", "")
        if said.get("right") and weight == "100" and not own:
            sheet.answer(weight, answer["text"], feedback=said["right"]).set("x-feedback", "right")
            carried = True
        else:
            sheet.answer(weight, answer["text"], feedback=own)
    if said.get("right") and not carried:  # said to nobody: each answer has words of its own
        sheet.text("correctfeedback", said["right"])
    if said.get("wrong"):
        sheet.answer("0", "*", feedback=said["wrong"]).set("x-feedback", "wrong")


def write_number(sheet: Sheet, body: Body) -> None:
    """Write the numbers that are taken, and the units."""
    said = body.get("feedback") or {}
    for number in [{**body, "weight": "100", "feedback": said.get("right")}, *body.get("answers", [])]:
        weight = number.get("weight") or "100"
        made = sheet.answer(weight, number["answer"], feedback=number.get("feedback") or "")
        sheet.plain("tolerance", number.get("tolerance") or "0", made)
    if said.get("wrong"):
        sheet.plain("tolerance", "0", sheet.answer("0", "*", feedback=said["wrong"]))
    named = [("1", body["unit"])] if body.get("unit") else []
    named += [(_multiplier(unit["factor"]), unit["name"]) for unit in body.get("units", [])]
    if named:
        units = SubElement(sheet.question, "units")
        for multiplier, name in named:
            unit = SubElement(units, "unit")
            sheet.plain("multiplier", multiplier, unit)
            sheet.plain("unit_name", name, unit)
    sheet.plain("unitgradingtype", "0")
    sheet.plain("showunits", "0" if named else "3")


def _multiplier(factor: str) -> str:
    """Return Moodle's word for a unit: how many of it make one of the base."""
    with localcontext() as context:
        context.prec = EXACT
        return str(1 / Decimal(factor)) if Decimal(factor) else "1"


def write_matching(sheet: Sheet, body: Body) -> None:
    """Write pairs, and right sides that belong to nobody."""
    sheet.plain("shuffleanswers", "true")
    _write_scoring(sheet, body)
    _write_feedback(sheet, body)
    sides = [(pair["left"], pair["right"]) for pair in body["pairs"]]
    for left, right in sides + [("", extra["text"]) for extra in body.get("extra", [])]:
        sheet.value("answer", right, sheet.text("subquestion", left))


def write_ordering(sheet: Sheet, body: Body) -> None:
    """Write items in their order."""
    in_place = body.get("scoring") == "partial"
    sheet.plain("layouttype", "VERTICAL")
    sheet.plain("selecttype", "ALL")
    sheet.plain("selectcount", str(len(body["items"])))
    sheet.plain("gradingtype", "ABSOLUTE_POSITION" if in_place else "ALL_OR_NOTHING")
    sheet.plain("showgrading", "SHOW")
    _write_feedback(sheet, body)
    for number, item in enumerate(body["items"], 1):
        sheet.text("answer", item["text"]).set("fraction", str(number))


def write_cloze(sheet: Sheet, body: Body) -> None:
    """Write a text with lists: each gap is a group of choices of its own."""
    places: dict[str, int] = {}
    texts: list[tuple[str, str]] = []
    for group, gap in enumerate(body["gaps"], 1):
        for option in gap["options"]:
            texts.append((option["text"], str(group)))
            if option.get("correct"):
                places[gap["id"]] = len(texts)
    if len(body["gaps"]) > MOST_GROUPS:
        sheet.name_problem(GROUPS, most=MOST_GROUPS)
    stem, text = (_without_places(sheet, body.get(name) or "") for name in ("stem", "text"))
    text = GAP.sub(lambda gap: f"[[{places[gap[1]]}]]" if gap[1] in places else gap[0], text)
    above = {"x-stem": str(stem.count("\n") + 1)} if stem else {}
    sheet.text("questiontext", f"{stem}\n{text}" if stem else text, body.get("pictures", []))
    sheet.question.attrib.update(above)
    sheet.plain("shuffleanswers", "true")
    _write_scoring(sheet, body)
    _write_feedback(sheet, body)
    for words, number in texts:
        sheet.plain("group", number, sheet.value("selectoption", words))


def _without_places(sheet: Sheet, text: str) -> str:
    """Return a text in which nothing but a gap looks like one."""
    if PLACE.search(text):
        sheet.name_problem(SQUARE)
    return PLACE.sub("[ [", text)


def _write_scoring(sheet: Sheet, body: Body) -> None:
    if body.get("scoring") == "all":
        sheet.question.set("x-scoring", "all")
        sheet.name_problem(ALL_RIGHT)


def _write_feedback(sheet: Sheet, body: Body) -> None:
    said = body.get("feedback") or {}
    words = {
        "correctfeedback": "right",
        "partiallycorrectfeedback": "wrong",
        "incorrectfeedback": "wrong",
    }
    for tag, to in words.items():
        if said.get(to):
            sheet.text(tag, said[to])
