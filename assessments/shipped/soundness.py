"""What shipped content must keep: facts behind every word, keys that stand, lessons a cadre can read. Knows no database."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from assessments.bank.duplicates import Stem, find_pairs
from assessments.bank.load_operations import is_unreviewed
from assessments.bank.loader import QuestionFile
from assessments.quizzes.loader import QuizFile
from assessments.shipped.operations import Shipped
from learning.curriculum.facts import Fact
from learning.curriculum.files import Problem
from learning.curriculum.hard_words import unexplained
from learning.curriculum.lesson_files import LessonFile
from learning.curriculum.reading import reading_problems
from learning.curriculum.rendering import boxes_of, problems_of

EVIDENCE_FROM = 5  # questions of a skill in one quiz, before passing them shows the skill


def problems_in(shipped: Shipped) -> list[Problem]:
    """Return everything that is not sound, lessons first."""
    facts = shipped.curriculum.facts
    lessons = {lesson.slug: lesson for lesson in shipped.curriculum.lessons}
    modules = {module.slug: {*module.skills, module.field} for module in shipped.curriculum.modules}
    problems = [
        Problem(lesson.file, where, message)
        for lesson in lessons.values()
        for where, message in _lesson_problems(lesson, modules[lesson.module], facts)
    ]
    problems += [
        Problem(lesson.file, "isi", f"kata «{word}» belum dijelaskan; lihat words.yaml")
        for lesson, word in unexplained(shipped.curriculum.modules, shipped.words)
    ]
    problems += [
        Problem(question.file, f"{question.slug}: {where}", message)
        for question in shipped.questions
        for where, message in _question_problems(
            question, lessons[question.lesson], modules[lessons[question.lesson].module], facts
        )
    ]
    problems += _not_taught(shipped)
    problems += _near_duplicates(shipped.questions)
    problems += _modules_without_quiz(shipped)
    at_hand = Counter(question.teaches for question in shipped.questions)
    problems += [
        Problem(quiz.file, "", message)
        for quiz in shipped.quizzes
        for message in _quiz_problems(quiz, modules[quiz.module], at_hand)
    ]
    return problems


def rests_on_weak_fact(question: QuestionFile, facts: Mapping[str, Fact]) -> bool:
    """Return whether a fact behind the key may not carry it."""
    return any(_refusal(fact, question, facts) for fact in question.key_facts)


def _lesson_problems(
    lesson: LessonFile, taught: set[str], facts: Mapping[str, Fact]
) -> Iterator[tuple[str, str]]:
    for message in _weak_facts(lesson, facts):
        yield "facts", message
    if bool(lesson.unsure) != bool(boxes_of(lesson.body, "ragu")):
        yield "unsure", "fakta unsure dan kotak ::: ragu harus ada berdua"
    if not set(lesson.skills) <= taught:
        yield "skills", "ada keterampilan yang tidak diajarkan modulnya"
    for name in ("ingat", "jawaban"):
        if not boxes_of(lesson.body, name):
            yield "isi", f"belum ada kotak ::: {name}"
    for message in [*problems_of(lesson.body, lesson.pictures), *reading_problems(lesson.body)]:
        yield "isi", message


def _weak_facts(lesson: LessonFile, facts: Mapping[str, Fact]) -> Iterator[str]:
    for fact in [*lesson.facts, *lesson.unsure]:
        if fact not in facts:
            yield f"fakta {fact} tidak ada"
        elif facts[fact].withdrawn:
            yield f"fakta {fact} sudah ditarik"
        elif fact in lesson.facts and not facts[fact].may_be_taught:
            yield f"fakta {fact} lemah; tulis di unsure dan di kotak ragu, atau tinggalkan"


def _question_problems(
    question: QuestionFile, lesson: LessonFile, taught: set[str], facts: Mapping[str, Fact]
) -> Iterator[tuple[str, str]]:
    for fact in question.key_facts:
        if message := _refusal(fact, question, facts):
            yield "key_facts", message
    if question.teaches not in (lesson.skills if question.skill else taught):
        yield "lesson", f"pelajaran {lesson.slug} tidak mengajarkan {question.teaches}"


def _refusal(fact: str, question: QuestionFile, facts: Mapping[str, Fact]) -> str:
    """Return why `fact` may not carry the key of `question`; nothing when it may."""
    if fact not in facts:
        return f"fakta {fact} tidak ada"
    known = facts[fact]
    if known.may_carry_a_key(question.decided_by):
        return ""
    if known.withdrawn:
        return f"fakta {fact} sudah ditarik"
    if not known.may_be_key:
        return f"fakta {fact} tidak boleh menjadi kunci"
    return f"fakta {fact} ({known.grade}, cek {known.check}) terlalu lemah untuk kunci {question.decided_by}"


def unreviewed_keys(shipped: Shipped) -> int:
    """Return how many sound keys rest on a fact graded `sedang`."""
    facts = shipped.curriculum.facts
    return sum(
        is_unreviewed(question, facts) and not rests_on_weak_fact(question, facts)
        for question in shipped.questions
    )


def _near_duplicates(questions: Sequence[QuestionFile]) -> list[Problem]:
    files = {question.slug: question.file for question in questions}
    return [
        Problem(files[pair.one.slug], f"{pair.one.slug}: stem", f"hampir sama dengan {pair.other.slug}")
        for pair in find_pairs([Stem(question.slug, question.stem) for question in questions])
    ]


def _not_taught(shipped: Shipped) -> list[Problem]:
    """Return the skills and fields that no lesson teaches."""
    curriculum = shipped.curriculum
    taught = {slug for lesson in curriculum.lessons for slug in lesson.skills}
    taught |= {module.field for module in curriculum.modules if module.lessons}
    named = [("skills.yaml", skill.slug) for skill in curriculum.skills]
    named += [("fields.yaml", field) for field in curriculum.fields]
    return [Problem(file, slug, "belum ada pelajarannya") for file, slug in named if slug not in taught]


def _modules_without_quiz(shipped: Shipped) -> list[Problem]:
    """Return the modules whose page would link to a quiz that is not there: its slug is the module's."""
    quizzes = {quiz.slug for quiz in shipped.quizzes}
    return [
        Problem(module.file, "slug", f"kuis {module.slug} tidak ada, padahal halaman modulnya membukanya")
        for module in shipped.curriculum.modules
        if module.slug not in quizzes
    ]


def _quiz_problems(quiz: QuizFile, taught: set[str], at_hand: Mapping[str, int]) -> Iterator[str]:
    if quiz.slug != quiz.module:
        yield f"nama kuis harus sama dengan modulnya, {quiz.module}"
    for draw in quiz.draws:
        if draw.count > at_hand.get(draw.what, 0):
            yield f"{draw.what}: mengambil {draw.count} soal, yang ada {at_hand.get(draw.what, 0)}"
        if draw.skill and draw.count < EVIDENCE_FROM:
            yield f"{draw.skill}: {draw.count} soal; baru menjadi bukti dari {EVIDENCE_FROM} soal"
        if draw.what not in taught:
            yield f"{draw.what}: tidak diajarkan modul {quiz.module}"
