"""Bu Rina reads figures that equal those counted from the records, before and after things happen."""

from datetime import timedelta

from sqlalchemy import select

from app.clock import today
from app.db import db
from app.places import Region
from app.registry.models import Cadre, Posyandu, Training
from app.registry.operations import add_training, leave, move_cadre, return_, withdraw_training
from app.registry.posyandu_operations import close_posyandu
from app.web import Portal
from assessments.competency.operations import record_paper_level, withdraw_paper_level
from tests.client import Browser
from tests.queries import counted
from tests.tracking.dashboards.stories import figures, recount, shown

REGIONS = ("17", "17.02", "17.02.09", "17.02.16")
WIDTHS = {2: 5, 5: 8, 8: 13}


def _compare(browser: Browser, codes: tuple[str, ...]) -> None:
    names = {region.code: region.name for region in db.session.scalars(select(Region))}
    for code in codes:
        page = browser.get("dashboards.show_region", code=code)
        rows, by_child, whole = shown(page), recount(WIDTHS[len(code)]), recount(len(code))
        children = [one for one in names if one.startswith(code + ".") and len(one) == WIDTHS[len(code)]]
        assert len(children) == len(page.select("#tabel tbody tr"))
        for child in children:
            assert rows[names[child]] == figures(by_child[child]), child
        assert rows["Jumlah"] == figures(whole[code])
        for level, count in whole[code].levels.items():
            (pill,) = page.select(f".card .pill.{level}")
            assert pill.get_text().endswith(f" {count:,}".replace(",", "."))


def _desa(browser: Browser, code: str) -> None:
    page = browser.get("dashboards.show_region", code=code)
    own, rows = recount(13)[code], shown(page)
    assert rows.get("Jumlah", next(iter(rows.values()))) == figures(own)[:4]
    kpis = " ".join(one.get_text(" ", strip=True) for one in page.select(".kpi"))
    assert f"{own.posyandu} Posyandu, {own.life_cycle} Siklus Hidup" in kpis


def test_every_figure_equals_the_records(demo_app: Portal) -> None:
    rina = Browser(demo_app)
    rina.sign_in("dpmd", "123456")
    page = rina.get("dashboards.show_region", code="17.02")

    assert page.heading == "Kemajuan kader Kabupaten Rejang Lebong"
    kpis = [one.get_text(" ", strip=True) for one in page.select(".kpi")]
    assert kpis[0] == "1.550 kader di 156 desa/kelurahan"
    assert kpis[1].startswith("10 % sudah dilatih")
    assert kpis[2] == "1.148 sudah dinilai (74 %)"
    assert kpis[3] == "212 Posyandu, 185 Siklus Hidup"
    _compare(rina, REGIONS[1:])
    for code in ("17.02.09.1012", "17.02.06.2001"):
        _desa(rina, code)


def test_and_still_does_after_a_busy_day(demo_app: Portal) -> None:
    rina = Browser(demo_app)
    rina.sign_in("dpmd", "123456")

    _busy_day()

    _compare(rina, ("17.02", "17.02.09"))
    for code in ("17.02.09.1012", "17.02.09.1013"):
        _desa(rina, code)


def _busy_day() -> None:
    """People move, leave, come back, are trained, assessed and taken back; a Posyandu closes."""
    day = today()
    db.close()
    with db.transaction() as session:
        here = list(session.scalars(select(Cadre).where(Cadre.region_code == "17.02.09.1012").limit(8)))
        there = session.scalars(
            select(Posyandu).where(Posyandu.region_code == "17.02.09.1013", Posyandu.closed_at.is_(None))
        ).first()
        assert there is not None
        move_cadre(here[0].id, there, day, None)
        leave(here[1].id, day, None)
        leave(here[2].id, day - timedelta(days=1), None)
        return_(here[2].id, there, day, None)
        trained = add_training([one.id for one in here[3:6]], "Bimtek", day, day, source="hadir", by=None)
        withdraw_training(trained[0].id, None)
        known = session.scalars(select(Training.id).where(Training.withdraws.is_(None)).limit(1)).one()
        withdraw_training(known, None)
        record_paper_level(here[6].id, "utama", day, "SK", None)
        paper = record_paper_level(here[7].id, "madya", day, "SK", None)
        withdraw_paper_level(paper.id, "salah orang", None)
        emptied = Posyandu(name="Baru", sort_name="baru", region_code="17.02.09.1012")
        session.add(emptied)
        session.flush()
        close_posyandu(emptied.id, day, None)


def test_a_page_costs_a_handful_of_statements(demo_app: Portal) -> None:
    rina = Browser(demo_app)
    rina.sign_in("dpmd", "123456")
    for code, statements in (("17.02", 5), ("17.02.09", 5), ("17.02.09.1012", 4)):
        with counted() as sent:  # the user, the regions around, cadres, Posyandu, desa; a desa counts no desa
            rina.get("dashboards.show_region", code=code)
        assert len(sent) == statements, sent
