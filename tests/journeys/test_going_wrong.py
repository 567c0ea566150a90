"""What goes wrong on a real phone, without scripts: each time a clear message, and nothing lost."""

import json
from collections.abc import Callable, Iterator

import playwright.sync_api
import pytest
import sqlalchemy as sa

from tests.journeys.chromium import Chromium
from tests.journeys.conftest import Serve
from tests.journeys.server import Server
from tests.journeys.story import sign_in, sign_out

QUIZ = "/kuis/bicara-dengan-ibu"
Phone = Callable[[], Chromium]
SAVED = """SELECT a.seq, a.value FROM answer a JOIN attempt t ON t.id = a.attempt_id
JOIN user_account u ON u.cadre_id = t.cadre_id
WHERE u.sign_in_name = 'kader' AND a.position = :position ORDER BY a.seq"""


@pytest.fixture
def server(serve: Serve) -> Server:
    """A server with the demo data."""
    return serve("sqlite")


@pytest.fixture
def phone(server: Server, browser_program: playwright.sync_api.Browser) -> Iterator[Phone]:
    """Open phones, without scripts."""
    phones: list[Chromium] = []

    def another() -> Chromium:
        phones.append(Chromium(browser_program, server.address, scripts=False))
        return phones[-1]

    yield another
    for one in phones:
        one.close()


def test_forms(phone: Phone) -> None:
    siti = phone()

    sign_in(siti, "kader", pin="999999")
    assert "Nomor atau PIN tidak cocok. Coba lagi, atau minta bidan membuat PIN baru." in siti.text
    assert siti.page.get_by_label("Nomor kader").input_value() == "kader"
    siti.type("PIN atau kata sandi", "123456")
    siti.click("Masuk")
    assert siti.path == "/beranda"

    siti.open("/akun/lapor")
    words = "Tahun lahir saya 1984, bukan 1948."
    siti.page.locator("textarea, input[type=text]").first.fill(words)
    elsewhere = siti.another_tab()
    elsewhere.open("/beranda")
    sign_out(elsewhere)
    siti.click("Kirim ke petugas")
    assert "Isian Anda belum tersimpan, tetapi belum hilang." in siti.text
    sign_in(elsewhere, "kader")
    siti.page.reload()
    assert "Formulir ini sudah lama terbuka. Periksa isinya, lalu kirim sekali lagi." in siti.text
    assert siti.page.locator("textarea, input[type=text]").first.input_value() == words
    siti.click("Kirim ke petugas")
    assert siti.path == "/akun"

    siti.open("/tidak/ada")
    assert "Halaman tidak ditemukan" in siti.text
    siti.click("Ke beranda")
    assert siti.path == "/beranda"


def test_answers(phone: Phone, server: Server) -> None:
    siti = phone()
    first = begin_quiz(siti)

    tick(siti, 0)
    siti.page.locator("button").dblclick()  # a double tap
    siti.page.wait_for_url(f"**{first[:-1]}2")
    assert len(saved(server, 1)) == 1

    siti.page.go_back()
    tick(siti, 1)
    save(siti)
    if "belum diganti" in siti.text:  # the old form came back: her new choice is ticked, one tap saves it
        save(siti)
    assert siti.path.endswith("/2")
    assert [seq for seq, _value in saved(server, 1)] == [1, 2]

    other = siti.another_tab()
    other.page.goto(siti.page.url)
    tick(siti, 0)
    save(siti)
    tick(other, 1)
    save(other)
    assert "Soal ini sudah punya jawaban tersimpan" in other.text
    assert len(saved(server, 2)) == 1
    save(other)
    assert other.path.endswith("/3")
    values = [value for _seq, value in saved(server, 2)]
    assert len(values) == 2
    assert values[0] != values[1]


def test_an_answer_after_the_session_ended(phone: Phone, server: Server) -> None:
    siti = phone()
    begin_quiz(siti)

    tick(siti, 0)
    other = siti.another_tab()
    other.open("/beranda")
    sign_out(other)
    save(siti)
    assert "Jawaban tersimpan" in siti.text
    assert "Anda sudah keluar. Masuk lagi untuk lanjut." in siti.text
    assert len(saved(server, 1)) == 1
    siti.click("Masuk")
    siti.type("Nomor kader atau nama pengguna", "kader")
    siti.type("PIN atau kata sandi", "123456")
    siti.click("Masuk")
    assert siti.path.startswith(QUIZ)


def test_attempts(phone: Phone, server: Server) -> None:
    siti, her_other_phone, dewi = phone(), phone(), phone()
    first = begin_quiz(siti)
    tick(siti, 0)
    save(siti)

    sign_in(her_other_phone, "kader")
    her_other_phone.click("Lanjut kuis")
    assert her_other_phone.path == siti.path
    assert "1 jawaban tersimpan" in her_other_phone.text

    sign_in(dewi, "kader2")
    dewi.open(first)
    assert "Halaman tidak ditemukan" in dewi.text
    siti.open(first[:-1] + "99")
    assert "Halaman tidak ditemukan" in siti.text

    siti.open(first[:-1] + "2")
    tick(siti, 0)
    her_other_phone.click("Periksa dan kirim")
    her_other_phone.click("Kirim walau belum lengkap")
    assert "Nilai Anda" in her_other_phone.text
    save(siti)
    assert "Kuis ini sudah selesai" in siti.text
    assert not saved(server, 2)
    siti.click("Lihat hasil")
    assert siti.path == her_other_phone.path

    siti.open(QUIZ)
    siti.click("Ulangi kuis")  # the first repeat has no wait
    assert siti.path != first


def test_a_file_too_large(phone: Phone) -> None:
    rina = phone()
    sign_in(rina, "dpmd")
    rina.open("/kader/impor")

    rina.upload("besar.xlsx", b"x" * 6 * 1024 * 1024)
    rina.click("Periksa berkas")
    assert "Berkas terlalu besar" in rina.text
    assert "paling besar 5 MB" in rina.text

    rina.open("/kader/impor")
    rina.upload("salah.xlsx", b"bukan excel")
    rina.click("Periksa berkas")
    assert rina.page.locator(".error").count() == 1


def begin_quiz(siti: Chromium) -> str:
    """Sign Siti in and start the quiz; return the address of its first question."""
    sign_in(siti, "kader")
    siti.open(QUIZ)
    siti.click("Mulai kuis")
    return siti.path


def tick(chromium: Chromium, number: int) -> None:
    """Tick the option in this row (from zero), or its counterpart, and nothing else."""
    for box in chromium.page.locator("input[type=checkbox]:checked").all():
        box.uncheck()
    chromium.page.locator("label.opt").nth(number).click()


def save(chromium: Chromium) -> None:
    """Press the page's button."""
    chromium.click("Simpan dan lanjut")


def saved(server: Server, position: int) -> list[tuple[int, list[str]]]:
    """Return what the database holds of Siti's answers to one question."""
    engine = sa.create_engine(server.database_url)
    with engine.connect() as connection:
        rows = connection.execute(sa.text(SAVED), {"position": position}).all()
    engine.dispose()
    return [(seq, json.loads(value)) for seq, value in rows]
