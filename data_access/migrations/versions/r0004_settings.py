"""Dated settings, freezes and moved deadlines, each known from one instant to another."""

import sqlalchemy as sa
from alembic import op

import data_access.types

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "dated_settings",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("known_from", data_access.types.Instant(timezone=True), nullable=False),
        sa.Column("known_to", data_access.types.Instant(timezone=True), nullable=False),
        sa.Column("value", data_access.types.Exact(precision=18, scale=2), nullable=False),
        sa.PrimaryKeyConstraint("name", "valid_from", "known_from", name=op.f("pk_dated_settings")),
        sa.UniqueConstraint("name", "valid_from", "known_to", name=op.f("uq_dated_settings_name_valid_from_known_to")),
    )
    op.create_table(
        "freezes",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("known_from", data_access.types.Instant(timezone=True), nullable=False),
        sa.Column("known_to", data_access.types.Instant(timezone=True), nullable=False),
        sa.Column("start", sa.Date(), nullable=False),
        sa.Column("end", sa.Date(), nullable=False),
        sa.Column("institution", sa.Text(), nullable=True),
        sa.Column("name_en", sa.Text(), nullable=False),
        sa.Column("name_fr", sa.Text(), nullable=False),
        sa.Column("name_nl", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", "known_from", name=op.f("pk_freezes")),
        sa.UniqueConstraint("id", "known_to", name=op.f("uq_freezes_id_known_to")),
    )
    op.create_table(
        "moved_deadlines",
        sa.Column("status_date", sa.Date(), nullable=False),
        sa.Column("known_from", data_access.types.Instant(timezone=True), nullable=False),
        sa.Column("known_to", data_access.types.Instant(timezone=True), nullable=False),
        sa.Column("due", data_access.types.Instant(timezone=True), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("status_date", "known_from", name=op.f("pk_moved_deadlines")),
        sa.UniqueConstraint("status_date", "known_to", name=op.f("uq_moved_deadlines_status_date_known_to")),
    )


def downgrade() -> None:
    op.drop_table("moved_deadlines")
    op.drop_table("freezes")
    op.drop_table("dated_settings")
