"""What the bank keeps: questions and versions, a kabupaten's own copies, and what is never written."""

from typing import Any

import pytest
from sqlalchemy import select

from app.audit import AuditEvent
from app.db import db
from app.errors import Refused
from assessments.bank.load_operations import load_questions
from assessments.bank.models import Question, QuestionVersion
from assessments.bank.operations import (
    Flawed,
    QuestionDetails,
    add_question,
    change_question,
    details_of,
    restore_question,
    retire_question,
)
from assessments.bank.queries import list_questions, list_versions, newest_version
from assessments.bank.search import QuestionSearch
from tests.factories import BODIES, count_rows

OURS, THEIRS = "17.02", "17.03"
SHIPPED = "asi-air-putih-panas"


def details(kind: str = "single", **values: Any) -> QuestionDetails:
    said = {"type": kind, "body": BODIES[kind], "skill_slug": "asi-mpasi", "difficulty": 2, **values}
    return QuestionDetails(**said)


def shipped() -> Question:
    return db.session.execute(select(Question).where(Question.slug == SHIPPED)).scalar_one()


def found(region_code: str | None, **search: Any) -> set[str]:
    page = list_questions(region_code, QuestionSearch(**search), 1)
    return {version.question.slug for version in page.rows}


def test_a_new_question_has_a_slug_a_version_tags_and_a_deed(app):
    with db.transaction():
        question = add_question(details(tags=("  Gizi  Balita ", "gizi balita", "")), OURS, None)
        slug = question.slug

    with db.transaction():
        kept = db.session.execute(select(Question).where(Question.slug == slug)).scalar_one()
        assert slug.startswith("soal-")
        assert [(one.number, one.difficulty) for one in list_versions(kept.id)] == [(1, 2)]
        assert [tag.tag for tag in kept.tags] == ["gizi balita"]
        assert "mana yang benar?" in kept.search_text
        assert "yang kedua" in kept.search_text
        deeds = select(AuditEvent.verb).where(AuditEvent.subject_id == str(kept.id))
        assert list(db.session.scalars(deeds)) == ["question-added"]


def test_what_cannot_be_asked_is_refused(app):
    with pytest.raises(Flawed) as refusal, db.transaction():
        add_question(details(body={"stem": "", "options": []}), OURS, None)

    assert refusal.value.flaws
    assert refusal.value.reason


def test_a_change_is_a_new_version_and_the_old_one_stays(app):
    with db.transaction():
        question = add_question(details(), OURS, None)
        changed = {**BODIES["single"], "stem": "Mana yang paling benar?"}
        change_question(question, details(body=changed), OURS, None, note="Lebih jelas")
        versions = list_versions(question.id)

        assert [(one.number, one.body["stem"], one.note) for one in versions] == [
            (2, "Mana yang paling benar?", "Lebih jelas"),
            (1, "Mana yang benar?", None),
        ]
        assert question.search_text.startswith("mana yang paling benar?")


def test_title_tags_and_skill_need_no_version(app):
    with db.transaction():
        question = add_question(details(tags=("lama", "tetap")), OURS, None)
        change_question(question, details(title="Baru", tags=("tetap", "baru"), skill_slug=None), OURS, None)
        db.session.expire_all()

        assert (question.title, question.skill_slug) == ("Baru", None)
        assert [tag.tag for tag in question.tags] == ["baru", "tetap"]
        assert newest_version(question.id).number == 1


def test_nothing_changed_writes_nothing(app):
    with db.transaction():
        question = add_question(details(tags=("satu",)), OURS, None)
        db.session.flush()
        key = question.id
        spelled_out = {**BODIES["single"], "fixed_order": False, "scoring": "all", "explanation": ""}
        change_question(question, details(body=spelled_out, tags=("Satu",)), OURS, None)

    assert count_rows(QuestionVersion, QuestionVersion.question_id == key) == 1
    assert count_rows(AuditEvent, AuditEvent.verb == "question-changed") == 0


def test_a_changed_shipped_question_becomes_the_kabupatens_own(app):
    with db.transaction():
        original = shipped()
        before = newest_version(original.id)
        said = details_of(original, before)
        body = {**said.body, "stem": "Umur Fahri 4 bulan. Neneknya ingin memberi air putih. Apa saran Ibu?"}
        changed = QuestionDetails(
            said.type, body, said.skill_slug, said.difficulty, lesson_slug=said.lesson_slug
        )
        copy = change_question(original, changed, OURS, None)

        assert (copy.copy_of, copy.region_code) == (original.id, OURS)
        assert [one.number for one in list_versions(copy.id)] == [1]
        assert newest_version(copy.id).body["key_facts"] == before.body["key_facts"]  # the key is the same
        assert newest_version(original.id).id == before.id
        assert SHIPPED not in found(OURS, text="fahri")
        assert copy.slug in found(OURS, text="fahri 4 bulan")
        assert found(THEIRS, text="fahri") == found(None, text="fahri") == {SHIPPED}

        again = change_question(original, said, OURS, None)  # from a page that was open since before
        assert again.id == copy.id
        assert [one.number for one in list_versions(copy.id)] == [2, 1]


def test_a_new_key_leaves_the_facts_of_the_old_one_behind(app):
    with db.transaction():
        original = shipped()
        said = details_of(original, newest_version(original.id))
        options = [{**option, "correct": option["id"] == "a"} for option in said.body["options"]]
        changed = QuestionDetails(
            said.type, {**said.body, "options": options}, said.skill_slug, said.difficulty
        )
        copy = change_question(original, changed, OURS, None)

        assert "key_facts" not in newest_version(copy.id).body


def test_a_shipped_question_retires_in_one_kabupaten_only(app):
    with db.transaction():
        copy = retire_question(shipped(), OURS, None)
        assert copy.retired_at
        assert SHIPPED not in found(OURS, text="fahri")
        assert copy.slug in found(OURS, text="fahri", state="pensiun")
        assert SHIPPED in found(THEIRS, text="fahri")
        assert shipped().retired_at is None

        assert retire_question(shipped(), OURS, None).id == copy.id  # a second time: nothing more
        assert restore_question(shipped(), OURS, None).id == copy.id
        assert copy.slug in found(OURS, text="fahri")


def test_another_kabupatens_question_is_nobodys_to_change(app):
    with db.transaction():
        question = add_question(details(), THEIRS, None)
        for act in (retire_question, restore_question):
            with pytest.raises(Refused):
                act(question, OURS, None)
        with pytest.raises(Refused):
            change_question(question, details(difficulty=3), OURS, None)
        assert question.slug not in found(OURS)


def test_loading_retires_only_what_came_as_files(app):
    with db.transaction():
        imported = add_question(details(), None, None)
        load_questions([], {})

        assert imported.retired_at is None
        assert shipped().retired_at


def test_options_of_a_file_keep_the_ids_of_equal_words(app):
    with db.transaction():
        question = add_question(details(), OURS, None)
        options = [
            {"id": "a", "text": "Yang ketiga", "correct": False},
            {"id": "b", "text": "Yang pertama", "correct": True},
        ]
        from_file = {"stem": "Mana yang benar?", "options": options}
        change_question(question, details(body=from_file), OURS, None, import_id=question.id)

        assert [one["id"] for one in newest_version(question.id).body["options"]] == ["c", "a"]
