"""Pak Budi looks before he marks anew; who must not see it does not."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import select

from app.auth.models import Role
from app.db import db
from app.places import list_desa
from app.registry.models import Cadre
from assessments.attempts.models import Correction
from assessments.attempts.operations import finish_attempt
from assessments.bank.models import Question, QuestionVersion
from tests.assessments.attempts.stories import answer_all
from tests.client import Browser
from tests.factories import DESA, Make, count_rows, reload

REASON = "Kunci soal ini keliru; yang kedua yang benar."


@pytest.fixture
def budi(browser: Browser, make: Make) -> Browser:
    browser.sign_in(make.user(Role.TRAINER, region="17.02", sign_in_name="budi").sign_in_name)
    return browser


@pytest.fixture
def slug(make: Make) -> str:
    """A question of the kabupaten that Siti (in Curup) and Dewi (elsewhere) answered with the second option, then mended."""
    versions = [make.question(region_code="17.02") for _ in range(2)]
    quiz = make.fixed_quiz(versions, region_code="17.02")
    elsewhere = next(one.code for one in list_desa("17.02") if not one.code.startswith("17.02.09"))
    for name, desa in (("Siti Rahayu", DESA), ("Dewi Lestari", elsewhere)):
        attempt = make.attempt(make.cadre(name, posyandu=make.posyandu(desa=desa)).id, quiz)
        answer_all(attempt, ["b", "a"])
        with db.transaction():
            finish_attempt(attempt.id, "sent", None)
    with db.transaction() as session:
        body = {**versions[0].body}
        body["options"] = [{**one, "correct": one["id"] == "b"} for one in body["options"]]
        session.add(
            QuestionVersion(
                question_id=versions[0].question_id,
                number=2,
                type="single",
                difficulty=1,
                body=body,
                unreviewed=False,
            )
        )
    return str(reload(Question, versions[0].question_id).slug)


def look(budi: Browser, slug: str, **said: Any) -> Any:
    """Fill the form in and open what it shows."""
    page = budi.get("corrections.show", slug=slug)
    right = page.select("select[name=right] option")[0]["value"]
    return budi.get(
        "corrections.show", slug=slug, **{"right": right, "policy": "kind", "reason": REASON, **said}
    )


def test_he_sees_who_would_change_and_then_it_changes(budi: Browser, slug: str) -> None:
    page = look(budi, slug)

    assert "2 dari 2 kuis mendapat nilai lain." in page.words
    assert "Siti Rahayu" in page.words
    assert "50 menjadi 100, lulus" in page.words
    assert page.response.headers["Cache-Control"] == "no-store"
    assert count_rows(Correction) == 0

    done = budi.follow(budi.submit(page))
    assert "Nilai 2 kuis sudah diperbaiki." in done.words
    assert count_rows(Correction) == 1


def test_a_reason_is_needed(budi: Browser, slug: str) -> None:
    page = look(budi, slug, reason="salah")

    assert "Paling sedikit 10 huruf." in page.words or "Antara 10 dan 200 huruf." in page.words
    assert "Yang akan berubah" not in page.words


def test_a_trainer_of_a_kecamatan_sees_her_own_by_name(
    make: Make, slug: str, new_browser: Callable[[], Browser]
) -> None:
    ani = new_browser()
    ani.sign_in(make.user(Role.TRAINER, region="17.02.09", sign_in_name="ani").sign_in_name)

    page = look(ani, slug)

    assert "2 dari 2 kuis mendapat nilai lain. 1 kader di antaranya di luar wilayah Anda." in page.words
    assert "Siti Rahayu" in page.words
    assert "Dewi Lestari" not in page.words


def test_a_second_tap_is_refused(budi: Browser, slug: str) -> None:
    page = look(budi, slug)
    budi.submit(page)

    again = budi.submit(page, status=422)

    assert "Ada kuis yang selesai sejak dampak ini dihitung." in again.words
    assert count_rows(Correction) == 1


def test_siti_is_told(budi: Browser, make: Make, slug: str, new_browser: Callable[[], Browser]) -> None:
    budi.submit(look(budi, slug))
    db.close()
    hers = db.session.scalars(select(Cadre).where(Cadre.name == "Siti Rahayu")).one()
    siti = new_browser()
    siti.sign_in(make.cadre_user(hers).sign_in_name)

    page = siti.get("home.first")

    assert f"Nilai Anda diperbaiki dari 50 menjadi 100. Alasannya: {REASON}" in page.words
    assert REASON in siti.click(page, "Kuis").words


def test_what_nobody_answered_has_nothing_to_correct(budi: Browser, make: Make) -> None:
    version = make.question(region_code="17.02")
    slug = reload(Question, version.question_id).slug

    assert "belum pernah dijawab" in budi.get("corrections.show", slug=slug).words
