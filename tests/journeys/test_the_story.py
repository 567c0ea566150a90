"""Siti reads a lesson, passes the quiz, becomes Madya and opens her certificate; Bu Rina at DPMD sees it."""

from pathlib import Path

import pytest

from tests.journeys.conftest import OpenEngine, Serve
from tests.journeys.engine import Engine
from tests.journeys.plain import Plain
from tests.journeys.server import SERVE, Server
from tests.journeys.story import code_on, read_a_lesson, read_pdf, sign_in, sign_out, take_quiz

BEFORE = ("Pratama 944", "Madya 106", "Utama 98")
AFTER = ("Pratama 943", "Madya 107", "Utama 98")


@pytest.mark.parametrize(
    ("engine_name", "kind"),
    [
        ("chromium", "sqlite"),
        ("chromium", "postgresql"),
        ("chromium-without-scripts", "sqlite"),
        ("lynx", "sqlite"),
        ("phantom", "sqlite"),
    ],
)
def test_the_story(
    engine_name: str, kind: str, serve: Serve, open_engine: OpenEngine, tmp_path: Path
) -> None:
    server = serve(kind, SERVE)
    read_levels(server, BEFORE)
    siti = open_engine(engine_name, server.address)

    sign_in(siti, "kader")
    assert siti.path == "/beranda"
    assert "Pratama" in siti.text
    read_a_lesson(siti)
    take_quiz(siti)
    assert "Lulus" in siti.text
    assert "Madya" in siti.text
    siti.picture(tmp_path / "hasil.png")
    name, code = open_certificate(siti, server, tmp_path)
    check_certificate(siti, name, code)
    sign_out(siti)

    rina = siti  # the same browser, another person
    sign_in(rina, "dpmd")
    rina.open("/pantau")
    assert all(figure in rina.text for figure in AFTER), rina.text[:1500]


def open_certificate(siti: Engine, server: Server, folder: Path) -> tuple[str, str]:
    """Open the list of her certificates and the PDF; return her name and the code as they are printed."""
    siti.open("/jenjang")
    assert "20 dari 25 keterampilan" in siti.text
    siti.open("/sertifikat")
    assert "Madya" in siti.text
    assert siti.can_click("Unduh sertifikat")
    code = code_on(siti.text)
    herself = Plain(server)
    herself.sign_in("kader")
    printed = read_pdf(herself, f"/sertifikat/{code}.pdf", folder)
    assert "Kader Madya" in printed
    assert code_on(printed) == code
    name = printed.partition("diberikan kepada")[2].partition("yang telah")[0].strip()
    assert name
    assert name in herself.open("/beranda").text
    return name, code


def check_certificate(anybody: Engine, name: str, code: str) -> None:
    """Open the public page behind the QR code."""
    anybody.open(f"/sertifikat/{code}")
    assert "Sertifikat ini asli" in anybody.text
    assert name in anybody.text
    assert "Madya" in anybody.text


def read_levels(server: Server, figures: tuple[str, ...]) -> None:
    """Read the figures of Rejang Lebong as Bu Rina sees them."""
    rina = Plain(server)
    rina.sign_in("dpmd")
    text = rina.open("/pantau").text
    assert all(figure in text for figure in figures), text[:1500]
