"""Bu Rina adds Siti, corrects her data, moves her, notes that she stopped, brings her back; every step can be undone."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from app.audit import AuditEvent
from app.clock import today
from app.db import db
from app.registry.models import Cadre, Placement, Posyandu, Standing
from app.registry.numbers import is_number
from tests.client import Browser
from tests.factories import Make, count_rows, reload

FAR = "17.02.10.2001"


@pytest.fixture
def rina(browser: Browser, make: Make) -> Browser:
    browser.sign_in(make.user("dpmd").sign_in_name)
    return browser


@pytest.fixture
def melati(make: Make) -> Posyandu:
    return make.posyandu("Melati")


@pytest.fixture
def mawar(make: Make) -> Posyandu:
    return make.posyandu("Mawar", "17.02.09.1013")


def standings(cadre: Cadre) -> list[tuple[str, str, bool, date]]:
    db.close()
    rows = db.session.execute(
        select(Standing.region_code, Standing.level_code, Standing.active, Standing.since)
        .where(Standing.cadre_id == cadre.id)
        .order_by(Standing.recorded_at, Standing.id)
    ).all()
    db.close()
    return [(region, level, active, since) for region, level, active, since in rows]


def test_a_new_cadre_gets_a_number_for_life(rina: Browser, melati: Posyandu) -> None:
    page = rina.get("registry.new_cadre", posyandu=melati.id)
    after = rina.submit(page, name="  Siti   Rahayu ", birth_year="1985", phone="0812-3456-7890")

    siti = db.session.scalar(select(Cadre))
    assert siti is not None
    assert is_number(siti.number)
    assert after.response.location == f"/kader/{siti.number}"
    assert (siti.name, siti.sort_name, siti.birth_year, siti.posyandu_id) == (
        "Siti Rahayu",
        "siti rahayu",
        1985,
        melati.id,
    )
    assert (siti.level_code, siti.region_code, siti.trained) == ("belum-dinilai", melati.region_code, False)
    assert standings(siti) == [(melati.region_code, "belum-dinilai", True, today())]
    assert count_rows(Placement) == 1
    assert count_rows(AuditEvent, AuditEvent.verb == "added", AuditEvent.subject_kind == "cadre") == 1


def test_what_was_typed_stays_when_something_is_wrong(rina: Browser, melati: Posyandu) -> None:
    page = rina.submit(
        rina.get("registry.new_cadre"),
        status=422,
        posyandu=str(melati.id),
        name="Siti",
        birth_year="85",
        phone="nomor",
        since="2999-01-01",
        started_year="1900",
    )

    errors = [error.get_text() for error in page.select(".error")]
    assert len(errors) == 4
    assert page.value("#name") == "Siti"
    assert page.value("#birth_year") == "85"
    assert [option["value"] for option in page.select("#posyandu option[selected]")] == [str(melati.id)]
    assert count_rows(Cadre) == 0


def test_a_correction_keeps_her_number_and_place(rina: Browser, make: Make) -> None:
    siti = make.cadre("Siti Rahayo", phone="081234567890", fields=["sosial"])

    page = rina.get("registry.edit_cadre", number=siti.number)
    assert [box["value"] for box in page.select("input[type=checkbox][checked]")] == ["sosial"]
    rina.submit(page, name="Siti Rahayu", phone="", fields_served=["kesehatan", "sosial"])

    now = reload(Cadre, siti.id)
    assert (now.name, now.phone, now.fields, now.number) == (
        "Siti Rahayu",
        None,
        ["kesehatan", "sosial"],
        siti.number,
    )
    event = db.session.scalar(select(AuditEvent).where(AuditEvent.verb == "changed"))
    assert event is not None
    assert event.details == {"columns": ["fields", "name", "phone", "sort_name"]}  # names, no values


def test_moving_adds_a_placement_and_a_standing(rina: Browser, make: Make, mawar: Posyandu) -> None:
    siti = make.cadre("Siti")

    page = rina.get("registry.move_cadre", number=siti.number)
    after = rina.submit(page, posyandu=str(mawar.id), since="2025-01-15")

    now = reload(Cadre, siti.id)
    assert (now.posyandu_id, now.region_code) == (mawar.id, mawar.region_code)
    assert standings(siti)[-1] == (mawar.region_code, "belum-dinilai", True, date(2025, 1, 15))
    assert count_rows(Placement) == 2
    back = rina.follow(after).select_one(".note a")
    assert back is not None
    undo = rina.open(str(back["href"]))
    rina.submit(undo)
    assert reload(Cadre, siti.id).posyandu_id == siti.posyandu_id
    assert count_rows(Placement) == 3


def test_a_move_within_a_desa_adds_no_standing(rina: Browser, make: Make, melati: Posyandu) -> None:
    siti = make.cadre("Siti", make.posyandu("Anggrek"))

    rina.submit(rina.get("registry.move_cadre", number=siti.number), posyandu=str(melati.id))

    assert len(standings(siti)) == 1
    assert count_rows(Placement) == 2


@pytest.mark.parametrize(
    ("since", "words"),
    [
        ("2019-12-31", "1 Januari 2020 atau sesudahnya"),
        ((today() + timedelta(days=1)).isoformat(), "hari ini atau sebelumnya"),
        ("besok", "Tulis tanggal seperti"),
        ("", "wajib diisi"),
    ],
)
def test_a_wrong_day_is_explained(rina: Browser, make: Make, mawar: Posyandu, since: str, words: str) -> None:
    siti = make.cadre("Siti")

    page = rina.get("registry.move_cadre", number=siti.number)
    again = rina.submit(page, status=422, posyandu=str(mawar.id), since=since)

    assert words in again.words
    assert count_rows(Placement) == 1


def test_she_cannot_be_moved_to_where_she_is_or_outside_or_to_a_closed_place(
    rina: Browser, make: Make, melati: Posyandu
) -> None:
    siti = make.cadre("Siti", melati)
    closed = make.posyandu("Tutup", closed_at=date(2024, 1, 1))
    outside = make.posyandu("Luar", "17.03.01.2001")

    page = rina.get("registry.move_cadre", number=siti.number)
    assert "memang sudah bertugas" in rina.submit(page, status=422, posyandu=str(melati.id)).words
    for other in (str(closed.id), str(outside.id), "x", ""):
        rina.submit(page, status=422, posyandu=other)
    assert count_rows(Placement) == 1


def test_stopping_and_coming_back_are_dated(rina: Browser, make: Make, mawar: Posyandu) -> None:
    siti = make.cadre("Siti", level_code="madya")

    rina.submit(rina.get("registry.leave", number=siti.number), day="2025-03-01")
    assert reload(Cadre, siti.id).left_at == date(2025, 3, 1)
    again = rina.submit(rina.get("registry.leave", number=siti.number), status=422)
    assert "sudah dicatat berhenti" in again.words
    move = rina.submit(
        rina.get("registry.move_cadre", number=siti.number), status=422, posyandu=str(mawar.id)
    )
    assert "Kembalikan dulu" in move.words

    early = rina.submit(rina.get("registry.return_", number=siti.number), status=422, since="2025-02-01")
    assert "1 Maret 2025 atau sesudahnya" in early.words
    rina.submit(rina.get("registry.return_", number=siti.number), since="2025-06-01", posyandu=str(mawar.id))

    assert reload(Cadre, siti.id).left_at is None
    assert [(region, active) for region, _level, active, _since in standings(siti)] == [
        (siti.region_code, True),
        (siti.region_code, False),
        (mawar.region_code, True),
    ]
    assert "masih aktif" in rina.submit(rina.get("registry.return_", number=siti.number), status=422).words


def test_an_officer_of_a_neighbour_finds_nothing(browser: Browser, make: Make) -> None:
    siti = make.cadre("Siti")
    browser.sign_in(make.user("dpmd", "17.03").sign_in_name)

    for endpoint in ("edit_cadre", "move_cadre", "leave", "return_", "list_trainings"):
        browser.get(f"registry.{endpoint}", status=404, number=siti.number)
    browser.get("registry.edit_cadre", status=404, number="tidak-ada")


def test_an_expired_form_changes_nothing(rina: Browser, make: Make) -> None:
    siti = make.cadre("Siti")

    page = rina.get("registry.edit_cadre", number=siti.number)
    again = rina.submit(page, status=422, name="Lain", csrf_token="x")

    assert "sudah lama terbuka" in again.words
    assert again.value("#name") == "Lain"
    assert reload(Cadre, siti.id).name == "Siti"
