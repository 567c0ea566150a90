"""Reads the answers of Moodle questions that are chosen or typed: choices, true or false, short answers. Pure."""

import re
from decimal import Decimal

from assessments.bank.bodies import letters
from assessments.bank.formats.gift_text import Unfit
from assessments.bank.formats.gift_weights import FULL, is_rounded, scoring_of, usual
from assessments.bank.formats.moodle_xml_texts import Draft
from assessments.bank.formats.moodle_xml_tree import Node
from assessments.bank.types.base import Body
from assessments.bank.types.number import plain

PERCENT = re.compile(r"-?[0-9]{1,3}(\.[0-9]{0,15})?")
ALL_OR_NOTHING = "multichoiceset"  # a type that many Moodles have added
NO_KEY = "Tidak ada jawaban yang bernilai penuh."
ROUNDED = "Nilai %(weight)s persen dibulatkan menjadi %(usual)s persen."
NO_PERCENT = "Nilai “%(text)s” bukan persen; dianggap 0."
BELOW_ZERO = "Nilai minus dibuang: di soal ini nilai paling kecil 0."
ONE_PICTURE = "Hanya satu gambar untuk satu pilihan; gambar berikutnya tidak dibawa."
SAID_TO_ALL = "Umpan balik untuk seluruh jawaban tidak dibawa: di soal ini umpan balik ada per pilihan."
PARTLY = "Umpan balik untuk jawaban setengah benar tidak dibawa."
USUAL_WORDS = {
    "your answer is correct.",
    "your answer is partially correct.",
    "your answer is incorrect.",
    "jawaban anda benar.",
    "jawaban anda benar sebagian.",
    "jawaban anda salah.",
}  # what Moodle fills in by itself


def weight_of(answer: Node, draft: Draft) -> Decimal:
    """Return the percent of an answer, as Moodle knows it; noted where that is another than the file says."""
    text = answer.given.get("x-weight") or answer.given.get("fraction", "0").strip()
    if not PERCENT.fullmatch(text):
        draft.note(answer.line, NO_PERCENT, text=text[:20])
        return Decimal(0)
    weight = Decimal(text)
    if "x-weight" in answer.given:
        return weight
    if is_rounded(weight):
        draft.note(answer.line, ROUNDED, weight=plain(weight), usual=usual(weight))
    return Decimal(usual(weight))


def with_feedback(part: Body, answer: Node, draft: Draft) -> Body:
    """Return `part` with what is said to this answer, if anything."""
    said = draft.words(answer.first("feedback"))
    return part | ({"feedback": said} if said else {})


def combined_feedback(question: Node, draft: Draft) -> dict[str, str]:
    """Return what is said to right, partly right and wrong answers, but for the words Moodle fills in by itself."""
    said = {
        "right": draft.words(question.first("correctfeedback")),
        "partly": draft.words(question.first("partiallycorrectfeedback")),
        "wrong": draft.words(question.first("incorrectfeedback")),
    }
    return {to: words for to, words in said.items() if words and words.lower() not in USUAL_WORDS}


def feedback_part(question: Node, draft: Draft) -> Body:
    """Return the feedback of a body: for a full mark, and for less."""
    said = combined_feedback(question, draft)
    partly = said.pop("partly", "")
    if partly and partly != said.get("wrong"):
        draft.note(question.line, PARTLY)
    return {"feedback": said} if said else {}


def read_choice(question: Node, draft: Draft) -> tuple[str, Body]:
    """Return a single or a multiple choice."""
    is_single = question.says("single", True) and question.given["type"] != ALL_OR_NOTHING
    answers = question.all("answer")
    options = [_option(answer, key, draft) for answer, key in zip(answers, letters(), strict=False)]
    weights = [weight_of(answer, draft) for answer in answers]
    said = combined_feedback(question, draft)
    body: Body = {"options": options}
    if is_single:
        _weigh_single(options, weights, question, draft)
        _say_by_option(options, said)
    else:
        body["scoring"] = _weigh_multiple(options, weights, question)
        if said:
            draft.note(question.line, SAID_TO_ALL)
    if not any(option["correct"] for option in options):
        draft.note(question.line, NO_KEY)
    if not question.says("shuffleanswers", False):
        body["fixed_order"] = True
    return ("single" if is_single else "multiple"), body


def _option(answer: Node, key: str, draft: Draft) -> Body:
    text, pictures = draft.illustrated(answer)
    if len(pictures) > 1:
        draft.note(answer.line, ONE_PICTURE)
    option = with_feedback({"id": key, "text": text}, answer, draft)
    return option | ({"picture": pictures[0]} if pictures else {})


def _weigh_single(options: list[Body], weights: list[Decimal], question: Node, draft: Draft) -> None:
    for option, weight in zip(options, weights, strict=True):
        option["correct"] = weight >= FULL
        if weight < 0:
            draft.note(question.line, BELOW_ZERO)
        elif 0 < weight < FULL:
            option["weight"] = plain(weight)
    if sum(option["correct"] for option in options) > 1:
        draft.note(question.line, "Kuncinya lebih dari satu; di berkas ini masing-masing bernilai penuh.")


def _weigh_multiple(options: list[Body], weights: list[Decimal], question: Node) -> str:
    single = question.first("single")
    said = "all" if question.given["type"] == ALL_OR_NOTHING else single and single.given.get("x-scoring")
    scoring = (
        said if said in ("all", "partial", "weights") else scoring_of([str(weight) for weight in weights])
    )
    for option, weight in zip(options, weights, strict=True):
        option["correct"] = weight > 0
        if scoring == "weights":
            option["weight"] = plain(weight)
    return scoring


def _say_by_option(options: list[Body], said: dict[str, str]) -> None:
    """Say to each option, behind its own words, what is said to right or wrong ones."""
    for option in options:
        to = "right" if option["correct"] else "partly" if "weight" in option else "wrong"
        words = [text for text in (option.get("feedback"), said.get(to)) if text]
        if words:
            option["feedback"] = "\n".join(words)


def read_true_false(question: Node, draft: Draft) -> tuple[str, Body]:
    """Return true or false; old files call the two answers by words of their own, the true one first."""
    said, right = {}, True
    for place, answer in enumerate(question.all("answer")[:2]):
        word = answer.value("text").lower()
        is_true = word == "true" if word in ("true", "false") else place == 0
        said[is_true] = draft.words(answer.first("feedback"))
        if weight_of(answer, draft) >= FULL:
            right = is_true
    if not said:
        raise Unfit(NO_KEY, question.line)
    feedback = {"right": said.get(right, ""), "wrong": said.get(not right, "")}
    feedback = {to: words for to, words in feedback.items() if words}
    return "truefalse", {"answer": right} | ({"feedback": feedback} if feedback else {})


def read_short(question: Node, draft: Draft) -> tuple[str, Body]:
    """Return a short answer. What our own files say to right and wrong ones stands in attributes Moodle passes over."""
    answers, feedback = [], {}
    if words := draft.words(question.first("correctfeedback")):
        feedback["right"] = words
    for answer in question.all("answer"):
        text = answer.value("text")
        if to := answer.given.get("x-feedback"):
            feedback[to] = draft.words(answer.first("feedback"))
            if to == "wrong":
                continue
        weight = weight_of(answer, draft)
        if weight < 0:
            draft.note(answer.line, BELOW_ZERO)
        part = {"text": text, "weight": plain(max(weight, Decimal(0)))}
        answers.append(part if to else with_feedback(part, answer, draft))
    if not any(answer["weight"] == "100" for answer in answers):
        draft.note(question.line, NO_KEY)
    body: Body = {"answers": answers} | ({"case": True} if question.says("usecase", False) else {})
    return "short", body | ({"feedback": feedback} if feedback else {})
