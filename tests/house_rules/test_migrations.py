"""Migrations go up, agree with the models, come down; what is append-only is so in the database itself."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

import pytest
import sqlalchemy as sa
from alembic import command
from alembic.script import ScriptDirectory
from sqlalchemy.exc import IntegrityError

from app import schema
from app.config import ROOT
from app.db import Base
from tests.databases import Templates
from tests.house_rules.world import fill_world
from wsgi import create_app

PREFIX = ("region_code", "region.code", "region.parent_code")


@pytest.fixture
def empty(templates: Templates, database_kind: str) -> Iterator[str]:
    """The URL of a database without any table."""
    if database_kind == "sqlite":
        folder = templates.shared / uuid4().hex
        folder.mkdir()
        url = f"sqlite:///{folder / 'empty.sqlite'}"
    else:
        url = templates.create_empty()
    create_app(templates.settings(url))  # all models are known
    yield url
    templates.drop(url)


@dataclass
class Guarded:
    """A database whose tables hold rows, and what it says about a statement."""

    engine: sa.Engine

    def run(self, *statements: str) -> None:
        """Run statements in one transaction."""
        with self.engine.begin() as connection:
            for statement in statements:
                connection.exec_driver_sql(statement)

    def refuses(self, *statements: str) -> bool:
        """Return whether the database refuses to do them, for the reason we want."""
        try:
            self.run(*statements)
        except IntegrityError:
            return True
        return False


@pytest.fixture
def guarded(templates: Templates, database_kind: str) -> Iterator[Guarded]:
    """A database with a row in nearly every append-only table."""
    url = templates.copy(database_kind, "world", fill_world)
    engine = sa.create_engine(url)
    if database_kind == "sqlite":
        sa.event.listen(engine, "connect", _as_the_portal_connects)
    yield Guarded(engine)
    engine.dispose()
    templates.drop(url)


def _as_the_portal_connects(connection, _record) -> None:
    connection.execute("PRAGMA foreign_keys=ON")
    connection.execute("PRAGMA recursive_triggers=ON")


def append_only() -> list[str]:
    return sorted(name for name, table in Base.metadata.tables.items() if table.info.get("append_only"))


def test_up_compare_down(empty: str, templates: Templates) -> None:
    configuration = schema.configuration(empty)

    schema.upgrade(empty, templates.shared / "instance")
    command.check(configuration)
    command.downgrade(configuration, "base")

    engine = sa.create_engine(empty)
    left = set(sa.inspect(engine).get_table_names()) - {"alembic_version"}
    engine.dispose()
    assert left == set()


def test_they_are_one_numbered_line() -> None:
    revisions = list(ScriptDirectory(str(ROOT / "migrations")).walk_revisions())
    numbers = [revision.revision for revision in reversed(revisions)]

    assert numbers == [f"{n:04d}" for n in range(1, len(numbers) + 1)]
    for revision in revisions:
        text = Path(revision.path).read_text()
        assert revision.path.rpartition("/")[2].startswith(revision.revision + "_")
        assert revision.doc
        assert not any(
            f"{word} {package}" in text for word in ("from", "import") for package in ("app", "learning")
        )


def test_the_triggers_are_those_of_the_list(guarded: Guarded) -> None:
    with guarded.engine.connect() as connection:
        if guarded.engine.dialect.name == "sqlite":
            found = connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'trigger'")
            wanted = {f"{table}_no_{deed}" for table in append_only() for deed in ("update", "delete")}
        else:
            found = connection.exec_driver_sql("SELECT tgname FROM pg_trigger WHERE NOT tgisinternal")
            wanted = {f"{table}_{what}" for table in append_only() for what in ("append_only", "no_truncate")}
        names = [row[0] for row in found]

    assert sorted(names) == sorted(wanted)
    assert len(wanted) >= 28


@pytest.mark.parametrize("table", append_only())
def test_what_was_written_stays(guarded: Guarded, table: str, fill: Callable[[str], None]) -> None:
    fill(table)
    column = next(iter(Base.metadata.tables[table].primary_key.columns)).name

    assert guarded.refuses(f'UPDATE {table} SET "{column}" = "{column}"')
    assert guarded.refuses(f"DELETE FROM {table}")
    if guarded.engine.dialect.name == "sqlite":
        assert guarded.refuses(f"INSERT OR REPLACE INTO {table} SELECT * FROM {table}")
    else:
        assert guarded.refuses(f"TRUNCATE {table} CASCADE")


@pytest.fixture
def fill(guarded: Guarded) -> Callable[[str], None]:
    """Make sure that a table has a row; those that the world leaves empty get one of their own."""

    def at_least_one(table: str) -> None:
        with guarded.engine.begin() as connection:
            if connection.exec_driver_sql(f"SELECT count(*) FROM {table}").scalar():
                return
            assert table in ROWS, f"tests/house_rules: no row in {table} to try the trigger on"
            for needed in (*NEEDS.get(table, ()), table):
                connection.exec_driver_sql(ROWS[needed])

    return at_least_one


ROWS = {
    "answer": "INSERT INTO answer (attempt_id, position, seq, value, given_at) "
    "SELECT attempt_id, position, 1, '[]', '2025-01-01 00:00:00+00:00' FROM attempt_question LIMIT 1",
    "award_withdrawal": "INSERT INTO award_withdrawal (award_id, reason, at) "
    "SELECT id, 'a test', '2025-01-01 00:00:00+00:00' FROM award LIMIT 1",
    "correction": "INSERT INTO correction (id, question_id, wrong_id, right_id, policy, reason, at) "
    "SELECT question_id, question_id, id, id, 'kind', 'a test', '2025-01-01 00:00:00+00:00' FROM question_version LIMIT 1",
    "regrading": "INSERT INTO regrading (correction_id, attempt_id, percent_before, percent_after, skills_gained, "
    "skills_lost) SELECT correction.id, attempt.id, 0, 0, '[]', '[]' FROM correction, attempt LIMIT 1",
    "reopening": "INSERT INTO reopening (id, quiz_id, cadre_id, at) "
    "SELECT id, quiz_id, cadre_id, '2025-01-01 00:00:00+00:00' FROM attempt LIMIT 1",
    "paper_form": "INSERT INTO paper_form (id, batch_id, quiz_id, region_code, label, code, questions, pass_mark, made_at) "
    "SELECT id, id, id, '17.02', 'A', '10000016', '[]', 70, '2025-01-01 00:00:00+00:00' FROM quiz LIMIT 1",
    "paper_keying": "INSERT INTO paper_keying (attempt_id, form_id, typed, at) "
    "SELECT attempt.id, paper_form.id, '[]', '2025-01-01 00:00:00+00:00' FROM attempt, paper_form LIMIT 1",
    "practice_answer": "INSERT INTO practice_answer (cadre_id, question_id, number, version_id, value, fraction, memory, "
    "due, at) SELECT attempt.cadre_id, question_id, 1, question_version.id, '[]', 0, '{}', '2025-01-01 00:00:00+00:00', "
    "'2025-01-01 00:00:00+00:00' FROM attempt, question_version LIMIT 1",
    "lesson_version": "INSERT INTO lesson_version (id, lesson_id, number, title, aim, minutes, source, skills, facts, "
    '"references", at) SELECT id, id, 1, title, aim, minutes, source, facts, facts, facts, changed_at FROM lesson LIMIT 1',
    "mark": "INSERT INTO mark (attempt_id, position, round, version_id, fraction, marked_at) "
    "SELECT attempt_id, position, 1, version_id, 0, '2025-01-01 00:00:00+00:00' FROM attempt_question LIMIT 1",
}
NEEDS = {"regrading": ("correction",), "paper_keying": ("paper_form",)}
OPEN = "INSERT INTO open_door (table_name, reason) VALUES ('{}', 'a test of the door')"


def test_a_lawful_change_goes_through_the_door_and_closes_it(guarded: Guarded) -> None:
    change = "UPDATE placement SET since = since"

    guarded.run(OPEN.format("placement"), change, "DELETE FROM open_door")
    assert guarded.refuses(change)


def test_a_door_left_open_fails_the_commit(guarded: Guarded) -> None:
    assert guarded.refuses(OPEN.format("placement"), "UPDATE placement SET since = '1999-01-01'")

    with guarded.engine.connect() as connection:
        kept = connection.exec_driver_sql(
            "SELECT count(*) FROM placement WHERE since = '1999-01-01'"
        ).scalar()
        assert (kept, connection.exec_driver_sql("SELECT count(*) FROM open_door").scalar()) == (0, 0)


def test_another_tables_door_opens_nothing(guarded: Guarded) -> None:
    closed = (OPEN.format("training"), "UPDATE placement SET since = since", "DELETE FROM open_door")

    assert guarded.refuses(*closed)
    assert guarded.refuses("INSERT INTO open_door (table_name, reason) VALUES ('answer', 'short')")


def test_no_append_only_table_holds_a_name() -> None:
    personal = {"name", "phone", "birth_year", "sort_name"}

    assert {
        t: n for t in append_only() if (n := personal & set(Base.metadata.tables[t].columns.keys()))
    } == {}


@pytest.mark.parametrize("database_kind", ["postgresql"], indirect=True)
def test_every_region_code_sorts_by_its_bytes(guarded: Guarded) -> None:
    statement = """SELECT table_name || '.' || column_name, collation_name FROM information_schema.columns
        WHERE table_schema = 'public'"""
    with guarded.engine.connect() as connection:
        found = {row[0]: row[1] for row in connection.exec_driver_sql(statement)}
    codes = {name: collation for name, collation in found.items() if name.endswith(PREFIX)}

    assert len(codes) >= 10
    assert set(codes.values()) == {"C"}


def test_every_foreign_key_to_a_region_is_one_of_those_columns() -> None:
    for table in Base.metadata.tables.values():
        for key in table.foreign_keys:
            if key.target_fullname == "region.code":
                kind = key.parent.type.dialect_impl(sa.dialects.postgresql.dialect())
                assert getattr(kind, "collation", None) == "C", key.parent
