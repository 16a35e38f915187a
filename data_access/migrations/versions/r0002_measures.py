"""Measures stored per project and status date, so that trends do not scan history."""

import sqlalchemy as sa
from alembic import op

import data_access.types

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "measures",
        sa.Column("project", sa.Text(), nullable=False),
        sa.Column("status_date", sa.Date(), nullable=False),
        sa.Column("known_from", data_access.types.Instant(timezone=True), nullable=False),
        sa.Column("known_to", data_access.types.Instant(timezone=True), nullable=False),
        sa.Column("declared_overall", sa.Text(), nullable=True),
        sa.Column("declared_scope", sa.Text(), nullable=True),
        sa.Column("declared_schedule", sa.Text(), nullable=True),
        sa.Column("declared_cost", sa.Text(), nullable=True),
        sa.Column("declared_resources", sa.Text(), nullable=True),
        sa.Column("declared_risk", sa.Text(), nullable=True),
        sa.Column("declared_benefits", sa.Text(), nullable=True),
        sa.Column("computed_overall", sa.Text(), nullable=True),
        sa.Column("computed_schedule", sa.Text(), nullable=True),
        sa.Column("computed_cost", sa.Text(), nullable=True),
        sa.Column("computed_risk", sa.Text(), nullable=True),
        sa.Column("confidence", sa.Text(), nullable=True),
        sa.Column("gap", sa.Integer(), nullable=True),
        sa.Column("active", sa.Boolean(), nullable=True),
        sa.Column("percent_complete", data_access.types.Exact(precision=18, scale=2), nullable=True),
        sa.Column("bac", data_access.types.Exact(precision=18, scale=2), nullable=True),
        sa.Column("original_bac", data_access.types.Exact(precision=18, scale=2), nullable=True),
        sa.Column("pv", data_access.types.Exact(precision=18, scale=2), nullable=True),
        sa.Column("ev", data_access.types.Exact(precision=18, scale=2), nullable=True),
        sa.Column("ac", data_access.types.Exact(precision=18, scale=2), nullable=True),
        sa.Column("eac", data_access.types.Exact(precision=18, scale=2), nullable=True),
        sa.Column("forecast_at_completion", data_access.types.Exact(precision=18, scale=2), nullable=True),
        sa.Column("schedule_tolerance_used", data_access.types.Exact(precision=18, scale=2), nullable=True),
        sa.Column("cost_tolerance_used", data_access.types.Exact(precision=18, scale=2), nullable=True),
        sa.Column("slip_days", sa.Integer(), nullable=True),
        sa.Column("risks_open", sa.Integer(), nullable=True),
        sa.Column("risks_high", sa.Integer(), nullable=True),
        sa.Column("risks_critical", sa.Integer(), nullable=True),
        sa.Column("risk_exposure", data_access.types.Exact(precision=18, scale=2), nullable=True),
        sa.Column("issues_open", sa.Integer(), nullable=True),
        sa.Column("entries_overdue", sa.Integer(), nullable=True),
        sa.Column("milestones_total", sa.Integer(), nullable=True),
        sa.Column("milestones_due", sa.Integer(), nullable=True),
        sa.Column("milestones_hit", sa.Integer(), nullable=True),
        sa.Column("milestones_late", sa.Integer(), nullable=True),
        sa.Column("migration_weight", sa.Integer(), nullable=True),
        sa.Column("migration_progress_weight", data_access.types.Exact(precision=18, scale=2), nullable=True),
        sa.Column("users_in_scope", sa.Integer(), nullable=True),
        sa.Column("users_moved", sa.Integer(), nullable=True),
        sa.Column("ce_adjusted", data_access.types.Exact(precision=18, scale=2), nullable=True),
        sa.Column("engaged", data_access.types.Exact(precision=18, scale=2), nullable=True),
        sa.Column("cl_adjusted", data_access.types.Exact(precision=18, scale=2), nullable=True),
        sa.Column("liquidated", data_access.types.Exact(precision=18, scale=2), nullable=True),
        sa.Column("ce_lapse", data_access.types.Exact(precision=18, scale=2), nullable=True),
        sa.Column("cl_shortage", data_access.types.Exact(precision=18, scale=2), nullable=True),
        sa.PrimaryKeyConstraint("project", "status_date", "known_from", name=op.f("pk_measures")),
        sa.UniqueConstraint(
            "project", "status_date", "known_to", name=op.f("uq_measures_project_status_date_known_to")
        ),
    )
    with op.batch_alter_table("measures", schema=None) as batch_op:
        batch_op.create_index(
            "ix_measures_latest", ["project", sa.literal_column("status_date DESC"), "known_from"], unique=False
        )
    # Under no definitions yet: the next start computes the measures of what is already stored.
    op.execute("UPDATE versions SET definitions = 0")


def downgrade() -> None:
    op.drop_table("measures")
