"""Pak Budi takes an import back, as long as nothing newer stands."""

from datetime import timedelta

import pytest
from sqlalchemy import select, update

from app.audit import AuditEvent
from app.db import db, now
from assessments.bank.models import Question, QuestionImport, QuestionImportItem, QuestionVersion
from tests.assessments.bank.importing.pages import GIFT, ours, send
from tests.client import Browser
from tests.factories import count_rows, reload


def test_it_is_undone(budi: Browser) -> None:
    done = budi.follow(budi.submit(send(budi, GIFT)))

    undone = budi.follow(budi.submit(done))

    assert "diurungkan" in undone.words
    assert ours() == []
    assert not undone.select("main form")
    budi.submit(done)
    assert count_rows(AuditEvent, AuditEvent.verb == "undone") == 1
    budi.submit(send(budi, GIFT))
    assert ours() == ["Hari", "Minggu"]  # the same questions, in use again
    assert count_rows(Question, Question.region_code == "17.02") == 2


def test_a_changed_question_says_again_what_it_said(budi: Browser) -> None:
    budi.submit(send(budi, GIFT))
    key = db.session.scalars(select(Question).where(Question.title == "Hari")).one()
    preview = send(
        budi, f"// [id:{key.slug}] [tag:baru]\n::Hari Selasa::Apa sesudah Senin? {{=Selasa ~Rabu ~Kamis}}"
    )
    assert "Berubah: 1" in preview.words

    done = budi.follow(budi.submit(preview))
    assert ours() == ["Hari Selasa", "Minggu"]
    budi.submit(done)

    assert ours() == ["Hari", "Minggu"]
    db.close()
    versions = db.session.scalars(
        select(QuestionVersion).where(QuestionVersion.question_id == key.id).order_by(QuestionVersion.number)
    ).all()
    assert [one.body["stem"] for one in versions] == [
        "Hari apa sesudah Senin?",
        "Apa sesudah Senin?",
        "Hari apa sesudah Senin?",
    ]
    assert versions[0].body == versions[2].body


def test_a_shipped_question_becomes_the_kabupatens_own_copy(budi: Browser) -> None:
    shipped = "asi-air-putih-panas"
    preview = send(budi, f"// [id:{shipped}]\nBolehkah bayi minum air putih? {{=Tidak ~Ya}}")
    assert "Berubah: 1" in preview.words

    done = budi.follow(budi.submit(preview))

    original = db.session.scalars(select(Question).where(Question.slug == shipped)).one()
    copy = db.session.scalars(select(Question).where(Question.copy_of == original.id)).one()
    assert copy.region_code == "17.02"
    budi.submit(done)
    assert reload(Question, copy.id).retired_at is None
    db.close()
    newest = select(QuestionVersion.body).where(QuestionVersion.question_id == copy.id)
    bodies = db.session.scalars(newest.order_by(QuestionVersion.number)).all()
    was = db.session.scalars(
        select(QuestionVersion.body).where(QuestionVersion.question_id == original.id)
    ).one()
    assert bodies[-1]["stem"] == was["stem"]


def test_undoing_is_refused_where_something_newer_stands(budi: Browser) -> None:
    done = budi.follow(budi.submit(send(budi, GIFT)))
    slug = db.session.scalars(select(Question.slug).where(Question.title == "Hari")).one()
    budi.submit(send(budi, f"// [id:{slug}]\nApa sesudah Senin? {{=Selasa ~Rabu ~Kamis}}"))

    refused = budi.submit(done, status=422)

    assert "Sudah diubah sesudah impor ini: «Hari»" in refused.words
    assert ours() == ["Hari", "Minggu"]


@pytest.mark.usefixtures("one_pdf_a_night")
def test_a_preview_that_nobody_applied_is_forgotten_after_a_week(budi: Browser) -> None:
    send(budi, GIFT)
    applied = budi.follow(budi.submit(send(budi, "Satu lagi? {=ya ~tidak}")))
    db.close()
    with db.transaction() as session:
        session.execute(update(QuestionImport).values(at=now() - timedelta(days=8)))

    db.close()
    assert budi.app.test_cli_runner().invoke(args=["nightly"]).exit_code == 0

    assert count_rows(QuestionImport) == 1
    assert count_rows(QuestionImportItem) == 0
    assert budi.open(applied.response.request.path).heading == "Impor selesai"
