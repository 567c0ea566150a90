"""Backup and restore: JSON lines per table in a zip, from one read snapshot, restorable on either database.

Holds the hashes of PINs but neither key; a keyed check value tells whether PIN_KEY is still the same.
"""

import base64
import hashlib
import hmac
import json
import os
import zipfile
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from sqlalchemy import Column, Connection, LargeBinary, Table, Uuid, func, insert, select

from app import schema
from app.db import Base, Moment, db, now

FORMAT = 1
MANIFEST = "manifest.json"
BATCH = 1_000
Row = dict[str, Any]


class BackupRefused(Exception):
    """A backup cannot be written or restored; the message says why and what to do."""


def write_backup(file: Path, pin_key: str) -> dict[str, int]:
    """Write every table to `file` and return the rows of each; the file appears only when it is whole.

    Raises BackupRefused when `file` is there already.
    """
    if file.exists():
        raise BackupRefused(f"{file} sudah ada. Pakai nama lain.")
    draft = file.with_name(file.name + ".part")
    with os.fdopen(os.open(draft, os.O_RDWR | os.O_CREAT | os.O_TRUNC, 0o600), "w+b") as raw:
        with zipfile.ZipFile(raw, "w", zipfile.ZIP_DEFLATED) as archive, _snapshot() as connection:
            tables = {table.name: _write_table(archive, connection, table) for table in _tables()}
            archive.writestr(MANIFEST, json.dumps(_manifest(tables, pin_key), indent=1))
        raw.flush()
        os.fsync(raw.fileno())
    draft.rename(file)
    return {name: int(entry["rows"]) for name, entry in tables.items()}


def _manifest(tables: dict[str, Row], pin_key: str) -> Row:
    return {
        "format": FORMAT,
        "schema": schema.newest(),
        "written_at": now().isoformat(),
        "pin_key_check": check_value(pin_key),
        "tables": tables,
    }


def check_value(pin_key: str) -> str:
    """Return what tells one PIN_KEY from another without telling either."""
    return hmac.new(pin_key.encode(), b"jenjang backup", hashlib.sha256).hexdigest()


def _tables() -> list[Table]:
    """Return the models' tables, parents before children."""
    return list(Base.metadata.sorted_tables)


def _snapshot() -> Connection:
    """Return a connection whose transaction sees one moment: a SQLite read does, PostgreSQL is told to."""
    options: Row = {"writes": False}
    if not db.is_sqlite:
        options["isolation_level"] = "REPEATABLE READ"
    return db.engine.connect().execution_options(**options)


def _write_table(archive: zipfile.ZipFile, connection: Connection, table: Table) -> Row:
    rows, digest = 0, hashlib.sha256()
    result = connection.execute(
        select(table).order_by(*table.primary_key),
        execution_options={"stream_results": True, "yield_per": BATCH},
    )
    with archive.open(f"{table.name}.jsonl", "w", force_zip64=True) as lines:
        for row in result.mappings():
            values = {column.name: _packed(row[column.name]) for column in table.columns}
            line = json.dumps(values, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"
            lines.write(line)
            digest.update(line)
            rows += 1
    return {"rows": rows, "sha256": digest.hexdigest()}


def _packed(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, UUID):
        return str(value)
    return base64.b64encode(value).decode() if isinstance(value, bytes) else value


def read_backup(file: Path, pin_key: str) -> tuple[dict[str, int], bool]:
    """Restore `file` into an empty, migrated database, whole or not at all.

    Returns the rows of each table, and whether PIN_KEY is the one of then. Raises BackupRefused when the file is
    damaged or of another version, or the database holds anything.
    """
    try:
        with zipfile.ZipFile(file) as archive:
            manifest = _checked_manifest(archive)
            with db.engine.begin() as connection:
                _refuse_filled(connection)
                counts = {table.name: _read_table(archive, connection, table) for table in _tables()}
    except (zipfile.BadZipFile, KeyError, json.JSONDecodeError) as error:
        raise BackupRefused(f"{file} bukan cadangan yang utuh: {error}") from error
    return counts, hmac.compare_digest(str(manifest["pin_key_check"]), check_value(pin_key))


def _checked_manifest(archive: zipfile.ZipFile) -> Row:
    manifest: Row = json.loads(archive.read(MANIFEST))
    if manifest["format"] != FORMAT or manifest["schema"] != schema.newest():
        raise BackupRefused(
            f"Cadangan ini dari bentuk database {manifest['schema']}, program ini {schema.newest()}. "
            "Pasang versi program yang sama, pulihkan, lalu perbarui programnya."
        )
    missing = {table.name for table in _tables()} ^ set(manifest["tables"])
    if missing:
        raise BackupRefused(f"Tabelnya tidak cocok: {', '.join(sorted(missing))}.")
    for name, entry in manifest["tables"].items():
        with archive.open(f"{name}.jsonl") as lines:
            if _digest(lines) != entry["sha256"]:
                raise BackupRefused(f"Isi tabel {name} rusak: jumlah ujinya tidak cocok.")
    return manifest


def _digest(lines: Iterable[bytes]) -> str:
    digest = hashlib.sha256()
    for line in lines:
        digest.update(line)
    return digest.hexdigest()


def _refuse_filled(connection: Connection) -> None:
    for table in _tables():
        if connection.scalar(select(func.count()).select_from(table)):
            raise BackupRefused(
                f"Database ini sudah berisi (tabel {table.name}). Pulihkan hanya ke database yang kosong."
            )


def _read_table(archive: zipfile.ZipFile, connection: Connection, table: Table) -> int:
    unpack = {column.name: _unpacker(column) for column in table.columns}
    rows, batch = 0, []
    with archive.open(f"{table.name}.jsonl") as lines:
        for row in _parents_first(table, map(json.loads, lines)):
            batch.append({name: _or_none(unpack[name], value) for name, value in row.items()})
            rows += 1
            if len(batch) == BATCH:
                connection.execute(insert(table), batch)
                batch = []
    if batch:
        connection.execute(insert(table), batch)
    return rows


def _parents_first(table: Table, rows: Iterable[Row]) -> Iterator[Row]:
    """Yield the rows so that one which points to another of the same table comes after it."""
    own = [key.parent.name for key in table.foreign_keys if key.column.table is table]
    if not own:
        yield from rows
        return
    (key,) = (column.name for column in table.primary_key)
    seen: set[Any] = set()
    waiting = list(rows)
    while waiting:
        later = []
        for row in waiting:
            if all(row[name] is None or row[name] in seen or row[name] == row[key] for name in own):
                seen.add(row[key])
                yield row
            else:
                later.append(row)
        if len(later) == len(waiting):
            raise BackupRefused(f"Baris tabel {table.name} menunjuk baris yang tidak ada.")
        waiting = later


def _unpacker(column: Column[Any]) -> Callable[[Any], Any]:
    kind = column.type
    if isinstance(kind, Uuid):
        return UUID
    if isinstance(kind, LargeBinary):
        return base64.b64decode
    if isinstance(kind, Moment):
        return datetime.fromisoformat
    return date.fromisoformat if kind.python_type is date else _as_is


def _as_is(value: Any) -> Any:
    return value


def _or_none(unpack: Callable[[Any], Any], value: Any) -> Any:
    return None if value is None else unpack(value)
