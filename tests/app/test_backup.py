"""A backup holds everything, comes back on either database, and says what is wrong before anything is written."""

import json
import zipfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
import sqlalchemy as sa

from app import schema
from app.backup import BackupRefused, read_backup, write_backup
from app.db import Base, db, new_id
from app.media import Media
from app.registry.models import Cadre, Training
from app.web import Portal
from tests.databases import Templates
from tests.factories import Make
from wsgi import create_app

KEY = "test-pepper"
NEWEST = f'"{schema.newest()}"'.encode()  # as a manifest names the form of the database


@pytest.fixture
def saved(app: Portal, make: Make, tmp_path: Path) -> Path:
    """A backup of a portal with people, pictures, and rows that point to rows of their own table."""
    siti, dewi = make.cadre(name="Siti «é» Rahayu", birth_year=1984, fields=["kesehatan"]), make.cadre()
    make.cadre_user(siti)
    training = new_id()
    with db.transaction() as session:
        session.get_one(Cadre, siti.id).merged_into = dewi.id  # made after her
        session.add(Media(hash="0" * 32, kind="png", content=b"\x00\xff\n", width=1, height=1))
        for key, withdraws in ((training, None), (new_id(), training)):
            session.add(
                Training(
                    id=key,
                    cadre_id=siti.id,
                    title="Bimtek",
                    starts_on=date(2025, 10, 1),
                    ends_on=date(2025, 10, 2),
                    source="SK 1",
                    withdraws=withdraws,
                )
            )
            session.flush()
    file = tmp_path / "cadangan.zip"
    counts = write_backup(file, KEY)
    assert counts["cadre"] == 2
    return file


@pytest.fixture(params=["sqlite", "postgresql"])
def empty(
    request: pytest.FixtureRequest, templates: Templates, saved: Path, tmp_path: Path
) -> Iterator[Portal]:
    """A portal on another, migrated and empty database of either kind."""
    first = db.engine, db.reading_engine
    url = templates.copy(str(request.param), "migrated", lambda: None)
    portal = create_app(templates.settings(url))
    yield portal
    db.engine.dispose()
    db.engine, db.reading_engine = first
    templates.drop(url)


def everything() -> dict[str, list[tuple[object, ...]]]:
    """Return every row of every table, as the running database gives them."""
    with db.engine.connect().execution_options(writes=False) as connection:
        return {
            table.name: sorted(map(tuple, connection.execute(sa.select(table))), key=repr)
            for table in Base.metadata.sorted_tables
        }


def test_everything_comes_back_on_either_database(saved: Path, empty: Portal, app: Portal) -> None:
    target = db.engine, db.reading_engine
    with empty.app_context():
        counts, same_key = read_backup(saved, KEY)
        restored = everything()
    db.init_app(Portal("other"), app.config["SETTINGS"].database_url)
    try:
        before = everything()
    finally:
        db.engine.dispose()
        db.engine, db.reading_engine = target

    assert same_key
    assert restored == before
    assert counts == {name: len(rows) for name, rows in before.items()}


def test_a_filled_database_is_refused(saved: Path, app: Portal) -> None:
    with pytest.raises(BackupRefused, match="sudah berisi"):
        read_backup(saved, KEY)


def test_another_pin_key_is_noticed_and_never_stored(saved: Path, empty: Portal) -> None:
    with zipfile.ZipFile(saved) as archive:
        assert not [name for name in archive.namelist() if KEY.encode() in archive.read(name)]
    with empty.app_context():
        _counts, same_key = read_backup(saved, "another")
    assert not same_key


@pytest.mark.parametrize("name", ["cadre.jsonl", "manifest.json"])
def test_a_changed_backup_is_refused_before_anything_is_written(
    saved: Path, empty: Portal, tmp_path: Path, name: str
) -> None:
    broken = tmp_path / "rusak.zip"
    with zipfile.ZipFile(saved) as archive, zipfile.ZipFile(broken, "w") as copy:
        for entry in archive.namelist():
            content = archive.read(entry)
            copy.writestr(
                entry,
                content.replace(b"Siti", b"Sita").replace(NEWEST, b'"0000"') if entry == name else content,
            )
    with empty.app_context():
        with pytest.raises(BackupRefused):
            read_backup(broken, KEY)
        assert not any(everything().values())


def test_what_is_no_backup_is_refused(empty: Portal, tmp_path: Path) -> None:
    file = tmp_path / "surat.zip"
    file.write_bytes(b"hello")
    with empty.app_context(), pytest.raises(BackupRefused, match="bukan cadangan"):
        read_backup(file, KEY)


def test_an_older_file_is_not_overwritten(saved: Path, app: Portal) -> None:
    with pytest.raises(BackupRefused, match="sudah ada"):
        write_backup(saved, KEY)
    assert saved.stat().st_mode & 0o077 == 0, "only its owner may read it"


def test_the_manifest_says_what_is_inside(saved: Path) -> None:
    with zipfile.ZipFile(saved) as archive:
        manifest = json.loads(archive.read("manifest.json"))
        assert set(archive.namelist()) == {"manifest.json", *(f"{name}.jsonl" for name in manifest["tables"])}
    assert manifest["schema"] == schema.newest()
    assert set(manifest["tables"]) == set(Base.metadata.tables)
