"""Runs the migrations on the engine's own connection; called by `app.schema`, never by an ini file."""

from alembic import context
from sqlalchemy import create_engine, pool

url = context.config.attributes["url"]
metadata = context.config.attributes["metadata"]
engine = create_engine(url, poolclass=pool.NullPool)
is_sqlite = engine.dialect.name == "sqlite"
DOOR = {"open_door", "no_row"}  # known to the triggers only, so no model names them


def is_a_models(name: str | None, kind: str, _parents: object) -> bool:
    """Return whether a table of the database is compared with the models."""
    return kind != "table" or name not in DOOR


with engine.connect() as connection:
    if (
        is_sqlite
    ):  # a batch rebuilds tables, which must not cascade; the PRAGMA does nothing inside a transaction
        connection.exec_driver_sql("PRAGMA foreign_keys=OFF")
        connection.commit()
    context.configure(
        connection=connection, target_metadata=metadata, include_name=is_a_models, render_as_batch=is_sqlite
    )
    with context.begin_transaction():
        context.run_migrations()
        if is_sqlite and (broken := connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall()):
            raise RuntimeError(f"the migration broke foreign keys: {broken}")
engine.dispose()
