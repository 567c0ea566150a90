"""Bu Rina sorts the table and opens the lists of cadres behind its figures."""

import pytest

from app.audit import AuditEvent
from app.registry.models import Cadre
from app.web import Portal
from tests.client import Browser, Page
from tests.factories import count_rows
from tests.tracking.dashboards.stories import shown


@pytest.fixture
def rina(demo_app: Portal) -> Browser:
    browser = Browser(demo_app)
    browser.sign_in("dpmd", "123456")
    return browser


def _names(page: Page) -> list[str]:
    return [str(row.th.get_text(strip=True)) for row in page.select("#tabel tbody tr") if row.th]


def test_a_click_on_a_head_sorts_and_a_second_one_turns_round(rina: Browser) -> None:
    page = rina.open("/pantau/17.02")
    assert _names(page) == sorted(_names(page))

    by_cadres = rina.open(_head(page, "kader"))
    counts = [row[0] for row in list(shown(by_cadres).values())[:-1]]
    assert counts == sorted(counts, reverse=True)
    assert by_cadres.select_one("th[aria-sort=descending] #urut-kader")

    again = rina.open(_head(by_cadres, "kader"))
    assert [row[0] for row in list(shown(again).values())[:-1]] == sorted(counts)
    assert _names(rina.open("/pantau/17.02?urut=-nama")) == sorted(_names(page), reverse=True)
    assert _names(rina.open("/pantau/17.02?urut=apa-saja")) == _names(page)


def _head(page: Page, column: str) -> str:
    link = page.select_one(f"#urut-{column}")
    assert link is not None
    return str(link["href"])


def test_htmx_gets_the_table_alone(rina: Browser) -> None:
    table = rina.open("/pantau/17.02?urut=-kader", headers={"HX-Request": "true"})

    assert table.response.text.lstrip().startswith('<div class="card scroll" id="tabel">')
    assert "HX-Request" in table.response.headers["Vary"]


@pytest.mark.parametrize(
    ("state", "title", "count"),
    [
        ("semua", "Semua kader", "1.550"),
        ("belum-dinilai", "Kader yang belum dinilai", "402"),
        ("dinilai", "Kader yang sudah dinilai", "1.148"),
        ("dilatih", "Kader yang sudah dilatih", "155"),
        ("belum-dilatih", "Kader yang belum dilatih", "1.395"),
        ("pratama", "Kader Pratama", "944"),
        ("utama", "Kader Utama", "98"),
        ("apa-saja", "Semua kader", "1.550"),
    ],
)
def test_behind_each_figure_are_its_cadres(rina: Browser, state: str, title: str, count: str) -> None:
    page = rina.get("dashboards.list_cadres", code="17.02", keadaan=state)

    assert page.heading.startswith(title)
    assert f"1–25 dari {count}" in page.words
    assert len(page.select("tbody tr")) == 25


def test_each_number_leads_to_exactly_its_cadres(rina: Browser) -> None:
    page = rina.get("dashboards.show_region", code="17.02.09.1012")
    links = page.select("#tabel tbody td a, .pills a, .kpi a")
    assert len(links) > 8
    for link in links:
        count = link.get_text(strip=True).split()[-1]
        found = rina.open(str(link["href"]))
        assert f"dari {count}" in found.words, link


def test_looking_at_a_list_is_written_down(rina: Browser) -> None:
    page = rina.get("dashboards.list_cadres", code="17.02.09", cari="siti rahayu")

    assert [row.a.get_text() for row in page.select("tbody tr") if row.a] == ["Siti Rahayu"]
    assert page.response.headers["Cache-Control"] == "no-store"
    seen = AuditEvent.verb == "viewed", AuditEvent.subject_kind == "cadre-list"
    assert count_rows(AuditEvent, *seen) == 1
    assert "Tidak ada kader yang cocok" in rina.open("/pantau/17.02/kader?cari=%25%00zzz").words
    assert count_rows(Cadre) == 1568


def test_paging_keeps_the_question(rina: Browser) -> None:
    page = rina.get("dashboards.list_cadres", code="17.02", keadaan="madya", cari="a")

    following = rina.click(page, "Berikutnya")

    assert following.heading == page.heading
    assert following.value("#cari") == "a"
    assert "26–50" in following.words


def test_what_needs_doing_first_is_said(rina: Browser) -> None:
    words = rina.get("dashboards.show_region", code="17.02").words

    assert "Paling banyak belum dinilai: Curup Utara 52" in words
