"""The demo equals what the kabupaten published, in every total, from the records up."""

from datetime import date

from sqlalchemy import func, select

from app.db import db
from app.registry.models import Cadre, Placement, Posyandu, Standing, Training
from app.registry.numbers import is_number
from app.web import Portal
from assessments.certificates.models import Certificate
from assessments.competency.models import Award, Evidence, PaperLevel
from assessments.competency.recount import find_differences
from tests.client import Browser
from tests.factories import count_rows, reload
from tests.tracking.demo.stories import levels_shown, sit_the_quiz_and_pass

ACTIVE = Cadre.left_at.is_(None)


def test_every_total_is_the_published_one(demo_app: Portal) -> None:
    assert count_rows(Cadre, ACTIVE) == 1550
    assert count_rows(Cadre, ACTIVE, Cadre.trained.is_(True)) == 155
    assert count_rows(Cadre, ACTIVE, Cadre.level_code != "belum-dinilai") == 1148
    assert levels_shown() == {"belum-dinilai": 402, "pratama": 944, "madya": 106, "utama": 98}
    assert count_rows(Posyandu, Posyandu.closed_at.is_(None)) == 212
    assert count_rows(Posyandu, Posyandu.closed_at.is_(None), Posyandu.life_cycle_since.is_not(None)) == 185
    desa = db.session.scalar(select(func.count(Posyandu.region_code.distinct())))
    kecamatan = db.session.scalar(select(func.count(func.substr(Posyandu.region_code, 1, 8).distinct())))
    assert (desa, kecamatan) == (156, 15)


def test_the_records_say_what_the_rows_say(demo_app: Portal) -> None:
    found = find_differences()

    assert (found.cadres, found.differences) == (1568, [])
    trained = db.session.scalar(select(func.count(Training.cadre_id.distinct())))
    assert trained == 155


def test_some_levels_rest_on_evidence_and_most_on_paper(demo_app: Portal) -> None:
    by_skill = count_rows(Award)

    assert 200 <= by_skill <= 500
    assert count_rows(PaperLevel) == 1148 - by_skill
    assert count_rows(Certificate) == by_skill
    assert count_rows(Evidence, Evidence.kind != "import") == 0


def test_past_days_have_their_own_figures(demo_app: Portal) -> None:
    changed = count_rows(Standing, Standing.level_code != "belum-dinilai", Standing.since < date(2024, 7, 1))

    assert 100 < changed < 1100
    assert count_rows(Placement) > count_rows(Cadre)  # some have moved


def test_nobody_has_a_real_phone_and_every_number_is_right(demo_app: Portal) -> None:
    assert count_rows(Cadre, Cadre.phone.is_not(None)) == 0
    numbers, names = zip(*db.session.execute(select(Cadre.number, Cadre.name)), strict=True)
    assert all(is_number(number) for number in numbers)
    assert len(set(names)) == len(names)


def test_one_quiz_makes_siti_madya(demo_app: Portal) -> None:
    siti = db.session.scalars(select(Cadre).where(Cadre.name == "Siti Rahayu")).one().id
    assert reload(Cadre, siti).level_code == "pratama"

    sit_the_quiz_and_pass(siti, "bicara-dengan-ibu")

    assert reload(Cadre, siti).level_code == "madya"
    assert levels_shown() == {"belum-dinilai": 402, "pratama": 943, "madya": 107, "utama": 98}
    assert find_differences().differences == []


def test_the_demo_people_sign_in_with_their_pin(demo_app: Portal) -> None:
    first_pages = {
        "kader": "Halo, Bu Siti",
        "kader2": "Halo, Bu Dewi",
        "pelatih": "Kader Anda",
        "dpmd": "Kemajuan kader Kabupaten Rejang Lebong",
        "camat": "Kemajuan kader Kecamatan Curup",
    }
    for name, heading in first_pages.items():
        browser = Browser(demo_app)
        browser.sign_in(name, "123456")
        assert browser.open("/beranda", follow_redirects=True).heading == heading
