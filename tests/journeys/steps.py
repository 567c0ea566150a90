"""Taking a quiz with bare requests, for journeys whose story is something else."""

from collections.abc import Sequence

from tests.journeys.keys import Question, question_on, read_questions
from tests.journeys.plain import Answered, Plain


def open_quiz(siti: Plain, quiz: str) -> Answered:
    """Start a quiz, or go on with the open one, and return its first question without an answer."""
    page = siti.open(f"/kuis/{quiz}")
    words = "Mulai kuis" if "Mulai kuis" in page.text else "Lanjutkan kuis"
    return siti.open(siti.submit(page, words).location)


def right_answer(page: Answered, questions: Sequence[Question]) -> list[str]:
    """Return what the form of this question must send to be right."""
    question = question_on(page.text, questions)
    return (
        list(question.right) if question.type == "number" else [page.value_of(one) for one in question.right]
    )


def finish_quiz(siti: Plain, quiz: str) -> Answered:
    """Answer every question rightly, send, and return the result."""
    questions, page = read_questions(quiz), open_quiz(siti, quiz)
    while not page.path.endswith("/kirim"):
        sent = siti.submit(page, "Simpan dan lanjut", {"answer": right_answer(page, questions)})
        assert sent.status == 303, sent.text[:500]
        page = siti.open(sent.location)
    return siti.open(siti.submit(page, "Kirim jawaban").location)
