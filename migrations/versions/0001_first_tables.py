"""The first tables, and the triggers that keep the append-only ones as they are."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

REGION_CODE = sa.String(13).with_variant(sa.String(13, collation="C"), "postgresql")
APPEND_ONLY = (
    "answer",
    "attempt",
    "attempt_closing",
    "attempt_question",
    "audit_event",
    "award",
    "award_withdrawal",
    "evidence",
    "mark",
    "paper_level",
    "placement",
    "question_version",
    "standing",
    "training",
)

OPEN_DOOR = "SELECT 1 FROM open_door WHERE table_name ="


def upgrade() -> None:
    _create_tables()
    _create_door()
    for table in APPEND_ONLY:
        _guard(table)


def _create_tables() -> None:
    op.create_table(
        "audit_event",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor_id", sa.Uuid(), nullable=True),
        sa.Column("verb", sa.String(length=40), nullable=False),
        sa.Column("subject_kind", sa.String(length=30), nullable=False),
        sa.Column("subject_id", sa.String(length=60), nullable=False),
        sa.Column("region_code", REGION_CODE, nullable=True),
        sa.Column("details", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_audit_event"),
    )
    op.create_index("ix_audit_event_at", "audit_event", ["at"])
    op.create_index("ix_audit_event_subject", "audit_event", ["subject_kind", "subject_id"])

    op.create_table(
        "level_rule",
        sa.Column("slug", sa.String(length=20), nullable=False),
        sa.Column("version", sa.String(length=40), nullable=False),
        sa.Column("body", sa.JSON(), nullable=False),
        sa.Column("is_default", sa.Boolean(), nullable=False),
        sa.Column("loaded_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("slug", "version", name="pk_level_rule"),
    )
    op.create_table(
        "loaded_data",
        sa.Column("name", sa.String(length=30), nullable=False),
        sa.Column("version", sa.String(length=64), nullable=False),
        sa.Column("loaded_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_loaded_data"),
    )
    op.create_table(
        "media",
        sa.Column("hash", sa.String(length=32), nullable=False),
        sa.Column("kind", sa.String(length=4), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("width", sa.Integer(), nullable=False),
        sa.Column("height", sa.Integer(), nullable=False),
        sa.Column("made_by", sa.Uuid(), nullable=True),
        sa.PrimaryKeyConstraint("hash", name="pk_media"),
    )
    op.create_table(
        "region",
        sa.Column("code", REGION_CODE, nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("sort_name", sa.String(length=80), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("parent_code", REGION_CODE, nullable=True),
        sa.CheckConstraint(
            "kind IN ('provinsi', 'kabupaten', 'kota', 'kecamatan', 'kelurahan', 'desa')",
            name=op.f("ck_region_kind"),
        ),
        sa.ForeignKeyConstraint(["parent_code"], ["region.code"], name="fk_region_parent_code_region"),
        sa.PrimaryKeyConstraint("code", name="pk_region"),
    )
    op.create_index("ix_region_parent_code", "region", ["parent_code"])

    op.create_table(
        "secret_form",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("by", sa.Uuid(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_secret_form"),
    )
    op.create_table(
        "sign_in_try",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("address", sa.String(length=45), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_sign_in_try"),
    )
    op.create_index("ix_sign_in_try_address_at", "sign_in_try", ["address", "at"])
    op.create_index("ix_sign_in_try_name_at", "sign_in_try", ["name", "at"])

    op.create_table(
        "skill_group",
        sa.Column("code", sa.String(length=2), nullable=False),
        sa.Column("slug", sa.String(length=60), nullable=False),
        sa.Column("label", sa.String(length=80), nullable=False),
        sa.Column("core", sa.Boolean(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("code", name="pk_skill_group"),
        sa.UniqueConstraint("slug", name="uq_skill_group_slug"),
    )
    op.create_table(
        "theme",
        sa.Column("slug", sa.String(length=60), nullable=False),
        sa.Column("title", sa.String(length=80), nullable=False),
        sa.Column("summary", sa.String(length=300), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("slug", name="pk_theme"),
    )
    op.create_table(
        "desa_day",
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("region_code", REGION_CODE, nullable=False),
        sa.Column("level_code", sa.String(length=15), nullable=False),
        sa.Column("cadres", sa.Integer(), nullable=False),
        sa.Column("trained", sa.Integer(), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["region_code"], ["region.code"], name="fk_desa_day_region_code_region"),
        sa.PrimaryKeyConstraint("day", "region_code", "level_code", name="pk_desa_day"),
    )
    op.create_table(
        "module",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("slug", sa.String(length=60), nullable=False),
        sa.Column("region_code", REGION_CODE, nullable=True),
        sa.Column("theme_slug", sa.String(length=60), nullable=False),
        sa.Column("title", sa.String(length=80), nullable=False),
        sa.Column("summary", sa.String(length=300), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["region_code"], ["region.code"], name="fk_module_region_code_region"),
        sa.ForeignKeyConstraint(["theme_slug"], ["theme.slug"], name="fk_module_theme_slug_theme"),
        sa.PrimaryKeyConstraint("id", name="pk_module"),
        sa.UniqueConstraint("slug", "region_code", name="uq_module_slug_region_code"),
    )
    op.create_index("ix_module_slug", "module", ["slug"])
    op.create_index("ix_module_theme_slug", "module", ["theme_slug"])

    op.create_table(
        "posyandu",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("sort_name", sa.String(length=80), nullable=False),
        sa.Column("region_code", REGION_CODE, nullable=False),
        sa.Column("strata", sa.String(length=10), nullable=True),
        sa.Column("life_cycle_since", sa.Date(), nullable=True),
        sa.Column("registration_number", sa.String(length=40), nullable=True),
        sa.Column("closed_at", sa.Date(), nullable=True),
        sa.CheckConstraint(
            "strata IN ('pratama', 'madya', 'purnama', 'mandiri')", name=op.f("ck_posyandu_strata")
        ),
        sa.ForeignKeyConstraint(["region_code"], ["region.code"], name="fk_posyandu_region_code_region"),
        sa.PrimaryKeyConstraint("id", name="pk_posyandu"),
    )
    op.create_index("ix_posyandu_region_code_sort_name", "posyandu", ["region_code", "sort_name"])

    op.create_table(
        "roster_import",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("region_code", REGION_CODE, nullable=False),
        sa.Column("rows", sa.JSON(), nullable=False),
        sa.Column("problems", sa.JSON(), nullable=False),
        sa.Column("skipped", sa.Integer(), nullable=False),
        sa.Column("by", sa.Uuid(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("applied_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("outcome", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["region_code"], ["region.code"], name="fk_roster_import_region_code_region"),
        sa.PrimaryKeyConstraint("id", name="pk_roster_import"),
    )
    op.create_index("ix_roster_import_region_code", "roster_import", ["region_code"])

    op.create_table(
        "skill",
        sa.Column("slug", sa.String(length=60), nullable=False),
        sa.Column("code", sa.String(length=4), nullable=False),
        sa.Column("group_code", sa.String(length=2), nullable=False),
        sa.Column("label", sa.String(length=120), nullable=False),
        sa.Column("can", sa.String(length=300), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["group_code"], ["skill_group.code"], name="fk_skill_group_code_skill_group"),
        sa.PrimaryKeyConstraint("slug", name="pk_skill"),
        sa.UniqueConstraint("code", name="uq_skill_code"),
    )
    op.create_table(
        "cadre",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.String(length=8), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("sort_name", sa.String(length=80), nullable=False),
        sa.Column("gender", sa.String(length=1), nullable=False),
        sa.Column("birth_year", sa.Integer(), nullable=True),
        sa.Column("phone", sa.String(length=20), nullable=True),
        sa.Column("fields", sa.JSON(), nullable=False),
        sa.Column("decree_number", sa.String(length=60), nullable=True),
        sa.Column("started_year", sa.Integer(), nullable=True),
        sa.Column("posyandu_id", sa.Uuid(), nullable=False),
        sa.Column("merged_into", sa.Uuid(), nullable=True),
        sa.Column("left_at", sa.Date(), nullable=True),
        sa.Column("region_code", REGION_CODE, nullable=False),
        sa.Column("level_code", sa.String(length=15), nullable=False),
        sa.Column("level_since", sa.Date(), nullable=True),
        sa.Column("skills_mastered", sa.Integer(), nullable=False),
        sa.Column("trained", sa.Boolean(), nullable=False),
        sa.CheckConstraint("gender IN ('P', 'L')", name=op.f("ck_cadre_gender")),
        sa.CheckConstraint(
            "level_code IN ('belum-dinilai', 'belum', 'pratama', 'madya', 'utama')",
            name=op.f("ck_cadre_level_code"),
        ),
        sa.CheckConstraint("skills_mastered BETWEEN 0 AND 99", name=op.f("ck_cadre_skills_mastered")),
        sa.ForeignKeyConstraint(["merged_into"], ["cadre.id"], name="fk_cadre_merged_into_cadre"),
        sa.ForeignKeyConstraint(["posyandu_id"], ["posyandu.id"], name="fk_cadre_posyandu_id_posyandu"),
        sa.ForeignKeyConstraint(["region_code"], ["region.code"], name="fk_cadre_region_code_region"),
        sa.PrimaryKeyConstraint("id", name="pk_cadre"),
        sa.UniqueConstraint("number", name="uq_cadre_number"),
    )
    op.create_index("ix_cadre_merged_into", "cadre", ["merged_into"])
    op.create_index("ix_cadre_posyandu_id", "cadre", ["posyandu_id"])
    op.create_index(
        "ix_cadre_roll",
        "cadre",
        ["region_code", "level_code", "trained", "left_at"],
        sqlite_where=sa.text("left_at IS NULL"),
        postgresql_where=sa.text("left_at IS NULL"),
    )
    op.create_index("ix_cadre_sort_name", "cadre", ["sort_name"])

    op.create_table(
        "lesson",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("module_id", sa.Uuid(), nullable=False),
        sa.Column("slug", sa.String(length=60), nullable=False),
        sa.Column("title", sa.String(length=80), nullable=False),
        sa.Column("aim", sa.String(length=200), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("html", sa.Text(), nullable=False),
        sa.Column("references", sa.JSON(), nullable=False),
        sa.Column("facts", sa.JSON(), nullable=False),
        sa.Column("review", sa.String(length=120), nullable=False),
        sa.Column("checksum", sa.String(length=64), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("retired_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["module_id"], ["module.id"], name="fk_lesson_module_id_module"),
        sa.PrimaryKeyConstraint("id", name="pk_lesson"),
        sa.UniqueConstraint("module_id", "slug", name="uq_lesson_module_id_slug"),
    )
    op.create_index("ix_lesson_slug", "lesson", ["slug"])

    op.create_table(
        "module_skill",
        sa.Column("module_id", sa.Uuid(), nullable=False),
        sa.Column("skill_slug", sa.String(length=60), nullable=False),
        sa.ForeignKeyConstraint(["module_id"], ["module.id"], name="fk_module_skill_module_id_module"),
        sa.ForeignKeyConstraint(["skill_slug"], ["skill.slug"], name="fk_module_skill_skill_slug_skill"),
        sa.PrimaryKeyConstraint("module_id", "skill_slug", name="pk_module_skill"),
    )
    op.create_index("ix_module_skill_skill_slug", "module_skill", ["skill_slug"])

    op.create_table(
        "question",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("slug", sa.String(length=80), nullable=False),
        sa.Column("skill_slug", sa.String(length=60), nullable=False),
        sa.Column("region_code", REGION_CODE, nullable=True),
        sa.Column("retired_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["region_code"], ["region.code"], name="fk_question_region_code_region"),
        sa.ForeignKeyConstraint(["skill_slug"], ["skill.slug"], name="fk_question_skill_slug_skill"),
        sa.PrimaryKeyConstraint("id", name="pk_question"),
        sa.UniqueConstraint("slug", name="uq_question_slug"),
    )
    op.create_index("ix_question_skill_slug", "question", ["skill_slug"])

    op.create_table(
        "quiz",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("slug", sa.String(length=60), nullable=False),
        sa.Column("module_id", sa.Uuid(), nullable=True),
        sa.Column("region_code", REGION_CODE, nullable=True),
        sa.Column("title", sa.String(length=120), nullable=False),
        sa.Column("pass_mark", sa.SmallInteger(), nullable=False),
        sa.Column("shuffle", sa.Boolean(), nullable=False),
        sa.Column("wait_minutes", sa.JSON(), nullable=False),
        sa.Column("time_limit", sa.Integer(), nullable=True),
        sa.Column("retired_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("pass_mark BETWEEN 1 AND 100", name=op.f("ck_quiz_pass_mark")),
        sa.ForeignKeyConstraint(["module_id"], ["module.id"], name="fk_quiz_module_id_module"),
        sa.ForeignKeyConstraint(["region_code"], ["region.code"], name="fk_quiz_region_code_region"),
        sa.PrimaryKeyConstraint("id", name="pk_quiz"),
        sa.UniqueConstraint("slug", name="uq_quiz_slug"),
    )
    op.create_index("ix_quiz_module_id", "quiz", ["module_id"])

    op.create_table(
        "attempt",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("quiz_id", sa.Uuid(), nullable=False),
        sa.Column("cadre_id", sa.Uuid(), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("deadline", sa.DateTime(timezone=True), nullable=True),
        sa.Column("pass_mark", sa.SmallInteger(), nullable=False),
        sa.ForeignKeyConstraint(["cadre_id"], ["cadre.id"], name="fk_attempt_cadre_id_cadre"),
        sa.ForeignKeyConstraint(["quiz_id"], ["quiz.id"], name="fk_attempt_quiz_id_quiz"),
        sa.PrimaryKeyConstraint("id", name="pk_attempt"),
    )
    op.create_index("ix_attempt_cadre_id_quiz_id", "attempt", ["cadre_id", "quiz_id"])
    op.create_index("ix_attempt_quiz_id", "attempt", ["quiz_id"])

    op.create_table(
        "award",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("cadre_id", sa.Uuid(), nullable=False),
        sa.Column("level_code", sa.String(length=15), nullable=False),
        sa.Column("rule_slug", sa.String(length=20), nullable=False),
        sa.Column("rule_version", sa.String(length=40), nullable=False),
        sa.Column("evidence_ids", sa.JSON(), nullable=False),
        sa.Column("reached_on", sa.Date(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by", sa.Uuid(), nullable=True),
        sa.CheckConstraint("level_code IN ('pratama', 'madya', 'utama')", name=op.f("ck_award_level_code")),
        sa.ForeignKeyConstraint(["cadre_id"], ["cadre.id"], name="fk_award_cadre_id_cadre"),
        sa.PrimaryKeyConstraint("id", name="pk_award"),
    )
    op.create_index("ix_award_cadre_id", "award", ["cadre_id"])

    op.create_table(
        "data_report",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("cadre_id", sa.Uuid(), nullable=False),
        sa.Column("words", sa.String(length=500), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("settled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("settled_by", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(["cadre_id"], ["cadre.id"], name="fk_data_report_cadre_id_cadre"),
        sa.PrimaryKeyConstraint("id", name="pk_data_report"),
    )
    op.create_index("ix_data_report_cadre_id", "data_report", ["cadre_id"])
    op.create_index("ix_data_report_settled_at_at", "data_report", ["settled_at", "at"])

    op.create_table(
        "evidence",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("cadre_id", sa.Uuid(), nullable=False),
        sa.Column("skill_slug", sa.String(length=60), nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("source", sa.String(length=80), nullable=False),
        sa.Column("shown_on", sa.Date(), nullable=False),
        sa.Column("valid_until", sa.Date(), nullable=True),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by", sa.Uuid(), nullable=True),
        sa.Column("reason", sa.String(length=200), nullable=True),
        sa.Column("withdraws", sa.Uuid(), nullable=True),
        sa.CheckConstraint("kind IN ('quiz', 'observation', 'import')", name=op.f("ck_evidence_kind")),
        sa.ForeignKeyConstraint(["cadre_id"], ["cadre.id"], name="fk_evidence_cadre_id_cadre"),
        sa.ForeignKeyConstraint(["skill_slug"], ["skill.slug"], name="fk_evidence_skill_slug_skill"),
        sa.ForeignKeyConstraint(["withdraws"], ["evidence.id"], name="fk_evidence_withdraws_evidence"),
        sa.PrimaryKeyConstraint("id", name="pk_evidence"),
        sa.UniqueConstraint("withdraws", name="uq_evidence_withdraws"),
    )
    op.create_index(
        "uq_evidence_once",
        "evidence",
        ["cadre_id", "skill_slug", "source"],
        unique=True,
        sqlite_where=sa.text("withdraws IS NULL"),
        postgresql_where=sa.text("withdraws IS NULL"),
    )

    op.create_table(
        "lesson_done",
        sa.Column("cadre_id", sa.Uuid(), nullable=False),
        sa.Column("lesson_id", sa.Uuid(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["cadre_id"], ["cadre.id"], name="fk_lesson_done_cadre_id_cadre"),
        sa.ForeignKeyConstraint(["lesson_id"], ["lesson.id"], name="fk_lesson_done_lesson_id_lesson"),
        sa.PrimaryKeyConstraint("cadre_id", "lesson_id", name="pk_lesson_done"),
    )
    op.create_index("ix_lesson_done_lesson_id", "lesson_done", ["lesson_id"])

    op.create_table(
        "lesson_skill",
        sa.Column("lesson_id", sa.Uuid(), nullable=False),
        sa.Column("skill_slug", sa.String(length=60), nullable=False),
        sa.ForeignKeyConstraint(["lesson_id"], ["lesson.id"], name="fk_lesson_skill_lesson_id_lesson"),
        sa.ForeignKeyConstraint(["skill_slug"], ["skill.slug"], name="fk_lesson_skill_skill_slug_skill"),
        sa.PrimaryKeyConstraint("lesson_id", "skill_slug", name="pk_lesson_skill"),
    )
    op.create_index("ix_lesson_skill_skill_slug", "lesson_skill", ["skill_slug"])

    op.create_table(
        "paper_level",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("cadre_id", sa.Uuid(), nullable=False),
        sa.Column("level_code", sa.String(length=15), nullable=False),
        sa.Column("decided_on", sa.Date(), nullable=False),
        sa.Column("source", sa.String(length=120), nullable=False),
        sa.Column("by", sa.Uuid(), nullable=True),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("withdraws", sa.Uuid(), nullable=True),
        sa.CheckConstraint(
            "level_code IN ('belum', 'pratama', 'madya', 'utama')", name=op.f("ck_paper_level_level_code")
        ),
        sa.ForeignKeyConstraint(["cadre_id"], ["cadre.id"], name="fk_paper_level_cadre_id_cadre"),
        sa.ForeignKeyConstraint(
            ["withdraws"], ["paper_level.id"], name="fk_paper_level_withdraws_paper_level"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_paper_level"),
        sa.UniqueConstraint("withdraws", name="uq_paper_level_withdraws"),
    )
    op.create_index("ix_paper_level_cadre_id", "paper_level", ["cadre_id"])

    op.create_table(
        "placement",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("cadre_id", sa.Uuid(), nullable=False),
        sa.Column("posyandu_id", sa.Uuid(), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("by", sa.Uuid(), nullable=True),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["cadre_id"], ["cadre.id"], name="fk_placement_cadre_id_cadre"),
        sa.ForeignKeyConstraint(["posyandu_id"], ["posyandu.id"], name="fk_placement_posyandu_id_posyandu"),
        sa.PrimaryKeyConstraint("id", name="pk_placement"),
    )
    op.create_index("ix_placement_cadre_id_since", "placement", ["cadre_id", "since"])

    op.create_table(
        "question_version",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("question_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("type", sa.String(length=12), nullable=False),
        sa.Column("difficulty", sa.SmallInteger(), nullable=False),
        sa.Column("body", sa.JSON(), nullable=False),
        sa.Column("lesson_slug", sa.String(length=60), nullable=True),
        sa.Column("unreviewed", sa.Boolean(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by", sa.Uuid(), nullable=True),
        sa.CheckConstraint("difficulty BETWEEN 1 AND 3", name=op.f("ck_question_version_difficulty")),
        sa.ForeignKeyConstraint(
            ["question_id"], ["question.id"], name="fk_question_version_question_id_question"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_question_version"),
        sa.UniqueConstraint("question_id", "number", name="uq_question_version_question_id_number"),
    )
    op.create_table(
        "quiz_draw",
        sa.Column("quiz_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.SmallInteger(), nullable=False),
        sa.Column("skill_slug", sa.String(length=60), nullable=False),
        sa.Column("count", sa.SmallInteger(), nullable=False),
        sa.CheckConstraint("count > 0", name=op.f("ck_quiz_draw_count")),
        sa.ForeignKeyConstraint(["quiz_id"], ["quiz.id"], name="fk_quiz_draw_quiz_id_quiz"),
        sa.ForeignKeyConstraint(["skill_slug"], ["skill.slug"], name="fk_quiz_draw_skill_slug_skill"),
        sa.PrimaryKeyConstraint("quiz_id", "position", name="pk_quiz_draw"),
    )
    op.create_index("ix_quiz_draw_skill_slug", "quiz_draw", ["skill_slug"])

    op.create_table(
        "standing",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("cadre_id", sa.Uuid(), nullable=False),
        sa.Column("region_code", REGION_CODE, nullable=False),
        sa.Column("level_code", sa.String(length=15), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "level_code IN ('belum-dinilai', 'belum', 'pratama', 'madya', 'utama')",
            name=op.f("ck_standing_level_code"),
        ),
        sa.ForeignKeyConstraint(["cadre_id"], ["cadre.id"], name="fk_standing_cadre_id_cadre"),
        sa.ForeignKeyConstraint(["region_code"], ["region.code"], name="fk_standing_region_code_region"),
        sa.PrimaryKeyConstraint("id", name="pk_standing"),
    )
    op.create_index("ix_standing_cadre", "standing", ["cadre_id", "since", "region_code", "level_code"])
    op.create_index("ix_standing_region", "standing", ["region_code", "cadre_id"])

    op.create_table(
        "training",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("cadre_id", sa.Uuid(), nullable=False),
        sa.Column("title", sa.String(length=120), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("source", sa.String(length=120), nullable=False),
        sa.Column("by", sa.Uuid(), nullable=True),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("withdraws", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(["cadre_id"], ["cadre.id"], name="fk_training_cadre_id_cadre"),
        sa.ForeignKeyConstraint(["withdraws"], ["training.id"], name="fk_training_withdraws_training"),
        sa.PrimaryKeyConstraint("id", name="pk_training"),
        sa.UniqueConstraint("withdraws", name="uq_training_withdraws"),
    )
    op.create_index("ix_training_cadre_id", "training", ["cadre_id"])

    op.create_table(
        "user_account",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("sign_in_name", sa.String(length=60), nullable=False),
        sa.Column("cadre_number", sa.String(length=8), nullable=True),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("role", sa.String(length=10), nullable=False),
        sa.Column("region_code", REGION_CODE, nullable=True),
        sa.Column("cadre_id", sa.Uuid(), nullable=True),
        sa.Column("secret_hash", sa.String(length=200), nullable=False),
        sa.Column("secret_made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("session_version", sa.Integer(), nullable=False),
        sa.Column("is_demo", sa.Boolean(), nullable=False),
        sa.Column("disabled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("last_sign_in_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "(role = 'kader') = (cadre_id IS NOT NULL)", name=op.f("ck_user_account_cadre_has_person")
        ),
        sa.CheckConstraint(
            "role IN ('kader', 'pelatih', 'camat', 'dpmd', 'admin')", name=op.f("ck_user_account_role")
        ),
        sa.ForeignKeyConstraint(["cadre_id"], ["cadre.id"], name="fk_user_account_cadre_id_cadre"),
        sa.ForeignKeyConstraint(["region_code"], ["region.code"], name="fk_user_account_region_code_region"),
        sa.PrimaryKeyConstraint("id", name="pk_user_account"),
        sa.UniqueConstraint("cadre_id", name="uq_user_account_cadre_id"),
        sa.UniqueConstraint("cadre_number", name="uq_user_account_cadre_number"),
        sa.UniqueConstraint("sign_in_name", name="uq_user_account_sign_in_name"),
    )
    op.create_index("ix_user_account_region_code", "user_account", ["region_code"])

    op.create_table(
        "attempt_closing",
        sa.Column("attempt_id", sa.Uuid(), nullable=False),
        sa.Column("how", sa.String(length=8), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by", sa.Uuid(), nullable=True),
        sa.CheckConstraint("how IN ('sent', 'time')", name=op.f("ck_attempt_closing_how")),
        sa.ForeignKeyConstraint(["attempt_id"], ["attempt.id"], name="fk_attempt_closing_attempt_id_attempt"),
        sa.PrimaryKeyConstraint("attempt_id", name="pk_attempt_closing"),
    )
    op.create_table(
        "attempt_question",
        sa.Column("attempt_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.SmallInteger(), nullable=False),
        sa.Column("version_id", sa.Uuid(), nullable=False),
        sa.Column("option_order", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["attempt_id"], ["attempt.id"], name="fk_attempt_question_attempt_id_attempt"
        ),
        sa.ForeignKeyConstraint(
            ["version_id"], ["question_version.id"], name="fk_attempt_question_version_id_question_version"
        ),
        sa.PrimaryKeyConstraint("attempt_id", "position", name="pk_attempt_question"),
    )
    op.create_index("ix_attempt_question_version_id", "attempt_question", ["version_id"])

    op.create_table(
        "award_withdrawal",
        sa.Column("award_id", sa.Uuid(), nullable=False),
        sa.Column("reason", sa.String(length=200), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(["award_id"], ["award.id"], name="fk_award_withdrawal_award_id_award"),
        sa.PrimaryKeyConstraint("award_id", name="pk_award_withdrawal"),
    )
    op.create_table(
        "certificate",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("code", sa.String(length=12), nullable=False),
        sa.Column("award_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("level_code", sa.String(length=15), nullable=False),
        sa.Column("region_code", REGION_CODE, nullable=False),
        sa.Column("district", sa.String(length=80), nullable=False),
        sa.Column("issued_on", sa.Date(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["award_id"], ["award.id"], name="fk_certificate_award_id_award"),
        sa.ForeignKeyConstraint(["region_code"], ["region.code"], name="fk_certificate_region_code_region"),
        sa.PrimaryKeyConstraint("id", name="pk_certificate"),
        sa.UniqueConstraint("award_id", name="uq_certificate_award_id"),
        sa.UniqueConstraint("code", name="uq_certificate_code"),
    )
    op.create_table(
        "answer",
        sa.Column("attempt_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.SmallInteger(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("value", sa.String(length=1000), nullable=False),
        sa.Column("given_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("seq > 0", name=op.f("ck_answer_seq_from_one")),
        sa.ForeignKeyConstraint(
            ["attempt_id", "position"],
            ["attempt_question.attempt_id", "attempt_question.position"],
            name="fk_answer_attempt_id_attempt_question",
        ),
        sa.PrimaryKeyConstraint("attempt_id", "position", "seq", name="pk_answer"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "mark",
        sa.Column("attempt_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.SmallInteger(), nullable=False),
        sa.Column("round", sa.SmallInteger(), nullable=False),
        sa.Column("answer_seq", sa.Integer(), nullable=True),
        sa.Column("version_id", sa.Uuid(), nullable=False),
        sa.Column("fraction", sa.Float(), nullable=False),
        sa.Column("marked_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("fraction BETWEEN 0 AND 1", name=op.f("ck_mark_fraction")),
        sa.ForeignKeyConstraint(
            ["attempt_id", "position"],
            ["attempt_question.attempt_id", "attempt_question.position"],
            name="fk_mark_attempt_id_attempt_question",
        ),
        sa.ForeignKeyConstraint(
            ["version_id"], ["question_version.id"], name="fk_mark_version_id_question_version"
        ),
        sa.PrimaryKeyConstraint("attempt_id", "position", "round", name="pk_mark"),
    )


def _create_door() -> None:
    """A row in open_door opens one table to a lawful change, for its own transaction only.

    Its deferred foreign key points to a table that is always empty, so a door left open makes COMMIT fail.
    """
    op.create_table(
        "no_row",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.CheckConstraint("1 = 0", name=op.f("ck_no_row_stays_empty")),
    )
    op.create_table(
        "open_door",
        sa.Column("table_name", sa.String(63), primary_key=True),
        sa.Column("reason", sa.String(200), nullable=False),
        sa.Column("must_close", sa.Integer(), nullable=False, server_default="0"),
        sa.CheckConstraint("length(reason) > 9", name=op.f("ck_open_door_reason")),
        sa.ForeignKeyConstraint(
            ["must_close"],
            ["no_row.id"],
            name="fk_open_door_must_close",
            deferrable=True,
            initially="DEFERRED",
        ),
    )
    if op.get_bind().dialect.name == "postgresql":
        op.execute(f"""
            CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN
              IF EXISTS ({OPEN_DOOR} TG_TABLE_NAME) THEN
                IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
                RETURN NEW;
              END IF;
              RAISE EXCEPTION 'append-only: % on %', TG_OP, TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
            END $$""")


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
    """Drop everything, the children first."""
    for table in TABLES:
        op.drop_table(table)
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION refuse_change()")


TABLES = (
    "open_door",
    "no_row",
    "mark",
    "answer",
    "certificate",
    "award_withdrawal",
    "attempt_question",
    "attempt_closing",
    "user_account",
    "training",
    "standing",
    "quiz_draw",
    "question_version",
    "placement",
    "paper_level",
    "lesson_skill",
    "lesson_done",
    "evidence",
    "data_report",
    "award",
    "attempt",
    "quiz",
    "question",
    "module_skill",
    "lesson",
    "cadre",
    "skill",
    "roster_import",
    "posyandu",
    "module",
    "desa_day",
    "theme",
    "skill_group",
    "sign_in_try",
    "secret_form",
    "region",
    "media",
    "loaded_data",
    "level_rule",
    "audit_event",
)
