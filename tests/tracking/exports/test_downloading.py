"""Bu Rina downloads the table for Excel; names come only with a trace, and never as formulas."""

import io

from python_calamine import CalamineWorkbook

from app.audit import AuditEvent
from app.auth.models import Role
from app.web import Portal
from tests.client import Browser
from tests.factories import Make, count_rows


def test_the_workbook_holds_the_table_and_the_cadres(demo_app: Portal) -> None:
    rina = Browser(demo_app)
    rina.sign_in("dpmd", "123456")

    response = rina.get("exports.xlsx", code="17.02").response
    book = CalamineWorkbook.from_filelike(io.BytesIO(response.data))
    table, cadres = (book.get_sheet_by_name(name).to_python() for name in ("Ringkasan", "Kader"))

    assert response.headers["Cache-Control"] == "no-store"
    assert response.headers["Content-Disposition"].startswith('attachment; filename="jenjang-17.02-')
    assert table[0][:3] == ["Kode", "Nama", "Kader"]
    assert len(table) == 1 + 15 + 1
    assert table[-1] == ["", "Jumlah", 1550, 402, 0, 944, 106, 98, 1148, 155, 212, 185]
    assert len(cadres) == 1 + 1550
    assert count_rows(AuditEvent, AuditEvent.subject_kind == "cadre-export") == 1


def test_csv_opens_in_excel_as_it_is(demo_app: Portal) -> None:
    rina = Browser(demo_app)
    rina.sign_in("dpmd", "123456")

    response = rina.get("exports.csv", code="17.02", urut="-kader").response

    assert response.mimetype == "text/csv"
    text = response.data.decode("utf-8-sig")
    assert response.data.startswith("\N{BOM}".encode())
    lines = [line.split(";") for line in text.splitlines()]
    assert lines[1][:3] == ["17.02.16", "Curup Utara", "216"]
    assert lines[-1][1:3] == ["Jumlah", "1550"]
    assert count_rows(AuditEvent, AuditEvent.verb == "viewed") == 0


def test_a_name_is_never_a_formula(browser: Browser, make: Make) -> None:
    evil = make.posyandu("=HYPERLINK(1)")
    make.cadre("@SUM(A1)", evil)
    browser.sign_in(make.user(Role.DPMD).sign_in_name)

    text = browser.get("exports.csv", code=evil.region_code).response.text
    book = CalamineWorkbook.from_filelike(
        io.BytesIO(browser.get("exports.xlsx", code=evil.region_code).response.data)
    )

    assert ";'=HYPERLINK(1);" in text
    assert book.get_sheet_by_name("Ringkasan").to_python()[1][1] == "=HYPERLINK(1)"  # text, not worked out
    assert book.get_sheet_by_name("Kader").to_python()[1][1] == "@SUM(A1)"


def test_a_camat_downloads_her_kecamatan_only(demo_app: Portal) -> None:
    camat = Browser(demo_app)
    camat.sign_in("camat", "123456")

    book = CalamineWorkbook.from_filelike(
        io.BytesIO(camat.get("exports.xlsx", code="17.02.09").response.data)
    )

    assert len(book.get_sheet_by_name("Kader").to_python()) == 1 + 108
    camat.get("exports.xlsx", code="17.02", status=404)
