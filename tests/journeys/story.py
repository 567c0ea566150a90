"""The chapters of the main story, told in any browser: only what a person reads, types and presses."""

import re
import subprocess
from pathlib import Path

from tests.journeys.engine import Engine
from tests.journeys.keys import Question, question_on, read_questions
from tests.journeys.plain import Plain

QUIZ = "bicara-dengan-ibu"
PIN = "123456"


def sign_in(engine: Engine, name: str, pin: str = PIN) -> None:
    """Sign in on the sign-in page."""
    engine.open("/masuk")
    engine.type("Nomor kader atau nama pengguna", name)
    engine.type("PIN atau kata sandi", pin)
    engine.click("Masuk")


def sign_out(engine: Engine) -> None:
    """Sign out with the link on every page, and say so once more."""
    engine.click("Keluar")
    engine.click("Keluar")


def read_a_lesson(engine: Engine) -> None:
    """Begin where the first page says, read to the end, mark it done, and find the next one waiting."""
    engine.click("Mulai belajar")
    lesson = engine.path
    assert lesson.startswith("/belajar/")
    assert "Coba dulu" in engine.text
    engine.click("Selesai, lanjut")
    following = engine.path
    assert following.startswith("/belajar/")
    assert following != lesson
    engine.open("/beranda")
    engine.click("Lanjut belajar")
    assert engine.path == following
    engine.open(lesson)
    assert not engine.can_click("Selesai, lanjut")


def start_quiz(engine: Engine, quiz: str = QUIZ) -> list[Question]:
    """Open a quiz and start it; return the questions it can draw."""
    engine.open(f"/kuis/{quiz}")
    engine.click("Mulai kuis")
    return read_questions(quiz)


def answer(engine: Engine, question: Question) -> None:
    """Give the right answer to the question on the page and save it."""
    if question.type == "number":
        engine.type("Jawaban", question.right[0])
    else:
        for words in question.right:
            engine.choose(words)
    engine.click("Simpan dan lanjut")


def take_quiz(engine: Engine) -> None:
    """Answer every question rightly and send."""
    questions = start_quiz(engine)
    asked = []
    while not engine.path.endswith("/kirim"):
        asked.append(question_on(engine.text, questions))
        answer(engine, asked[-1])
    assert len(set(asked)) == len(asked) == 8
    engine.click("Kirim jawaban")


def code_on(text: str) -> str:
    """Return the first certificate code that stands on a page."""
    found = re.search(r"\b([2-9A-Z]{5})-([2-9A-Z]{5})\b", text)
    assert found, f"no code: {text[:800]}"
    return "".join(found.groups())


def read_pdf(siti: Plain, path: str, folder: Path) -> str:
    """Open a PDF as she does and return its words."""
    file = folder / "sertifikat.pdf"
    answered = siti.open(path)
    assert answered.status == 200, answered.text[:500]
    file.write_bytes(answered.content)
    done = subprocess.run(["pdftotext", "-layout", file, "-"], capture_output=True, check=True, text=True)
    return " ".join(done.stdout.split())
