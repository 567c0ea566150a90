"""A question's own page: its key, its uses, its history, its advice; and taking it out of use."""

import pytest

from app.db import db, new_id
from assessments.attempts.models import AttemptQuestion
from assessments.bank.operations import QuestionDetails, add_question, change_question
from assessments.bank.queries import get_question_for
from assessments.quizzes.models import Quiz, QuizDraw
from tests.factories import BODIES
from tests.queries import counted

OURS, THEIRS, SHIPPED = "17.02", "17.03", "asi-air-putih-panas"


@pytest.fixture
def budi(browser, make):
    """Pak Budi, trainer in Rejang Lebong."""
    browser.sign_in(make.user("pelatih", OURS).sign_in_name)
    return browser


@pytest.fixture
def ours(app):
    """The slug of a question of Pak Budi's kabupaten."""
    with db.transaction():
        details = QuestionDetails("single", BODIES["single"], "asi-mpasi", 2, tags=("bimtek",))
        return add_question(details, OURS, None).slug


def quiz_with(title, region_code=OURS, question=None, **values):
    """Add a quiz with one part: a fixed question, or a draw."""
    with db.transaction() as session:
        quiz = Quiz(
            id=new_id(),
            slug=f"kuis-{title.lower()}",
            title=title,
            region_code=region_code,
            pass_mark=70,
            wait_minutes=[0],
        )
        session.add(quiz)
        session.flush()
        fixed = get_question_for(OURS, question).id if question else None
        session.add(QuizDraw(quiz_id=quiz.id, position=1, question_id=fixed, count=1, **values))


def test_the_page_shows_key_lesson_and_facts(budi):
    page = budi.get("desk.show_question", slug=SHIPPED)

    assert "ASI saja, sesering Fahri mau" in page.select_one(".card ul").get_text()
    assert page.select_one('a[href="/belajar/asi-dan-mp-asi/asi-saja-enam-bulan"]')
    assert "GZ-072, GZ-074" in page.words


def test_it_names_the_quizzes_that_may_ask_it(budi, ours):
    quiz_with("Tetap", question=ours)
    quiz_with("Undian", skill_slug="asi-mpasi", difficulty=2, tag="bimtek")
    quiz_with("Sulit", skill_slug="asi-mpasi", difficulty=3)
    quiz_with("Tetangga", THEIRS, skill_slug="asi-mpasi")
    page = budi.get("desk.show_question", slug=ours)

    uses = [
        line.get_text(" ", strip=True) for line in page.select("section:-soup-contains('Dipakai di mana') li")
    ]
    assert [words.split()[0] for words in uses] == ["Tetap", "Undian"]
    assert "selalu ditanyakan" in uses[0]
    assert "bisa terambil" in uses[1]


def test_it_counts_how_often_it_was_asked(budi, make):
    quiz = make.quiz(1, "asi-mpasi")
    attempt = make.attempt(make.cadre().id, quiz)
    make.attempt(make.cadre(desa="17.03.01.2001").id, quiz)  # not one of his
    with db.reading() as session:
        asked = session.get_one(AttemptQuestion, (attempt.id, 1)).version.question.slug

    assert "Sudah ditanyakan 1 kali" in budi.get("desk.show_question", slug=asked).words


def test_the_history_says_what_was_added_and_taken_away(budi, ours):
    with db.transaction():
        options = [{**one, "correct": one["id"] == "b"} for one in BODIES["single"]["options"]]
        body = {**BODIES["single"], "options": options}
        question = get_question_for(OURS, ours)
        change_question(
            question, QuestionDetails("single", body, "asi-mpasi", 3), OURS, None, note="Kunci salah"
        )
    page = budi.get("desk.show_question", slug=ours)

    assert "«Kunci salah»" in page.words
    assert "Dihapus: Pilihan: Yang pertama · benar" in page.words
    assert "Ditambah: Pilihan: Yang kedua · benar" in page.words
    assert "Ditambah: Kesulitan: 3" in page.words
    assert page.select_one(f'a[href="/soal/{ours}/koreksi"]')


@pytest.mark.parametrize("kind", ["single", "multiple", "truefalse", "number"])
def test_every_type_has_a_page_and_a_preview(budi, kind):
    with db.transaction():
        slug = add_question(QuestionDetails(kind, BODIES[kind], None, 1), OURS, None).slug

    budi.get("desk.show_question", slug=slug)
    preview = budi.get("bank.preview_question", slug=slug)
    assert not preview.select("link[href*=office], script, nav")


def test_an_answer_may_be_tried_and_is_not_saved(budi, ours):
    assert "Benar." in budi.open(f"/soal/{ours}/lihat?answer=a&coba=ya").words
    wrong = budi.open(f"/soal/{ours}/lihat?answer=b&coba=ya").words
    assert "Belum benar." in wrong
    assert "Bukan yang kedua." in wrong
    assert "Pilih satu jawaban dulu" in budi.open(f"/soal/{ours}/lihat?coba=ya").words


def test_a_question_retires_and_comes_back(budi, ours):
    quiz_with("Tetap", question=ours)
    ask = budi.click(budi.get("desk.show_question", slug=ours), "Pensiunkan")
    assert "kuis itu akan kurang satu soal" in ask.words

    page = budi.follow(budi.submit(ask))
    assert "pensiun" in page.select_one("h1 + p").get_text()
    assert "Belum ada kuis" in page.words

    back = budi.follow(budi.submit(budi.click(page, "Pakai lagi")))
    assert "pensiun" not in back.select_one("h1 + p").get_text()


def test_a_shipped_question_retires_here_only(budi, new_browser, make):
    page = budi.follow(budi.submit(budi.get("desk.retire_question", slug=SHIPPED)))
    assert "salinan milik kami" in page.words
    neighbour = new_browser()
    neighbour.sign_in(make.user("pelatih", THEIRS).sign_in_name)

    assert "Pensiunkan" in neighbour.get("desk.show_question", slug=SHIPPED).words


def test_another_kabupatens_question_does_not_exist(browser, make, ours):
    browser.sign_in(make.user("pelatih", THEIRS).sign_in_name)

    for endpoint in ("desk.show_question", "desk.retire_question", "desk.restore_question"):
        browser.get(endpoint, status=404, slug=ours)


def test_the_page_takes_few_statements(budi, ours):
    budi.get("desk.show_question", slug=ours)
    with counted() as statements:
        budi.get("desk.show_question", slug=ours)

    # user; question, tags, copy (with no tags); versions; skill; names: none; quizzes, draws; attempts; stems
    assert len(statements) <= 11
