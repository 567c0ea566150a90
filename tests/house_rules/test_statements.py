"""A list of sixty rows asks the database as often as one of five."""

from datetime import date

import pytest

from app.audit import AuditEvent
from app.auth.models import Role
from app.db import db
from app.places import list_desa
from app.registry.models import Training
from app.web import Portal
from tests.client import Browser
from tests.factories import Make
from tests.house_rules.walks import walk
from tests.queries import counted

FEW, MANY = 5, 60
ONLY_HERE = (
    "/kader", "/posyandu", "/pantau", "/pengguna", "/catatan", "/beranda", "/belajar", "/sertifikat", "/kelola",
)  # fmt: skip


def add_people(make: Make, count: int) -> None:
    """Add Posyandu, cadres with an account and a training, officers and audit events in as many desa."""
    for number, desa in enumerate([region.code for region in list_desa("17.02")[:count]]):
        cadre = make.cadre(f"Kader {number} {count}", posyandu=make.posyandu(f"Mawar {number}", desa=desa))
        make.cadre_user(cadre)
        make.user(Role.TRAINER, region=desa[:8])
        db.close()
        with db.transaction() as session:
            day = date(2025, 3, 4)
            session.add(Training(cadre_id=cadre.id, title="Bimtek", starts_on=day, ends_on=day, source="SK"))
            session.add(AuditEvent(verb="tested", subject_kind="cadre", subject_id=str(cadre.id)))


def statements_of(browser: Browser, urls: list[str]) -> dict[str, int]:
    """Return how many statements each page takes."""
    found = {}
    for url in urls:
        with counted() as statements:
            assert browser.raw(url).status_code == 200, url
        found[url] = len(statements)
    return found


@pytest.mark.parametrize("role", [Role.TRAINER, Role.CAMAT, Role.DPMD, Role.ADMIN])
@pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)
def test_a_longer_list_asks_no_more(app: Portal, make: Make, role: Role) -> None:
    add_people(make, FEW)
    browser = Browser(app)
    browser.sign_in(make.user(role).sign_in_name)
    urls = [
        visit.url
        for visit in walk(app, browser, "/beranda")
        if visit.page.status == 200 and visit.page.response.mimetype == "text/html"
    ]
    lists = [url for url in urls if url.startswith(ONLY_HERE)]
    before = statements_of(browser, lists)
    add_people(make, MANY)
    after = statements_of(browser, lists)

    assert {url: (before[url], after[url]) for url in lists if after[url] > before[url]} == {}
    assert any(before.values())
