"""Bu Rina records Siti's trainings by hand, and takes one back that was somebody else's."""

from datetime import date

import pytest

from app.audit import AuditEvent
from app.db import db
from app.registry import operations
from app.registry.models import Cadre, Training
from tests.client import Browser
from tests.factories import Make, count_rows, reload


def test_a_training_makes_her_trained_until_it_is_withdrawn(browser: Browser, make: Make) -> None:
    siti = make.cadre("Siti")
    browser.sign_in(make.user("dpmd").sign_in_name)

    page = browser.get("registry.list_trainings", number=siti.number)
    assert "Belum ada catatan pelatihan." in page.words
    for title in ("25 keterampilan", "Gizi balita"):
        browser.submit(page, title=title, starts_on="2024-05-20", source="daftar hadir")
    assert reload(Cadre, siti.id).trained

    for left in (True, False):
        page = browser.get("registry.list_trainings", number=siti.number)
        browser.submit(browser.click(page, "Tarik"))
        assert reload(Cadre, siti.id).trained is left

    page = browser.get("registry.list_trainings", number=siti.number)
    assert [cell.get_text() for cell in page.select("td s")] == ["Gizi balita", "25 keterampilan"]
    assert count_rows(Training) == 4
    assert count_rows(AuditEvent, AuditEvent.subject_kind == "training") == 4


def test_withdrawing_twice_is_once(browser: Browser, make: Make) -> None:
    siti = make.cadre("Siti")
    training = make.training(siti)
    browser.sign_in(make.user("dpmd").sign_in_name)

    page = browser.get("registry.withdraw_training", number=siti.number, training_id=training.id)
    browser.submit(page)
    browser.submit(page)

    assert count_rows(Training) == 2


def test_each_write_says_how_to_undo_it(browser: Browser, make: Make) -> None:
    siti = make.cadre("Siti")
    browser.sign_in(make.user("dpmd").sign_in_name)
    page = browser.get("registry.list_trainings", number=siti.number)
    told = browser.submit(page, title="Gizi balita", starts_on="2024-05-20", source="daftar hadir")

    ask = browser.open(str(browser.follow(told).select(".note a")[0]["href"]))
    gone = browser.follow(browser.submit(ask))
    assert not reload(Cadre, siti.id).trained

    again = browser.click(gone, "Catat lagi")
    assert (again.value("#title"), again.value("#starts_on")) == ("Gizi balita", "2024-05-20")
    browser.submit(again)
    assert reload(Cadre, siti.id).trained


@pytest.mark.parametrize("asked", ["bukan-uuid", ""])
def test_an_odd_address_gives_the_empty_form(browser: Browser, make: Make, asked: str) -> None:
    siti = make.cadre("Siti")
    browser.sign_in(make.user("dpmd").sign_in_name)

    assert browser.get("registry.list_trainings", number=siti.number, seperti=asked).value("#title") == ""


def test_wrong_days_are_explained(browser: Browser, make: Make) -> None:
    siti = make.cadre("Siti")
    browser.sign_in(make.user("dpmd").sign_in_name)

    page = browser.get("registry.list_trainings", number=siti.number)
    again = browser.submit(
        page, status=422, title="Gizi", starts_on="2024-05-20", ends_on="2024-05-19", source="SK"
    )

    assert "tidak boleh sebelum hari pertama" in again.words
    assert count_rows(Training) == 0


def test_another_cadres_training_is_not_found(browser: Browser, make: Make) -> None:
    siti, dewi = make.cadre("Siti"), make.cadre("Dewi")
    training = make.training(dewi)
    browser.sign_in(make.user("dpmd").sign_in_name)

    browser.get("registry.withdraw_training", status=404, number=siti.number, training_id=training.id)


def test_a_class_of_many_is_one_call(make: Make) -> None:
    cadres = [make.cadre(f"Siti {at}") for at in range(3)]

    with db.transaction():
        day = date(2024, 5, 20)
        operations.add_training([c.id for c in cadres], "Gizi", day, day, source="daftar hadir", by=None)

    assert count_rows(Training) == 3
    assert count_rows(Cadre, Cadre.trained.is_(True)) == 3
