"""The numbers of the shipped content: what `content check` prints. Knows no database."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from assessments.shipped.operations import Shipped
from assessments.shipped.soundness import EVIDENCE_FROM, problems_in, rests_on_weak_fact, unreviewed_keys
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
        "problems": [asdict(problem) for problem in problems_in(shipped)],
    }


def report_on_unreadable(problems: Sequence[Problem]) -> dict[str, Any]:
    """Return the same figures, empty, for files that cannot be read."""
    empty: dict[str, Any] = dict.fromkeys(
        ("lessons", "questions", "keys_on_weak_facts", "unreviewed_keys"), 0
    )
    for name in ("lessons_per_skill", "questions_per_skill", "lessons_per_field", "questions_per_field"):
        empty[name] = {}
    return {**empty, "short": [], "problems": [asdict(problem) for problem in problems]}


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
