"""Questions and quizzes that trainers write, imports of them, corrections of marks, and quizzes on paper."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

REGION_CODE = sa.String(13).with_variant(sa.String(13, collation="C"), "postgresql")
MOMENT = sa.DateTime(timezone=True)
APPEND_ONLY = ("correction", "paper_form", "paper_keying", "regrading", "reopening")
OPEN_DOOR = "SELECT 1 FROM open_door WHERE table_name ="


def upgrade() -> None:
    _create_bank_tables()
    _extend_bank()
    _extend_quizzes()
    _create_marking_tables()
    _create_paper_tables()
    for table in APPEND_ONLY:
        _guard(table)


def _create_bank_tables() -> None:
    op.create_table(
        "question_import",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("region_code", REGION_CODE, nullable=True),
        sa.Column("format", sa.String(length=12), nullable=False),
        sa.Column("filename", sa.String(length=120), nullable=False),
        sa.Column("skill_slug", sa.String(length=60), nullable=True),
        sa.Column("problems", sa.JSON(), nullable=False),
        sa.Column("state", sa.Uuid(), nullable=False),
        sa.Column("by", sa.Uuid(), nullable=True),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("applied_at", MOMENT, nullable=True),
        sa.Column("undone_at", MOMENT, nullable=True),
        sa.Column("outcome", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["region_code"], ["region.code"], name="fk_question_import_region_code_region"
        ),
        sa.ForeignKeyConstraint(["skill_slug"], ["skill.slug"], name="fk_question_import_skill_slug_skill"),
        sa.PrimaryKeyConstraint("id", name="pk_question_import"),
    )
    op.create_index("ix_question_import_region_code", "question_import", ["region_code"])
    op.create_table(
        "question_import_item",
        sa.Column("import_id", sa.Uuid(), nullable=False),
        sa.Column("place", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("item", sa.JSON(), nullable=False),
        sa.Column("verdict", sa.String(length=8), nullable=False),
        sa.Column("question_id", sa.Uuid(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=True),
        sa.Column("noted", sa.Boolean(), nullable=False),
        sa.Column("left_out", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["import_id"], ["question_import.id"], name="fk_question_import_item_import_id_question_import"
        ),
        sa.ForeignKeyConstraint(
            ["question_id"], ["question.id"], name="fk_question_import_item_question_id_question"
        ),
        sa.PrimaryKeyConstraint("import_id", "place", name="pk_question_import_item"),
    )
    op.create_table(
        "question_tag",
        sa.Column("question_id", sa.Uuid(), nullable=False),
        sa.Column("tag", sa.String(length=40), nullable=False),
        sa.ForeignKeyConstraint(
            ["question_id"], ["question.id"], name="fk_question_tag_question_id_question"
        ),
        sa.PrimaryKeyConstraint("question_id", "tag", name="pk_question_tag"),
    )
    op.create_index("ix_question_tag_tag", "question_tag", ["tag"])


def _extend_bank() -> None:
    op.add_column("question_version", sa.Column("note", sa.String(length=200), nullable=True))
    with op.batch_alter_table("question") as table:
        table.alter_column("skill_slug", existing_type=sa.String(length=60), nullable=True)
        table.add_column(sa.Column("title", sa.String(length=120), nullable=False, server_default=""))
        table.add_column(sa.Column("copy_of", sa.Uuid(), nullable=True))
        table.add_column(sa.Column("import_id", sa.Uuid(), nullable=True))
        table.add_column(sa.Column("search_text", sa.Text(), nullable=False, server_default=""))
        table.create_unique_constraint("uq_question_copy_of_region_code", ["copy_of", "region_code"])
        table.create_foreign_key("fk_question_copy_of_question", "question", ["copy_of"], ["id"])
        table.create_foreign_key(
            "fk_question_import_id_question_import", "question_import", ["import_id"], ["id"]
        )
        table.create_index("ix_question_import_id", ["import_id"])


def _extend_quizzes() -> None:
    modes, shows = "mode IN ('test', 'practice')", "shows IN ('all', 'mistakes', 'mark')"
    with op.batch_alter_table("quiz") as table:
        table.add_column(sa.Column("copy_of", sa.Uuid(), nullable=True))
        table.add_column(sa.Column("introduction", sa.String(length=600), nullable=False, server_default=""))
        table.add_column(sa.Column("opens_at", MOMENT, nullable=True))
        table.add_column(sa.Column("closes_at", MOMENT, nullable=True))
        table.add_column(sa.Column("mode", sa.String(length=8), nullable=False, server_default="test"))
        table.add_column(sa.Column("shows", sa.String(length=8), nullable=False, server_default="all"))
        table.add_column(sa.Column("audience_code", REGION_CODE, nullable=True))
        table.add_column(sa.Column("audience_levels", sa.JSON(), nullable=False, server_default="[]"))
        table.add_column(sa.Column("is_draft", sa.Boolean(), nullable=False, server_default=sa.false()))
        table.add_column(
            sa.Column("changed_at", MOMENT, nullable=False, server_default="2026-11-22 00:00:00+00:00")
        )
        table.create_check_constraint(op.f("ck_quiz_mode"), modes)
        table.create_check_constraint(op.f("ck_quiz_shows"), shows)
        table.create_unique_constraint("uq_quiz_copy_of_region_code", ["copy_of", "region_code"])
        table.create_foreign_key("fk_quiz_copy_of_quiz", "quiz", ["copy_of"], ["id"])
        table.create_foreign_key("fk_quiz_audience_code_region", "region", ["audience_code"], ["code"])
    with op.batch_alter_table("quiz_draw") as table:
        table.alter_column("skill_slug", existing_type=sa.String(length=60), nullable=True)
        table.add_column(sa.Column("question_id", sa.Uuid(), nullable=True))
        table.add_column(sa.Column("difficulty", sa.SmallInteger(), nullable=True))
        table.add_column(sa.Column("tag", sa.String(length=40), nullable=True))
        table.create_foreign_key("fk_quiz_draw_question_id_question", "question", ["question_id"], ["id"])
        table.create_index("ix_quiz_draw_question_id", ["question_id"])
    op.create_table(
        "reopening",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("quiz_id", sa.Uuid(), nullable=False),
        sa.Column("cadre_id", sa.Uuid(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("by", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(["cadre_id"], ["cadre.id"], name="fk_reopening_cadre_id_cadre"),
        sa.ForeignKeyConstraint(["quiz_id"], ["quiz.id"], name="fk_reopening_quiz_id_quiz"),
        sa.PrimaryKeyConstraint("id", name="pk_reopening"),
    )
    op.create_index("ix_reopening_quiz_id", "reopening", ["quiz_id"])
    op.create_index("ix_reopening_cadre_id_quiz_id", "reopening", ["cadre_id", "quiz_id"])


def _create_marking_tables() -> None:
    op.create_table(
        "correction",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("question_id", sa.Uuid(), nullable=False),
        sa.Column("wrong_id", sa.Uuid(), nullable=False),
        sa.Column("right_id", sa.Uuid(), nullable=False),
        sa.Column("policy", sa.String(length=8), nullable=False),
        sa.Column("reason", sa.String(length=200), nullable=False),
        sa.Column("region_code", REGION_CODE, nullable=True),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("by", sa.Uuid(), nullable=True),
        sa.CheckConstraint("policy IN ('kind', 'strict')", name=op.f("ck_correction_policy")),
        sa.ForeignKeyConstraint(["question_id"], ["question.id"], name="fk_correction_question_id_question"),
        sa.ForeignKeyConstraint(["region_code"], ["region.code"], name="fk_correction_region_code_region"),
        sa.ForeignKeyConstraint(
            ["right_id"], ["question_version.id"], name="fk_correction_right_id_question_version"
        ),
        sa.ForeignKeyConstraint(
            ["wrong_id"], ["question_version.id"], name="fk_correction_wrong_id_question_version"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_correction"),
    )
    op.create_index("ix_correction_question_id", "correction", ["question_id"])
    op.add_column(
        "mark",
        sa.Column(
            "correction_id",
            sa.Uuid(),
            sa.ForeignKey("correction.id", name="fk_mark_correction_id_correction"),
            nullable=True,
        ),
        inline_references=True,
    )
    op.create_index("ix_mark_correction_id", "mark", ["correction_id"])
    op.add_column("attempt", sa.Column("mode", sa.String(length=8), nullable=False, server_default="test"))
    op.create_table(
        "regrading",
        sa.Column("correction_id", sa.Uuid(), nullable=False),
        sa.Column("attempt_id", sa.Uuid(), nullable=False),
        sa.Column("percent_before", sa.SmallInteger(), nullable=False),
        sa.Column("percent_after", sa.SmallInteger(), nullable=False),
        sa.Column("skills_gained", sa.JSON(), nullable=False),
        sa.Column("skills_lost", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["attempt_id"], ["attempt.id"], name="fk_regrading_attempt_id_attempt"),
        sa.ForeignKeyConstraint(
            ["correction_id"], ["correction.id"], name="fk_regrading_correction_id_correction"
        ),
        sa.PrimaryKeyConstraint("correction_id", "attempt_id", name="pk_regrading"),
    )
    op.create_index("ix_regrading_attempt_id", "regrading", ["attempt_id"])


def _create_paper_tables() -> None:
    op.create_table(
        "paper_form",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("batch_id", sa.Uuid(), nullable=False),
        sa.Column("quiz_id", sa.Uuid(), nullable=False),
        sa.Column("region_code", REGION_CODE, nullable=False),
        sa.Column("label", sa.String(length=1), nullable=False),
        sa.Column("code", sa.String(length=12), nullable=False),
        sa.Column("questions", sa.JSON(), nullable=False),
        sa.Column("pass_mark", sa.Integer(), nullable=False),
        sa.Column("made_at", MOMENT, nullable=False),
        sa.Column("by", sa.Uuid(), nullable=True),
        sa.CheckConstraint("label IN ('A', 'B')", name=op.f("ck_paper_form_label")),
        sa.ForeignKeyConstraint(["quiz_id"], ["quiz.id"], name="fk_paper_form_quiz_id_quiz"),
        sa.ForeignKeyConstraint(["region_code"], ["region.code"], name="fk_paper_form_region_code_region"),
        sa.PrimaryKeyConstraint("id", name="pk_paper_form"),
        sa.UniqueConstraint("batch_id", "label", name="uq_paper_form_batch_id_label"),
        sa.UniqueConstraint("code", name="uq_paper_form_code"),
    )
    op.create_index("ix_paper_form_quiz_id", "paper_form", ["quiz_id"])
    op.create_table(
        "paper_keying",
        sa.Column("attempt_id", sa.Uuid(), nullable=False),
        sa.Column("form_id", sa.Uuid(), nullable=False),
        sa.Column("typed", sa.JSON(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("by", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(["attempt_id"], ["attempt.id"], name="fk_paper_keying_attempt_id_attempt"),
        sa.ForeignKeyConstraint(["form_id"], ["paper_form.id"], name="fk_paper_keying_form_id_paper_form"),
        sa.PrimaryKeyConstraint("attempt_id", name="pk_paper_keying"),
    )
    op.create_index("ix_paper_keying_form_id", "paper_keying", ["form_id"])


def _guard(table: str) -> None:
    """Refuse UPDATE and DELETE (and TRUNCATE) of `table` while its door is closed."""
    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            f"CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE ON {table} "
            "FOR EACH ROW EXECUTE FUNCTION refuse_change()"
        )
        op.execute(
            f"CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"
        )
        return
    for deed in ("UPDATE", "DELETE"):
        op.execute(
            f"CREATE TRIGGER {table}_no_{deed.lower()} BEFORE {deed} ON {table} "
            f"WHEN NOT EXISTS ({OPEN_DOOR} '{table}') "
            f"BEGIN SELECT RAISE(ABORT, 'append-only: {deed} on {table}'); END"
        )


def downgrade() -> None:
    """Take the new tables and columns away; what trainers wrote is lost with them."""
    for table in ("paper_keying", "paper_form", "regrading"):
        op.drop_table(table)
    op.drop_index("ix_mark_correction_id", "mark")
    with op.batch_alter_table("mark") as table:
        table.drop_column("correction_id")
    with op.batch_alter_table("attempt") as table:
        table.drop_column("mode")
    op.drop_table("correction")
    op.drop_table("reopening")
    with op.batch_alter_table("quiz_draw") as table:
        table.drop_index("ix_quiz_draw_question_id")
        table.drop_constraint("fk_quiz_draw_question_id_question", type_="foreignkey")
        for name in ("question_id", "difficulty", "tag"):
            table.drop_column(name)
        table.alter_column("skill_slug", existing_type=sa.String(length=60), nullable=False)
    with op.batch_alter_table("quiz") as table:
        table.drop_constraint("fk_quiz_copy_of_quiz", type_="foreignkey")
        table.drop_constraint("fk_quiz_audience_code_region", type_="foreignkey")
        table.drop_constraint("uq_quiz_copy_of_region_code", type_="unique")
        table.drop_constraint(op.f("ck_quiz_mode"), type_="check")
        table.drop_constraint(op.f("ck_quiz_shows"), type_="check")
        for name in QUIZ_COLUMNS:
            table.drop_column(name)
    with op.batch_alter_table("question") as table:
        table.drop_index("ix_question_import_id")
        table.drop_constraint("fk_question_import_id_question_import", type_="foreignkey")
        table.drop_constraint("fk_question_copy_of_question", type_="foreignkey")
        table.drop_constraint("uq_question_copy_of_region_code", type_="unique")
        for name in ("title", "copy_of", "import_id", "search_text"):
            table.drop_column(name)
        table.alter_column("skill_slug", existing_type=sa.String(length=60), nullable=False)
    op.drop_table("question_tag")
    op.drop_table("question_import_item")
    op.drop_table("question_import")
    with op.batch_alter_table("question_version") as table:
        table.drop_column("note")


QUIZ_COLUMNS = (
    "copy_of",
    "introduction",
    "opens_at",
    "closes_at",
    "mode",
    "shows",
    "audience_code",
    "audience_levels",
    "is_draft",
    "changed_at",
)
