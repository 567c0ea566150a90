"""Modules as files to take along."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "module_file",
        sa.Column("module_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(length=4), nullable=False),
        sa.Column("made_from", sa.String(length=64), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["module_id"], ["module.id"], name="fk_module_file_module_id_module"),
        sa.PrimaryKeyConstraint("module_id", "kind", name="pk_module_file"),
    )


def downgrade() -> None:
    """Take the files away; they can be made again."""
    op.drop_table("module_file")
