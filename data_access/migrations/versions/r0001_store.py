"""The store, the six datasets and the people around them."""

import sqlalchemy as sa
from alembic import op

import data_access.types

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "files",
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("data", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("sha256", name=op.f("pk_files")),
    )

    op.create_table(
        "reference_entries",
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("label_en", sa.Text(), nullable=False),
        sa.Column("label_fr", sa.Text(), nullable=False),
        sa.Column("label_nl", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("kind", "code", name=op.f("pk_reference_entries")),
    )
    op.create_table(
        "subjects",
        sa.Column("dataset", sa.Text(), nullable=False),
        sa.Column("project", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("dataset", "project", name=op.f("pk_subjects")),
    )
    op.create_table(
        "users",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("username", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("email", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("password_hash", sa.Text(), nullable=True),
        sa.Column("created_at", data_access.types.Instant(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_users")),
        sa.UniqueConstraint("username", name=op.f("uq_users_username")),
    )
    op.create_table(
        "versions",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("data_version", sa.Integer(), nullable=False),
        sa.Column("changed_at", data_access.types.Instant(timezone=True), nullable=False),
        sa.Column("demonstration", sa.Boolean(), nullable=False),
        sa.Column("definitions", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_versions")),
    )
    op.create_table(
        "uploads",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("file_name", sa.Text(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("status_date", sa.Date(), nullable=False),
        sa.Column("committed_at", data_access.types.Instant(timezone=True), nullable=False),
        sa.Column("undone_at", data_access.types.Instant(timezone=True), nullable=True),
        sa.Column("undone_by", sa.Integer(), nullable=True),
        sa.Column("rows_read", sa.Integer(), nullable=False),
        sa.Column("inserted", sa.Integer(), nullable=False),
        sa.Column("updated", sa.Integer(), nullable=False),
        sa.Column("unchanged", sa.Integer(), nullable=False),
        sa.Column("closed", sa.Integer(), nullable=False),
        sa.Column("kept", sa.Integer(), nullable=False),
        sa.Column("cells_read", sa.Integer(), nullable=False),
        sa.Column("findings", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["sha256"], ["files.sha256"], name=op.f("fk_uploads_sha256")),
        sa.ForeignKeyConstraint(["undone_by"], ["users.id"], name=op.f("fk_uploads_undone_by")),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_uploads_user_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_uploads")),
    )
    with op.batch_alter_table("uploads", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_uploads_sha256"), ["sha256"], unique=False)
        batch_op.create_index(batch_op.f("ix_uploads_status_date"), ["status_date"], unique=False)

    op.create_table(
        "audit_records",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", data_access.types.Instant(timezone=True), nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.Column("action", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("old", sa.Text(), nullable=True),
        sa.Column("new", sa.Text(), nullable=True),
        sa.Column("upload_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["upload_id"], ["uploads.id"], name=op.f("fk_audit_records_upload_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_records")),
    )
    op.create_table(
        "foundations",
        sa.Column("upload_id", sa.Integer(), nullable=False),
        sa.Column("built_on", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["built_on"], ["uploads.id"], name=op.f("fk_foundations_built_on")),
        sa.ForeignKeyConstraint(["upload_id"], ["uploads.id"], name=op.f("fk_foundations_upload_id")),
        sa.PrimaryKeyConstraint("upload_id", "built_on", name=op.f("pk_foundations")),
    )
    with op.batch_alter_table("foundations", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_foundations_built_on"), ["built_on"], unique=False)

    op.create_table(
        "row_sets",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("dataset", sa.Text(), nullable=False),
        sa.Column("project", sa.Text(), nullable=False),
        sa.Column("upload_id", sa.Integer(), nullable=False),
        sa.Column("rows", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["upload_id"], ["uploads.id"], name=op.f("fk_row_sets_upload_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_row_sets")),
    )
    op.create_table(
        "budget_rows",
        sa.Column("row_set_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("upload_id", sa.Integer(), nullable=False),
        sa.Column("sheet", sa.Text(), nullable=False),
        sa.Column("row", sa.Integer(), nullable=False),
        sa.Column("project", sa.Text(), nullable=False),
        sa.Column("category", sa.Text(), nullable=False),
        sa.Column("month", sa.Date(), nullable=False),
        sa.Column("expenditure", sa.Text(), nullable=True),
        sa.Column("original_planned", data_access.types.Exact(precision=18, scale=2), nullable=True),
        sa.Column("planned", data_access.types.Exact(precision=18, scale=2), nullable=True),
        sa.Column("actual", data_access.types.Exact(precision=18, scale=2), nullable=True),
        sa.Column("forecast", data_access.types.Exact(precision=18, scale=2), nullable=True),
        sa.Column("comment", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["row_set_id"], ["row_sets.id"], name=op.f("fk_budget_rows_row_set_id")),
        sa.ForeignKeyConstraint(["upload_id"], ["uploads.id"], name=op.f("fk_budget_rows_upload_id")),
        sa.PrimaryKeyConstraint("row_set_id", "position", name=op.f("pk_budget_rows")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "credits_rows",
        sa.Column("row_set_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("upload_id", sa.Integer(), nullable=False),
        sa.Column("sheet", sa.Text(), nullable=False),
        sa.Column("row", sa.Integer(), nullable=False),
        sa.Column("project", sa.Text(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("basic_allocation", sa.Text(), nullable=False),
        sa.Column("institution", sa.Text(), nullable=False),
        sa.Column("ce_initial", data_access.types.Exact(precision=18, scale=2), nullable=True),
        sa.Column("ce_adjusted", data_access.types.Exact(precision=18, scale=2), nullable=True),
        sa.Column("cl_initial", data_access.types.Exact(precision=18, scale=2), nullable=True),
        sa.Column("cl_adjusted", data_access.types.Exact(precision=18, scale=2), nullable=True),
        sa.Column("engaged", data_access.types.Exact(precision=18, scale=2), nullable=True),
        sa.Column("liquidated", data_access.types.Exact(precision=18, scale=2), nullable=True),
        sa.Column("encours_start", data_access.types.Exact(precision=18, scale=2), nullable=True),
        sa.Column("cancelled", data_access.types.Exact(precision=18, scale=2), nullable=True),
        sa.Column("planned_engagements", data_access.types.Exact(precision=18, scale=2), nullable=True),
        sa.Column("engagement_probability", data_access.types.Exact(precision=18, scale=2), nullable=True),
        sa.Column("expected_liquidations", data_access.types.Exact(precision=18, scale=2), nullable=True),
        sa.Column("oldest_commitment_year", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["row_set_id"], ["row_sets.id"], name=op.f("fk_credits_rows_row_set_id")),
        sa.ForeignKeyConstraint(["upload_id"], ["uploads.id"], name=op.f("fk_credits_rows_upload_id")),
        sa.PrimaryKeyConstraint("row_set_id", "position", name=op.f("pk_credits_rows")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "migration_rows",
        sa.Column("row_set_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("upload_id", sa.Integer(), nullable=False),
        sa.Column("sheet", sa.Text(), nullable=False),
        sa.Column("row", sa.Integer(), nullable=False),
        sa.Column("project", sa.Text(), nullable=False),
        sa.Column("item", sa.Text(), nullable=False),
        sa.Column("institution", sa.Text(), nullable=True),
        sa.Column("domain", sa.Text(), nullable=True),
        sa.Column("current_tool", sa.Text(), nullable=True),
        sa.Column("target_tool", sa.Text(), nullable=True),
        sa.Column("disposition", sa.Text(), nullable=True),
        sa.Column("hosting", sa.Text(), nullable=True),
        sa.Column("wave", sa.Integer(), nullable=True),
        sa.Column("stage", sa.Text(), nullable=True),
        sa.Column("planned_cutover", sa.Date(), nullable=True),
        sa.Column("forecast_cutover", sa.Date(), nullable=True),
        sa.Column("actual_cutover", sa.Date(), nullable=True),
        sa.Column("depends_on", sa.Text(), nullable=True),
        sa.Column("users_in_scope", sa.Integer(), nullable=True),
        sa.Column("users_moved", sa.Integer(), nullable=True),
        sa.Column("active_users", sa.Integer(), nullable=True),
        sa.Column("trained", sa.Integer(), nullable=True),
        sa.Column("ready_functional", sa.Text(), nullable=True),
        sa.Column("ready_data", sa.Text(), nullable=True),
        sa.Column("ready_integration", sa.Text(), nullable=True),
        sa.Column("ready_contract", sa.Text(), nullable=True),
        sa.Column("ready_training", sa.Text(), nullable=True),
        sa.Column("ready_support", sa.Text(), nullable=True),
        sa.Column("ready_cutover", sa.Text(), nullable=True),
        sa.Column("ready_sponsor", sa.Text(), nullable=True),
        sa.Column("has_data_owner", sa.Boolean(), nullable=True),
        sa.Column("has_rollback", sa.Boolean(), nullable=True),
        sa.Column("has_legal_base", sa.Boolean(), nullable=True),
        sa.Column("contract_signed", sa.Boolean(), nullable=True),
        sa.Column("blocker", sa.Text(), nullable=True),
        sa.Column("dual_run_cost", data_access.types.Exact(precision=18, scale=2), nullable=True),
        sa.Column("contract_end", sa.Date(), nullable=True),
        sa.Column("decommissioned", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["row_set_id"], ["row_sets.id"], name=op.f("fk_migration_rows_row_set_id")),
        sa.ForeignKeyConstraint(["upload_id"], ["uploads.id"], name=op.f("fk_migration_rows_upload_id")),
        sa.PrimaryKeyConstraint("row_set_id", "position", name=op.f("pk_migration_rows")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "milestones_rows",
        sa.Column("row_set_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("upload_id", sa.Integer(), nullable=False),
        sa.Column("sheet", sa.Text(), nullable=False),
        sa.Column("row", sa.Integer(), nullable=False),
        sa.Column("project", sa.Text(), nullable=False),
        sa.Column("milestone", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=True),
        sa.Column("kind", sa.Text(), nullable=True),
        sa.Column("weight", data_access.types.Exact(precision=18, scale=2), nullable=True),
        sa.Column("original_baseline", sa.Date(), nullable=True),
        sa.Column("baseline", sa.Date(), nullable=True),
        sa.Column("forecast", sa.Date(), nullable=True),
        sa.Column("actual", sa.Date(), nullable=True),
        sa.Column("owner", sa.Text(), nullable=True),
        sa.Column("critical", sa.Boolean(), nullable=True),
        sa.ForeignKeyConstraint(["row_set_id"], ["row_sets.id"], name=op.f("fk_milestones_rows_row_set_id")),
        sa.ForeignKeyConstraint(["upload_id"], ["uploads.id"], name=op.f("fk_milestones_rows_upload_id")),
        sa.PrimaryKeyConstraint("row_set_id", "position", name=op.f("pk_milestones_rows")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "projects_rows",
        sa.Column("row_set_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("upload_id", sa.Integer(), nullable=False),
        sa.Column("sheet", sa.Text(), nullable=False),
        sa.Column("row", sa.Integer(), nullable=False),
        sa.Column("project", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=True),
        sa.Column("programme", sa.Text(), nullable=True),
        sa.Column("institution", sa.Text(), nullable=True),
        sa.Column("sponsor", sa.Text(), nullable=True),
        sa.Column("manager", sa.Text(), nullable=True),
        sa.Column("involvement", sa.Text(), nullable=True),
        sa.Column("method", sa.Text(), nullable=True),
        sa.Column("stage", sa.Text(), nullable=True),
        sa.Column("baseline_start", sa.Date(), nullable=True),
        sa.Column("original_baseline_end", sa.Date(), nullable=True),
        sa.Column("baseline_end", sa.Date(), nullable=True),
        sa.Column("rebaselines", sa.Integer(), nullable=True),
        sa.Column("actual_start", sa.Date(), nullable=True),
        sa.Column("forecast_end", sa.Date(), nullable=True),
        sa.Column("actual_end", sa.Date(), nullable=True),
        sa.Column("percent_complete", data_access.types.Exact(precision=18, scale=2), nullable=True),
        sa.Column("status_overall", sa.Text(), nullable=True),
        sa.Column("status_scope", sa.Text(), nullable=True),
        sa.Column("status_schedule", sa.Text(), nullable=True),
        sa.Column("status_cost", sa.Text(), nullable=True),
        sa.Column("status_resources", sa.Text(), nullable=True),
        sa.Column("status_risk", sa.Text(), nullable=True),
        sa.Column("status_benefits", sa.Text(), nullable=True),
        sa.Column("gap_reason", sa.Text(), nullable=True),
        sa.Column("confidence", sa.Text(), nullable=True),
        sa.Column("confidence_assessor", sa.Text(), nullable=True),
        sa.Column("confidence_date", sa.Date(), nullable=True),
        sa.Column("achieved", sa.Text(), nullable=True),
        sa.Column("next_steps", sa.Text(), nullable=True),
        sa.Column("decision_requested", sa.Text(), nullable=True),
        sa.Column("cost_tolerance", data_access.types.Exact(precision=18, scale=2), nullable=True),
        sa.Column("time_tolerance", sa.Integer(), nullable=True),
        sa.Column("estimate_to_complete", data_access.types.Exact(precision=18, scale=2), nullable=True),
        sa.ForeignKeyConstraint(["row_set_id"], ["row_sets.id"], name=op.f("fk_projects_rows_row_set_id")),
        sa.ForeignKeyConstraint(["upload_id"], ["uploads.id"], name=op.f("fk_projects_rows_upload_id")),
        sa.PrimaryKeyConstraint("row_set_id", "position", name=op.f("pk_projects_rows")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "raid_rows",
        sa.Column("row_set_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("upload_id", sa.Integer(), nullable=False),
        sa.Column("sheet", sa.Text(), nullable=False),
        sa.Column("row", sa.Integer(), nullable=False),
        sa.Column("project", sa.Text(), nullable=False),
        sa.Column("entry", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=True),
        sa.Column("title", sa.Text(), nullable=True),
        sa.Column("cause", sa.Text(), nullable=True),
        sa.Column("effect", sa.Text(), nullable=True),
        sa.Column("owner", sa.Text(), nullable=True),
        sa.Column("likelihood", sa.Integer(), nullable=True),
        sa.Column("impact", sa.Integer(), nullable=True),
        sa.Column("residual_likelihood", sa.Integer(), nullable=True),
        sa.Column("residual_impact", sa.Integer(), nullable=True),
        sa.Column("cost_impact", data_access.types.Exact(precision=18, scale=2), nullable=True),
        sa.Column("strategy", sa.Text(), nullable=True),
        sa.Column("status", sa.Text(), nullable=True),
        sa.Column("raised", sa.Date(), nullable=True),
        sa.Column("due", sa.Date(), nullable=True),
        sa.Column("closed", sa.Date(), nullable=True),
        sa.Column("next_review", sa.Date(), nullable=True),
        sa.Column("escalated", sa.Boolean(), nullable=True),
        sa.Column("provider_project", sa.Text(), nullable=True),
        sa.Column("linked_entry", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["row_set_id"], ["row_sets.id"], name=op.f("fk_raid_rows_row_set_id")),
        sa.ForeignKeyConstraint(["upload_id"], ["uploads.id"], name=op.f("fk_raid_rows_upload_id")),
        sa.PrimaryKeyConstraint("row_set_id", "position", name=op.f("pk_raid_rows")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "snapshots",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("upload_id", sa.Integer(), nullable=False),
        sa.Column("dataset", sa.Text(), nullable=False),
        sa.Column("project", sa.Text(), nullable=False),
        sa.Column("status_date", sa.Date(), nullable=False),
        sa.Column("row_set_id", sa.Integer(), nullable=False),
        sa.Column("known_from", data_access.types.Instant(timezone=True), nullable=False),
        sa.Column("known_to", data_access.types.Instant(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["row_set_id"], ["row_sets.id"], name=op.f("fk_snapshots_row_set_id")),
        sa.ForeignKeyConstraint(["upload_id"], ["uploads.id"], name=op.f("fk_snapshots_upload_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_snapshots")),
    )
    with op.batch_alter_table("snapshots", schema=None) as batch_op:
        batch_op.create_index(
            "ix_snapshots_latest",
            ["dataset", "project", sa.literal_column("status_date DESC"), sa.literal_column("upload_id DESC")],
            unique=False,
        )
        batch_op.create_index(batch_op.f("ix_snapshots_upload_id"), ["upload_id"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("snapshots", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_snapshots_upload_id"))
        batch_op.drop_index("ix_snapshots_latest")

    op.drop_table("snapshots")
    op.drop_table("raid_rows")
    op.drop_table("projects_rows")
    op.drop_table("milestones_rows")
    op.drop_table("migration_rows")
    op.drop_table("credits_rows")
    op.drop_table("budget_rows")
    op.drop_table("row_sets")
    with op.batch_alter_table("foundations", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_foundations_built_on"))

    op.drop_table("foundations")
    op.drop_table("audit_records")
    with op.batch_alter_table("uploads", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_uploads_status_date"))
        batch_op.drop_index(batch_op.f("ix_uploads_sha256"))

    op.drop_table("uploads")
    op.drop_table("versions")
    op.drop_table("users")
    op.drop_table("subjects")
    op.drop_table("reference_entries")

    op.drop_table("files")
