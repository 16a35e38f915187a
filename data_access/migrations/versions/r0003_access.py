"""Sign-in: passwords, identities, sessions and attempts; an audit trail whose records are chained."""

from typing import Any

import sqlalchemy as sa
from alembic import op

import data_access.types
from data_access.seals import GENESIS, SEALED, Fixed, chained, seal, written

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

Instant = data_access.types.Instant
FIXED = ("id", "at", "action", "upload_id", "hash")
ADDED = ("origin", "seals", "hash")


def upgrade() -> None:
    is_first: sa.Column[bool] = sa.Column("password_is_first", sa.Boolean(), nullable=False, server_default=sa.false())
    op.add_column("users", is_first)
    op.add_column("users", sa.Column("identity", sa.Text(), nullable=True))
    op.add_column("users", sa.Column("revision", sa.Integer(), nullable=False, server_default="1"))
    op.add_column("users", sa.Column("erased_at", Instant(timezone=True), nullable=True))
    op.create_index(op.f("ix_users_identity"), "users", ["identity"], unique=True)
    op.execute("UPDATE users SET username = lower(username)")
    op.add_column("files", sa.Column("removed_at", Instant(timezone=True), nullable=True))
    _sign_in_tables()
    _chain_audit_records()
    _forbid_changes()


def _sign_in_tables() -> None:
    op.create_table(
        "sessions",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("cookie_hash", sa.String(length=64), nullable=True),
        sa.Column("ticket_hash", sa.String(length=64), nullable=True),
        sa.Column("proof_hash", sa.String(length=64), nullable=True),
        sa.Column("opened_at", Instant(timezone=True), nullable=False),
        sa.Column("expires_at", Instant(timezone=True), nullable=False),
        sa.Column("ended_at", Instant(timezone=True), nullable=True),
        sa.Column("origin", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_sessions_user_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sessions")),
        sa.UniqueConstraint("cookie_hash", name=op.f("uq_sessions_cookie_hash")),
        sa.UniqueConstraint("ticket_hash", name=op.f("uq_sessions_ticket_hash")),
        sa.UniqueConstraint("proof_hash", name=op.f("uq_sessions_proof_hash")),
    )
    op.create_index(op.f("ix_sessions_user_id"), "sessions", ["user_id"])
    op.create_table(
        "sign_in_attempts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("username", sa.Text(), nullable=False),
        sa.Column("origin", sa.Text(), nullable=False),
        sa.Column("at", Instant(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sign_in_attempts")),
    )
    op.create_index("ix_sign_in_attempts_username_at", "sign_in_attempts", ["username", "at"])
    op.create_index("ix_sign_in_attempts_origin_at", "sign_in_attempts", ["origin", "at"])


def _chain_audit_records() -> None:
    """Seals what was recorded before there were seals."""
    for name in ADDED:
        op.add_column("audit_records", sa.Column(name, sa.Text(), nullable=False, server_default=sa.text("''")))
    connection = op.get_bind()
    typed: list[sa.ColumnClause[Any]] = [
        sa.column("id", sa.Integer),
        sa.column("upload_id", sa.Integer),
        sa.column("at", Instant(timezone=True)),
    ]
    plain: list[sa.ColumnClause[Any]] = [sa.column(name, sa.Text) for name in ("action", "hash", "seals", *SEALED)]
    table = sa.table("audit_records", *typed, *plain)
    previous = GENESIS
    for number, row in enumerate(connection.execute(sa.select(table).order_by(table.c.id)).all(), start=1):
        seals = seal({name: getattr(row, name) for name in SEALED})
        previous = chained(previous, Fixed(number, row.at, row.action, row.upload_id), seals)
        values = {"id": number, "seals": written(seals), "hash": previous}
        connection.execute(sa.update(table).where(table.c.id == row.id).values(**values))


def _forbid_changes() -> None:
    """The database itself refuses to remove a record, or to change what no erasure needs to change."""
    if op.get_bind().dialect.name == "sqlite":
        for name, event in (("delete", "DELETE"), ("change", f"UPDATE OF {', '.join(FIXED)}")):
            op.execute(
                f"CREATE TRIGGER audit_records_no_{name} BEFORE {event} ON audit_records "
                "BEGIN SELECT RAISE(ABORT, 'the audit trail is only appended to'); END"
            )
        return
    op.execute(
        "CREATE FUNCTION audit_records_only_grow() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION 'the audit trail is only appended to'; END $$"
    )
    for name, event in (("delete", "DELETE"), ("change", f"UPDATE OF {', '.join(FIXED)}")):
        op.execute(
            f"CREATE TRIGGER audit_records_no_{name} BEFORE {event} ON audit_records "
            "FOR EACH ROW EXECUTE FUNCTION audit_records_only_grow()"
        )


def downgrade() -> None:
    for name in ("delete", "change"):
        on = "" if op.get_bind().dialect.name == "sqlite" else " ON audit_records"
        op.execute(f"DROP TRIGGER audit_records_no_{name}{on}")
    if op.get_bind().dialect.name != "sqlite":
        op.execute("DROP FUNCTION audit_records_only_grow()")
    for name in ADDED:
        op.drop_column("audit_records", name)
    op.drop_table("sign_in_attempts")
    op.drop_table("sessions")
    op.drop_column("files", "removed_at")
    op.drop_index(op.f("ix_users_identity"), table_name="users")
    for name in ("erased_at", "revision", "identity", "password_is_first"):
        op.drop_column("users", name)
