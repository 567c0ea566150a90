"""Practice: what a cadre answered day by day, and when to ask it again."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

TABLE = "practice_answer"
MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        TABLE,
        sa.Column("cadre_id", sa.Uuid(), nullable=False),
        sa.Column("question_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("version_id", sa.Uuid(), nullable=False),
        sa.Column("value", sa.String(length=1000), nullable=False),
        sa.Column("fraction", sa.Float(), nullable=False),
        sa.Column("memory", sa.JSON(), nullable=False),
        sa.Column("due", MOMENT, nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["cadre_id"], ["cadre.id"], name="fk_practice_answer_cadre_id_cadre"),
        sa.ForeignKeyConstraint(
            ["question_id"], ["question.id"], name="fk_practice_answer_question_id_question"
        ),
        sa.ForeignKeyConstraint(
            ["version_id"], ["question_version.id"], name="fk_practice_answer_version_id_question_version"
        ),
        sa.PrimaryKeyConstraint("cadre_id", "question_id", "number", name="pk_practice_answer"),
        sqlite_with_rowid=False,
    )
    _guard()


def _guard() -> None:
    """Refuse UPDATE and DELETE (and TRUNCATE) while the door of the table is closed."""
    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            f"CREATE TRIGGER {TABLE}_append_only BEFORE UPDATE OR DELETE ON {TABLE} "
            "FOR EACH ROW EXECUTE FUNCTION refuse_change()"
        )
        op.execute(
            f"CREATE TRIGGER {TABLE}_no_truncate BEFORE TRUNCATE ON {TABLE} "
            "FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"
        )
        return
    for deed in ("UPDATE", "DELETE"):
        op.execute(
            f"CREATE TRIGGER {TABLE}_no_{deed.lower()} BEFORE {deed} ON {TABLE} "
            f"WHEN NOT EXISTS (SELECT 1 FROM open_door WHERE table_name = '{TABLE}') "
            f"BEGIN SELECT RAISE(ABORT, 'append-only: {deed} on {TABLE}'); END"
        )


def downgrade() -> None:
    """Take the practice away."""
    op.drop_table(TABLE)
