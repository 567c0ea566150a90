"""Search: which words stand in which lessons, and how those words are spelt."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

WORD = sa.String(length=40).with_variant(sa.String(length=40, collation="C"), "postgresql")


def upgrade() -> None:
    op.create_table(
        "search_word",
        sa.Column("word", WORD, nullable=False),
        sa.Column("lesson_id", sa.Uuid(), nullable=False),
        sa.Column("weight", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["lesson_id"], ["lesson.id"], name="fk_search_word_lesson_id_lesson"),
        sa.PrimaryKeyConstraint("word", "lesson_id", name="pk_search_word"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "search_gram",
        sa.Column("gram", sa.String(length=3), nullable=False),
        sa.Column("word", WORD, nullable=False),
        sa.PrimaryKeyConstraint("gram", "word", name="pk_search_gram"),
        sqlite_with_rowid=False,
    )


def downgrade() -> None:
    """Take the index away; the next `content load` of this release makes it again."""
    op.drop_table("search_gram")
    op.drop_table("search_word")
