"""Pak Budi brings a test as a Word file, has a quiz in minutes, learns which key is wrong, mends it; nobody loses."""

import io
from collections.abc import Iterator
from contextlib import contextmanager

import docx
import playwright.sync_api
import pytest
from sqlalchemy import select

from app.auth.models import User
from app.db import db, inside
from app.registry.models import Cadre
from assessments.attempts.operations import finish_attempt, record_answer, start_attempt
from assessments.attempts.queries import list_asked
from assessments.bank.models import QuestionVersion
from assessments.quizzes.models import Quiz
from tests.assessments.analysis.population import sheets
from tests.databases import Templates
from tests.journeys.chromium import Chromium
from tests.journeys.conftest import Serve
from tests.journeys.story import sign_in, sign_out
from wsgi import create_app

TITLE = "Kuis dari Word"
QUESTIONS = 6
WRONG = "Uji 1: anak mana yang perlu dibawa ke bidan?"  # keyed A in the file; B is right
REASON = "Kunci soal ini keliru. Jawaban B yang benar."
OPTIONS = ("Anak yang bermain", "Anak yang sesak napas", "Anak yang tidur siang")


@pytest.mark.parametrize(
    ("width", "scripts"), [(360, True), (1200, True), (360, False)], ids=["phone", "office", "no-scripts"]
)
def test_from_a_word_file_to_a_mended_key(
    width: int,
    scripts: bool,
    serve: Serve,
    templates: Templates,
    browser_program: playwright.sync_api.Browser,
) -> None:
    server = serve("sqlite")
    budi = open_window(browser_program, server.address, width, scripts)
    sign_in(budi, "pelatih")
    bring_the_file(budi)
    slug = build_the_quiz(budi)
    with in_process(templates, server.database_url):
        fifty_take_it(slug)

    find_the_wrong_key(budi, slug)
    mend_it(budi)
    mark_anew(budi)
    sign_out(budi)

    taker = Chromium(browser_program, server.address, scripts)
    sign_in(taker, "kader2")
    assert REASON in taker.text
    taker.click(TITLE)
    assert "Nilai Anda diperbaiki dari 83 menjadi 100." in taker.text
    taker.close()
    budi.close()


def open_window(program: playwright.sync_api.Browser, address: str, width: int, scripts: bool) -> Chromium:
    context = program.new_context(
        viewport={"width": width, "height": 800}, java_script_enabled=scripts, locale="id-ID"
    )
    return Chromium(program, address, scripts, context)


def a_word_file() -> bytes:
    """Return a test as teachers write it: keys in bold, one question without any."""
    document = docx.Document()
    document.add_paragraph("Pilihlah jawaban yang benar!")
    for n in range(1, QUESTIONS + 1):
        stem = WRONG if n == 1 else f"Uji {n}: kepada siapa kader melapor tentang keadaan nomor {n}?"
        document.add_paragraph(f"{n}. {stem}")
        words = OPTIONS if n == 1 else tuple(f"{who} {n}" for who in ("Bidan desa", "Tetangga", "Pedagang"))
        for letter, text in zip("ABC", words, strict=True):
            run = document.add_paragraph().add_run(f"{letter}. {text}")
            run.bold = letter == "A" and n < QUESTIONS
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def bring_the_file(budi: Chromium) -> None:
    """Upload the file, say which option of the last question is right, and take everything in."""
    budi.open("/soal/impor")
    budi.upload("ulangan.docx", a_word_file())
    budi.click("Periksa soal")
    assert f"Masukkan {QUESTIONS - 1} soal" in budi.text
    assert "Mana kuncinya?" in budi.text
    budi.click(f"Bidan desa {QUESTIONS}")
    assert f"Masukkan {QUESTIONS} soal" in budi.text
    budi.click(f"Masukkan {QUESTIONS} soal")
    assert "Impor selesai" in budi.text


def build_the_quiz(budi: Chromium) -> str:
    """Build a quiz of all the questions and publish it; return its slug."""
    budi.open("/kelola/kuis/baru")
    budi.type("Judul", TITLE)
    budi.click("Simpan dan pilih soal")
    slug = budi.path.rsplit("/", 1)[1]
    budi.open(f"/kelola/kuis/{slug}/pilih?q=uji")
    for box in budi.page.locator("input[name=questions]").all():
        box.check()
    budi.click("Tambah yang dicentang")
    assert f"{QUESTIONS} soal" in budi.text
    budi.click("Terbitkan")
    budi.click("Terbitkan")
    assert "terbit" in budi.text
    return slug


@contextmanager
def in_process(templates: Templates, url: str) -> Iterator[None]:
    """Work in the server's database as the portal's own operations do."""
    app = create_app(templates.settings(url, demo=True))
    with app.app_context():
        yield
        db.close()
    db.engine.dispose()


def fifty_take_it(slug: str) -> None:
    """Let fifty cadres of Pak Budi's region take the quiz, the able ones choosing B in the first question, and kader2 too."""
    with db.transaction() as session:
        region = session.scalars(select(User.region_code).where(User.sign_in_name == "pelatih")).one()
        known = select(Cadre.id).where(inside(Cadre.region_code, str(region)), Cadre.left_at.is_(None))
        takers = list(session.scalars(known.order_by(Cadre.id).limit(50)))
        versions = list(
            session.scalars(
                select(QuestionVersion)
                .join(QuestionVersion.question)
                .where(QuestionVersion.body["stem"].as_string().like("Uji %"))
                .order_by(QuestionVersion.body["stem"].as_string())
            )
        )
        herself = session.scalars(select(User.cadre_id).where(User.sign_in_name == "kader2")).one()
        assert herself is not None
        answers = [
            {one.id: str(value) for one, value in sheet} for sheet in sheets(versions, 50, truth={0: "b"})
        ]
        best = {one.id: '["b"]' if one is versions[0] else '["a"]' for one in versions}
    for cadre_id, given in [*zip(takers, answers, strict=False), (herself, best)]:
        with db.transaction() as session:
            quiz = session.scalars(select(Quiz).where(Quiz.slug == slug)).one()
            attempt = start_attempt(quiz, cadre_id)
            for asked in list_asked(attempt.id):
                record_answer(attempt.id, asked.position, 1, given[asked.version_id])
            finish_attempt(attempt.id, "sent", None)


def find_the_wrong_key(budi: Chromium, slug: str) -> None:
    """Read in the analysis which question to look at, and open it."""
    budi.open(f"/analisis/{slug}")
    assert "kunci" in budi.text.lower()
    budi.open("/soal?q=uji+1")
    budi.click(WRONG[:30])
    assert WRONG in budi.text


def mend_it(budi: Chromium) -> None:
    """Say that the second option is right."""
    budi.click("Ubah")
    budi.choose("Pilihan 2 benar")
    budi.click("Simpan perubahan")
    assert "Versi 2" in budi.text


def mark_anew(budi: Chromium) -> None:
    """See what would change, then let it change."""
    budi.click("Kuncinya tadinya salah?")
    budi.type("Alasan, dibaca oleh kadernya", REASON)
    budi.click("Lihat dampaknya")
    assert "kuis mendapat nilai lain" in budi.text
    budi.click("Terapkan")
    assert "sudah diperbaiki. Kadernya membaca alasannya." in budi.text
