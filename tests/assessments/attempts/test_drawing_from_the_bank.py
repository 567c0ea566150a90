"""What a quiz asks: fixed questions, draws by skill, difficulty and tag, texts, and a kabupaten's own copies."""

import pytest

from app.db import db, now
from assessments.attempts.models import Attempt
from assessments.attempts.operations import TooFewQuestions
from assessments.attempts.queries import list_asked
from assessments.bank.models import Question, QuestionTag, QuestionVersion
from tests.client import Browser
from tests.factories import Make

SKILL = "keluarga-berencana"


def stems(attempt: Attempt) -> list[str]:
    db.close()
    asked = [one.version.body["stem"] for one in list_asked(attempt.id)]
    db.close()
    return asked


def named(make: Make, stem: str, kind: str = "single", **values: object) -> QuestionVersion:
    return make.question(SKILL, kind, body={"stem": stem}, **values)


def tag(question: QuestionVersion, word: str) -> None:
    with db.transaction() as session:
        session.add(QuestionTag(question_id=question.question_id, tag=word))


def copy_of(make: Make, original: QuestionVersion, stem: str, **values: object) -> QuestionVersion:
    copy = named(make, stem, region_code="17.02")
    make.change(Question, copy.question_id, copy_of=original.question_id, **values)
    return copy


def test_a_draw_takes_only_what_it_asks_for(make: Make) -> None:
    quiz = make.quiz(questions=0)
    right, other_tag, easy = (named(make, stem, difficulty=n) for stem, n in (("A", 3), ("B", 3), ("C", 1)))
    make.question("germas", body={"stem": "D"}, difficulty=3)
    for question, word in ((right, "posyandu"), (easy, "posyandu"), (other_tag, "rapat")):
        tag(question, word)
    make.add_draw(quiz, skill_slug=SKILL, difficulty=3, tag="posyandu")

    assert stems(make.attempt(make.cadre().id, quiz)) == ["A"]


def test_a_fixed_question_is_always_asked_and_no_draw_takes_it_away(make: Make) -> None:
    quiz = make.quiz(questions=2)
    fixed = named(make, "Selalu")
    make.add_draw(quiz, question_id=fixed.question_id)

    for _ in range(5):
        assert stems(make.attempt(make.cadre().id, quiz)).count("Selalu") == 1


def test_a_fixed_question_that_is_retired_keeps_the_quiz_from_starting(make: Make) -> None:
    quiz, siti = make.quiz(questions=1), make.cadre()
    fixed = named(make, "Selalu")
    make.add_draw(quiz, question_id=fixed.question_id)
    make.change(Question, fixed.question_id, retired_at=now())

    with pytest.raises(TooFewQuestions):
        make.attempt(siti.id, quiz)


@pytest.mark.parametrize("own", [False, True])
def test_a_kabupatens_copy_stands_for_the_shipped_question_there(make: Make, own: bool) -> None:
    quiz = make.quiz(questions=0, region_code="17.02" if own else None)
    drawn, fixed = named(make, "Undian"), make.question("germas", body={"stem": "Tetap"})
    named(make, "Lain", region_code="17.03")
    make.add_draw(quiz, skill_slug=SKILL)
    make.add_draw(quiz, question_id=fixed.question_id)
    copy_of(make, drawn, "Undian kami"), copy_of(make, fixed, "Tetap kami", skill_slug="germas")

    assert stems(make.attempt(make.cadre().id, quiz)) == ["Undian kami", "Tetap kami"]
    if not own:
        outside = make.cadre(desa="17.03.01.2001")
        assert stems(make.attempt(outside.id, quiz)) == ["Undian", "Tetap"]


def test_only_a_kabupatens_own_quiz_draws_its_own_questions(make: Make) -> None:
    named(make, "Kami", region_code="17.02")
    shipped, own = make.quiz(questions=0), make.quiz(questions=0, region_code="17.02")
    for quiz in (shipped, own):
        make.add_draw(quiz, skill_slug=SKILL)

    assert stems(make.attempt(make.cadre().id, own)) == ["Kami"]
    with pytest.raises(TooFewQuestions):
        make.attempt(make.cadre().id, shipped)


def test_a_retired_copy_takes_the_question_away(make: Make) -> None:
    quiz = make.quiz(questions=0)
    first, second = named(make, "Satu"), named(make, "Dua")
    copy_of(make, first, "Satu kami", retired_at=now())
    make.add_draw(quiz, skill_slug=SKILL)

    assert stems(make.attempt(make.cadre().id, quiz)) == ["Dua"]
    assert second.question_id != first.question_id


def test_texts_keep_their_place_when_questions_are_shuffled(make: Make) -> None:
    quiz = make.quiz(questions=0, shuffle=True)
    before = [named(make, f"A{n}") for n in range(3)]
    text = named(make, "Bacaan", "text")
    after = [named(make, f"B{n}") for n in range(3)]
    for one in [*before, text, *after]:
        make.add_draw(quiz, question_id=one.question_id)

    for _ in range(5):
        asked = stems(make.attempt(make.cadre().id, quiz))
        assert asked[3] == "Bacaan"
        assert sorted(asked[:3]) == ["A0", "A1", "A2"]


def test_a_text_is_no_question(make: Make, browser: Browser) -> None:
    siti = make.cadre_user()
    browser.sign_in(siti.sign_in_name)
    quiz = make.quiz(questions=1)
    make.add_draw(quiz, question_id=named(make, "Bacaan", "text").question_id)
    only_text = make.quiz(questions=0)
    make.add_draw(only_text, question_id=named(make, "Bacaan", "text").question_id)

    page = browser.get("quizzes.show_quiz", quiz_slug=quiz.slug)

    assert "1 soal." in page.words
    browser.submit(browser.follow(browser.submit(page)), answer="a")
    attempt = make.attempt(siti.cadre_id, quiz)
    check = browser.get("attempts.review", quiz_slug=quiz.slug, attempt_id=attempt.id)
    assert "Semua" in check.words
    assert "Nilai Anda 100 dari 100" in browser.follow(browser.submit(check)).words
    with pytest.raises(TooFewQuestions):
        make.attempt(siti.cadre_id, only_text)


def test_attempts_at_the_shipped_quiz_count_for_the_copy(make: Make, browser: Browser) -> None:
    siti = make.cadre_user()
    browser.sign_in(siti.sign_in_name)
    shipped = make.quiz(questions=1, wait_minutes=[600])
    attempt = make.attempt(siti.cadre_id, shipped)
    copy = make.quiz(questions=1, wait_minutes=[600], region_code="17.02", copy_of=shipped.id)

    assert make.attempt(siti.cadre_id, copy).id == attempt.id
    browser.submit(browser.get("attempts.review", quiz_slug=copy.slug, attempt_id=attempt.id))
    page = browser.get("quizzes.show_quiz", quiz_slug=shipped.slug)
    assert "Kuis ini boleh diulang mulai" in page.words
    browser.click(page, "Hasil")
