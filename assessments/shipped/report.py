"""The numbers of the shipped content: what `content check` prints. Knows no database."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from assessments.shipped.operations import Shipped
from assessments.shipped.readability import reading_figures
from assessments.shipped.soundness import EVIDENCE_FROM, problems_in, rests_on_weak_fact, unreviewed_keys
from learning.curriculum.facts import HIGH
from learning.curriculum.files import Problem


def report_on(shipped: Shipped) -> dict[str, Any]:
    """Return the figures of sound or unsound content; the keys are read by other programs and stay."""
    curriculum = shipped.curriculum
    field_of = {lesson.slug: module.field for module in curriculum.modules for lesson in module.lessons}
    skills = [skill.slug for skill in curriculum.skills]
    lessons = Counter(slug for lesson in curriculum.lessons for slug in lesson.skills)
    questions = Counter(question.skill for question in shipped.questions)
    weak = [question for question in shipped.questions if rests_on_weak_fact(question, curriculum.facts)]
    return {
        "lessons": len(curriculum.lessons),
        "questions": len(shipped.questions),
        "lessons_per_skill": {slug: lessons[slug] for slug in skills},
        "questions_per_skill": {slug: questions[slug] for slug in skills},
        "lessons_per_field": _per_field(curriculum.fields, list(field_of.values())),
        "questions_per_field": _per_field(curriculum.fields, [field_of[q.lesson] for q in shipped.questions]),
        "short": _short(shipped, questions),
        "keys_on_weak_facts": len(weak),
        "unreviewed_keys": unreviewed_keys(shipped),
        **_facts(shipped),
        "reading": reading_figures(shipped),
        "problems": [asdict(problem) for problem in problems_in(shipped)],
    }


def report_on_unreadable(problems: Sequence[Problem]) -> dict[str, Any]:
    """Return the same figures, empty, for files that cannot be read."""
    numbers = ("lessons", "questions", "keys_on_weak_facts", "unreviewed_keys", "facts", "facts_used")
    per = ("lessons_per_skill", "questions_per_skill", "lessons_per_field", "questions_per_field")
    empty: dict[str, Any] = dict.fromkeys((*numbers, "keys_on_facts", "keys_on_high_facts"), 0)
    empty |= {name: {} for name in (*per, "reading")}
    return {**empty, "short": [], "problems": [asdict(problem) for problem in problems]}


def _facts(shipped: Shipped) -> dict[str, int]:
    """Return how many facts there are and are used, and how many keys rest on facts, on `tinggi` ones alone."""
    facts = shipped.curriculum.facts
    used = {fact for lesson in shipped.curriculum.lessons for fact in [*lesson.facts, *lesson.unsure]}
    keys = [question.key_facts for question in shipped.questions if question.key_facts]
    return {
        "facts": len(facts),
        "facts_used": len((used | {fact for key in keys for fact in key}) & set(facts)),
        "keys_on_facts": len(keys),
        "keys_on_high_facts": sum(
            all(fact in facts and facts[fact].grade == HIGH for fact in key) for key in keys
        ),
    }


def _per_field(fields: Sequence[str], found: Sequence[str]) -> dict[str, int]:
    counts = Counter(found)
    return {slug: counts[slug] for slug in fields}


def _short(shipped: Shipped, questions: Counter[str]) -> list[dict[str, Any]]:
    taught = {slug for module in shipped.curriculum.modules for slug in module.skills}
    short = []
    for skill in shipped.curriculum.skills:
        number = questions[skill.slug]
        if number < EVIDENCE_FROM:
            why = f"baru {number} soal, perlu {EVIDENCE_FROM}" if skill.slug in taught else "belum ditulis"
            short.append({"skill": skill.slug, "questions": number, "why": why})
    return short
