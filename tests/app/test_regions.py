"""A region's code is a range of codes, whatever the database sorts by; loading again doubles nothing."""

import pytest
from sqlalchemy import func, select, text, true

from app import regions
from app.db import db, inside
from app.places import Region, codes_above, fold, get_region, is_within, list_children, list_desa
from app.web import Portal
from tests.databases import COLLATION, Templates

ON_POSTGRESQL = pytest.mark.parametrize("database_kind", ["postgresql"], indirect=True)


@ON_POSTGRESQL
def test_postgresql_sorts_as_an_office_may_have_it(app: Portal, templates: Templates) -> None:
    if not templates.has_locale:
        pytest.skip("this system makes no locales; CI does not come here")
    kept = db.session.scalar(text("SELECT datcollate FROM pg_database WHERE datname = current_database()"))

    assert kept == COLLATION


@ON_POSTGRESQL
def test_without_our_column_type_the_range_would_be_empty(app: Portal, templates: Templates) -> None:
    """The reason for `COLLATE "C"`, kept as a test: when this one fails, decision 0003 may go."""
    if not templates.has_locale:
        pytest.skip("this system makes no locales; CI does not come here")
    found = db.session.scalar(
        text("""SELECT count(*) FROM region WHERE code COLLATE "default" >= '17.02' AND
        code COLLATE "default" < '17.02/'""")
    )

    assert found != db.session.scalar(select(func.count()).where(inside(Region.code, "17.02")))


@pytest.mark.parametrize("code", ["17", "17.02", "17.02.09", "17.02.09.1012"])
def test_a_range_of_codes_is_the_region_and_what_lies_in_it(app: Portal, code: str) -> None:
    every = db.session.scalars(select(Region.code).where(true())).all()
    found = db.session.scalars(select(Region.code).where(inside(Region.code, code))).all()

    assert set(found) == {other for other in every if is_within(other, code)}
    assert code in found


def test_a_longer_number_lies_outside() -> None:
    assert not is_within("17.021", "17.02")
    assert is_within("17.02.1", "17.02")
    assert is_within("99", None)
    assert codes_above("17.02.09.1012") == ["17", "17.02", "17.02.09"]


def test_children_come_by_name(app: Portal) -> None:
    names = [region.sort_name for region in list_children("17.02")]

    assert len(names) == 15
    assert names == sorted(names)
    assert {region.code for region in list_children(None)} == {"17"}
    assert get_region("17.02").full_name == "Kabupaten Rejang Lebong"


def test_rejang_lebong_has_156_desa_and_kelurahan(app: Portal) -> None:
    assert len(list_desa("17.02")) == 156


def test_loading_again_adds_nothing_and_mends_a_name(app: Portal) -> None:
    with db.transaction() as session:
        session.get_one(Region, "17.02").name = "Salah"
        assert regions.load_regions(("17",)) == 0

    assert get_region("17.02").name == "Rejang Lebong"


def test_all_38_provinces_are_there() -> None:
    rows = regions.read_regions()

    assert sum(row["kind"] == "provinsi" for row in rows) == 38
    codes = {row["code"] for row in rows}
    assert all(row["parent_code"] in codes for row in rows if row["parent_code"])
    assert len(codes) == len(rows)


def test_a_changed_file_is_refused(tmp_path, monkeypatch: pytest.MonkeyPatch) -> None:
    changed = tmp_path / "regions.csv.gz"
    changed.write_bytes(regions.FILE.read_bytes() + b"\0")
    changed.with_name("regions.sha256").write_text(regions.FILE.with_name("regions.sha256").read_text())
    monkeypatch.setattr(regions, "FILE", changed)

    with pytest.raises(ValueError, match="checksum"):
        regions.read_regions()


def test_names_are_compared_without_accents_and_apostrophes() -> None:
    assert fold("  Ma'rang   KÉCIL ") == "marang kecil"
