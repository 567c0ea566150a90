"""Bu Rina sends her list: she sees what would change, applies it as a whole and once, or throws it away."""

import io
import json
from datetime import date
from typing import Any

import pytest
from sqlalchemy import select

from app.audit import AuditEvent
from app.db import db
from app.registry.models import Cadre, Placement, Posyandu, RosterImport, Standing
from app.web import Portal
from tests.app.registry.sheets import person, sheet
from tests.client import Browser, Page, held_by
from tests.factories import Make, count_rows, reload
from tests.queries import counted


@pytest.fixture
def rina(browser: Browser, make: Make) -> Browser:
    browser.sign_in(make.user("dpmd").sign_in_name)
    return browser


@pytest.fixture
def melati(make: Make) -> Posyandu:
    return make.posyandu("Melati")


def send(browser: Browser, content: bytes, status: int = 303) -> Page:
    """Upload a file and open the preview."""
    page = browser.get("roster.upload")
    data = {**held_by(page.select("form")[0]), "file": (io.BytesIO(content), "kader.xlsx")}
    answer = browser.open("/kader/impor", status=status, method="POST", data=data)
    return browser.follow(answer) if status == 303 else answer


def test_the_template_is_hers_to_fill_in(rina: Browser, melati: Posyandu) -> None:
    response = rina.raw("/kader/impor/templat.xlsx")

    assert response.status_code == 200
    assert response.data.startswith(b"PK")
    assert "templat-kader.xlsx" in response.headers["Content-Disposition"]


def test_nothing_changes_before_she_applies_it(rina: Browser, melati: Posyandu) -> None:
    preview = send(rina, sheet(person(), person(Nama="Dewi Lestari", Tahun_lahir=1990)))

    assert "Kader baru: 2" in preview.words
    assert count_rows(Cadre) == 0

    done = rina.follow(rina.submit(preview))

    assert done.heading == "Impor selesai"
    assert count_rows(Cadre) == count_rows(Placement) == count_rows(Standing) == 2
    kept = db.session.scalars(select(RosterImport)).one()
    assert (kept.rows, kept.outcome) == (
        [],
        {"create": 2, "update": 0, "unchanged": 0},
    )  # its people are forgotten
    assert count_rows(AuditEvent, AuditEvent.verb == "applied") == 1


def test_applying_twice_is_once(rina: Browser, melati: Posyandu) -> None:
    preview = send(rina, sheet(person()))

    rina.submit(preview)
    again = rina.follow(rina.submit(preview))

    assert "sudah diterapkan sebelumnya" in again.words
    assert count_rows(Cadre) == 1


def test_the_same_list_again_changes_nothing(rina: Browser, melati: Posyandu) -> None:
    rina.submit(send(rina, sheet(person())))
    preview = send(rina, sheet(person(Nama="SITI RAHAYU ", Tahun_lahir=None), person(Nama="Dewi")))

    assert "Kader baru: 1" in preview.words
    assert "Berubah: 1" in preview.words  # her name is written otherwise; the empty year takes nothing away
    rina.submit(preview)
    assert sorted(db.session.scalars(select(Cadre.name))) == ["Dewi", "SITI RAHAYU"]
    assert set(db.session.scalars(select(Cadre.birth_year))) == {1985}


def test_a_number_changes_and_moves_her(rina: Browser, make: Make, melati: Posyandu) -> None:
    siti = make.cadre("Siti Rahayo", make.posyandu("Mawar", "17.02.09.1013"))
    preview = send(rina, sheet(person(Nomor_kader=siti.number, Nomor_HP="0812 3456 7890")))

    row = preview.select_one("tbody tr")
    assert row is not None
    assert "pindah Posyandu, nama, tahun lahir, nomor HP" in " ".join(row.get_text(" ").split())
    rina.submit(preview)

    now = reload(Cadre, siti.id)
    assert (now.name, now.posyandu_id, now.region_code) == ("Siti Rahayu", melati.id, melati.region_code)
    assert count_rows(Placement) == 2
    assert count_rows(Standing) == 2


def test_one_wrong_row_holds_everything_back(rina: Browser, make: Make, melati: Posyandu) -> None:
    gone = make.cadre("Ani", melati, left_at=date(2025, 1, 1))
    outside = make.cadre("Luar", make.posyandu("Luar", "17.03.01.2001"))
    make.posyandu("Tutup", closed_at=date(2024, 1, 1))
    preview = send(
        rina,
        sheet(
            person(),
            person(Nama="Dewi", Posyandu="Anggrek"),
            person(Nama="Budi", Posyandu="Tutup"),
            person(Nama="Cici", **{"Kode desa/kelurahan": "17.03.01.2001"}),
            person(Nama="Ani"),
            person(Nama="Luar", Nomor_kader=outside.number),
            person(Nama="Eni", Nomor_HP=812),
        ),
    )

    words = preview.words
    assert "Baris 3, kolom Posyandu: «Anggrek» belum terdaftar" in words
    assert "Baris 4, kolom Posyandu: «Tutup» sudah ditutup" in words
    assert "Baris 5, kolom Kode desa/kelurahan" in words
    assert f"Baris 6, kolom Nama: kader {gone.number} sudah berhenti" in words
    assert f"Baris 7, kolom Nomor kader: {outside.number} tidak ada di wilayah ini" in words
    assert "Baris 8, kolom Nomor HP" in words
    assert "Terapkan" not in preview.select("main form")[0].get_text()
    apply = str(preview.response.request.path)
    data = {"csrf_token": preview.value("[name=csrf_token]"), "seen": "x"}
    rina.open(apply, status=422, method="POST", data=data)
    assert count_rows(Cadre) == 2


def test_namesakes_need_a_number(rina: Browser, make: Make, melati: Posyandu) -> None:
    make.cadre("Siti Rahayu", melati, birth_year=1970)
    assert "lahir 1970" in send(rina, sheet(person())).words
    make.cadre("Siti Rahayu", melati)
    assert "ada 2 kader bernama sama" in send(rina, sheet(person())).words


def test_a_preview_that_no_longer_holds_is_shown_again(rina: Browser, make: Make, melati: Posyandu) -> None:
    preview = send(rina, sheet(person()))
    make.cadre("Siti Rahayu", melati)

    again = rina.submit(preview, status=422)

    assert "berubah sejak pratinjau dibuka" in again.words
    assert "Berubah: 1" in again.words
    rina.submit(again)
    assert count_rows(Cadre) == 1


def test_she_throws_it_away(rina: Browser, melati: Posyandu) -> None:
    preview = send(rina, sheet(person()))

    after = rina.submit(preview, form=1)

    assert "Impor dibatalkan" in rina.follow(after).words
    assert count_rows(RosterImport) == 0
    rina.submit(preview, status=404)


def test_a_wrong_file_is_explained(rina: Browser) -> None:
    assert "bukan berkas Excel" in send(rina, b"nama;umur", status=422).words
    page = rina.get("roster.upload")
    assert "Pilih berkasnya dulu." in rina.submit(page, status=422).words
    rina.open(
        "/kader/impor", status=413, method="POST", data={"file": (io.BytesIO(bytes(6_000_000)), "x.xlsx")}
    )


def test_a_neighbour_cannot_see_or_apply_it(
    rina: Browser, make: Make, melati: Posyandu, new_browser: Any
) -> None:
    preview = send(rina, sheet(person()))
    other = new_browser()
    other.sign_in(make.user("dpmd", "17.03").sign_in_name)

    other.open(preview.response.request.path, status=404)
    token = other.get("roster.upload").value("[name=csrf_token]")
    other.open(
        preview.response.request.path,
        status=404,
        method="POST",
        data={"csrf_token": token, "seen": preview.value("[name=seen]")},
    )


def test_the_statements_of_applying_do_not_grow_with_the_rows(rina: Browser, melati: Posyandu) -> None:
    def statements(count: int) -> int:
        preview = send(rina, sheet(*(person(Nama=f"Siti {count} {at}") for at in range(count))))
        with counted() as sent:
            rina.submit(preview)
        return len([statement for statement in sent if not statement.startswith("INSERT")])

    assert statements(2) == statements(60)


def command(app: Portal, file: Any, *options: str) -> tuple[int, dict[str, Any]]:
    db.close()
    result = app.test_cli_runner().invoke(args=["roster", "import", str(file), "--json", *options])
    return result.exit_code, json.loads(result.stdout)


def test_the_command_tells_and_does_the_same(app: Portal, melati: Posyandu, tmp_path: Any) -> None:
    file = tmp_path / "kader.xlsx"
    file.write_bytes(sheet(person(), person(Nama="CONTOH: Siti")))
    fine = {"create": 1, "update": 0, "unchanged": 0, "problems_rows": 0, "skipped": 1, "problems": []}

    assert command(app, file, "--region", "17.02", "--dry-run") == (0, fine)
    assert count_rows(Cadre) == 0
    assert command(app, file, "--region", "17.02") == (0, fine)
    assert count_rows(Cadre) == 1
    assert command(app, file, "--region", "17.02") == (0, {**fine, "create": 0, "unchanged": 1})

    file.write_bytes(sheet(person(Nama="Dewi"), person(Nama="Ani", Nomor_HP=812, Tahun_lahir=1)))
    code, told = command(app, file, "--region", "17.02")
    assert code == 1
    assert (told["create"], told["problems_rows"]) == (1, 1)
    assert [(problem["row"], problem["column"]) for problem in told["problems"]] == [
        (3, "Tahun lahir"),
        (3, "Nomor HP"),
    ]
    assert count_rows(Cadre) == 1


def test_the_command_wants_a_kabupaten(app: Portal, tmp_path: Any) -> None:
    file = tmp_path / "kader.xlsx"
    file.write_bytes(sheet(person()))

    for region in ("17", "99.99", "x"):
        result = app.test_cli_runner().invoke(args=["roster", "import", str(file), "--region", region])
        assert result.exit_code == 2


def test_what_somebody_typed_is_quoted_letter_by_letter(rina: Browser, melati: Posyandu) -> None:
    odd = "100%s <b>%(row)s"

    preview = send(rina, sheet(person(Posyandu=odd), person(Nama="Dewi", Bidang="50%, tari")))

    assert f"«{odd}» belum terdaftar di 17.02.09.1012" in preview.words
    assert "tidak dikenal: 50%, tari; pilih dari" in preview.words
