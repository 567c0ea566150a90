"""Pictures that have a lighter WebP beside them, and lessons read aloud."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)
CODE = sa.String(length=13).with_variant(sa.String(length=13, collation="C"), "postgresql")


def upgrade() -> None:
    op.add_column("media", sa.Column("webp", sa.String(length=32), nullable=True))
    op.create_table(
        "lesson_audio",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("lesson_id", sa.Uuid(), nullable=False),
        sa.Column("region_code", CODE, nullable=False),
        sa.Column("opus", sa.String(length=32), nullable=False),
        sa.Column("opus_size", sa.Integer(), nullable=False),
        sa.Column("mp3", sa.String(length=32), nullable=False),
        sa.Column("mp3_size", sa.Integer(), nullable=False),
        sa.Column("seconds", sa.Integer(), nullable=False),
        sa.Column("made_at", MOMENT, nullable=False),
        sa.Column("made_by", sa.Uuid(), nullable=True),
        sa.Column("retired_at", MOMENT, nullable=True),
        sa.ForeignKeyConstraint(["lesson_id"], ["lesson.id"], name="fk_lesson_audio_lesson_id_lesson"),
        sa.ForeignKeyConstraint(["region_code"], ["region.code"], name="fk_lesson_audio_region_code_region"),
        sa.ForeignKeyConstraint(["opus"], ["media.hash"], name="fk_lesson_audio_opus_media"),
        sa.ForeignKeyConstraint(["mp3"], ["media.hash"], name="fk_lesson_audio_mp3_media"),
        sa.PrimaryKeyConstraint("id", name="pk_lesson_audio"),
    )
    op.create_index("ix_lesson_audio_lesson_id", "lesson_audio", ["lesson_id", "region_code"])


def downgrade() -> None:
    """Take both away."""
    op.drop_table("lesson_audio")
    with op.batch_alter_table("media") as table:
        table.drop_column("webp")
