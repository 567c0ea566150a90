"""Loads everything that ships as files: curriculum, questions, quizzes, level rules."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from assessments.bank.load_operations import load_questions
from assessments.bank.loader import CONTENT as QUESTIONS
from assessments.bank.loader import QuestionFile, read_questions
from assessments.competency.loader import FILE, RuleFile, load_level_rules, read_level_rules
from assessments.quizzes.load_operations import load_quizzes
from assessments.quizzes.loader import QuizFile, read_quizzes
from learning.curriculum.files import ContentError, Problem
from learning.curriculum.hard_words import WordList, read_word_list
from learning.curriculum.loader import CONTENT as LESSONS
from learning.curriculum.loader import Curriculum, read_curriculum
from learning.curriculum.operations import Counts, load_curriculum
from learning.downloads.operations import load_files

T = TypeVar("T")


@dataclass(frozen=True)
class Shipped:
    """All shipped content, read and with every reference resolved."""

    curriculum: Curriculum
    questions: list[QuestionFile]
    quizzes: list[QuizFile]
    rules: list[RuleFile]
    words: WordList


def read_content(teaching: Path = LESSONS, testing: Path = QUESTIONS) -> Shipped:
    """Read all files; raise ContentError when one cannot be read or points to nothing. Touches no database."""
    problems: list[Problem] = []
    curriculum = _tried(read_curriculum, teaching, problems)
    questions = _tried(read_questions, testing, problems)
    quizzes = _tried(read_quizzes, testing, problems)
    rules = _tried(read_level_rules, testing, problems)
    words = _tried(read_word_list, teaching, problems)
    if curriculum is None or questions is None or quizzes is None or rules is None or words is None:
        raise ContentError(problems)
    shipped = Shipped(curriculum, questions, quizzes, rules, words)
    if broken := _broken_links(shipped):
        raise ContentError(broken)
    return shipped


def _tried(read: Callable[[Path], T], root: Path, problems: list[Problem]) -> T | None:
    """Return what `read` reads; where it cannot, note why, so that one run names the mistakes of all files."""
    try:
        return read(root)
    except ContentError as error:
        problems += error.problems
        return None


def load_content(shipped: Shipped) -> dict[str, Counts]:
    """Bring the running transaction's database up to date with the files; a second time changes nothing."""
    counts = load_curriculum(shipped.curriculum)
    counts["berkas modul"] = load_files()
    counts["soal"] = load_questions(shipped.questions, shipped.curriculum.facts)
    counts["kuis"] = load_quizzes(shipped.quizzes)
    counts["aturan jenjang"] = load_level_rules(shipped.rules)
    return counts


def _broken_links(shipped: Shipped) -> list[Problem]:
    skills = {skill.slug for skill in shipped.curriculum.skills}
    groups = {group.code for group in shipped.curriculum.groups}
    modules = {module.slug for module in shipped.curriculum.modules}
    lessons = {lesson.slug for lesson in shipped.curriculum.lessons}
    fields = set(shipped.curriculum.fields)
    problems = []
    for question in shipped.questions:
        if question.field and question.field not in fields:
            problems.append(
                Problem(question.file, f"{question.slug}: field", f"bidang {question.field} tidak ada")
            )
        if question.skill and question.skill not in skills:
            message = f"keterampilan {question.skill} tidak ada"
            problems.append(Problem(question.file, f"{question.slug}: skill", message))
        if question.lesson not in lessons:
            message = f"pelajaran {question.lesson} tidak ada"
            problems.append(Problem(question.file, f"{question.slug}: lesson", message))
    for quiz in shipped.quizzes:
        if quiz.module not in modules:
            problems.append(Problem(quiz.file, "module", f"modul {quiz.module} tidak ada"))
        problems += [
            Problem(quiz.file, "draws", f"{draw.what} tidak ada")
            for draw in quiz.draws
            if draw.what not in (skills if draw.skill else fields)
        ]
    for rule in shipped.rules:
        unknown = {*rule.body["core_groups"], *rule.body["optional_groups"]} - groups
        problems += [Problem(FILE, rule.slug, f"kelompok {code} tidak ada") for code in sorted(unknown)]
    return problems
