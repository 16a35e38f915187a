"""The tables: one per dataset, derived from the contract, and those of the store around them."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import (
    Boolean,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
    false,
    text,
)
from sqlalchemy.types import TypeEngine

from data_access.contract import ColumnType, Contract, Dataset
from data_access.measures import MEASURES
from data_access.meeting_tables import meeting_tables
from data_access.types import Exact, Instant

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}
LINEAGE = ("row_set_id", "position", "upload_id", "sheet", "row")
"""Columns that every dataset table has before those of its contract."""


def sql_type(column_type: ColumnType) -> TypeEngine[Any]:
    """The SQL type that stores a contract column type."""
    match column_type:
        case ColumnType.INTEGER:
            return Integer()
        case ColumnType.AMOUNT | ColumnType.PERCENTAGE:
            return Exact()
        case ColumnType.DATE | ColumnType.MONTH:
            return Date()
        case ColumnType.BOOLEAN:
            return Boolean()
        case _:
            return Text()


@dataclass(frozen=True)
class Tables:
    """All tables of one contract; *datasets* maps dataset name to its table."""

    metadata: MetaData
    datasets: dict[str, Table]

    def __getattr__(self, name: str) -> Table:
        try:
            return self.metadata.tables[name]
        except KeyError:
            raise AttributeError(name) from None


def build_tables(contract: Contract) -> Tables:
    """The tables of *contract*: its datasets' and the store's own."""
    metadata = MetaData(naming_convention=NAMING)
    _store_tables(metadata)
    _people_tables(metadata)
    _sign_in_tables(metadata)
    _measure_table(metadata)
    meeting_tables(metadata)
    _setting_tables(metadata)
    return Tables(metadata, {dataset.name: _dataset_table(metadata, dataset) for dataset in contract})


def _dataset_table(metadata: MetaData, dataset: Dataset) -> Table:
    """Lineage, then the columns of the contract.

    Foreign keys on the lineage would be checked row by row, half the time of a commit on PostgreSQL:
    ``orphans`` checks that of a whole upload at once.
    """
    return Table(
        f"{dataset.name}_rows",
        metadata,
        Column("row_set_id", Integer, primary_key=True, autoincrement=False),
        Column("position", Integer, primary_key=True, autoincrement=False),
        Column("upload_id", Integer, nullable=False),
        Column("sheet", Text, nullable=False),
        Column("row", Integer, nullable=False),
        *(Column(c.name, sql_type(c.type), nullable=c.name not in dataset.key) for c in dataset.columns),
        sqlite_with_rowid=False,
    )


def _store_tables(metadata: MetaData) -> None:
    Table(
        "versions",
        metadata,
        Column("id", Integer, primary_key=True, autoincrement=False),
        Column("data_version", Integer, nullable=False),
        Column("changed_at", Instant, nullable=False),
        Column("demonstration", Boolean, nullable=False, default=False),
        Column("definitions", Integer, nullable=False),
    )
    Table(
        "files",
        metadata,
        Column("sha256", String(64), primary_key=True),
        Column("data", LargeBinary, nullable=False),
        Column("removed_at", Instant),
    )
    Table(
        "uploads",
        metadata,
        Column("id", Integer, primary_key=True, autoincrement=False),
        Column("file_name", Text, nullable=False),
        Column("sha256", ForeignKey("files.sha256"), nullable=False, index=True),
        Column("size", Integer, nullable=False),
        Column("user_id", ForeignKey("users.id"), nullable=False),
        Column("status_date", Date, nullable=False, index=True),
        Column("committed_at", Instant, nullable=False),
        Column("undone_at", Instant),
        Column("undone_by", ForeignKey("users.id")),
        Column("rows_read", Integer, nullable=False),
        Column("inserted", Integer, nullable=False),
        Column("updated", Integer, nullable=False),
        Column("unchanged", Integer, nullable=False),
        Column("closed", Integer, nullable=False),
        Column("kept", Integer, nullable=False),
        Column("cells_read", Integer, nullable=False),
        Column("findings", Integer, nullable=False),
    )
    Table(
        "foundations",
        metadata,
        Column("upload_id", ForeignKey("uploads.id"), primary_key=True),
        Column("built_on", ForeignKey("uploads.id"), primary_key=True, index=True),
    )
    Table(
        "row_sets",
        metadata,
        Column("id", Integer, primary_key=True, autoincrement=False),
        Column("dataset", Text, nullable=False),
        Column("project", Text, nullable=False),
        Column("upload_id", ForeignKey("uploads.id"), nullable=False),
        Column("rows", Integer, nullable=False),
    )
    Table(
        "subjects",
        metadata,
        Column("dataset", Text, primary_key=True),
        Column("project", Text, primary_key=True),
    )
    snapshots = Table(
        "snapshots",
        metadata,
        Column("id", Integer, primary_key=True, autoincrement=False),
        Column("upload_id", ForeignKey("uploads.id"), nullable=False, index=True),
        Column("dataset", Text, nullable=False),
        Column("project", Text, nullable=False),
        Column("status_date", Date, nullable=False),
        Column("row_set_id", ForeignKey("row_sets.id"), nullable=False),
        Column("known_from", Instant, nullable=False),
        Column("known_to", Instant, nullable=False),
    )
    Index(
        "ix_snapshots_latest",
        snapshots.c.dataset,
        snapshots.c.project,
        snapshots.c.status_date.desc(),
        snapshots.c.upload_id.desc(),
    )


def _people_tables(metadata: MetaData) -> None:
    Table(
        "users",
        metadata,
        Column("id", Integer, primary_key=True),
        Column("username", Text, nullable=False, unique=True),
        Column("name", Text, nullable=False),
        Column("email", Text, nullable=False, default=""),
        Column("role", Text, nullable=False),
        Column("active", Boolean, nullable=False, default=True),
        Column("password_hash", Text),
        Column("password_is_first", Boolean, nullable=False, server_default=false()),
        Column("identity", Text, index=True, unique=True),
        Column("revision", Integer, nullable=False, server_default="1"),
        Column("created_at", Instant, nullable=False),
        Column("erased_at", Instant),
    )
    Table(
        "reference_entries",
        metadata,
        Column("kind", Text, primary_key=True),
        Column("code", Text, primary_key=True),
        Column("position", Integer, nullable=False),
        Column("label_en", Text, nullable=False),
        Column("label_fr", Text, nullable=False),
        Column("label_nl", Text, nullable=False),
    )
    Table(
        "audit_records",
        metadata,
        Column("id", Integer, primary_key=True),
        Column("at", Instant, nullable=False),
        Column("actor", Text, nullable=False),
        Column("action", Text, nullable=False),
        Column("subject", Text, nullable=False),
        Column("old", Text),
        Column("new", Text),
        Column("upload_id", ForeignKey("uploads.id")),
        Column("origin", Text, nullable=False, server_default=text("''")),
        Column("seals", Text, nullable=False, server_default=text("''")),
        Column("hash", Text, nullable=False, server_default=text("''")),
    )


def _sign_in_tables(metadata: MetaData) -> None:
    Table(
        "sessions",
        metadata,
        Column("id", Text, primary_key=True),
        Column("user_id", ForeignKey("users.id"), nullable=False, index=True),
        Column("cookie_hash", String(64), unique=True),
        Column("ticket_hash", String(64), unique=True),
        Column("proof_hash", String(64), unique=True),
        Column("opened_at", Instant, nullable=False),
        Column("expires_at", Instant, nullable=False),
        Column("ended_at", Instant),
        Column("origin", Text, nullable=False, default=""),
    )
    attempts = Table(
        "sign_in_attempts",
        metadata,
        Column("id", Integer, primary_key=True),
        Column("username", Text, nullable=False),
        Column("origin", Text, nullable=False, default=""),
        Column("at", Instant, nullable=False),
    )
    Index("ix_sign_in_attempts_username_at", attempts.c.username, attempts.c.at)
    Index("ix_sign_in_attempts_origin_at", attempts.c.origin, attempts.c.at)


def _measure_table(metadata: MetaData) -> None:
    table = Table(
        "measures",
        metadata,
        Column("project", Text, primary_key=True),
        Column("status_date", Date, primary_key=True),
        Column("known_from", Instant, primary_key=True),
        Column("known_to", Instant, nullable=False),
        *(Column(name, sql_type(column_type)) for name, column_type in MEASURES.items()),
        UniqueConstraint("project", "status_date", "known_to"),
    )
    Index("ix_measures_latest", table.c.project, table.c.status_date.desc(), table.c.known_from)


def _setting_tables(metadata: MetaData) -> None:
    Table(
        "dated_settings",
        metadata,
        Column("name", Text, primary_key=True),
        Column("valid_from", Date, primary_key=True),
        Column("known_from", Instant, primary_key=True),
        Column("known_to", Instant, nullable=False),
        Column("value", Exact, nullable=False),
        UniqueConstraint("name", "valid_from", "known_to"),
    )
    Table(
        "freezes",
        metadata,
        Column("id", Integer, primary_key=True, autoincrement=False),
        Column("known_from", Instant, primary_key=True),
        Column("known_to", Instant, nullable=False),
        Column("start", Date, nullable=False),
        Column("end", Date, nullable=False),
        Column("institution", Text),
        Column("name_en", Text, nullable=False),
        Column("name_fr", Text, nullable=False),
        Column("name_nl", Text, nullable=False),
        UniqueConstraint("id", "known_to"),
    )
    Table(
        "moved_deadlines",
        metadata,
        Column("status_date", Date, primary_key=True),
        Column("known_from", Instant, primary_key=True),
        Column("known_to", Instant, nullable=False),
        Column("due", Instant, nullable=False),
        Column("reason", Text, nullable=False),
        UniqueConstraint("status_date", "known_to"),
    )
