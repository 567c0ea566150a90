"""`levels recompute` finds what somebody changed behind the portal's back, and mends it."""

import json
import time
from datetime import date

import sqlalchemy as sa

from app.db import db, new_id
from app.registry.models import Cadre, Placement, Standing
from app.registry.operations import add_training
from app.web import Portal
from assessments.competency.commands import levels
from assessments.competency.operations import record_paper_level
from tests.factories import Make, count_rows, reload

DAY = date(2025, 10, 15)


def recompute(app: Portal, *options: str) -> tuple[int, str]:
    db.close()
    result = app.test_cli_runner().invoke(levels, ["recompute", *options])
    return result.exit_code, result.output


def spoil(cadre: Cadre, **values: object) -> None:
    with db.transaction() as session:
        session.execute(sa.update(Cadre).where(Cadre.id == cadre.id).values(values))


def test_all_is_as_the_records_say(app: Portal, make: Make) -> None:
    siti, dewi = make.cadre(), make.cadre("Dewi")
    make.shown(siti, "PBH")
    with db.transaction():
        record_paper_level(dewi.id, "utama", DAY, "Surat 7", None)
        add_training([dewi.id], "Bimtek", DAY, DAY, source="Daftar hadir", by=None)

    code, output = recompute(app, "--check", "--json")

    assert (code, json.loads(output)) == (0, {"cadres": 2, "differ": 0})


def test_check_changes_nothing_and_ends_with_one(app: Portal, make: Make) -> None:
    siti = make.cadre(number="12345670")
    make.shown(siti, "PBH")
    spoil(siti, level_code="utama", skills_mastered=25, trained=True, region_code="17.02.09.1013")

    code, output = recompute(app, "--check")

    assert code == 1
    assert "12345670: region_code, level_code, skills_mastered, trained" in output
    assert "1 kader, 1 berbeda" in output
    assert reload(Cadre, siti.id).level_code == "utama"


def test_recompute_mends_and_then_nothing_differs(app: Portal, make: Make) -> None:
    siti = make.cadre()
    make.shown(siti, "PBH")
    spoil(siti, level_code="utama", skills_mastered=25, trained=True, region_code="17.02.09.1013")

    assert recompute(app, "--json") == (0, '{"cadres": 1, "differ": 1}\n')

    now = reload(Cadre, siti.id)
    assert (now.level_code, now.skills_mastered, now.trained, now.region_code) == (
        "pratama",
        17,
        False,
        siti.region_code,
    )
    assert recompute(app, "--check")[0] == 0


def test_a_history_that_says_something_else_is_a_difference(app: Portal, make: Make) -> None:
    siti = make.cadre()
    with db.transaction() as session:
        wrong = {"region_code": siti.region_code, "level_code": "utama", "active": True, "since": DAY}
        session.add(Standing(cadre_id=siti.id, **wrong))

    assert "standing" in recompute(app, "--check")[1]
    recompute(app)
    assert recompute(app, "--check")[0] == 0


def test_records_of_a_merged_cadre_count_for_the_survivor(app: Portal, make: Make) -> None:
    siti, twin = make.cadre(), make.cadre("Siti R.")
    make.shown(siti, "PB")
    make.shown(twin, "R")
    spoil(twin, merged_into=siti.id)

    assert "level_code, skills_mastered" in recompute(app, "--check")[1]
    recompute(app)

    assert reload(Cadre, siti.id).level_code == "pratama"
    assert recompute(app, "--check", "--json") == (0, '{"cadres": 1, "differ": 0}\n')


def test_a_kabupaten_is_counted_within_seconds(app: Portal, make: Make) -> None:
    first = make.cadre()
    with db.transaction() as session:
        base = {"number": "x", "name": "K", "sort_name": "k", "posyandu_id": first.posyandu_id}
        keys = [new_id() for _ in range(2_500)]
        rows = [
            {**base, "id": key, "number": f"{n:08d}", "region_code": first.region_code, "fields": []}
            for n, key in enumerate(keys)
        ]
        session.execute(sa.insert(Cadre), rows)
        session.execute(
            sa.insert(Placement),
            [{"cadre_id": key, "posyandu_id": first.posyandu_id, "since": DAY} for key in keys],
        )
        stands = {"region_code": first.region_code, "level_code": "belum-dinilai", "active": True}
        session.execute(sa.insert(Standing), [{"cadre_id": key, "since": DAY, **stands} for key in keys])
    began = time.monotonic()

    code, output = recompute(app, "--check", "--json")

    assert (code, json.loads(output)) == (0, {"cadres": 2_501, "differ": 0})
    assert time.monotonic() - began < 10
    assert count_rows(Cadre) == 2_501
