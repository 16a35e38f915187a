"""Steering meetings: agenda, decisions and what-ifs."""

import sqlalchemy as sa
from alembic import op

import data_access.types

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "meetings",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("held_on", sa.Date(), nullable=False),
        sa.Column("status_date", sa.Date(), nullable=False),
        sa.Column("compare_with", sa.Date(), nullable=True),
        sa.Column("previous_id", sa.Integer(), nullable=True),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("known_at", data_access.types.Instant(timezone=True), nullable=True),
        sa.Column("data_version", sa.Integer(), nullable=True),
        sa.Column("presenter", sa.Text(), nullable=True),
        sa.Column("current_item", sa.Integer(), nullable=True),
        sa.Column("view", sa.Text(), nullable=False),
        sa.Column("started_at", data_access.types.Instant(timezone=True), nullable=True),
        sa.Column("item_started_at", data_access.types.Instant(timezone=True), nullable=True),
        sa.Column("closed_at", data_access.types.Instant(timezone=True), nullable=True),
        sa.Column("attendees", sa.Text(), nullable=False),
        sa.Column("excused", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["previous_id"], ["meetings.id"], name=op.f("fk_meetings_previous_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meetings")),
    )
    op.create_table(
        "meeting_items",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("rule", sa.Text(), nullable=False),
        sa.Column("project", sa.Text(), nullable=True),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("manager", sa.Text(), nullable=False),
        sa.Column("score", sa.Integer(), nullable=False),
        sa.Column("reasons", sa.Text(), nullable=False),
        sa.Column("extras", sa.Text(), nullable=False),
        sa.Column("figures", sa.Text(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("owner", sa.Text(), nullable=False),
        sa.Column("confidential", sa.Boolean(), nullable=False),
        sa.Column("removed", sa.Boolean(), nullable=False),
        sa.Column("spent_seconds", sa.Integer(), nullable=False),
        sa.Column("discussed", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["meeting_id"], ["meetings.id"], name=op.f("fk_meeting_items_meeting_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meeting_items")),
        sa.UniqueConstraint("meeting_id", "subject", name=op.f("uq_meeting_items_meeting_id_subject")),
    )
    with op.batch_alter_table("meeting_items", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_meeting_items_meeting_id"), ["meeting_id"], unique=False)

    op.create_table(
        "meeting_decisions",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("item_id", sa.Integer(), nullable=True),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("option", sa.Text(), nullable=False),
        sa.Column("votes_for", sa.Integer(), nullable=True),
        sa.Column("votes_against", sa.Integer(), nullable=True),
        sa.Column("abstained", sa.Integer(), nullable=True),
        sa.Column("owner", sa.Text(), nullable=False),
        sa.Column("due", sa.Date(), nullable=True),
        sa.Column("project", sa.Text(), nullable=True),
        sa.Column("figures", sa.Text(), nullable=False),
        sa.Column("recorded_by", sa.Text(), nullable=False),
        sa.Column("recorded_at", data_access.types.Instant(timezone=True), nullable=False),
        sa.Column("corrects_id", sa.Integer(), nullable=True),
        sa.Column("upload_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["corrects_id"], ["meeting_decisions.id"], name=op.f("fk_meeting_decisions_corrects_id")
        ),
        sa.ForeignKeyConstraint(["item_id"], ["meeting_items.id"], name=op.f("fk_meeting_decisions_item_id")),
        sa.ForeignKeyConstraint(["meeting_id"], ["meetings.id"], name=op.f("fk_meeting_decisions_meeting_id")),
        sa.ForeignKeyConstraint(["upload_id"], ["uploads.id"], name=op.f("fk_meeting_decisions_upload_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meeting_decisions")),
        sa.UniqueConstraint("meeting_id", "number", name=op.f("uq_meeting_decisions_meeting_id_number")),
    )
    op.create_table(
        "meeting_what_ifs",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("item_id", sa.Integer(), nullable=False),
        sa.Column("parameters", sa.Text(), nullable=False),
        sa.Column("figures", sa.Text(), nullable=False),
        sa.Column("made_by", sa.Text(), nullable=False),
        sa.Column("made_at", data_access.types.Instant(timezone=True), nullable=False),
        sa.Column("dropped_at", data_access.types.Instant(timezone=True), nullable=True),
        sa.Column("decision_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["decision_id"], ["meeting_decisions.id"], name=op.f("fk_meeting_what_ifs_decision_id")
        ),
        sa.ForeignKeyConstraint(["item_id"], ["meeting_items.id"], name=op.f("fk_meeting_what_ifs_item_id")),
        sa.ForeignKeyConstraint(["meeting_id"], ["meetings.id"], name=op.f("fk_meeting_what_ifs_meeting_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meeting_what_ifs")),
    )
    with op.batch_alter_table("meeting_what_ifs", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_meeting_what_ifs_item_id"), ["item_id"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("meeting_what_ifs", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_meeting_what_ifs_item_id"))

    op.drop_table("meeting_what_ifs")
    op.drop_table("meeting_decisions")
    with op.batch_alter_table("meeting_items", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_meeting_items_meeting_id"))

    op.drop_table("meeting_items")
    op.drop_table("meetings")
