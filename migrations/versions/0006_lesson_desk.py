"""The trainers' desk for lessons: a kabupaten's own lessons and copies, their versions, reviews and order."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

VERSION = "lesson_version"
MOMENT = sa.DateTime(timezone=True)
CODE = sa.String(length=13).with_variant(sa.String(length=13, collation="C"), "postgresql")


def upgrade() -> None:
    with op.batch_alter_table("module") as table:
        table.add_column(sa.Column("retired_at", MOMENT, nullable=True))
    _lessons_of_a_kabupaten()
    _places("module")
    _places("lesson")
    with op.batch_alter_table("lesson_done") as table:
        table.add_column(sa.Column("again_at", MOMENT, nullable=True))
    _versions()
    _files_by_kabupaten()


def _lessons_of_a_kabupaten() -> None:
    with op.batch_alter_table("lesson") as table:
        table.add_column(sa.Column("region_code", CODE, nullable=True))
        table.add_column(sa.Column("copy_of", sa.Uuid(), nullable=True))
        table.add_column(sa.Column("is_draft", sa.Boolean(), nullable=False, server_default=sa.false()))
        table.add_column(sa.Column("version", sa.Integer(), nullable=True))
        table.add_column(sa.Column("changes", sa.String(length=300), nullable=False, server_default=""))
        table.create_foreign_key("fk_lesson_region_code_region", "region", ["region_code"], ["code"])
        table.create_foreign_key("fk_lesson_copy_of_lesson", "lesson", ["copy_of"], ["id"])
        table.drop_constraint("uq_lesson_module_id_slug", type_="unique")
        table.create_unique_constraint(
            "uq_lesson_module_id_slug_region_code", ["module_id", "slug", "region_code"]
        )
        table.create_unique_constraint("uq_lesson_copy_of_region_code", ["copy_of", "region_code"])


def _places(kind: str) -> None:
    name, key = f"{kind}_place", f"{kind}_id"
    op.create_table(
        name,
        sa.Column("region_code", CODE, nullable=False),
        sa.Column(key, sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["region_code"], ["region.code"], name=f"fk_{name}_region_code_region"),
        sa.ForeignKeyConstraint([key], [f"{kind}.id"], name=f"fk_{name}_{key}_{kind}"),
        sa.PrimaryKeyConstraint("region_code", key, name=f"pk_{name}"),
    )


def _versions() -> None:
    op.create_table(
        VERSION,
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("lesson_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=80), nullable=False),
        sa.Column("aim", sa.String(length=200), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("skills", sa.JSON(), nullable=False),
        sa.Column("facts", sa.JSON(), nullable=False),
        sa.Column("references", sa.JSON(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("by", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(["lesson_id"], ["lesson.id"], name="fk_lesson_version_lesson_id_lesson"),
        sa.PrimaryKeyConstraint("id", name="pk_lesson_version"),
        sa.UniqueConstraint("lesson_id", "number", name="uq_lesson_version_lesson_id_number"),
    )
    op.create_table(
        "lesson_review",
        sa.Column("version_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(length=50), nullable=False),
        sa.Column("office", sa.String(length=50), nullable=False),
        sa.Column("reviewed_on", sa.Date(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("by", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(
            ["version_id"], ["lesson_version.id"], name="fk_lesson_review_version_id_lesson_version"
        ),
        sa.PrimaryKeyConstraint("version_id", name="pk_lesson_review"),
    )
    op.create_table(
        "review_rule",
        sa.Column("region_code", CODE, nullable=False),
        sa.Column("is_required", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["region_code"], ["region.code"], name="fk_review_rule_region_code_region"),
        sa.PrimaryKeyConstraint("region_code", name="pk_review_rule"),
    )
    _guard()


def _guard() -> None:
    """Refuse UPDATE and DELETE (and TRUNCATE) of versions while the door of the table is closed."""
    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            f"CREATE TRIGGER {VERSION}_append_only BEFORE UPDATE OR DELETE ON {VERSION} "
            "FOR EACH ROW EXECUTE FUNCTION refuse_change()"
        )
        op.execute(
            f"CREATE TRIGGER {VERSION}_no_truncate BEFORE TRUNCATE ON {VERSION} "
            "FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"
        )
        return
    for deed in ("UPDATE", "DELETE"):
        op.execute(
            f"CREATE TRIGGER {VERSION}_no_{deed.lower()} BEFORE {deed} ON {VERSION} "
            f"WHEN NOT EXISTS (SELECT 1 FROM open_door WHERE table_name = '{VERSION}') "
            f"BEGIN SELECT RAISE(ABORT, 'append-only: {deed} on {VERSION}'); END"
        )


def _files_by_kabupaten() -> None:
    """Add the kabupaten to the key of the files, which are made anew: the light ones by loading, the PDFs by night."""
    op.drop_table("module_file")
    _module_file(sa.Column("kabupaten", sa.String(length=13), nullable=False))


def _module_file(*more: sa.Column[str]) -> None:
    op.create_table(
        "module_file",
        sa.Column("module_id", sa.Uuid(), nullable=False),
        *more,
        sa.Column("kind", sa.String(length=4), nullable=False),
        sa.Column("made_from", sa.String(length=64), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["module_id"], ["module.id"], name="fk_module_file_module_id_module"),
        sa.PrimaryKeyConstraint("module_id", *(one.name for one in more), "kind", name="pk_module_file"),
    )


def downgrade() -> None:
    """Go back to the shipped lessons alone; what was written on the desk is lost."""
    op.drop_table("module_file")
    _module_file()
    for name in ("review_rule", "lesson_review", VERSION, "lesson_place", "module_place"):
        op.drop_table(name)
    with op.batch_alter_table("lesson_done") as table:
        table.drop_column("again_at")
    _forget_own_lessons()
    with op.batch_alter_table("lesson") as table:
        table.drop_constraint("uq_lesson_copy_of_region_code", type_="unique")
        table.drop_constraint("uq_lesson_module_id_slug_region_code", type_="unique")
        table.create_unique_constraint("uq_lesson_module_id_slug", ["module_id", "slug"])
        table.drop_constraint("fk_lesson_copy_of_lesson", type_="foreignkey")
        table.drop_constraint("fk_lesson_region_code_region", type_="foreignkey")
        for name in ("region_code", "copy_of", "is_draft", "version", "changes"):
            table.drop_column(name)
    with op.batch_alter_table("module") as table:
        table.drop_column("retired_at")


def _forget_own_lessons() -> None:
    own = "(SELECT id FROM lesson WHERE region_code IS NOT NULL)"
    for name in ("lesson_done", "lesson_skill", "search_word"):
        op.execute(f"DELETE FROM {name} WHERE lesson_id IN {own}")
    op.execute("DELETE FROM lesson WHERE region_code IS NOT NULL")
