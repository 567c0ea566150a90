"""Siti opens her certificates and prints one; who else may."""

import re
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
import segno
import sqlalchemy as sa

from app.audit import AuditEvent
from app.auth.models import Role
from app.db import db
from app.registry.models import Cadre
from app.web import Portal
from assessments.certificates.codes import new_code, shown_code
from assessments.certificates.printing import qr_svg
from assessments.competency.models import Evidence
from assessments.competency.operations import withdraw_evidence
from tests.client import Browser
from tests.factories import Make, count_rows
from tests.queries import counted


@pytest.fixture
def siti(make: Make, browser: Browser) -> Cadre:
    cadre = make.cadre("Siti Rahayu")
    make.cadre_user(cadre)
    browser.sign_in(cadre.number)
    return cadre


def words_of(pdf: bytes, folder: Path) -> str:
    file = folder / "certificate.pdf"
    file.write_bytes(pdf)
    done = subprocess.run(["pdftotext", "-layout", file, "-"], capture_output=True, check=True)
    return " ".join(done.stdout.decode().split())


def test_without_a_certificate_the_page_says_how_to_get_one(browser: Browser, siti: Cadre) -> None:
    page = browser.get("certificates.list_own")

    assert "Belum ada sertifikat." in page.words
    assert page.select("a.btn")[0]["href"] == "/jenjang"


def test_siti_finds_her_certificate_and_prints_it(
    browser: Browser, make: Make, siti: Cadre, tmp_path: Path
) -> None:
    code = str(make.shown(siti, "PBH"))

    with counted() as statements:
        page = browser.get("certificates.list_own")
    pdf = browser.click(page, "Unduh sertifikat")

    assert len(statements) == 2
    assert shown_code(code) in page.words
    assert pdf.response.mimetype == "application/pdf"
    assert pdf.response.headers["Cache-Control"] == "no-store"
    assert f'filename="sertifikat-pratama-{code}.pdf"' in pdf.response.headers["Content-Disposition"]
    assert pdf.response.data == browser.get("certificates.download", code=code).response.data
    words = words_of(pdf.response.data, tmp_path)
    for part in (
        "Siti Rahayu",
        "Kader Pratama",
        "17 dari 25 keterampilan",
        "Kabupaten Rejang Lebong",
        shown_code(code),
        "Sertifikat Kecakapan Kader Posyandu".upper(),
        "tkk-rule-A-1",
    ):
        assert part in words
    assert f"sertifikat/{code}" in words.replace(" ", "")
    assert re.search(r"\d{1,2} \w+ 20\d\d", words)
    assert count_rows(AuditEvent, AuditEvent.verb == "viewed") == 0


def test_the_square_holds_the_public_address() -> None:
    address = "https://jenjang.contoh.go.id/sertifikat/ABCDEFGHJK"
    rows = list(segno.make(address, error="m", micro=False).matrix)

    drawn = path_to_rows(str(qr_svg(address)), len(rows))

    assert drawn == [list(row) for row in rows]


def path_to_rows(svg: str, size: int) -> list[list[int]]:
    """Paint the path of a QR code of `size` modules, with two modules of white around it."""
    rows = [[0] * size for _ in range(size)]
    path = re.search(r' d="([^"]+)"', svg)
    assert path is not None
    x = y = 0.0
    for letter, numbers in re.findall(r"([Mmh])([-\d. ]+)", path[1]):
        values = [float(number) for number in re.findall(r"-?\d*\.?\d+", numbers)]
        if letter == "h":
            for column in range(int(x), int(x + values[0])):
                rows[int(y) - 2][column - 2] = 1
            x += values[0]
        else:
            x, y = (values[0], values[1]) if letter == "M" else (x + values[0], y + values[1])
    return rows


def test_an_officer_of_the_region_may_print_it_and_that_is_noted(
    new_browser: Callable[[], Browser], make: Make, siti: Cadre
) -> None:
    code = make.shown(siti, "PBH")
    for role, region in ((Role.DPMD, "17.02"), (Role.CAMAT, "17.02.09"), (Role.TRAINER, "17.02.09")):
        browser = new_browser()
        browser.sign_in(make.user(role, region).sign_in_name)

        assert browser.get("certificates.download", code=code).response.data.startswith(b"%PDF")

    assert count_rows(AuditEvent, AuditEvent.verb == "viewed", AuditEvent.subject_kind == "certificate") == 3


def test_nobody_else_may(new_browser: Callable[[], Browser], make: Make, siti: Cadre) -> None:
    code = make.shown(siti, "PBH")
    dewi = make.cadre_user(name="Dewi")
    others = [
        (dewi.sign_in_name, 404),
        (make.user(Role.DPMD, "17.03").sign_in_name, 404),
        (make.user(Role.DPMD, "17").sign_in_name, 404),
        (make.user(Role.CAMAT, "17.02.10").sign_in_name, 404),
        (make.user(Role.ADMIN).sign_in_name, 403),
    ]
    for name, status in others:
        browser = new_browser()
        browser.sign_in(name)
        browser.get("certificates.download", status=status, code=code)
    new_browser().get("certificates.download", status=302, code=code)
    assert count_rows(AuditEvent, AuditEvent.verb == "viewed") == 0


def test_a_withdrawn_or_unknown_one_is_not_printed(
    app: Portal, browser: Browser, make: Make, siti: Cadre
) -> None:
    code = make.shown(siti, "PBH")
    with db.transaction():
        withdraw_evidence(db.session.scalars(sa.select(Evidence.id).limit(1)).one(), "Salah orang", None)

    page = browser.get("certificates.download", status=409, code=code)

    assert "sudah ditarik" in page.words
    browser.get("certificates.download", status=404, code=new_code())
    assert "ditarik" in browser.get("certificates.list_own").words


def test_a_long_name_stays_on_the_page(browser: Browser, make: Make, tmp_path: Path) -> None:
    name = "Raden Roro Ayu Kusumaningtyas Puspitasari Wulandari binti Suryadiningrat Kusuma"
    long = make.cadre(name)
    make.cadre_user(long)
    browser.sign_in(long.number)
    code = make.shown(long, "PBHRD")

    pdf = browser.get("certificates.download", code=code).response.data

    assert name in words_of(pdf, tmp_path)
    about = subprocess.run(["pdfinfo", tmp_path / "certificate.pdf"], capture_output=True, check=True)
    assert re.search(rb"Pages: +1\n", about.stdout)
    assert re.search(rb"Page size: +841\.\d+ x 595\.\d+ pts", about.stdout)
