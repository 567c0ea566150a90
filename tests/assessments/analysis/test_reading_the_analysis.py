"""Pak Budi opens the analysis of a quiz that his cadres took."""

from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest
from sqlalchemy import insert, select, update

from app.auth.models import Role
from app.db import db, new_id
from app.places import list_desa
from app.registry.models import Cadre
from app.web import Portal
from assessments.attempts.models import Correction, Mark
from assessments.bank.models import QuestionVersion
from assessments.bank.types.base import pack
from assessments.quizzes.models import Quiz
from tests.assessments.analysis.population import BEGIN, Sitting, settle, sheets, sit, versions_of
from tests.client import Browser
from tests.factories import BODIES, DESA, Make
from tests.queries import counted

TAKERS = 50
FOUR = [{"id": key, "text": f"Pilihan {key.upper()}", "correct": key == "a"} for key in "abcd"]


@pytest.fixture
def budi(make: Make, browser: Browser) -> Browser:
    browser.sign_in(make.user(Role.TRAINER, region="17.02").sign_in_name)
    return browser


@pytest.fixture
def quiz(make: Make, monkeypatch: pytest.MonkeyPatch) -> Quiz:
    monkeypatch.setitem(BODIES["single"], "options", FOUR)
    return make.quiz(questions=10)


def taken(
    make: Make, quiz: Quiz, count: int = TAKERS, truth: dict[int, str] | None = None, desa: str = DESA
) -> list[UUID]:
    """Let `count` new cadres of a desa take the quiz."""
    cadres = settle(make, count, desa)
    answers = sheets(versions_of(quiz), count, truth=truth)
    sit(quiz, [Sitting(cadre, sheet) for cadre, sheet in zip(cadres, answers, strict=True)])
    return cadres


def test_nobody_has_taken_it_yet(budi: Browser, quiz: Quiz) -> None:
    assert "Belum ada kader" in budi.get("analysis.list_quizzes").words
    assert "Belum ada kader" in budi.get("analysis.show_quiz", quiz_slug=quiz.slug).words


def test_a_quiz_without_faults_is_said_in_a_sentence(budi: Browser, make: Make, quiz: Quiz) -> None:
    taken(make, quiz)

    page = budi.click(budi.get("analysis.list_quizzes"), quiz.title)

    assert f"Dari {TAKERS} kader, rata-rata" in page.words
    assert "Periksa kuncinya" not in page.words
    assert len(page.select("#tabel tbody tr")) == 10


def test_a_wrong_key_is_found_named_and_comes_first(budi: Browser, make: Make, quiz: Quiz) -> None:
    taken(make, quiz, truth={2: "b"})

    page = budi.get("analysis.show_quiz", quiz_slug=quiz.slug)
    first = page.select("#tabel tbody tr")[0]

    assert (
        "Soal 3 perlu dilihat: kader yang pandai justru memilih B, bukan kunci A. Periksa kuncinya."
        in page.words
    )
    assert "Soal 3" in first.get_text(" ", strip=True)
    assert "Periksa kunci" in first.get_text(" ", strip=True)
    assert page.select(f'a[href="{budi.url("desk.show_question", slug=versions_of(quiz)[2].question.slug)}"]')


def test_a_question_shows_who_chose_what(budi: Browser, make: Make, quiz: Quiz) -> None:
    taken(make, quiz, truth={2: "b"})

    page = budi.click(budi.get("analysis.show_quiz", quiz_slug=quiz.slug), "Soal 3")
    rows = {row.th.get_text(" ", strip=True): row for row in page.select("main table tbody tr") if row.th}

    assert set(rows) == {
        "A. Pilihan A ✓ kunci",
        "B. Pilihan B",
        "C. Pilihan C",
        "D. Pilihan D",
        "dikosongkan",
    }
    counts = [int(row.select("td")[0].get_text(" ").split()[0]) for row in rows.values()]
    assert sum(counts) == TAKERS
    assert len(page.select("svg polyline")) == 4


def test_few_takers_are_not_enough(budi: Browser, make: Make, quiz: Quiz) -> None:
    taken(make, quiz, 5)

    page = budi.get("analysis.show_quiz", quiz_slug=quiz.slug)

    assert "Baru 5 yang mengerjakan" in page.words
    assert "belum cukup data" in page.words
    assert "perlu dilihat:" not in page.words


def test_with_a_few_more_it_is_said_with_care(budi: Browser, make: Make, quiz: Quiz) -> None:
    taken(make, quiz, 20, truth={2: "b"})

    page = budi.get("analysis.show_quiz", quiz_slug=quiz.slug)

    assert "Mungkin begini, datanya masih sedikit: kader yang pandai justru memilih B" in page.words


def test_only_her_own_region_counts(budi: Browser, make: Make, quiz: Quiz, new_browser) -> None:
    taken(make, quiz, 12)
    taken(make, quiz, 15, desa=list_desa("17.03")[0].code)
    narrow = new_browser()
    narrow.sign_in(make.user(Role.TRAINER, region="17.02.10").sign_in_name)

    assert "Dari 12 kader" in budi.get("analysis.show_quiz", quiz_slug=quiz.slug).words
    assert "Belum ada kader" in narrow.get("analysis.show_quiz", quiz_slug=quiz.slug).words


def test_a_quiz_of_another_kabupaten_does_not_exist(budi: Browser, make: Make) -> None:
    foreign = make.quiz(questions=1, region_code="17.03")

    budi.get("analysis.show_quiz", status=404, quiz_slug=foreign.slug)
    budi.get("analysis.show_item", status=404, quiz_slug=foreign.slug, item=1)


def test_first_last_and_all_attempts_are_different_populations(budi: Browser, make: Make, quiz: Quiz) -> None:
    cadres = taken(make, quiz, 12)
    again = [(one, pack(["a"])) for one in versions_of(quiz)]
    later = Sitting(cadres[0], again, BEGIN + timedelta(days=1))
    sit(quiz, [replace(later, cadre_id=cadre) for cadre in cadres[:4]])

    first = budi.get("analysis.show_quiz", quiz_slug=quiz.slug)
    last = budi.get("analysis.show_quiz", quiz_slug=quiz.slug, siapa="terakhir")
    every = budi.get("analysis.show_quiz", quiz_slug=quiz.slug, siapa="semua")

    assert "Dari 12 kader" in first.words
    assert "percobaan pertama tiap kader" in first.words
    assert "Dari 12 kader" in last.words
    assert "Dari 16 percobaan oleh 12 kader" in every.words
    assert _mean(first) < min(_mean(every), _mean(last))


def _mean(page) -> float:
    return float(page.select("dl.facts dd")[0].b.get_text().replace(",", "."))


def test_practice_and_open_attempts_do_not_count(budi: Browser, make: Make, quiz: Quiz) -> None:
    cadres = taken(make, quiz, 12)
    others = settle(make, 2)
    sit(quiz, [Sitting(others[0], sheets(versions_of(quiz), 1)[0], mode="practice")])
    make.attempt(others[1], quiz)
    with db.transaction() as session:
        session.execute(update(Cadre).where(Cadre.id == cadres[0]).values(merged_into=cadres[1]))

    assert "Dari 11 kader" in budi.get("analysis.show_quiz", quiz_slug=quiz.slug).words


def test_after_a_correction_the_newest_marks_count_under_the_right_key(
    budi: Browser, make: Make, quiz: Quiz
) -> None:
    taken(make, quiz, truth={2: "b"})
    _mend(versions_of(quiz)[2])

    page = budi.get("analysis.show_quiz", quiz_slug=quiz.slug)

    assert "Periksa kuncinya" not in page.words
    assert len(page.select("#tabel tbody tr")) == 10


def _mend(wrong: QuestionVersion) -> None:
    """Make `b` the key, and mark every answer anew."""
    options = [{**option, "correct": option["id"] == "b"} for option in wrong.body["options"]]
    with db.transaction() as session:
        right = QuestionVersion(
            id=new_id(),
            question_id=wrong.question_id,
            number=2,
            type=wrong.type,
            difficulty=1,
            body={**wrong.body, "options": options},
            unreviewed=False,
        )
        why = {"policy": "strict", "reason": "kunci salah", "wrong_id": wrong.id, "right_id": right.id}
        session.add(right)
        session.flush()
        correction = Correction(id=new_id(), question_id=wrong.question_id, **why)
        session.add(correction)
        session.flush()
        old = session.scalars(select(Mark).where(Mark.version_id == wrong.id)).all()
        keys = ("attempt_id", "position", "answer_seq")
        given = {"version_id": right.id, "correction_id": correction.id, "round": 2}
        rows = [{**{key: getattr(mark, key) for key in keys}, **given} for mark in old]
        session.execute(
            insert(Mark),
            [{**row, "fraction": 1 - mark.fraction} for row, mark in zip(rows, old, strict=True)],
        )


def test_versions_of_a_question_stand_apart(budi: Browser, make: Make, quiz: Quiz) -> None:
    first = versions_of(quiz)[0]
    second = QuestionVersion(
        id=new_id(), question_id=first.question_id, number=2, type=first.type, difficulty=1
    )
    second.body, second.unreviewed = {**first.body, "stem": "Kata-kata baru?"}, False
    cadres, answers = settle(make, 24), sheets(versions_of(quiz), 24)
    with db.transaction() as session:
        session.add(second)
        session.flush()
        session.expunge(second)
    mixed = [
        [(second, value), *sheet[1:]]
        for (_one, value), sheet in ((sheet[0], sheet) for sheet in answers[:12])
    ]
    sit(quiz, [Sitting(cadre, sheet) for cadre, sheet in zip(cadres, [*mixed, *answers[12:]], strict=True)])

    page = budi.get("analysis.show_quiz", quiz_slug=quiz.slug, urut="nomor")
    item = budi.click(page, "(versi 2)")

    assert len(page.select("#tabel tbody tr")) == 11
    assert "dipakai dalam 2 versi" in item.words
    assert "Kuncinya sama" in item.words


def test_where_questions_are_drawn_each_is_counted_among_those_who_were_asked(
    budi: Browser, make: Make, quiz: Quiz
) -> None:
    cadres, answers = settle(make, 40), sheets(versions_of(quiz), 40)
    drawn = [[sheet[(n + place) % 10] for place in range(5)] for n, sheet in enumerate(answers)]
    sit(quiz, [Sitting(cadre, sheet) for cadre, sheet in zip(cadres, drawn, strict=True)])

    page = budi.get("analysis.show_quiz", quiz_slug=quiz.slug)
    item = budi.click(page, "Soal 1")

    assert "tidak dihitung: soal diundi" in page.words
    assert "tiap soal dihitung dari yang ditanya saja" in page.words
    assert "20 ditanya" in item.words


def test_what_was_left_empty_is_a_zero_and_counted(budi: Browser, make: Make, quiz: Quiz) -> None:
    cadres, answers = settle(make, 12), sheets(versions_of(quiz), 12)
    emptied = [[(sheet[0][0], None), *sheet[1:]] for sheet in answers[:4]]
    sit(quiz, [Sitting(cadre, sheet) for cadre, sheet in zip(cadres, [*emptied, *answers[4:]], strict=True)])

    item = budi.get("analysis.show_item", quiz_slug=quiz.slug, item=1)

    assert "12 ditanya" in item.words
    assert "4 33 %" in " ".join(item.select("main table tbody tr")[-1].get_text(" ").split())


def test_every_type_has_its_table(budi: Browser, make: Make) -> None:
    kinds = ("single", "multiple", "truefalse", "number", "short", "matching", "ordering", "cloze")
    quiz = make.quiz(questions=len(kinds), kinds=kinds)
    given = [
        pack(["b"]),
        pack(["a", "c"]),
        pack(["salah"]),
        "70",
        "buku pink",
        pack(["a:b", "b:x"]),
        pack(["a:2", "b:1", "c:3", "d:4"]),
        pack(["1:a", "2:c"]),
    ]
    sheet = list(zip(versions_of(quiz), given, strict=True))
    sit(quiz, [Sitting(cadre, sheet) for cadre in settle(make, 11)])

    pages = [budi.get("analysis.show_item", quiz_slug=quiz.slug, item=n) for n in range(1, len(kinds) + 1)]

    assert all("kunci" in page.words for page in pages)
    assert "70 gram 11" in pages[3].words
    assert "buku pink 11" in pages[4].words
    assert "«" not in pages[6].h1.get_text()  # type: ignore[union-attr]
    assert len(pages[5].select("main table")) == 3


def test_it_asks_the_database_no_more_for_more_takers(
    app: Portal, budi: Browser, make: Make, quiz: Quiz
) -> None:
    taken(make, quiz, 5)
    with counted() as few:
        budi.get("analysis.show_quiz", quiz_slug=quiz.slug)
    taken(make, quiz, 60)
    with counted() as many:
        budi.get("analysis.show_quiz", quiz_slug=quiz.slug)

    assert len(many) == len(few) <= 8


def test_only_trainers_open_it(make: Make, quiz: Quiz, browser: Browser) -> None:
    browser.sign_in(make.user(Role.DPMD).sign_in_name)

    browser.get("analysis.list_quizzes", status=403)
    browser.get("analysis.show_quiz", status=403, quiz_slug=quiz.slug)


def test_the_table_is_sorted_as_asked(budi: Browser, make: Make, quiz: Quiz) -> None:
    taken(make, quiz)

    page = budi.get("analysis.show_quiz", quiz_slug=quiz.slug, urut="benar")
    shares = [int(row.select("td.num")[0].b.get_text().split()[0]) for row in page.select("#tabel tbody tr")]  # type: ignore[union-attr]

    assert shares == sorted(shares)
    assert page.select("th[aria-sort=ascending]")[0].get_text(" ", strip=True).startswith("Benar")
