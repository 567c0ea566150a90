"""The shipped content goes into the database; again, changed, and with parts gone."""

from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import select

from app.db import db
from app.web import Portal
from assessments.bank.models import Question, QuestionVersion
from assessments.competency.models import LevelRule
from assessments.quizzes.models import Quiz, QuizDraw
from assessments.shipped.operations import Shipped, load_content, read_content
from learning.curriculum.files import ContentError
from learning.curriculum.models import Lesson, Module, shipped_id
from learning.curriculum.operations import Counts
from tests.content import LESSON_FILES, QUESTIONS_WRITTEN, ContentCopy
from tests.factories import count_rows, reload

SAJI = "questions/questions/bicara-dengan-ibu.yaml"


@pytest.fixture
def copy(tmp_path: Path) -> ContentCopy:
    return ContentCopy.make(tmp_path)


def load(shipped: Shipped) -> dict[str, Counts]:
    with db.transaction():
        return load_content(shipped)


def test_a_second_time_changes_nothing(app: Portal) -> None:
    counts = load(read_content())

    assert all(count.nothing_changed for count in counts.values())
    assert counts["pelajaran"].unchanged == count_rows(Lesson) == LESSON_FILES


def test_the_command_says_that_nothing_changed(app: Portal) -> None:
    said = app.test_cli_runner().invoke(args=["content", "load"])

    assert said.exit_code == 0
    assert f"pelajaran: 0 baru, 0 berubah, 0 ditarik, {LESSON_FILES} tetap" in said.output
    assert said.output.endswith("Tidak ada yang berubah.\n")


def test_every_installation_gives_a_lesson_the_same_id(app: Portal) -> None:
    lesson = reload(Lesson, shipped_id("lesson", "saji-di-rumah"))

    assert lesson.slug == "saji-di-rumah"
    assert lesson.references[0].startswith("Permenkes 39/2016")


def test_a_changed_question_gets_a_new_version_and_keeps_the_old_one(app: Portal, copy: ContentCopy) -> None:
    copy.edit(SAJI, "Bagaimana urutannya?", "Bagaimana urutan yang benar?")

    counts = load(copy.read())

    key = shipped_id("question", "bicara-saji-urutan")
    versions = db.session.scalars(
        select(QuestionVersion).where(QuestionVersion.question_id == key).order_by(QuestionVersion.number)
    ).all()
    assert [version.number for version in versions] == [1, 2]
    assert versions[0].body["stem"].endswith("Bagaimana urutannya?")
    assert versions[1].body["stem"].endswith("Bagaimana urutan yang benar?")
    assert counts["soal"] == Counts(changed=1, unchanged=QUESTIONS_WRITTEN - 1)
    db.close()
    assert load(copy.read())["soal"].nothing_changed


def test_a_version_that_comes_back_is_a_version_again(app: Portal, copy: ContentCopy) -> None:
    copy.edit(SAJI, "Bagaimana urutannya?", "Apa urutannya?")
    load(copy.read())
    load(read_content())

    assert count_rows(QuestionVersion) == QUESTIONS_WRITTEN + 2


def test_a_question_that_is_gone_is_retired_and_can_come_back(app: Portal) -> None:
    shipped = read_content()
    key = shipped_id("question", shipped.questions[0].slug)

    assert load(replace(shipped, questions=shipped.questions[1:]))["soal"].retired == 1
    assert reload(Question, key).retired_at is not None
    assert load(shipped)["soal"].changed == 1
    assert reload(Question, key).retired_at is None
    assert count_rows(QuestionVersion, QuestionVersion.question_id == key) == 1


def test_a_lesson_whose_file_went_is_retired(app: Portal, copy: ContentCopy) -> None:
    (copy.lessons / "modules/bicara-dengan-ibu/04-rahasia-dan-satu-langkah.md").unlink()
    shipped = replace(read_content(), curriculum=replace(read_content().curriculum, modules=_modules(copy)))

    assert load(shipped)["pelajaran"] == Counts(retired=1, unchanged=LESSON_FILES - 1)
    assert reload(Lesson, shipped_id("lesson", "rahasia-dan-satu-langkah")).retired_at is not None


def _modules(copy: ContentCopy):
    from learning.curriculum.loader import read_curriculum

    return read_curriculum(copy.lessons).modules


def test_a_changed_picture_changes_its_lesson(app: Portal, copy: ContentCopy) -> None:
    copy.edit("lessons/modules/bicara-dengan-ibu/img/saji.svg", "</svg>", "<g/></svg>")

    assert load(copy.read())["pelajaran"] == Counts(changed=1, unchanged=LESSON_FILES - 1)


def test_a_module_teaches_other_skills(app: Portal, copy: ContentCopy) -> None:
    copy.edit(
        "lessons/modules/bicara-dengan-ibu/module.yaml",
        "[komunikasi-efektif]",
        "[komunikasi-efektif, kunjungan-rumah]",
    )

    assert load(copy.read())["modul"].changed == 1
    module = db.session.get_one(Module, shipped_id("module", "bicara-dengan-ibu"))
    assert [skill.slug for skill in module.skills] == ["kunjungan-rumah", "komunikasi-efektif"]


def test_draws_are_replaced(app: Portal, copy: ContentCopy) -> None:
    copy.edit("questions/quizzes/bicara-dengan-ibu.yaml", "count: 8", "count: 6")

    shipped = copy.read()
    assert load(shipped)["kuis"] == Counts(changed=1, unchanged=len(shipped.quizzes) - 1)
    quiz = shipped_id("quiz", "bicara-dengan-ibu")
    assert db.session.scalars(select(QuizDraw.count).where(QuizDraw.quiz_id == quiz)).all() == [6]


def test_a_quiz_that_is_gone_is_retired(app: Portal) -> None:
    shipped = read_content()

    assert load(replace(shipped, quizzes=shipped.quizzes[1:]))["kuis"].retired == 1
    assert reload(Quiz, shipped_id("quiz", shipped.quizzes[0].slug)).retired_at is not None


def test_a_rule_in_use_is_never_edited_but_gets_a_new_version(app: Portal, copy: ContentCopy) -> None:
    rules = "questions/level-rules.yaml"
    copy.edit(rules, 'label: "Satu bukti"', 'label: "Satu bukti cukup"')

    with pytest.raises(ContentError, match="beri versi baru"):
        load(copy.read())

    copy.edit(rules, 'version: "tkk-rule-A-1"', 'version: "tkk-rule-A-2"')
    load(copy.read())
    assert count_rows(LevelRule, LevelRule.slug == "kuis") == 2


def test_keys_on_middling_facts_wait_for_review(app: Portal) -> None:
    waiting = set(
        db.session.scalars(select(Question.slug).join(QuestionVersion).where(QuestionVersion.unreviewed))
    )

    assert "bicara-sesudah-salam" in waiting  # rests on KM-020, graded sedang
    assert "bicara-saji-urutan" not in waiting  # rests on KM-019, graded tinggi
