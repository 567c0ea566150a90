"""An office upgrades: what the previous release has written is there afterwards, row for row, and still guarded."""

from collections.abc import Iterator
from typing import Any
from uuid import uuid4

import pytest
import sqlalchemy as sa
from alembic import command

from app import schema
from tests.databases import Templates
from tests.house_rules.world import fill_world
from wsgi import create_app

RELEASED = ("0001", "0005")
MADE_AGAIN = {"module_file"}  # made of other rows, by the next loading and the next night
Rows = dict[str, list[dict[str, Any]]]


@pytest.fixture(params=RELEASED)
def of_previous_release(
    templates: Templates, database_kind: str, request: pytest.FixtureRequest
) -> Iterator[str]:
    """The URL of a database as a previous release made it, with the world's rows in it."""
    if database_kind == "sqlite":
        folder = templates.shared / uuid4().hex
        folder.mkdir()
        url = f"sqlite:///{folder / 'old.sqlite'}"
    else:
        url = templates.create_empty()
    create_app(templates.settings(url))
    command.upgrade(schema.configuration(url), request.param)
    filled = templates.copy(database_kind, "world", fill_world)
    _copy_rows(filled, url)
    templates.drop(filled)
    yield url
    templates.drop(url)


def test_nothing_is_lost_on_the_way_up(of_previous_release: str, templates: Templates) -> None:
    before = _read(of_previous_release)
    assert sum(len(rows) for rows in before.values()) > 1000

    schema.upgrade(of_previous_release, templates.shared / "instance")

    after = _read(of_previous_release)
    for name, rows in before.items():
        columns = rows[0].keys() if rows else ()
        kept = [{column: row[column] for column in columns} for row in after[name]]
        assert kept == rows or name in MADE_AGAIN, name


def _copy_rows(source: str, target: str) -> None:
    rows = _read(source)
    engine, tables = _reflected(target)
    with engine.begin() as connection:
        for table in tables.sorted_tables:
            wanted = [_as_before(table, row) for row in rows.get(table.name, [])]
            if wanted and table.name != "alembic_version":
                connection.execute(table.insert(), wanted)
    engine.dispose()


def _as_before(table: sa.Table, row: dict[str, Any]) -> dict[str, Any]:
    """Return a row as the first release could hold it: a question and a draw always had a skill."""
    kept = {column.name: row[column.name] for column in table.columns}
    return {**kept, "skill_slug": "germas"} if kept.get("skill_slug", "") is None else kept


def _read(url: str) -> Rows:
    engine, tables = _reflected(url)
    with engine.connect() as connection:
        rows: Rows = {
            table.name: [
                dict(row)
                for row in connection.execute(sa.select(table).order_by(*table.primary_key)).mappings()
            ]
            for table in tables.sorted_tables
            if table.name != "alembic_version"
        }
    engine.dispose()
    return rows


def _reflected(url: str) -> tuple[sa.Engine, sa.MetaData]:
    engine, tables = sa.create_engine(url), sa.MetaData()
    tables.reflect(engine)
    return engine, tables
