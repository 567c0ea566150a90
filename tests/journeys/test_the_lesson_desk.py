"""Pak Budi revises a lesson on his phone, with scripts and without; a cadre who has read it is told, and loses nothing."""

import io
import re

import playwright.sync_api
import pytest
from PIL import Image

from tests.journeys.chromium import Chromium
from tests.journeys.conftest import Serve
from tests.journeys.story import sign_in

MODULE = "asi-dan-mp-asi"
DESK, PAGE = f"/kelola/modul/{MODULE}", f"/belajar/{MODULE}"


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no-scripts"])
def test_a_lesson_is_revised_on_a_phone(
    scripts: bool, serve: Serve, browser_program: playwright.sync_api.Browser
) -> None:
    server = serve("sqlite")
    kader = Chromium(browser_program, server.address, scripts)
    sign_in(kader, "kader2")
    kader.open(PAGE)
    title = re.split(r"^\d+\. ", kader.page.locator(".row a").first.inner_text())[-1]
    kader.click(title)
    lesson = kader.path.rpartition("/")[2]
    kader.click("Selesai, lanjut")

    budi = Chromium(browser_program, server.address, scripts)
    sign_in(budi, "pelatih")
    revise(budi, title)
    publish(budi)

    kader.open(PAGE)
    assert "Ada yang baru" in kader.text
    assert "1 dari 4 pelajaran" in kader.text
    kader.open(f"{PAGE}/{lesson}")
    assert "Berubah sejak Anda baca: Ada satu gambar." in kader.text
    picture = kader.page.get_by_alt_text("Bu Ani menyusui").first
    picture.scroll_into_view_if_needed()
    assert picture.evaluate("one => one.decode().then(() => one.naturalWidth)") > 100
    kader.click("Sudah saya baca lagi, lanjut")
    kader.open(PAGE)
    assert "Ada yang baru" not in kader.text

    take_back(budi, lesson)
    kader.open(f"{PAGE}/{lesson}")
    assert "Ingat selalu" not in kader.text
    kader.close()
    budi.close()


def revise(budi: Chromium, title: str) -> None:
    """Add a box and a picture, look at it, and keep it as a draft."""
    budi.open("/beranda")
    budi.click("Modul")
    budi.click("ASI dan MP-ASI")
    budi.click(title)
    budi.click("Ubah")
    budi.click("Kotak Ingat")
    budi.page.wait_for_function("document.getElementById('source').value.trim().slice(-3) == ':::'")
    text = budi.page.locator("#source").input_value()
    budi.type("Isi pelajaran", text.replace("Tulis satu hal yang harus diingat.", "Ingat selalu."))
    budi.click("Gambar")
    budi.upload("foto.jpg", photo())
    budi.type("Apa yang terlihat di gambar", "Bu Ani menyusui")
    budi.click("Tambah gambar")
    assert "![Bu Ani menyusui](" in budi.page.locator("#source").input_value()
    budi.click("Lihat di HP kader")
    budi.page.wait_for_selector("#pratinjau .phone img[alt='Bu Ani menyusui']")
    assert budi.page.evaluate("document.documentElement.scrollWidth") <= 360
    budi.click("Simpan draf")
    assert "Versi baru tersimpan sebagai draf." in budi.text


def publish(budi: Chromium) -> None:
    """Write down who reviewed it, and let cadres read it."""
    budi.click("Catat tinjauan")
    budi.type("Nama petugas kesehatan", "Bidan Rina")
    budi.type("Jabatan dan tempat tugas, misalnya bidan Puskesmas Curup", "bidan Puskesmas Curup")
    budi.click("Simpan tinjauan")
    budi.click("Terbitkan")
    budi.type("Apa yang berubah?", "Ada satu gambar.")
    budi.click("Terbitkan")
    assert "Pelajaran terbit." in budi.text


def take_back(budi: Chromium, lesson: str) -> None:
    """Make the first version the newest again, and publish that."""
    budi.open(f"{DESK}/{lesson}")
    budi.click("Versi 1")
    assert "Dihapus:" in budi.text or "Ditambah:" in budi.text
    budi.click("Kembali ke versi ini")
    budi.click("Terbitkan")
    budi.type("Apa yang berubah?", "Kembali seperti semula.")
    budi.click("Terbitkan")
    assert "Pelajaran terbit." in budi.text


def photo() -> bytes:
    """Return a photo as a phone makes it."""
    file = io.BytesIO()
    Image.effect_noise((1600, 1200), 60).convert("RGB").save(file, "JPEG", quality=90)
    return file.getvalue()
