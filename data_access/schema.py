"""Brings a database to the current schema with Alembic, embedded: no ini file, no command."""

import datetime as dt
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.util.exc import CommandError
from sqlalchemy import Connection, insert, inspect, select, text

from data_access.engine import Database, failures_named
from data_access.errors import DatabaseUnavailable

BEFORE_ANY_CHANGE = dt.datetime(2000, 1, 1, tzinfo=dt.UTC)
LOCK = 7_405_261
"""Number of the PostgreSQL advisory lock that lets one of several starting processes migrate."""


def upgrade(db: Database, revision: str = "head") -> None:
    """Migrates *db* to *revision*; at head, also creates tables of datasets that no migration knows yet.

    Raises ``DatabaseUnavailable`` with code ``database_schema`` when *db* is of a newer version.
    """
    with failures_named(), db.engine.connect() as raw:
        connection = raw.execution_options(regie_begin="BEGIN IMMEDIATE")
        with connection.begin():
            if not db.is_sqlite:
                connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": LOCK})
            _migrate(connection, revision)
            if revision == "head":
                db.tables.metadata.create_all(connection)
                _first_version(db, connection)


def _migrate(connection: Connection, revision: str) -> None:
    try:
        command.upgrade(_config(connection), revision)
    except CommandError as error:
        raise DatabaseUnavailable("database_schema") from error


def downgrade(db: Database, revision: str) -> None:
    """Takes *db* back to *revision*."""
    with failures_named(), db.engine.begin() as connection:
        command.downgrade(_config(connection), revision)


def current_revision(db: Database) -> str | None:
    """The revision of *db*; None when it is empty."""
    with failures_named(), db.engine.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision()


def head_revision() -> str:
    """The revision that this version of the product needs."""
    return ScriptDirectory.from_config(_config(None)).get_current_head() or ""


def is_current(db: Database) -> bool:
    """Whether *db* has the schema that this version needs."""
    return current_revision(db) == head_revision()


def require_current(db: Database) -> None:
    """Raises ``DatabaseUnavailable`` unless the schema is the one this version needs."""
    if not is_current(db):
        raise DatabaseUnavailable("database_schema")


def is_empty(db: Database) -> bool:
    """Whether *db* holds no table at all."""
    with failures_named(), db.engine.connect() as connection:
        return not inspect(connection).get_table_names()


def _config(connection: Connection | None) -> Config:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    config.attributes["connection"] = connection
    return config


def _first_version(db: Database, connection: Connection) -> None:
    versions = db.tables.versions
    if connection.execute(select(versions.c.id)).first() is None:
        first = {"id": 1, "data_version": 1, "changed_at": BEFORE_ANY_CHANGE, "demonstration": False, "definitions": 0}
        connection.execute(insert(versions).values(**first))
