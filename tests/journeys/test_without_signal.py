"""Siti on a hill: she reads and answers without signal, signs in elsewhere meanwhile; nothing is lost, nothing doubled."""

import json
from collections.abc import Iterator
from pathlib import Path

import playwright.sync_api
import pytest

from tests.journeys.chromium import Chromium
from tests.journeys.conftest import Serve
from tests.journeys.lynx import Lynx
from tests.journeys.offline import Phone, answers_of, until
from tests.journeys.server import AGAIN, Server
from tests.journeys.story import sign_in

MODULE, QUIZ, NAME = "/belajar/bicara-dengan-ibu", "/kuis/bicara-dengan-ibu", "kader"
LESSONS = ("sapa-lalu-dengar", "saji-di-rumah", "ibu-ragu-imunisasi", "rahasia-dan-satu-langkah")
WAITING, SAVED, CONFLICT = "menunggu sinyal", "tersimpan di server", "belum diganti"


@pytest.fixture
def server(serve: Serve) -> Server:
    """A server with the demo data."""
    return serve("sqlite")


@pytest.fixture
def siti(server: Server, browser_program: playwright.sync_api.Browser) -> Iterator[Phone]:
    """Siti's phone: she has opened a module and begun a quiz, all on one page."""
    phone = Phone(browser_program, server.address)
    begin(phone)
    yield phone
    phone.close()


def begin(siti: Phone) -> None:
    """Sign in, open a lesson, start the quiz, and open all its questions; wait until the helper has kept both."""
    sign_in(siti, NAME)
    siti.open(f"{MODULE}/{LESSONS[0]}")
    siti.wait_until_kept("/luring", MODULE, *(f"{MODULE}/{lesson}" for lesson in LESSONS))
    siti.open(MODULE)
    assert "Modul ini juga terbaca tanpa sinyal di HP ini." in siti.text
    siti.open(QUIZ)
    siti.click("Mulai kuis")
    siti.click("Semua soal di satu halaman")
    siti.wait_until_kept(siti.path)


@pytest.fixture
def another_phone(
    siti: Phone, server: Server, browser_program: playwright.sync_api.Browser
) -> Iterator[Phone]:
    """Another phone on which Siti signs in, at the same questions."""
    phone = Phone(browser_program, server.address)
    sign_in(phone, NAME)
    phone.open(siti.path)
    yield phone
    phone.close()


def test_she_reads_and_answers_and_comes_back(siti: Phone, another_phone: Phone, server: Server) -> None:
    whole = siti.path
    siti.cut()
    read_without_signal(siti)
    siti.click("Kuis: Bicara dengan ibu")
    assert siti.path == whole
    first, second, third = answer_three(siti, server)

    another_phone.answer(2, 1)
    assert another_phone.state(2) == SAVED
    elsewhere = another_phone.given(2)
    assert elsewhere != second
    siti.mend()
    for position, state in ((1, SAVED), (2, CONFLICT), (3, SAVED)):
        siti.wait_for(position, state)

    assert saved(server) == {1: [first], 2: [elsewhere], 3: [third]}
    assert (siti.given(1), siti.given(2), siti.given(3)) == (first, second, third)
    assert "Soal ini sudah punya jawaban lain yang tersimpan di server." in siti.text
    assert "1 jawaban di HP ini belum tersimpan di server." in siti.text
    siti.page.locator("#soal-2 .act button").click()  # her own choice is ticked: one tap
    siti.wait_for(2, SAVED)
    assert saved(server) == {1: [first], 2: [elsewhere, second], 3: [third]}
    assert "di HP ini belum tersimpan" not in siti.text


def read_without_signal(siti: Phone) -> None:
    siti.open(f"{MODULE}/{LESSONS[1]}")
    assert "Belum ada sinyal. Ini simpanan di HP" in siti.text
    assert siti.page.locator("main img").first.evaluate("one => one.complete && one.naturalWidth > 0")
    assert "Siti" not in siti.text
    assert siti.page.locator(".who").inner_text() == "Masuk"
    siti.open("/beranda")
    assert "Tanpa sinyal" in siti.text
    assert siti.can_click("Bicara dengan ibu")


def answer_three(siti: Phone, server: Server) -> tuple[list[str], ...]:
    """Answer the first three questions, the first one twice; return what she chose last."""
    siti.answer(1, 1)
    for position in (1, 2, 3):
        siti.answer(position, 0)
        assert siti.state(position) == WAITING
        assert siti.page.url.endswith(f"#soal-{position}")
    assert siti.state(4) == "belum dijawab"
    assert saved(server) == {}
    return tuple(siti.given(position) for position in (1, 2, 3))


def saved(server: Server) -> dict[int, list[list[str]]]:
    """Return what the server has of Siti's answers, as the forms would send them."""
    return {
        position: [sorted(json.loads(value)) for value in values]
        for position, values in answers_of(server, NAME).items()
    }


def test_only_what_has_no_name_is_kept(siti: Phone) -> None:
    whole = siti.path
    for path in ("/beranda", "/akun", "/jenjang", "/belajar", QUIZ, f"{whole[:-5]}1", MODULE, whole):
        siti.open(path)
    siti.open("/akun")
    name = siti.page.locator(".who a").first.inner_text()
    assert name in siti.page.content()

    kept = siti.kept_text()

    pages = {path for path in siti.kept() if not path.startswith(("/static/", "/media/"))}
    assert pages == {"/luring", MODULE, whole, *(f"{MODULE}/{lesson}" for lesson in LESSONS)}
    assert "Simpan soal 1" in kept
    assert name not in kept
    assert "/keluar" not in kept


def test_her_session_ends_before_the_signal_is_back(
    siti: Phone, another_phone: Phone, server: Server
) -> None:
    whole = siti.path
    siti.cut()
    siti.answer(1, 0)
    siti.answer(2, 0)
    another_phone.open("/akun")
    another_phone.click("Keluar dari semua HP")
    siti.mend()

    until(lambda: sorted(saved(server)) == [1, 2], lambda: f"the server has {saved(server)}")
    sign_in(siti, NAME)
    siti.open(whole)
    assert (siti.state(1), siti.state(2)) == (SAVED, SAVED)
    assert [len(values) for values in saved(server).values()] == [1, 1]


def test_she_signs_out_before_the_server_is_back(siti: Phone, server: Server) -> None:
    whole = siti.path
    elsewhere = siti.another_tab()
    elsewhere.open("/keluar")
    server.kill()
    siti.answer(1, 0)
    assert siti.state(1) == WAITING
    server.start(AGAIN)
    assert saved(server) == {}
    elsewhere.click("Keluar")  # the first that the helper hears of the server

    until(lambda: sorted(saved(server)) == [1], lambda: f"the server has {saved(server)}")
    siti.page.wait_for_url("**/masuk**")
    assert whole not in siti.kept()  # nobody's quiz stays on a phone that was signed out
    assert [len(values) for values in saved(server).values()] == [1]


def test_an_answer_that_comes_too_late_is_said_until_she_lets_go(
    siti: Phone, another_phone: Phone, server: Server
) -> None:
    siti.cut()
    siti.answer(1, 0)
    another_phone.click("Periksa dan kirim")
    another_phone.click("Kirim walau belum lengkap")
    siti.mend()
    siti.page.wait_for_url("**/hasil*")  # read anew, the page of all questions leads there

    assert "1 jawaban di HP ini belum tersimpan di server." in siti.text
    siti.click("Lihat")
    assert "Soal 1 tidak ikut dihitung" in siti.text
    assert "Kuis ini sudah selesai." in siti.text
    siti.click("Buang jawaban dari HP ini")
    assert siti.path == "/luring"
    assert "Jawaban yang belum tersimpan" not in siti.text
    siti.open("/beranda")
    assert "di HP ini belum tersimpan" not in siti.text
    assert saved(server) == {}


def test_a_conflict_may_be_let_go(siti: Phone, another_phone: Phone, server: Server) -> None:
    siti.cut()
    siti.answer(1, 0)
    another_phone.answer(1, 1)
    siti.mend()
    siti.wait_for(1, CONFLICT)

    siti.click("Buang jawaban dari HP ini")

    siti.wait_for(1, SAVED)
    assert siti.given(1) == another_phone.given(1)
    assert [len(values) for values in saved(server).values()] == [1]


def test_another_version_of_the_helper_keeps_what_waits(
    siti: Phone, server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    siti.answer(2, 0)
    server.kill()
    siti.answer(1, 0)
    assert siti.state(1) == WAITING
    monkeypatch.setenv("OFFLINE", "0")  # another program at /sw.js, which removes the helper
    server.start(AGAIN)
    siti.page.evaluate("navigator.serviceWorker.ready.then(one => one.update())")
    until(lambda: siti.kept() == [], lambda: f"still kept: {siti.kept()}")
    siti.open("/beranda")
    assert not siti.page.evaluate("Boolean(navigator.serviceWorker.controller)")
    assert sorted(saved(server)) == [2]
    server.stop()
    monkeypatch.delenv("OFFLINE")
    server.start(AGAIN)
    siti.open("/beranda")

    until(lambda: sorted(saved(server)) == [1, 2], lambda: f"the server has {saved(server)}")


def test_on_postgresql(serve: Serve, browser_program: playwright.sync_api.Browser) -> None:
    server = serve("postgresql")
    siti = Phone(browser_program, server.address)
    begin(siti)
    siti.cut()
    chosen = answer_three(siti, server)
    siti.mend()

    siti.wait_for(3, SAVED)
    assert saved(server) == {n: [given] for n, given in enumerate(chosen, 1)}
    siti.close()


def test_all_questions_without_scripts(
    server: Server, browser_program: playwright.sync_api.Browser, tmp_path: Path
) -> None:
    siti = Chromium(browser_program, server.address, scripts=False)
    sign_in(siti, "kader2")
    siti.open(QUIZ)
    siti.click("Mulai kuis")
    siti.click("Semua soal di satu halaman")
    assert "tanpa sinyal" not in siti.text
    siti.page.locator("#soal-1 label.opt").first.click()
    siti.click("Simpan soal 1")
    assert "1 dari 8 soal tersimpan di server." in siti.text
    siti.close()

    again = Lynx(server.address, tmp_path)
    sign_in(again, "kader2")
    again.open(QUIZ)
    again.click("Semua soal di satu halaman")
    assert "Soal 1 tersimpan di server" in again.text
    assert again.can_click("Simpan soal 8")
    again.click("Simpan soal 1")  # what stands, once more
    assert "1 dari 8 soal tersimpan di server." in again.text
    again.close()
